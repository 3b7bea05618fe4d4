"""A page of the tests' own with the app's fonts and styles and one script of tests/browser/support."""

import functools
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{script}</title>
<link rel="stylesheet" href="base.css"><script src="{script}.js"></script>
"""


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def bundled_page(script: str) -> Iterator[str]:
    """The address of a page with this script, while the block lasts."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            ROOT / "node_modules" / ".bin" / "esbuild", f"tests/browser/support/{script}.ts",
            "static/styles/base.css", "--bundle", "--loader:.woff2=file", "--entry-names=[name]",
            f"--outdir={folder}", "--log-level=warning",
        ]  # fmt: skip
        subprocess.run(command, cwd=ROOT, check=True)
        (Path(folder) / "index.html").write_text(PAGE.format(script=script), "utf-8")
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            server.server_close()
