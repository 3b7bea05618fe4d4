"""Numbers for whoever watches over the server: `GET /metrics`, in the text format of Prometheus."""

from flask import Blueprint, Response

from board.core.errors import PageMissing
from board.web.limits import is_from_this_machine
from board.web.services import services

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
def show() -> Response:
    """Only for programs on this machine: how many people work when is nobody else's business.

    Numbers only, no names, codes or ids. Raises PageMissing for everybody else.
    """
    if not is_from_this_machine():
        raise PageMissing
    return Response(services().registry.metrics.text(), mimetype="text/plain; version=0.0.4")
