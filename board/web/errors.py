"""The one place where an error becomes an answer: ERR1 for programs, a page for people."""

import logging
import secrets
import traceback
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from board.core.errors import BadShape, BoardError, PageMissing, ServerFault, TooBig, WrongMethod

log = logging.getLogger(__name__)

_OF_STATUS: dict[int, type[BoardError]] = {404: PageMissing, 405: WrongMethod, 413: TooBig}


def sentence_of(error: BoardError) -> str:
    """What a person reads, in the language of the moment."""
    sentence = str(gettext(error.message))
    return sentence % error.data if error.data else sentence


def error_answer(error: BoardError) -> dict[str, Any]:
    """The error as `{ok: false, code, message, data, retry_ms?}` (ERR1)."""
    data = {name: part for name, part in error.data.items() if name != "retry_ms"}
    answer = {"ok": False, "code": error.code, "message": sentence_of(error), "data": data}
    if "retry_ms" in error.data:
        answer["retry_ms"] = error.data["retry_ms"]
    return answer


def fault_of(error: BaseException) -> ServerFault:
    """A mistake of ours as an error that people may see, after one line in the log.

    The line says where and which exception; never its message, which may hold what people wrote.
    """
    ref = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    path = " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames))
    log.error("fault ref=%s endpoint=%s %s at %s", ref, request.endpoint, type(error).__name__, path)
    log.debug("fault ref=%s", ref, exc_info=error)
    return ServerFault(ref=ref)


def is_for_program() -> bool:
    """Whether the answer is JSON rather than a page."""
    return request.path.startswith(("/api/", "/healthz/"))


def respond(error: BoardError) -> Response:
    """The error as the answer to this request, with its status."""
    if is_for_program():
        response = jsonify(error_answer(error))
    else:
        page = render_template("error.html", sentence=sentence_of(error), code=error.code)
        response = Response(page, mimetype="text/html")
    response.status_code = error.status
    if "retry_ms" in error.data:
        response.headers["Retry-After"] = str(max(1, -(-int(error.data["retry_ms"]) // 1000)))
    return response


def init_errors(app: Flask) -> None:
    """Answer every error of every route in the same way."""

    @app.errorhandler(BoardError)
    def on_refusal(error: BoardError) -> Response:
        # The endpoint, not the address: an address can hold a code, a token or a name.
        log.info("refused code=%s method=%s endpoint=%s", error.code, request.method, request.endpoint)
        return respond(error)

    @app.errorhandler(HTTPException)
    def on_http_exception(error: HTTPException) -> Any:
        if isinstance(error, RequestRedirect):
            return error
        status = error.code or 500
        if status >= 500:
            return respond(fault_of(error))
        refusal = _OF_STATUS.get(status, BadShape)()
        log.info("refused code=%s method=%s endpoint=%s", refusal.code, request.method, request.endpoint)
        response = respond(refusal)
        for name, text in error.get_headers():
            if name == "Allow":
                response.headers[name] = text
        return response

    @app.errorhandler(Exception)
    def on_fault(error: Exception) -> Response:
        return respond(fault_of(error))
