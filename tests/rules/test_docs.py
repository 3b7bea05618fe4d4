"""What a stranger must know is written down: settings, error codes, routes and events."""

import ast
import re
from collections.abc import Iterator

import pytest
from flask import Flask

from board import create_app
from board.core.errors import every_error
from board.settings import Settings
from tests.rules.sources import ROOT, files_in, listed, text_of

SPEC = ROOT / "board" / "SPEC.md"
PROTOCOL = ROOT / "board" / "PROTOCOL.md"
README = ROOT / "README.md"

# Socket.IO's own.
BUILT_IN = {"connect", "disconnect", "connect_error", "*"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(Settings(data_dir=tmp_path_factory.mktemp("data"), async_mode="threading"))


def test_each_setting_is_documented() -> None:
    settings = {
        name
        for path in [*files_in("board", ".py"), ROOT / "wsgi.py"]
        for name in re.findall(r'["\'](BOARD_[A-Z_]+)["\']', text_of(path))
    }
    pages = "".join(text_of(page) for page in (SPEC, PROTOCOL, README) if page.exists())

    missing = sorted(name for name in settings if not re.search(rf"\b{name}\b", pages))

    assert settings
    assert not missing, listed(missing)


def test_ERR1_each_error_code_is_documented_as_it_is() -> None:
    spec = text_of(SPEC)
    rows = {}
    for error in every_error():
        final = "yes" if error.is_final else "no"
        rows[error.code] = f"| `{error.code}` | {error.status} | {final} | {error.message} |"

    missing = [row for row in rows.values() if row not in spec]
    stale = sorted(set(re.findall(r"^\| `([a-z_.]+)` \| \d", spec, re.MULTILINE)) - rows.keys())

    assert not missing, listed(missing)
    assert not stale, listed(stale)


def test_each_route_is_in_the_protocol(app: Flask) -> None:
    described = re.sub(r"/(<[^>]*>|\{[^}]*\}|[A-Z]{2,})", "/*", text_of(PROTOCOL))
    missing = []
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<[^>]*>", "*", rule.rule)
        # Pages and files are for browsers: their address is enough. A call needs its method too.
        is_call = path.startswith("/api/")
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            wanted = f"{method} {path}" if is_call else path
            if not re.search(rf"(?<![\w/*]){re.escape(wanted)}(?![\w/*-])", described):
                missing.append(wanted)

    assert not missing, listed(sorted(set(missing)))


def test_each_event_is_in_the_protocol(app: Flask) -> None:
    handled = app.extensions["socketio"].server.handlers["/"]
    events = {name for name in handled if re.fullmatch(r"[a-z]\w*", name)} | set(_sent()) | set(_listened())
    text = text_of(PROTOCOL)

    missing = [name for name in sorted(events - BUILT_IN) if not _is_described(name, text)]

    assert events - BUILT_IN
    assert not missing, listed(missing)


def _is_described(event: str, text: str) -> bool:
    return (
        re.search(rf"^#+ {event}\b|^```json (emit|event) {event}\b|`{event}\b[^`]*`", text, re.M) is not None
    )


def _sent() -> Iterator[str]:
    """Events that the server sends: emit("name", ...), send(to, "name", ...)."""
    place_of_name = {"emit": 0, "send": 1}
    for path in [*files_in("board/web", ".py"), *files_in("board/live", ".py")]:
        for node in ast.walk(ast.parse(text_of(path))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            place = place_of_name.get(node.func.attr, len(node.args))
            name = node.args[place] if place < len(node.args) else None
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                yield name.value


def _listened() -> Iterator[str]:
    """Events that the page listens to."""
    for path in files_in("static/src/sync", ".ts"):
        yield from re.findall(r"\bsocket\.on\(\s*[\"'](\w+)[\"']", text_of(path))
