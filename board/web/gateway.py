"""The outermost layer: what every request and every answer passes, Socket.IO's included.

It finds the sub-path that people see (NET1), refuses the script form of long-polling and sockets of
another host (RUN3), and puts the security headers on whatever goes out.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

# WSGI: environ, start_response -> the parts of the body.
WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

SECURITY_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Gateway:
    """A WSGI application around the whole of Tavolo."""

    def __init__(
        self, inner: WsgiApp, base_path: str, *, is_secure: bool, is_own_host: Callable[[str], bool]
    ) -> None:
        self._inner = inner
        self._is_own_host = is_own_host
        self._base_path = base_path
        self._headers = dict(SECURITY_HEADERS)
        self._is_secure = is_secure
        if is_secure:
            self._headers["Strict-Transport-Security"] = "max-age=31536000"

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start_with_headers(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            present = {name.lower() for name, _ in headers}
            more = [pair for pair in self._headers.items() if pair[0].lower() not in present]
            return start_response(status, [*headers, *more], *rest)

        path = environ.get("PATH_INFO", "")
        if self._base_path and path == self._base_path:
            start_with_headers("308 Permanent Redirect", [("Location", f"{path}/"), ("Content-Length", "0")])
            return [b""]
        if _is_script_polling(environ):
            start_with_headers("400 Bad Request", [("Content-Length", "0")])
            return [b""]
        if "/socket.io" in path and not self._is_own_host(environ.get("HTTP_HOST", "")):
            # Pages and calls get a sentence from origin.py; Socket.IO does not pass there.
            start_with_headers("421 Misdirected Request", [("Content-Length", "0")])
            return [b""]
        if self._base_path:
            # Some proxies take the sub-path off before they pass a request on, some do not.
            if path.startswith(f"{self._base_path}/"):
                environ["PATH_INFO"] = path[len(self._base_path) :]
            environ["SCRIPT_NAME"] = self._base_path
        if self._is_secure:
            environ["wsgi.url_scheme"] = "https"
        if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
            # The server ends the stream where the body ends; without this it would be read as empty.
            environ["wsgi.input_terminated"] = True
        return self._inner(environ, start_with_headers)


def _is_script_polling(environ: dict[str, Any]) -> bool:
    """Long-polling by `<script>` needs no Origin, so any site could read with it."""
    query = environ.get("QUERY_STRING", "")
    return "/socket.io" in environ.get("PATH_INFO", "") and any(
        part == "j" or part.startswith("j=") for part in query.split("&")
    )
