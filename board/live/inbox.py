"""What participants have written for who leads to read first: put on the board or declined (MOD2)."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from board.core.drafts import Draft, accepted
from board.core.errors_moderation import InboxChanged
from board.core.ids import make_id
from board.core.ops import Op
from board.core.order import key_between
from board.core.roles import authorize
from board.live.drafts import waiting_in
from board.live.moderating import Plan
from board.live.room import Room
from board.live.work import Moment, Step

Away = Callable[[Callable[[], list[Op]]], list[Op]]
Read = tuple[str, int]  # id of a note that waits, and when what was read of it had come


def shown_to_leader(draft: Draft) -> dict[str, Any]:
    """As JSON, for who leads: who wrote it only where nobody was promised that it stays unknown."""
    author = None if draft.is_anonymous else draft.person_id
    return {"item": dict(draft.item), "author": author, "at_ms": draft.at_ms}


def _random_id() -> str:
    return make_id(secrets.randbelow)


def accepting(
    room: Room,
    person_id: str,
    read: Sequence[Read],
    note: str,
    new_id: Callable[[], str] = _random_id,
    away: Away = lambda work: work(),
) -> Plan:
    """Puts these on the board as if their authors did so now; `note` becomes a comment on each. To find free
    places on a full board takes a while: `away` does it where it holds up nobody (LIVE1)."""

    def plan(now: Moment) -> Sequence[Step]:
        authorize(room.role_of(person_id), "board.moderate")
        drafts = _chosen(now, read)
        at_ms = room.clock_ms()
        ops = away(lambda: accepted(drafts, now.scene, at_ms=at_ms, new_id=new_id))
        comments = _comments([op["item"] for op in ops], note, new_id) if note else []
        # Where nobody is to know who it was, nothing is to tell who has written (VIS4).
        is_promised = any(draft.is_anonymous for draft in drafts)
        keys = [draft.key for draft in drafts]
        return [Step([*ops, *comments], publishes=keys, ends_round=is_promised)]

    return plan


def declining(room: Room, person_id: str, read: Sequence[Read], why: str) -> Plan:
    """They stay with who wrote them, who reads why."""

    def plan(now: Moment) -> Sequence[Step]:
        authorize(room.role_of(person_id), "board.moderate")
        drafts = _chosen(now, read)
        return [Step((), keeps=[replace(draft, state="declined", why=why) for draft in drafts])]

    return plan


def _comments(notes: Sequence[dict[str, Any]], text: str, new_id: Callable[[], str]) -> list[Op]:
    """One at the corner of each note."""
    comments: list[Op] = []
    for note in notes:
        place = {"x": note["x"] + note["w"], "y": note["y"], "z": key_between(note["z"], None)}
        item = {"kind": "comment", "id": new_id(), **place, "on": note["id"], "text": text}
        comments.append({"do": "create", "item": item})
    return comments


def _chosen(now: Moment, read: Sequence[Read]) -> list[Draft]:
    """Raises InboxChanged unless all of them still say what was read. Two people who send one id at the same
    moment might mean that another note than the one that was read is let in: then neither is."""
    waiting: dict[Read, list[Draft]] = {}
    for draft in waiting_in(now.drafts):
        waiting.setdefault((draft.item["id"], draft.at_ms), []).append(draft)
    for one in read:
        if len(waiting.get(one, ())) != 1:
            raise InboxChanged(id=one[0])
    return [waiting[one][0] for one in dict.fromkeys(read)]
