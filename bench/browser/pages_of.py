"""The peers' pages on a port of this machine: bundled from npm, served from a folder."""

import functools
import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bench.browser.notes import Board
from bench.tools import BENCH, MADE, BenchFailed

FOLDER = MADE / "browser"
PAGES = BENCH / "browser" / "pages"
MODULES = BENCH / "node_modules"
PEERS = ("tldraw", "excalidraw")
# What the peers load beside their scripts: fonts, icons, words.
ASSETS = {"tldraw": MODULES / "@tldraw/assets", "excalidraw": MODULES / "@excalidraw/excalidraw/dist/prod"}


def bundle(peer: str) -> int:
    """Make a peer's page; the gzipped bytes of its first load."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = subprocess.run(
        ["node", str(PAGES / "bundle.mjs"), peer, str(FOLDER)], capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        raise BenchFailed(f"{peer} could not be bundled:\n{made.stderr[-2000:]}")
    page = (PAGES / "peer.html").read_text("utf-8")
    (FOLDER / f"{peer}.html").write_text(page.replace("PEER", peer), "utf-8")
    return int(made.stdout)


def put_board(name: str, board: Board) -> None:
    """Let the peers' pages load a board by this name."""
    (FOLDER / f"board-{name}.json").write_text(json.dumps(board.plain()), "utf-8")


class _Files(SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        first, _, rest = path.partition("?")[0].lstrip("/").partition("/")
        if rest and first in ASSETS:
            return str(ASSETS[first] / Path(rest))
        return super().translate_path(path)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def peers_served() -> Iterator[str]:
    """The address of the peers' pages."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Files, directory=str(FOLDER)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
