"""HTTP for programs: looking back, bringing a moment back, and copying one."""

import gzip
from binascii import crc32
from typing import Any, Final

import msgspec
from flask import Blueprint, Response, jsonify, request

from board.core.errors import BadShape, Denied
from board.core.hiding import without
from board.core.history import describe
from board.core.ids import is_id
from board.core.scene import Scene
from board.core.visibility import Viewer, project
from board.live.carrying import carry_out
from board.live.restoring import WayBack
from board.web import board_actions
from board.web.access import viewer
from board.web.answers import compressed, is_known, number, packed, tagged
from board.web.auth import require_person
from board.web.bodies import read_body
from board.web.services import services

blueprint = Blueprint("history_api", __name__, url_prefix="/api/boards/<board_id>")

CHANGES_LIMIT: Final = 500  # in one answer
_LAST: Final = 2**53


class _Restore(msgspec.Struct):
    seq: int


class _Copy(msgspec.Struct):
    seq: int | None = None
    name: str = ""


@blueprint.get("/history")
def list_changes(board_id: str) -> Response:
    """What happened, the newest first: ?before=SEQ&limit=N&person=ID&item=ID."""
    before, limit = number("before", _LAST, least=1), number("limit", CHANGES_LIMIT, least=1)
    person, item = _id("person"), _id("item")
    room = services().registry.open(board_id)
    kinds = {item_id: record["kind"] for item_id, record in room.scene.items()}
    past, oldest = services().storage.history(
        board_id, before, min(limit, CHANGES_LIMIT), actor=person, item_id=item
    )
    with services().registry.lock:  # what is hidden, and how far the board has come, at one moment
        head, seen_by = room.head, room.seen_by(viewer())
    changes = [describe(one, seen_by, kinds, only=item) for one in past if one.seq <= head]
    return compressed({"ok": True, "head": head, "oldest": oldest, "changes": changes})


def _id(name: str) -> str | None:
    """An id from the address, after the question mark. Raises BadShape."""
    typed = request.args.get(name)
    if typed is not None and not is_id(typed):
        raise BadShape
    return typed


@blueprint.get("/at/<int:seq>")
def show_moment(board_id: str, seq: int) -> Response:
    """The whole board as it was after entry `seq`."""
    scene = services().moments.scene(board_id, seq)
    seen_by = _seen_by(board_id)
    hidden = "".join(f"{key}," for key in sorted(seen_by.unseen) if key in scene)
    tag = f"{board_id}-at-{seq}-{seen_by.role}-{crc32(hidden.encode()):x}"
    if is_known(tag):
        return tagged(Response(status=304), tag)
    last, _oldest = services().storage.history(board_id, seq + 1, 1)
    told = {"ok": True, "seq": seq, "at_ms": last[0].at_ms if last else None}
    return tagged(packed(*services().concurrency.run_native(_told, told, scene, seen_by)), tag)


def _seen_by(board_id: str) -> Viewer:
    """Who asks, and what is hidden from them by now."""
    room = services().registry.open(board_id)
    with services().registry.lock:
        return room.seen_by(viewer())


def _told(told: dict[str, Any], scene: Scene, seen_by: Viewer) -> tuple[bytes, bytes]:
    """The answer with the items as the viewer may see them, plain and gzipped."""
    items = [project(dict(record), seen_by) for record in scene.values()]
    text = msgspec.json.encode({**told, "items": items})
    return text, gzip.compress(text, 5)


@blueprint.post("/restore")
def restore(board_id: str) -> Response:
    """Make the board what it was, by new entries: what came in between stays in the history."""
    seq, person = read_body(_Restore).seq, require_person()
    then = services().moments.scene(board_id, seq)
    registry = services().registry
    room = registry.admit(board_id, person.id, person.name)
    way_back = WayBack(room, person.id, seq, then)
    with registry.lock:
        now, head = room.scene, room.head
    services().concurrency.run_native(way_back.prepare, now, head)
    head = carry_out(registry, room, person.id, way_back.plan)
    return jsonify(ok=True, seq=head, entries=way_back.entries)


@blueprint.post("/copy")
def copy(board_id: str) -> tuple[Response, int]:
    """A new board with the items of a moment, or of now."""
    body, person = read_body(_Copy), require_person()
    if not person.is_account:
        raise Denied
    source = services().boards.get(board_id)
    seq = source.head if body.seq is None else body.seq
    seen_by = _seen_by(board_id)
    scene = without(services().moments.scene(board_id, seq), seen_by.unseen)
    seen = {item_id: project(dict(record), seen_by) for item_id, record in scene.items()}
    made = board_actions.copy(person, source, seen, body.name)
    return jsonify(ok=True, board=board_actions.board_json(made)), 201
