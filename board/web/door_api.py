"""HTTP for programs: who is before a board, who is on it without a device, and who is sent away."""

import msgspec
from flask import Blueprint, Response, jsonify

from board.core.errors import BadShape, BoardMissing
from board.core.ids import is_id
from board.core.visibility import project
from board.web import board_actions
from board.web.access import viewer
from board.web.auth import require_person
from board.web.bodies import read_body
from board.web.services import services

blueprint = Blueprint("door_api", __name__, url_prefix="/api/boards/<board_id>")


class _Decide(msgspec.Struct):
    do: str
    person: str | None = None


class _Name(msgspec.Struct):
    name: str


@blueprint.get("/door")
def show(board_id: str) -> Response:
    """Whether whoever asks still waits to be let in."""
    return jsonify(ok=True, is_waiting=is_waiting_here(board_id))


@blueprint.post("/door")
def decide(board_id: str) -> Response:
    """Admit one or all who wait, or decline one."""
    wish = read_body(_Decide)
    if wish.person is not None and not is_id(wish.person):
        raise BadShape
    if wish.do == "admit":
        board_actions.admit(board_id, wish.person)
    elif wish.do == "decline" and wish.person is not None:
        board_actions.remove(viewer().role, board_id, wish.person, actor=viewer().person_id)
    else:
        raise BadShape
    return jsonify(ok=True, door=project(services().boards.door(board_id), viewer()))


@blueprint.post("/people")
def add_helped(board_id: str) -> Response:
    """Name somebody without a device, for whom others write and vote."""
    member = board_actions.add_helped(board_id, read_body(_Name).name)
    return jsonify(ok=True, person=project(member, viewer()))


@blueprint.delete("/people/<person_id>")
def remove(board_id: str, person_id: str) -> Response:
    board_actions.remove(viewer().role, board_id, person_id, actor=viewer().person_id)
    return jsonify(ok=True)


def is_waiting_here(board_id: str) -> bool:
    """Whether whoever asks waits before this board; False for its members.

    Raises BoardMissing for everybody else, Removed for who was sent away.
    """
    person, boards = require_person(), services().boards
    if not is_id(board_id):
        raise BoardMissing
    if boards.role_of(board_id, person.id) is not None:
        return False
    if not boards.is_waiting(board_id, person.id):
        raise BoardMissing
    return True
