"""HTTP for who leads: what was taken on at the other meetings of the project and is still to do."""

from typing import Any, Final

from flask import Blueprint, Response, jsonify

from board.core.decisions import Elsewhere, open_elsewhere
from board.core.kinds import value_of
from board.core.scene import Scene
from board.core.visibility import Viewer, project
from board.web.access import viewer
from board.web.services import services

blueprint = Blueprint("commitments_api", __name__, url_prefix="/api/boards/<board_id>")

BOARDS_LIMIT: Final = 40  # the last changed; each is read from the disk
SHOWN_LIMIT: Final = 300


@blueprint.get("/commitments")
def list_open(board_id: str) -> Response:
    """Open commitments of the other boards of the project that this person leads, which nobody has taken
    over yet: board by board, the last changed first."""
    boards = services().boards.led_beside(board_id, viewer().person_id)[:BOARDS_LIMIT]
    others = [
        Elsewhere(card.id, card.name, _scene(card.id, Viewer(viewer().person_id, card.role)))
        for card in boards
    ]
    found = open_elsewhere(board_id, _scene(board_id, viewer()), others)
    return jsonify(ok=True, commitments=[_told(board, record) for board, record in found[:SHOWN_LIMIT]])


def _scene(board_id: str, who: Viewer) -> Scene:
    """The commitments of a board, as committed and as this person may see them (VIS1)."""
    records = services().storage.load(board_id).scene.items()
    return {key: project(dict(record), who) for key, record in records if record["kind"] == "commitment"}


def _told(board: Elsewhere, record: Any) -> dict[str, Any]:
    said = {name: value_of(record, name) for name in ("text", "who", "due")}
    return {"board": {"id": board.id, "name": board.name}, "id": record["id"], **said}
