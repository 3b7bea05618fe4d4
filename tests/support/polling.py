"""A board with a vote, moved step by step without a server."""

from typing import Any

from board.core.errors import BoardError
from board.core.roles import Role
from board.core.visibility import Member
from board.core.workshop import read_action
from board.live.voting import Told, Voter, cast, conduct_vote
from board.live.work import Work
from board.live.workshop import conduct
from board.live.writer import Answer
from tests.support.rooms import Bench, note

VOTE = "vote_0001"
NOTES = ("note_0001", "note_0002", "note_0003")


def vote_op(vote_id: str = VOTE, **changes: Any) -> dict[str, Any]:
    item = {
        "kind": "vote",
        "id": vote_id,
        "z": "a0",
        "title": "Which first?",
        "about": "notes",
        "way": "dots",
    }
    return {"do": "create", "item": {**item, **changes}}


class Polling:
    """A board with three notes and a vote, Ada who runs it, and some who vote."""

    def __init__(self, **vote: Any) -> None:
        self.bench = Bench()
        roles: dict[str, Role] = {f"voter_{number:04}": "participant" for number in range(6)}
        for person_id, role in {**roles, "helper_0001": "facilitator"}.items():
            self.bench.people.members[person_id] = Member(person_id, person_id, role)
            self.bench.join(person_id)
        self.room = self.bench.room
        self.n = 0
        self.told: list[Told] = []
        self.op(*(note(key) for key in NOTES))
        self.op(vote_op(**vote))

    def op(self, *ops: dict[str, Any], person_id: str = "ada") -> Answer:
        self.n += 1
        return self.bench.send(person_id, self.n, *ops, client=f"client-{person_id}")

    def write(self, *works: Work) -> list[Answer]:
        self.bench.answers.clear()
        self.room.queued += len(works)
        self.bench.registry.writer.write(works)
        return list(self.bench.answers)

    def deed(self, deed: Any, person_id: str = "ada", vote_id: str = VOTE) -> Work:
        return conduct_vote(
            self.bench.storage, self.room, person_id, vote_id, deed, self.bench.answers.append
        )

    def do(self, deed: Any, person_id: str = "ada", vote_id: str = VOTE) -> Answer:
        return self.write(self.deed(deed, person_id, vote_id))[0]

    def ballot(self, person_id: str, choices: Any, voter: Voter | None = None) -> Work:
        def reply(answer: Answer, told: Told) -> None:
            self.bench.answers.append(answer)
            self.told.append(told)

        voter = voter or Voter(person_id)
        return cast(self.bench.storage, self.room, person_id, VOTE, voter, choices, reply)

    def cast(self, person_id: str, choices: Any, voter: Voter | None = None) -> Answer:
        return self.write(self.ballot(person_id, choices, voter))[0]

    def go(self, do: str, step_id: str) -> None:
        """Begin with a step, or go to it."""
        action = read_action({"do": do, "step": step_id})
        self.write(conduct(self.room, "ada", action, self.bench.answers.append))

    @property
    def vote(self) -> Any:
        return self.room.scene[VOTE]


def refused(answer: Answer) -> type[BoardError]:
    assert isinstance(answer, BoardError), answer
    return type(answer)
