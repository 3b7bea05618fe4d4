"""HTTP for facilitators: undo what one person did in a period."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from flask import Blueprint, Response, jsonify

from board.core.errors import BadShape
from board.core.ids import is_id
from board.core.repair import Period, Repair, differences, repair
from board.core.roles import authorize
from board.core.scene import Scene, in_order
from board.core.visibility import project
from board.live.carrying import carry_out
from board.live.repairing import log_for, steps_of
from board.live.room import Room
from board.live.work import Moment, Step
from board.web.access import viewer
from board.web.auth import require_person
from board.web.bodies import read_body
from board.web.services import services

blueprint = Blueprint("repair_api", __name__, url_prefix="/api/boards/<board_id>")

SHOWN_LIMIT: Final = 200  # items in a preview
NAME_LIMIT: Final = 100  # characters of an item's text


class _Wish(msgspec.Struct):
    person: str
    from_ms: int
    to_ms: int
    preview: bool = False


@blueprint.post("/repair")
def repair_board(board_id: str) -> Response:
    """Undo one person's changes of a period, or tell what that would change."""
    wish, person = read_body(_Wish), require_person()
    if not is_id(wish.person) or not 0 <= wish.from_ms <= wish.to_ms < 2**53:
        raise BadShape
    registry = services().registry
    room = registry.admit(board_id, person.id, person.name)
    planning = _Planning(room, Period(wish.person, wish.from_ms, wish.to_ms))
    if wish.preview:
        with registry.lock:
            now = Moment(room.scene, room.head, ())
        head = now.head
        planning.find(now)
    else:
        head = carry_out(registry, room, person.id, lambda now: planning.steps(now, person.id))
    return jsonify(ok=True, seq=head, **planning.answer())


class _Planning:
    """What the repair came to, once it has been asked."""

    def __init__(self, room: Room, period: Period) -> None:
        self._services = services()  # the writer, which has no request, plans too
        self._room = room
        self._period = period
        self._before: Scene = {}
        self._found = Repair((), {}, frozenset())

    def find(self, now: Moment) -> Repair:
        """In a native thread: a long period on a large board takes a while."""
        log = log_for(self._services.storage, self._room, now)
        self._before = now.scene
        self._found = self._services.concurrency.run_native(repair, log, now.scene, self._period)
        return self._found

    def steps(self, now: Moment, person_id: str) -> Sequence[Step]:
        """The role is read now, not when the request came (PERM1)."""
        authorize(self._room.role_of(person_id), "board.repair")
        return steps_of(self.find(now))

    def answer(self) -> dict[str, Any]:
        after = self._found.scene
        different = differences(self._before, after)
        left = in_order({key: after[key] for key in self._found.left})
        return {
            "changes": len(self._found.steps),
            "items": [
                {**_named(one.record), "what": one.what, "fields": list(one.fields)}
                for one in different[:SHOWN_LIMIT]
            ],
            "left": [_named(record) for record in left[:SHOWN_LIMIT]],
            "more": max(0, len(different) - SHOWN_LIMIT),
        }


def _named(record: Any) -> dict[str, Any]:
    seen = project(dict(record), viewer())
    words = str(seen.get("text", seen.get("title", "")))
    return {"id": seen["id"], "kind": seen["kind"], "name": words[:NAME_LIMIT]}
