"""What a person writes in private, on its way through the writer (VIS3).

It takes the same way as every change, so that a note is either in a reveal or not, whatever happens at
the same moment. But nothing that others hear of moves: no entry, no number, no hash, no metric.
"""

import math
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeGuard

from board.core.behalf import check_may_enter, check_people
from board.core.drafts import (
    Draft,
    DraftKey,
    DraftState,
    DraftWish,
    has_only_other_words,
    has_room,
    is_anonymous_now,
    is_moderated_now,
    is_private_now,
    is_promise_kept,
    published,
    round_now,
    shown_to_owner,
    without_names,
)
from board.core.errors import BadShape, ClientTaken, Denied, ItemExists
from board.core.errors_moderation import NoteAccepted
from board.core.errors_workshop import DraftsFull
from board.core.ids import make_id
from board.core.log import Cursor, DraftChange
from board.core.ops import SYSTEM, Op
from board.core.roles import Role, authorize, authorize_ops, leads
from board.core.scene import Scene
from board.live.post import Letter, Transport
from board.live.session import Session

INBOX_S: Final = 0.5  # between two messages about what waits: somebody may be typing in it

Drafts = Mapping[str, Mapping[str, Draft]]  # person id -> id of the note -> note


def by_person(drafts: Iterable[Draft]) -> Drafts:
    """These private notes, as a room keeps them."""
    found: dict[str, dict[str, Draft]] = {}
    for draft in drafts:
        found.setdefault(draft.person_id, {})[draft.item["id"]] = draft
    return found


@dataclass
class DraftBatch:
    """What a batch does to the private notes of one room, before it is committed. `notes` is never
    changed in place."""

    notes: Drafts
    changes: list[DraftChange] = field(default_factory=list)
    cursors: dict[str, Cursor] = field(default_factory=dict)  # client id -> its new state
    stored_cursors: dict[str, Cursor] = field(default_factory=dict)  # those that the store is to keep
    ends_round: bool = False
    accepted: frozenset[DraftKey] = (
        frozenset()
    )  # what has waited and is on the board now, before this batch too
    told: dict[DraftKey, str] = field(default_factory=dict)  # the session that knows of it already

    def copy(self) -> "DraftBatch":
        """The same, to be changed apart."""
        return replace(
            self,
            changes=list(self.changes),
            cursors=dict(self.cursors),
            stored_cursors=dict(self.stored_cursors),
            told=dict(self.told),
        )

    def number(self, client_id: str, cursor: Cursor) -> None:
        """So far this page has come."""
        self.cursors[client_id] = self.stored_cursors[client_id] = cursor

    def end_round(self) -> None:
        """From here on only the memory of this process knows how far pages have come, so that a message
        that comes again is known, and no file tells who has written (VIS4)."""
        self.stored_cursors.clear()
        self.ends_round = True

    def put(self, draft: Draft, sid: str) -> None:
        """Keep a note that came from this session."""
        theirs = {**self.notes.get(draft.person_id, {}), draft.item["id"]: draft}
        self._change(DraftChange(*draft.key, draft), theirs, sid)

    def remove(self, key: DraftKey, sid: str = "") -> None:
        """Take a note away, if it is there."""
        theirs = dict(self.notes.get(key[0], {}))
        if theirs.pop(key[1], None) is not None:
            self._change(DraftChange(*key, None), theirs, sid)

    def publish(self, key: DraftKey) -> None:
        """It is on the board now. What waited for who leads is done with: no last words make it anew."""
        draft = self.notes.get(key[0], {}).get(key[1])
        if draft is not None and draft.state:
            self.accepted |= {key}
        self.remove(key)

    def told_to(self, person_id: str, sid: str) -> dict[str, Any]:
        """What this session of a person is to be told; nothing when it knows it all."""
        last = {
            change.item_id: change.draft
            for change in self.changes
            if change.person_id == person_id and self.told.get((person_id, change.item_id)) != sid
        }
        parts = {
            "put": [shown_to_owner(draft) for draft in last.values() if draft is not None],
            "gone": [item_id for item_id, draft in last.items() if draft is None],
        }
        return {name: part for name, part in parts.items() if part}

    def _change(self, change: DraftChange, theirs: Mapping[str, Draft], sid: str) -> None:
        self.notes = {**self.notes, change.person_id: theirs}
        self.changes.append(change)
        self.told[change.person_id, change.item_id] = sid


@dataclass(frozen=True)
class Turn:
    """The board when the writer comes to a private note. `publish` makes an entry of an op, by an actor."""

    role: Role | None
    role_of: Callable[[str], Role | None]
    scene: Scene
    at_ms: int
    is_used: Callable[[str], bool]  # whether an item had this id
    publish: Callable[[str, Op], object]


@dataclass(frozen=True)
class Asked:
    """A wish about private notes, and who has it. `sid` is the session that it came from."""

    person_id: str
    sid: str
    wish: DraftWish


def carry_out_wish(batch: DraftBatch, cursor: Cursor | None, asked: Asked, turn: Turn) -> None:
    """Do what is asked for in `batch`; a number that came before changes nothing (SEQ2).

    Raises a BoardError, and then nothing has changed, the number included.
    """
    client_id, n = asked.wish.op_id
    if cursor is not None and cursor.person_id != asked.person_id:
        raise ClientTaken
    if cursor is not None and n <= cursor.last_n:
        return
    authorize(turn.role, "item.write")
    op = {"item": asked.wish.put or {}}
    check_may_enter(op, leads(turn.role))
    check_people([op], turn.role_of)
    before, is_promised = len(batch.changes), False
    if asked.wish.put is not None:
        _put(batch, asked, asked.wish.put, turn)
    elif asked.wish.publish is not None:
        is_promised = _publish(batch, asked, asked.wish.publish, turn)
    else:
        batch.remove((asked.person_id, str(asked.wish.gone)), asked.sid)
    if len(batch.changes) > before:  # nothing is stored for what changes nothing
        batch.number(client_id, Cursor(asked.person_id, n))
    if is_promised:  # then nothing is to tell who has written (VIS4)
        batch.end_round()


def is_kept_late(notes: Drafts, asked: Asked) -> bool:
    """Whether the note that is to be kept is there now, and nothing but its owner will bring it on the
    board (VIS5)."""
    item_id = (asked.wish.put or {}).get("id")
    kept = notes.get(asked.person_id, {}).get(item_id or "")
    return kept is not None and kept.is_late and not kept.state


def _put(batch: DraftBatch, asked: Asked, item: Mapping[str, Any], turn: Turn) -> None:
    """What was written for another round, or while nothing was private, is only kept: it is late, and
    judged when it is published. Last words on a note that was judged are not late.

    Raises BadShape for a round that has not begun: a later reveal would show what nobody has judged; and
    NoteAccepted for last words on what was accepted meanwhile, of which there must not be two.
    """
    if asked.wish.round > round_now(turn.scene):
        raise BadShape
    if (asked.person_id, item["id"]) in batch.accepted:
        raise NoteAccepted
    theirs = batch.notes.get(asked.person_id, {})
    known = theirs.get(item["id"])
    is_late = False
    state: DraftState = "" if known is None else known.state
    is_now = is_moderated_now(turn.scene) if asked.wish.waits else is_private_now(turn.scene)
    if is_now and (asked.wish.round == round_now(turn.scene) or state):
        op = {"do": "create", "item": item}
        authorize_ops(turn.role, [op], turn.scene, asked.person_id, is_private=True)
        state = "waiting" if asked.wish.waits else state
    elif not state:
        is_late = not (_is_judged(known, asked.wish.round) and has_only_other_words(item, known.item))
    if turn.is_used(item["id"]):
        raise ItemExists(id=item["id"])
    if not has_room(theirs, item):
        raise DraftsFull
    # A promise that was made once holds, also where the page was away when the step ended.
    is_anonymous = is_anonymous_now(turn.scene) or (known is not None and known.is_anonymous)
    is_anonymous = is_anonymous or (asked.wish.is_promised and is_promise_kept(turn.scene))
    why = known.why if known is not None and state == "declined" else ""
    kept = Draft(asked.person_id, item, asked.wish.round, turn.at_ms, is_anonymous, is_late, state, why)
    batch.put(kept, asked.sid)


def _is_judged(draft: Draft | None, round: int) -> TypeGuard[Draft]:
    return draft is not None and not draft.is_late and draft.round == round


def _publish(batch: DraftBatch, asked: Asked, item_id: str, turn: Turn) -> bool:
    """Whether it was done under the promise that nobody will know by whom: as if nobody did it."""
    draft = batch.notes.get(asked.person_id, {}).get(item_id)
    if draft is None:
        return False
    if draft.state:  # who leads decides
        raise Denied
    op = published(draft, turn.scene, lambda: make_id(secrets.randbelow))
    authorize_ops(turn.role, [op], turn.scene, asked.person_id)
    if draft.is_anonymous:
        turn.publish(SYSTEM, without_names(op, at_ms=turn.at_ms))
    else:
        turn.publish(asked.person_id, op)
    batch.remove(draft.key)
    return draft.is_anonymous


def waiting_in(notes: Drafts) -> list[Draft]:
    """What waits for who leads, the oldest first (MOD1). What has no words yet cannot be read."""
    every = (draft for theirs in notes.values() for draft in theirs.values())
    found = [draft for draft in every if draft.state == "waiting" and draft.item["text"].strip()]
    return sorted(found, key=lambda draft: (draft.at_ms, draft.item["id"]))


@dataclass
class InboxNews:
    """What those who lead are to be told of what waits for them. It has a pace of its own, so that nothing
    that others hear comes sooner or later by it (VIS3)."""

    is_new: bool = False
    _told_at_s: float = -math.inf

    def note(self, before: Drafts, batch: DraftBatch) -> None:
        """Look whether other notes wait after this batch, or other words in them."""
        owners = {change.person_id for change in batch.changes}
        was, now = ({owner: notes.get(owner, {}) for owner in owners} for notes in (before, batch.notes))
        self.is_new |= waiting_in(was) != waiting_in(now)

    def due_at_s(self) -> float:
        """When there is something to tell, by the monotonic clock; infinite without news."""
        return self._told_at_s + INBOX_S if self.is_new else math.inf

    def letters(self, now_s: float, sids: Sequence[str], notes: Drafts) -> list[Letter]:
        """What is to be told to these sessions now: how much waits. It counts as told. With an infinite
        `now_s` it is told whether it is due or not."""
        if not self.is_new or self.due_at_s() > now_s:
            return []
        self.is_new, self._told_at_s = False, now_s if now_s < math.inf else -math.inf
        return [Letter(list(sids), "drafts", {"inbox": len(waiting_in(notes))})]


def tell_changes(batch: DraftBatch, sessions: Iterable[Session], transport: Transport) -> None:
    """Tell the other pages of who wrote what changed, and nobody else."""
    owners = {change.person_id for change in batch.changes}
    for session in sessions:
        told = batch.told_to(session.person_id, session.sid) if session.person_id in owners else {}
        if told:
            transport.send([session.sid], "drafts", told)


def differences(before: Drafts, after: Drafts) -> list[DraftChange]:
    """What leads from one to the other."""
    found = []
    for person_id in sorted(before.keys() | after.keys()):
        was, now = before.get(person_id, {}), after.get(person_id, {})
        keys = sorted(key for key in was.keys() | now.keys() if was.get(key) != now.get(key))
        found += [DraftChange(person_id, key, now.get(key)) for key in keys]
    return found
