"""A real registry on a store in memory, moved step by step, and a transport that keeps what was sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from board.core.hands import Mode
from board.core.ops import check_ops
from board.core.roles import Role
from board.core.visibility import Door, Here, Member
from board.live.concurrency import ThreadConcurrency
from board.live.memory import MemoryStorage
from board.live.registry import Registry
from board.live.room import Room
from board.live.session import Session
from board.live.waiting import Waiting
from board.live.writer import Answer, Submission, Task

BOARD = "board_0001"


@dataclass
class Sent:
    sids: tuple[str, ...]
    event: str
    payload: dict[str, Any]


@dataclass
class Outbox:
    """Fits `live.room.Transport`: keeps what was sent, in order."""

    sent: list[Sent] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    unread: dict[str, Waiting] = field(default_factory=dict)  # sid -> what it has not taken

    def send(self, sids: Sequence[str], event: str, payload: dict[str, Any]) -> int:
        self.sent.append(Sent(tuple(sids), event, payload))
        return len(str(payload))

    def close(self, sid: str) -> None:
        self.closed.append(sid)

    def waiting(self, sids: Sequence[str]) -> dict[str, Waiting]:
        return {sid: self.unread[sid] for sid in sids if sid in self.unread}

    def cut_off(self, sid: str, event: str, payload: dict[str, Any]) -> None:
        self.send([sid], event, payload)
        self.close(sid)

    def to(self, sid: str, event: str) -> list[dict[str, Any]]:
        return [sent.payload for sent in self.sent if sid in sent.sids and sent.event == event]

    def news(self, sid: str, part: str) -> list[Any]:
        """Everything that a session was told of one part of the news: entries, here, moves, gone."""
        return [one for payload in self.to(sid, "news") for one in payload.get(part, [])]


@dataclass
class People:
    """Fits `live.storage.Directory`: one board, and whoever was added."""

    members: dict[str, Member] = field(default_factory=dict)
    id: str = BOARD
    name: str = "Workshop"
    is_add_only: bool = False
    before: Door = field(default_factory=Door)

    def get(self, board_id: str) -> "People":
        return self

    def authors(self, board_id: str) -> list[Member]:
        return list(self.members.values())

    def door(self, board_id: str) -> Door:
        return self.before

    def role_of(self, board_id: str, person_id: str) -> Role | None:
        member = self.members.get(person_id)
        return member.role if member else None

    def mode_of(self, board_id: str, person_id: str) -> Mode:
        member = self.members.get(person_id)
        return member.mode if member else ""


class Bench:
    """One board with Ada (facilitator), Bob and Cai (participants) and Vera (viewer)."""

    def __init__(self) -> None:
        self.now_ms = 1_000
        self.storage = MemoryStorage()
        self.storage.add_board(BOARD)
        self.outbox = Outbox()
        self.people = People()
        for person_id, role in [
            ("ada", "facilitator"),
            ("bob", "participant"),
            ("cai", "participant"),
            ("vera", "viewer"),
        ]:
            self.people.members[person_id] = Member(person_id, person_id.title(), role)  # type: ignore[arg-type]
        self.registry = Registry(
            self.storage, self.people, self.outbox, ThreadConcurrency(), lambda: self.now_ms
        )
        self.room = self.registry.open(BOARD)
        self.answers: list[Answer] = []

    @classmethod
    def with_everybody(cls) -> "Bench":
        """All four have joined, and have been told so."""
        bench = cls()
        for person_id in bench.people.members:
            bench.join(person_id)
        bench.room.flush()
        bench.outbox.sent.clear()
        return bench

    def join(self, person_id: str, sid: str | None = None, room: Room | None = None) -> Session:
        """A new session of this person in the room."""
        room = room or self.room
        sid = sid or f"sid-{person_id}"
        here = Here(room.next_session(), person_id)
        session = Session(sid, person_id, f"client-{person_id}", "login", here)
        self.registry.admit(room.board_id, person_id, person_id.title())
        room.join(session)
        return session

    def submission(self, person_id: str, n: int, *ops: dict[str, Any], client: str = "") -> Submission:
        return Submission(
            self.room,
            person_id,
            (client or f"client-{person_id}", n),
            check_ops(ops),
            None,
            self.answers.append,
        )

    def write(self, *submissions: Task) -> list[Answer]:
        """The answers to one batch of submissions."""
        self.answers.clear()
        for submission in submissions:
            submission.room.queued += 1
        self.registry.writer.write(submissions)
        return list(self.answers)

    def send(self, person_id: str, n: int, *ops: dict[str, Any], client: str = "") -> Answer:
        """The answer to one op."""
        return self.write(self.submission(person_id, n, *ops, client=client))[0]


def note(item_id: str, **changes: Any) -> dict[str, Any]:
    """A create op for a note."""
    item = {
        "kind": "note",
        "id": item_id,
        "x": 0,
        "y": 0,
        "w": 200,
        "h": 200,
        "z": "a0",
        "frame": None,
        "type": "I",
        "text": "",
    }
    return {"do": "create", "item": {**item, **changes}}


def frame(item_id: str, **changes: Any) -> dict[str, Any]:
    """A create op for a frame."""
    item = {
        "kind": "frame",
        "id": item_id,
        "x": 0,
        "y": 0,
        "w": 800,
        "h": 600,
        "z": "a0",
        "title": "Area",
        "prompt": "",
    }
    return {"do": "create", "item": {**item, **changes}}


def patch(item_id: str, **values: Any) -> dict[str, Any]:
    return {"do": "patch", "id": item_id, "set": values}


def delete(item_id: str) -> dict[str, Any]:
    return {"do": "delete", "id": item_id}


def refusal_code(answer: Answer) -> str | None:
    """The code of a refusal or an error, None for an accepted op."""
    return None if isinstance(answer, int) else answer.code
