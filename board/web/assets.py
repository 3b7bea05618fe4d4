"""The built files of the browser: their hashed names, and how they are sent."""

import json
import mimetypes
from functools import cache
from pathlib import Path
from typing import Any, Final

from flask import Blueprint, Response, request, send_from_directory, url_for
from markupsafe import Markup

from board.core.errors import PageMissing

DIST: Final = Path(__file__).resolve().parent.parent.parent / "static" / "dist"
_FOR_EVER: Final = "public, max-age=31536000, immutable"

# Best first: (what browsers call it, the ending of the file that the build left beside the plain one).
_ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))

# Not every system knows these.
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")

blueprint = Blueprint("assets", __name__)


@blueprint.get("/static/dist/<name>")
def static_file(name: str) -> Response:
    """A built file, in the smallest form that the browser takes. Its name changes with its content."""
    if name.endswith(tuple(ending for _, ending in _ENCODINGS)) or name == "manifest.json":
        raise PageMissing
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    for encoding, ending in _ENCODINGS:
        # Without the quality check a browser that says "br;q=0" would get it.
        if request.accept_encodings[encoding] > 0 and (DIST / f"{name}{ending}").is_file():
            response = send_from_directory(DIST, f"{name}{ending}", mimetype=mimetype)
            response.headers["Content-Encoding"] = encoding
            break
    else:
        response = send_from_directory(DIST, name, mimetype=mimetype)
    response.headers["Cache-Control"] = _FOR_EVER
    response.vary.add("Accept-Encoding")
    return response


def asset(name: str) -> str:
    """The address of a built file by its plain name: "board.js"."""
    return url_for("assets.static_file", name=_manifest().get(name, name))


def asset_parts(name: str) -> list[str]:
    """The addresses of the files that a built script loads before it runs, so that a page can ask for all
    at once."""
    return [url_for("assets.static_file", name=part) for part in _manifest().get(f"{name} parts", [])]


def icon(name: str) -> Markup:
    """The icon as inline SVG, from the one sprite. Beside it there is always a text."""
    size = Markup('width="20" height="20"')  # until the style sheet is there
    use = Markup('<use href="{}#{}"/>').format(asset("icons.svg"), name)
    return Markup('<svg class="icon" {} aria-hidden="true" focusable="false">{}</svg>').format(size, use)


def _manifest() -> dict[str, Any]:
    """Plain name -> hashed name; empty before the first build."""
    path = DIST / "manifest.json"
    try:
        return _read_manifest(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return {}


@cache
def _read_manifest(path: Path, _changed_ns: int) -> dict[str, Any]:
    names: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return names
