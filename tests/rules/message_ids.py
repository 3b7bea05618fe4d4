"""Every string that the code hands to the catalogue, wherever it is written.

A use is `(key, place)`: the English text, or `(one, many)` for a plural, and where it stands.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import babel_extract

from board.core.errors import BoardError, every_error
from tests.rules.sources import files_in, name_of, text_of

Key = str | tuple[str, str]
Use = tuple[Key, str]

# Name of a function -> how many of its first arguments make the key.
IN_PYTHON = {"_": 1, "gettext": 1, "lazy_gettext": 1, "ngettext": 2, "_text": 1, "_stop_file": 1}
IN_TYPESCRIPT = {"t": 1, "msgid": 1, "tn": 2}


class NotLiteral(Exception):
    """The text is put together at run time, so no catalogue can hold it."""


def every_use() -> list[Use]:
    """All uses, in Python, templates, TypeScript and the errors."""
    uses: list[Use] = [(error.message, f"class {error.__name__}") for error in every_error()]
    uses.append((BoardError.message, "class BoardError"))
    for path in files_in("board", ".py"):
        uses += uses_in_python(text_of(path), name_of(path))
    for path in files_in("templates", ".html", ".txt"):
        uses += uses_in_template(path)
    for path in files_in("static/src", ".ts", ".tsx"):
        uses += uses_in_typescript(text_of(path), name_of(path))
    return uses


def _key(parts: list[str], count: int) -> Iterator[Key]:
    """One key for each text, or for a plural the pair."""
    if count == 1:
        yield from parts
    elif len(parts) == 2:
        yield (parts[0], parts[1])


# --- Python ---------------------------------------------------------------------------------------


def uses_in_python(source: str, name: str) -> Iterator[Use]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        count = IN_PYTHON.get(called)
        if count is None:
            continue
        texts = [text for argument in node.args[:count] for text in _texts(argument, f"{name}:{node.lineno}")]
        for key in _key(texts, count):
            yield key, f"{name}:{node.lineno}"


def _texts(node: ast.expr, place: str) -> Iterator[str]:
    """The texts that an argument may be; none for a variable, which somebody else has marked."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body, place)
        yield from _texts(node.orelse, place)
    elif isinstance(node, ast.JoinedStr | ast.BinOp):
        raise NotLiteral(place)


# --- templates ------------------------------------------------------------------------------------


def uses_in_template(path: Path) -> Iterator[Use]:
    Environment(autoescape=True).parse(text_of(path))  # a broken template must not look like an empty one
    with path.open("rb") as file:
        for line, function, texts, _comments in babel_extract(file, ("_", "gettext", "ngettext"), (), {}):
            if function == "ngettext" and isinstance(texts, tuple):
                yield (str(texts[0]), str(texts[1])), f"{name_of(path)}:{line}"
            else:
                first = texts[0] if isinstance(texts, tuple) else texts
                if isinstance(first, str):
                    yield first, f"{name_of(path)}:{line}"


# --- TypeScript -----------------------------------------------------------------------------------

_CALL = re.compile(rf"(?<![\w.$])(?P<name>{'|'.join(IN_TYPESCRIPT)})\(")
_COMMENT_LINE = re.compile(r"^\s*(//|\*|/\*)")
_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)"""
    r"""|(?P<compare>[!=]==)|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<comma>,)|(?P<plus>\+)|(?P<other>[^\s])"""
)
_ESCAPE = re.compile(r"\\(?:u\{(?P<long>[0-9a-fA-F]+)\}|u(?P<short>[0-9a-fA-F]{4})|(?P<one>.))", re.DOTALL)


def uses_in_typescript(source: str, name: str) -> Iterator[Use]:
    for call in _CALL.finditer(source):
        line_start = source.rfind("\n", 0, call.start()) + 1
        if _COMMENT_LINE.match(source[line_start : call.start()]):
            continue
        if re.search(r"\bfunction\s+$", source[line_start : call.start()]):
            continue
        place = f"{name}:{source.count(chr(10), 0, call.start()) + 1}"
        count = IN_TYPESCRIPT[call["name"]]
        texts = [text for part in _arguments(source, call.end(), count) for text in _literals(part, place)]
        for key in _key(texts, count):
            yield key, place


def _arguments(source: str, start: int, count: int) -> list[list[re.Match[str]]]:
    """The tokens of the first `count` arguments of a call whose bracket opened just before `start`."""
    arguments: list[list[re.Match[str]]] = [[]]
    depth = 0
    for token in _TOKEN.finditer(source, start):
        depth += (token["open"] is not None) - (token["close"] is not None)
        if depth < 0:
            break
        if token["comma"] and depth == 0:
            arguments.append([])
        else:
            arguments[-1].append(token)
    return arguments[:count]


def _literals(tokens: list[re.Match[str]], place: str) -> Iterator[str]:
    """The texts that an argument may be: `"a"`, or both of `x ? "a" : "b"`; not those compared with."""
    depth = 0
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        depth += (token["open"] is not None) - (token["close"] is not None)
        is_compared = any(near is not None and near["compare"] for near in (before, after))
        if token["text"] is None or depth > 0 or is_compared:
            continue
        is_joined = any(near is not None and near["plus"] for near in (before, after))
        if is_joined or (token["text"].startswith("`") and "${" in token["text"]):
            raise NotLiteral(place)
        yield _unquoted(token["text"])


def _unquoted(text: str) -> str:
    def plain(found: re.Match[str]) -> str:
        code = found["long"] or found["short"]
        if code:
            return chr(int(code, 16))
        return {"n": "\n", "t": "\t", "\n": ""}.get(found["one"], found["one"])

    return _ESCAPE.sub(plain, text[1:-1])
