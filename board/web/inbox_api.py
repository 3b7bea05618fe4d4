"""HTTP for who leads: what waits to be read before everybody sees it, and what becomes of it (MOD2)."""

from typing import Annotated, Final

import msgspec
from flask import Blueprint, Response, jsonify

from board.core.hiding import check_reason
from board.core.kinds import TEXT_LIMIT
from board.core.values import check_id, check_text
from board.live.carrying import carry_out
from board.live.drafts import waiting_in
from board.live.inbox import Read, accepting, declining, shown_to_leader
from board.live.moderating import Plan
from board.live.room import Room
from board.web.auth import require_person
from board.web.bodies import read_body
from board.web.services import services

blueprint = Blueprint("inbox_api", __name__, url_prefix="/api/boards/<board_id>/inbox")

AT_ONCE: Final = 100  # notes in one request
LISTED: Final = 300  # in one answer


class _Read(msgspec.Struct):
    id: str
    at_ms: int


_Notes = Annotated[list[_Read], msgspec.Meta(min_length=1, max_length=AT_ONCE)]


class _Accept(msgspec.Struct):
    notes: _Notes
    note: str = ""


class _Decline(msgspec.Struct):
    notes: _Notes
    why: str


@blueprint.get("")
def list_waiting(board_id: str) -> Response:
    """What waits, the oldest first; `more` counts what is not listed."""
    waiting = waiting_in(services().registry.open(board_id).drafts)
    more = max(0, len(waiting) - LISTED)
    return jsonify(ok=True, waiting=[shown_to_leader(one) for one in waiting[:LISTED]], more=more)


@blueprint.post("/accept")
def accept_notes(board_id: str) -> Response:
    """Put notes on the board, with a comment on each if there is a `note`."""
    body, room = read_body(_Accept), _room(board_id)
    note = check_text("note", body.note, TEXT_LIMIT).strip()
    away = services().concurrency.run_native
    return _done(room, accepting(room, require_person().id, _read(body.notes), note, away=away))


@blueprint.post("/decline")
def decline_notes(board_id: str) -> Response:
    """Leave notes with who wrote them, who reads why."""
    body, room = read_body(_Decline), _room(board_id)
    return _done(room, declining(room, require_person().id, _read(body.notes), check_reason(body.why)))


def _room(board_id: str) -> Room:
    person = require_person()
    return services().registry.admit(board_id, person.id, person.name)


def _read(notes: list[_Read]) -> list[Read]:
    return [(check_id(one.id), one.at_ms) for one in notes]


def _done(room: Room, plan: Plan) -> Response:
    return jsonify(ok=True, seq=carry_out(services().registry, room, require_person().id, plan))
