"""HTTP for moderation: taking things off a board with a reason, putting them back, and reading why."""

from collections.abc import Iterable
from typing import Annotated, Final

import msgspec
from flask import Blueprint, Response, jsonify

from board.core.errors import BadShape
from board.core.hiding import check_reason, told_to_author, told_to_leader
from board.core.ids import is_id
from board.live.carrying import carry_out
from board.live.moderating import Plan, hiding, putting_back, reading
from board.live.room import Room
from board.web.auth import require_person
from board.web.bodies import read_body
from board.web.services import services

blueprint = Blueprint("moderation_api", __name__, url_prefix="/api/boards/<board_id>/hidden")

AT_ONCE: Final = 100  # items in one request
LISTED: Final = 500  # in one answer
_Ids = Annotated[list[str], msgspec.Meta(min_length=1, max_length=AT_ONCE)]


class _Hiding(msgspec.Struct):
    items: _Ids
    why: str


class _Chosen(msgspec.Struct):
    hidden: _Ids


@blueprint.get("")
def list_hidden(board_id: str) -> Response:
    """What was hidden, the newest first: by whom, when, why, and whether it is back."""
    room = services().registry.open(board_id)
    found = services().storage.hidden(board_id)[:LISTED]
    return jsonify(ok=True, hidden=[told_to_leader(one, room.scene) for one in found])


@blueprint.post("")
def hide_items(board_id: str) -> Response:
    """Take items off the board, all for one reason."""
    body, person, room = read_body(_Hiding), require_person(), _room(board_id)
    plan = hiding(room, person.id, _ids(body.items), check_reason(body.why))
    return _done(room, person.id, plan, is_for_leaders=True)


@blueprint.post("/back")
def put_items_back(board_id: str) -> Response:
    """Put items back, with what was on them."""
    body, person, room = read_body(_Chosen), require_person(), _room(board_id)
    plan = putting_back(services().storage, room, person.id, _ids(body.hidden))
    return _done(room, person.id, plan, is_for_leaders=True)


@blueprint.post("/read")
def read_reasons(board_id: str) -> Response:
    """Who wrote these has read why they were hidden."""
    body, person, room = read_body(_Chosen), require_person(), _room(board_id)
    return _done(room, person.id, reading(services().storage, room, person.id, _ids(body.hidden)))


def _room(board_id: str) -> Room:
    person = require_person()
    return services().registry.admit(board_id, person.id, person.name)


def _ids(values: list[str]) -> list[str]:
    if not all(map(is_id, values)):
        raise BadShape
    return values


def _done(room: Room, person_id: str, plan: Plan, *, is_for_leaders: bool = False) -> Response:
    """Carry it out; then the pages of those who wrote what changed are told, and nobody else's, but those of
    who leads that there is more to know."""
    storage = services().storage
    before = {one.id: one for one in storage.hidden(room.board_id)}
    head = carry_out(services().registry, room, person_id, plan)
    now = storage.hidden(room.board_id)
    _tell(room, {one.author for one in now if before.get(one.id) != one})
    if is_for_leaders:
        with services().registry.lock:
            leading = room.leading()
        services().transport.send(leading, "drafts", {"hiding": head})
    return jsonify(ok=True, seq=head)


def _tell(room: Room, authors: Iterable[str]) -> None:
    for author in authors:
        with services().registry.lock:
            theirs = [sid for sid, one in room.sessions.items() if one.person_id == author]
        if theirs:
            found = services().storage.hidden_unread(room.board_id, author)
            services().transport.send(theirs, "drafts", {"hidden": told_to_author(found, author, room.scene)})
