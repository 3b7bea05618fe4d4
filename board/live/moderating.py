"""What who leads takes off a board and puts back, each a piece of work for the writer (HIDE1)."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from board.core.apply import replay
from board.core.errors import ItemMissing
from board.core.hiding import Hidden, given_back, hide, put_back, told_to_author
from board.core.ids import make_id
from board.core.log import HiddenChange
from board.core.roles import authorize
from board.live.concurrency import sleep_s
from board.live.room import Room
from board.live.storage import Storage
from board.live.work import Moment, Step

Plan = Callable[[Moment], Sequence[Step]]


def hiding(room: Room, person_id: str, item_ids: Sequence[str], why: str) -> Plan:
    """Takes these off the board. What goes with another one needs no reason of its own. Role and board are
    those of the moment when its turn comes (PERM1)."""

    def plan(now: Moment) -> Sequence[Step]:
        authorize(room.role_of(person_id), "board.moderate")
        gone: set[str] = set()
        steps: list[Step] = []
        scene = now.scene
        for item_id in dict.fromkeys(item_ids):
            if item_id in gone:
                continue
            hidden_id = make_id(secrets.randbelow)
            one = hide(scene, item_id, why, hidden_id=hidden_id, by=person_id, at_ms=room.clock_ms())
            gone |= {op["id"] for op in one.ops if op["do"] == "delete"}
            scene = replay(scene, one.ops)
            steps.append(Step([{"do": "delete", "id": item_id}], beside=[HiddenChange(one)]))
            sleep_s(0)  # each takes a look at the whole board: others have their turn between (LIVE1)
        return steps

    return plan


def putting_back(storage: Storage, room: Room, person_id: str, hidden_ids: Sequence[str]) -> Plan:
    """Brings these back with what was on them. What is back already stays as it is."""

    def plan(now: Moment) -> Sequence[Step]:
        authorize(room.role_of(person_id), "board.moderate")
        steps: list[Step] = []
        scene = dict(now.scene)
        for one in _chosen(storage, room, now, hidden_ids):
            if one.back_by is not None:
                continue
            ops = put_back(one, scene)
            scene.update({op["item"]["id"]: op["item"] for op in ops if op["do"] == "restore"})
            back = given_back(one, by=person_id, at_ms=room.clock_ms())
            steps.append(Step(ops, beside=[HiddenChange(back)]))
        return steps

    return plan


def reading(storage: Storage, room: Room, person_id: str, hidden_ids: Sequence[str]) -> Plan:
    """Remembers that this person has read why these, which they wrote, were hidden."""

    def plan(now: Moment) -> Sequence[Step]:
        authorize(room.role_of(person_id), "board.view")
        found = _chosen(storage, room, now, hidden_ids)
        if any(one.author != person_id for one in found):
            raise ItemMissing
        return [Step((), beside=[HiddenChange(replace(one, is_read=True))]) for one in found]

    return plan


def own_hidden(storage: Storage, room: Room, person_id: str) -> dict[str, Any]:
    """What this person wrote that was hidden, and why, for their own `hello`; nothing when there is none."""
    unread = storage.hidden_unread(room.board_id, person_id)
    found = told_to_author(unread, person_id, room.scene)
    return {"hidden": found} if found else {}


def _chosen(storage: Storage, room: Room, now: Moment, hidden_ids: Sequence[str]) -> list[Hidden]:
    """Those of the board with these ids, as the same batch has left them. Raises ItemMissing."""
    known = {one.id: one for one in storage.hidden(room.board_id)}
    known.update({one.hidden.id: one.hidden for one in now.beside if isinstance(one, HiddenChange)})
    missing = [key for key in hidden_ids if key not in known]
    if missing:
        raise ItemMissing(id=missing[0])
    return [known[key] for key in dict.fromkeys(hidden_ids)]
