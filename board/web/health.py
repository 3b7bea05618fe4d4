"""For whoever watches over the server: does it answer, can it work."""

from flask import Blueprint, Response, jsonify

from board.web.services import services

blueprint = Blueprint("health", __name__, url_prefix="/healthz")


@blueprint.get("/live")
def live() -> Response:
    """The process answers."""
    return jsonify(ok=True)


@blueprint.get("/ready")
def ready() -> Response:
    """Boards can be joined and changed. StorageFailed while the store cannot write or be read,
    Restarting when the server is about to stop."""
    services().registry.check_ready()
    services().database.read(lambda connection: connection.exec_driver_sql("SELECT 1").scalar())
    return jsonify(ok=True)
