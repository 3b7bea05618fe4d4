"""Votes as records on a board: who may vote, on what, and when a vote may still be changed (VOTE2).

What ballots say is in `voting.py`. `static/src/core/votes.ts` is the browser's copy.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from board.core.errors import Denied, ItemMissing
from board.core.errors_voting import VoteBegun, VoteNothing, VoteTooMany
from board.core.kinds import VOTED_LIMIT, value_of
from board.core.ops import Op
from board.core.relations import is_inside, top_of
from board.core.scene import Record, Scene, in_order

# What only the server sets: the events `vote` and `ballot` lead there.
SERVED: Final = frozenset({"state", "items", "result", "opened_ms", "closed_ms"})
_FRESH: Final[dict[str, Any]] = {"state": "set", "items": [], "result": None, "opened_ms": 0, "closed_ms": 0}
_KIND_OF: Final = {"notes": "note", "clusters": "cluster"}


def vote_in(scene: Scene, vote_id: str) -> Record:
    """The vote. Raises ItemMissing."""
    record = scene.get(vote_id)
    if record is None or record["kind"] != "vote":
        raise ItemMissing(id=vote_id)
    return record


def is_begun(record: Record) -> bool:
    """Whether it is a vote that was opened and is not revealed."""
    return record["kind"] == "vote" and value_of(record, "state") in ("open", "closed")


def voted_on(scene: Scene, vote: Record) -> list[str]:
    """Ids of what a vote is on if it opens now, in order; a stack counts once (STACK2).

    Raises VoteNothing, VoteTooMany.
    """
    kind, areas = _KIND_OF[vote["about"]], value_of(vote, "areas")
    found = {
        key: record
        for key, record in scene.items()
        if record["kind"] == kind and top_of(record, scene) is None
        if not areas or _is_in(scene, record, areas)
    }
    if not found:
        raise VoteNothing
    if len(found) > VOTED_LIMIT:
        raise VoteTooMany(limit=VOTED_LIMIT)
    return [record["id"] for record in in_order(found)]


def _is_in(scene: Scene, record: Record, areas: Iterable[str]) -> bool:
    frame = value_of(record, "frame") if "frame" in record else None
    return frame is not None and any(is_inside(scene, frame, area) for area in areas)


def may_vote(vote: Record, person_id: str, role: str | None) -> bool:
    """Whoever is named; every participant if nobody is."""
    voters = value_of(vote, "voters")
    return role == "participant" if voters is None else role is not None and person_id in voters


def without_voter(scene: Scene, person_id: str) -> list[Op]:
    """What takes a person out of the voters of all votes that are not closed (VOTE5)."""
    named = [
        record
        for record in scene.values()
        if record["kind"] == "vote"
        and value_of(record, "state") in ("set", "open")
        and person_id in (value_of(record, "voters") or ())
    ]
    return [
        {
            "do": "patch",
            "id": record["id"],
            "set": {"voters": [key for key in record["voters"] if key != person_id]},
        }
        for record in sorted(named, key=lambda record: str(record["id"]))
    ]


def check_votes(ops: Iterable[Op], scene: Scene) -> None:
    """Return if ops that a client sent, or takes back, leave votes alone as they must (VOTE2).

    Raises VoteBegun, and Denied for what only the server sets.
    """
    for op in ops:
        if op["do"] == "create" and op["item"]["kind"] == "vote" and not SERVED.isdisjoint(op["item"]):
            raise Denied
        record = scene.get(op["id"]) if "id" in op else None
        if record is None or record["kind"] != "vote":
            continue
        if not SERVED.isdisjoint(op.get("set", ())):
            raise Denied
        if is_begun(record) or (op["do"] == "patch" and value_of(record, "state") == "revealed"):
            raise VoteBegun


def is_served(op: Op, scene: Scene) -> bool:
    """Whether an op would take back what came of a vote, or change one that was opened: that stays, also
    once it is revealed, because what came of it is told by what it was on (VOTE2)."""
    record = scene.get(op.get("id", ""))
    if record is None or record["kind"] != "vote":
        return False
    return value_of(record, "state") != "set" or not SERVED.isdisjoint(op.get("set", ()))


def as_copied(record: Record) -> Record:
    """A vote as another board gets it: what was revealed stays, what was not begins again."""
    return {**without_service(record)} if is_begun(record) else record


def without_service(record: Mapping[str, Any]) -> dict[str, Any]:
    """The vote before it was opened."""
    return {name: value for name, value in record.items() if name not in _FRESH}
