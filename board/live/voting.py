"""Votes on a real board: opening, ballots, closing, revealing, each a piece of work for the writer.

The writer does one after the other, so that a ballot is either counted or refused, never lost between.
Who votes for what goes from the page to the store and nowhere else (VOTE1).
"""

import hmac
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from board.core.errors_voting import (
    BallotTwice,
    BallotUndeclared,
    VoteBegun,
    VoteNotOpen,
    VoteNotYours,
    VotesOpen,
)
from board.core.kinds import value_of
from board.core.log import (
    BallotCast,
    BallotGone,
    Beside,
    VoteChange,
    VoteClosed,
    VoteOpened,
    VoteRevealed,
)
from board.core.roles import authorize
from board.core.scene import Record
from board.core.votes import may_vote, vote_in, voted_on
from board.core.voting import (
    Choices,
    How,
    Terms,
    choices_in,
    head_of,
    packed,
    read_ballot,
    terms_of,
    totals,
    unpacked,
)
from board.core.workshop import check_voting
from board.live.room import Room
from board.live.storage import Storage
from board.live.work import Moment, Step, Work
from board.live.writer import Answer

KEY_BYTES = 32
OPEN_MOST: Final = 20  # votes of a board; pages are told the turnout of each

VoteDeed = Literal["open", "close", "reveal", "cancel"]
Reply = Callable[[Answer], None]


@dataclass(frozen=True)
class Voter:
    """Whose ballot it is: of a person on the board, of a person by name only, or of so many in the room.

    `is_other` says that somebody else enters it for them.
    """

    person_id: str = ""
    name: str = ""
    room: int = 0
    is_other: bool = False

    def mac(self, key: bytes) -> bytes:
        """Who it is, for whoever has the key."""
        who = f"person {self.person_id}" if self.person_id else f"name {self.name.casefold()}"
        return hmac.digest(key, b"room" if self.room else who.encode(), "sha256")


@dataclass
class Told:
    """What a ballot that was taken says, for whoever it is of, and how many have voted, for everybody."""

    choices: Choices = field(default_factory=dict)
    turnout: int = 0


@dataclass
class _Box:
    """What is kept of one vote at a moment, with what the same batch adds to it."""

    key: bytes | None
    ballots: dict[bytes, bytes]  # of those that are stored what was wanted
    totals: Mapping[str, Any] | None

    def add(self, change: VoteChange) -> None:
        if isinstance(change, VoteOpened):
            self.key = change.key
        elif isinstance(change, BallotCast):
            self.ballots[change.voter] = change.content
        elif isinstance(change, BallotGone):
            self.ballots.pop(change.voter, None)
        elif isinstance(change, VoteClosed):
            self.key, self.ballots, self.totals = None, {}, change.totals
        else:
            self.totals = None


def _run_here(work: Callable[..., dict[str, Any]], *args: Any) -> dict[str, Any]:
    return work(*args)


@dataclass(frozen=True)
class VoteMeans:
    """Where keys come from, and what runs the counting: many ballots on many things take a while."""

    run: Callable[..., dict[str, Any]] = _run_here
    new_key: Callable[[], bytes] = lambda: secrets.token_bytes(KEY_BYTES)


_USUAL: Final = VoteMeans()


def conduct_vote(
    storage: Storage,
    room: Room,
    person_id: str,
    vote_id: str,
    deed: VoteDeed,
    reply: Reply,
    means: VoteMeans = _USUAL,
) -> Work:
    """`deed` by this person; role and state are those of the moment when its turn comes (PERM1)."""

    def plan(now: Moment) -> Sequence[Step]:
        authorize(room.role_of(person_id), "workshop.run")
        vote = vote_in(now.scene, vote_id)
        if deed == "open":
            return [_opened(now, vote, means.new_key(), room.clock_ms())]
        if deed == "close":
            return [_closed(vote, _box(storage, room, now, vote_id, "ballots"), room.clock_ms(), means)]
        box = _box(storage, room, now, vote_id, "totals")
        return [_revealed(vote, box)] if deed == "reveal" else _cancelled(vote, box)

    return Work(room, person_id, plan, reply)


def cast(
    storage: Storage,
    room: Room,
    person_id: str,
    vote_id: str,
    whose: Voter,
    choices: object,
    reply: Callable[[Answer, Told], None],
) -> Work:
    """A ballot that this person enters."""
    told = Told()

    def plan(now: Moment) -> Sequence[Step]:
        vote, box = vote_in(now.scene, vote_id), _box(storage, room, now, vote_id, "heads")
        voter = _named_here(room, vote, whose)
        _check_may(now, room, vote, person_id, voter)
        if box.key is None or value_of(vote, "state") != "open":
            raise VoteNotOpen
        terms, mac = terms_of(vote), voter.mac(box.key)
        ballot = read_ballot(terms, choices, _how(voter), voter.room or 1)
        _check_other(vote, box, mac, voter)
        change = BallotCast(vote_id, mac, packed(ballot))
        box.add(change)
        told.choices, told.turnout = choices_in(terms, ballot), _people(box.ballots)
        return [Step((), beside=[change])]

    return Work(room, person_id, plan, lambda answer: reply(answer, told))


def standing(storage: Storage, room: Room, person_id: str) -> tuple[dict[str, Choices], dict[str, int]]:
    """Of the votes that are open: what this person has said, by vote, and how many have voted."""
    own: dict[str, Choices] = {}
    turnout: dict[str, int] = {}
    for vote_id in storage.open_votes(room.board_id):
        key, vote = storage.vote_key(room.board_id, vote_id), room.scene.get(vote_id)
        if key is None or vote is None:
            continue  # it was closed just now
        content = storage.ballot(room.board_id, vote_id, Voter(person_id).mac(key))
        if content is not None:
            own[vote_id] = choices_in(terms_of(vote), unpacked(content))
        turnout[vote_id] = _people(storage.ballot_heads(room.board_id, vote_id))
    return own, turnout


def without_ballots(
    storage: Storage, room: Room, now: Moment, person_id: str
) -> tuple[list[Beside], dict[str, int]]:
    """What takes the ballots of somebody who is sent away out of the votes that are open, whoever entered
    them, and how many have voted in each of these then (VOTE5)."""
    gone: list[Beside] = []
    turnout: dict[str, int] = {}
    for vote in now.scene.values():
        if vote["kind"] != "vote" or value_of(vote, "state") != "open":
            continue
        box = _box(storage, room, now, vote["id"], "heads")
        mac = b"" if box.key is None else Voter(person_id).mac(box.key)
        if mac in box.ballots:
            change = BallotGone(vote["id"], mac)
            box.add(change)
            gone.append(change)
            turnout[vote["id"]] = _people(box.ballots)
    return gone, turnout


# --- what becomes of a vote ---------------------------------------------------------------------------


def _opened(now: Moment, vote: Record, key: bytes, now_ms: int) -> Step:
    if value_of(vote, "state") != "set":
        raise VoteBegun
    is_open = [
        one for one in now.scene.values() if one["kind"] == "vote" and value_of(one, "state") == "open"
    ]
    if len(is_open) >= OPEN_MOST:
        raise VotesOpen(limit=OPEN_MOST)
    values = {"state": "open", "items": voted_on(now.scene, vote), "opened_ms": now_ms}
    return Step([_patch(vote, values)], beside=[VoteOpened(vote["id"], key)])


def _closed(vote: Record, box: _Box, now_ms: int, means: VoteMeans) -> Step:
    """The ballots are counted from what is stored, and are gone with their key."""
    if box.key is None or value_of(vote, "state") != "open":
        raise VoteNotOpen
    counted = means.run(_counted, terms_of(vote), list(box.ballots.values()))
    patch = _patch(vote, {"state": "closed", "closed_ms": now_ms})
    return Step([patch], beside=[VoteClosed(vote["id"], counted)])


def _counted(terms: Terms, ballots: Sequence[bytes]) -> dict[str, Any]:
    return totals(terms, [unpacked(content) for content in ballots])


def _revealed(vote: Record, box: _Box) -> Step:
    if box.totals is None or value_of(vote, "state") != "closed":
        raise VoteNotOpen
    patch = _patch(vote, {"state": "revealed", "result": dict(box.totals)})
    return Step([patch], beside=[VoteRevealed(vote["id"])])


def _cancelled(vote: Record, box: _Box) -> Sequence[Step]:
    """As if it had never been opened; also for a vote of which nothing is kept here."""
    if value_of(vote, "state") not in ("open", "closed"):
        raise VoteNotOpen
    ending: list[Beside] = [VoteClosed(vote["id"], {})] if box.key is not None else []
    if ending or box.totals is not None:
        ending.append(VoteRevealed(vote["id"]))
    fresh = {"state": "set", "items": [], "opened_ms": 0, "closed_ms": 0}
    return [Step([_patch(vote, fresh)], beside=ending)]


def _patch(vote: Record, values: dict[str, Any]) -> dict[str, Any]:
    return {"do": "patch", "id": vote["id"], "set": values}


# --- ballots ------------------------------------------------------------------------------------------


def _box(
    storage: Storage, room: Room, now: Moment, vote_id: str, wanted: Literal["heads", "ballots", "totals"]
) -> _Box:
    """With nothing but what is `wanted` and the key: each is a look into the database, at every ballot."""
    board_id = room.board_id
    box = _Box(storage.vote_key(board_id, vote_id), {}, None)
    if wanted == "totals":
        box.totals = storage.vote_totals(board_id, vote_id)
    else:
        read = storage.ballots if wanted == "ballots" else storage.ballot_heads
        box.ballots = dict(read(board_id, vote_id))
    for change in now.beside:
        if isinstance(change, VoteChange) and change.vote_id == vote_id:
            box.add(change)
    return box


def _named_here(room: Room, vote: Record, voter: Voter) -> Voter:
    """A name that stands for a person without a device on this board is that person: nobody votes twice."""
    if voter.name:
        for known in room.members.values():
            is_same = known.is_helped and known.name.casefold() == voter.name.casefold()
            if is_same and may_vote(vote, known.person_id, known.role):
                return Voter(known.person_id, is_other=True)
    return voter


def _check_may(now: Moment, room: Room, vote: Record, person_id: str, voter: Voter) -> None:
    role = None if person_id in now.leavers else room.role_of(person_id)
    authorize(role, "workshop.run" if voter.is_other else "vote.cast")
    if role == "participant":
        check_voting(now.scene)
    theirs = None if voter.person_id in now.leavers else room.role_of(voter.person_id)
    if voter.person_id and not may_vote(vote, voter.person_id, theirs):
        raise VoteNotYours


def _check_other(vote: Record, box: _Box, mac: bytes, voter: Voter) -> None:
    """A named person's ballot is entered once, and never in place of their own; those who are not on the
    board are no more than were declared (VOTE3)."""
    if not voter.is_other:
        return
    if mac in box.ballots and not voter.room:
        raise BallotTwice
    if voter.person_id:
        return
    declared = value_of(vote, "helped")
    before = [head_of(content) for key, content in box.ballots.items() if key != mac]
    entered = sum(people for how, people in before if how in ("guest", "room"))
    if entered + (voter.room or 1) > declared:
        raise BallotUndeclared(limit=declared)


def _how(voter: Voter) -> How:
    if voter.room:
        return "room"
    if not voter.is_other:
        return "own"
    return "named" if voter.person_id else "guest"


def _people(ballots: Mapping[bytes, bytes]) -> int:
    return sum(head_of(content)[1] for content in ballots.values())
