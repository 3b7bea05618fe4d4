"""Who may import whom in board/ (ARCHITECTURE: web -> {live, store, export, methods} -> core)."""

import ast
from pathlib import Path

from tests.rules.sources import ROOT, files_in, is_in, listed, name_of, python_imports, text_of

# Layer -> the layers below that it may import, beside itself.
BELOW = {
    "core": set(),
    "live": {"core"},
    "store": {"core"},
    "export": {"core"},
    "methods": {"core"},
    "web": {"core", "live", "store", "export", "methods", "settings"},
    "settings": set(),
}

# The files that connect the layers, and so may import all of them.
CONNECTING = (
    "board/__init__.py",
    "board/app.py",
    "board/start.py",
    "board/cli.py",
    "board/document.py",
    "wsgi.py",
)

# What core may use: the parts of the standard library that neither wait, read, remember nor guess.
PURE = {
    "__future__", "abc", "base64", "bisect", "collections", "contextlib", "copy", "dataclasses", "decimal",
    "enum", "fractions", "functools", "hashlib", "heapq", "hmac", "itertools", "json", "math", "msgspec",
    "operator", "pycrdt", "re", "string", "struct", "types", "typing", "unicodedata", "zlib",
}  # fmt: skip

# Library -> the only places that may import it.
HOMES = {
    "eventlet": ("wsgi.py", "board/live/concurrency.py", "board/live/eventlet_hub.py"),
    "pycrdt": ("board/core/note_text.py",),
    "sqlalchemy": ("board/store",),
    "alembic": ("board/store",),
    "flask_socketio": ("board/web", *CONNECTING),
    "socketio": ("board/web", *CONNECTING),
    "engineio": ("board/web", *CONNECTING),
    "flask": ("board/web", *CONNECTING),
    "werkzeug": ("board/web", "board/live/concurrency.py", *CONNECTING),
}

MODULES = [*files_in("board", ".py"), *(path for path in [ROOT / "wsgi.py"] if path.exists())]
LAYERED = [path for path in MODULES if name_of(path) not in CONNECTING]


def layer_of(path: Path) -> str:
    """The layer of a file of board/ that does not connect: its folder, or its own name."""
    return path.relative_to(ROOT / "board").parts[0].removesuffix(".py")


def test_a_layer_imports_only_itself_and_those_below() -> None:
    wrong = []
    for module in LAYERED:
        layer = layer_of(module)
        assert layer in BELOW, f"{name_of(module)} is in no layer: name it in CONNECTING or BELOW"
        for one in python_imports(module):
            top, *rest = one.target.split(".")
            if top == "board" and (rest or [""])[0] not in {layer} | BELOW[layer]:
                wrong.append(str(one))

    assert not wrong, listed(wrong)


def test_a_library_stays_in_its_home() -> None:
    wrong = [
        str(one)
        for module in MODULES
        for one in python_imports(module)
        for homes in [HOMES.get(one.target.split(".")[0])]
        if homes is not None and not any(is_in(module, home) for home in homes)
    ]

    assert not wrong, listed(wrong)


def test_core_is_pure() -> None:
    wrong = []
    for module in files_in("board/core", ".py"):
        imports = python_imports(module)
        wrong += [str(one) for one in imports if one.target.split(".")[0] not in PURE | {"board"}]
        wrong += [
            f"{name_of(module)}:{node.lineno} calls {node.func.id}"
            for node in ast.walk(ast.parse(text_of(module)))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if node.func.id in {"open", "print", "input", "exec", "eval", "__import__"}
        ]

    assert not wrong, listed(wrong)


def test_an_error_is_never_swallowed_whole() -> None:
    wrong = [
        f"{name_of(module)}:{node.lineno}"
        for module in MODULES
        for node in ast.walk(ast.parse(text_of(module)))
        if isinstance(node, ast.ExceptHandler) and _catches_all(node) and _does_nothing(node)
    ]

    assert not wrong, listed(wrong)


def _catches_all(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or (
        isinstance(handler.type, ast.Name) and handler.type.id in {"Exception", "BaseException"}
    )


def _does_nothing(handler: ast.ExceptHandler) -> bool:
    return all(
        isinstance(part, ast.Pass | ast.Continue)
        or (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant))
        for part in handler.body
    )
