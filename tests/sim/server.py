"""One life of the server: the real writer and room, and what the web layer does around them.

A life ends with `Killed`; nothing but the disk is left for the next one.
"""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any, Protocol

from board.core.errors import BoardError, RateExceeded, StorageFailed
from board.core.log import Commit, Refusal
from board.core.ops import Entry, decode_message
from board.core.roles import Role
from board.core.scene_hash import scene_hash
from board.core.visibility import Here, Member, Viewer, project
from board.live.drafts import by_person
from board.live.inbox import Read, accepting, declining
from board.live.memory import MemoryStorage
from board.live.metrics import Metrics
from board.live.moderating import Plan, hiding, putting_back
from board.live.room import Room
from board.live.session import Session
from board.live.storage import BoardState
from board.live.tables import late
from board.live.waiting import Waiting
from board.live.work import look_again
from board.live.writer import Answer, Submission, Task, Writer
from tests.sim.things import PICTURE

BOARD = "board-of-simulation"
CATCH_UP_LIMIT = 8  # entries; small, so that snapshots are loaded often
BATCH_LIMIT = 64
TICK_MS = 33
BEHIND_LOOK_MS = 250
FULL = 300  # messages that wait: too many
WORDS = ("news", "head", "bye")  # what a page follows; the rest is only shown
BEACON_MS = 5_000


class Killed(BaseException):
    """`kill -9`. Not an Exception: nothing in the server may catch it."""


class Disk(MemoryStorage):
    """What survives. `before` is called inside each commit: time goes on while a disk works."""

    def __init__(self) -> None:
        super().__init__()
        self.add_board(BOARD)
        self.add_picture(BOARD, PICTURE)
        self.before: Callable[[], bool] = lambda: True
        self.log: list[Entry] = self._boards[BOARD].log
        self.under_way: Sequence[Commit] = ()
        self.faults: list[str] = []  # what the next commits do: "refuse" or "arrive" and then fail
        self._fault = ""  # of the commit under way

    def commit(self, commits: Sequence[Commit]) -> None:
        fault = self.faults.pop(0) if self.faults else ""
        self.under_way, self._fault = commits, fault
        if not self.before():
            raise Killed
        self.under_way = ()
        if fault != "refuse":
            super().commit(commits)
        if fault:
            raise StorageFailed

    def lose_process(self, is_in_file: bool) -> None:
        """The server is killed now: a commit under way is in the file by now, or never."""
        commits, self.under_way = self.under_way, ()
        if commits and (is_in_file or self._fault == "arrive"):
            super().commit(commits)


class Link(Protocol):
    """The server's end of a connection."""

    sid: str
    person_id: str

    def down(self, word: str, payload: Any) -> None: ...
    def end(self) -> None: ...
    def is_slow(self) -> bool: ...


class Clock(Protocol):
    """What a life needs from the world."""

    now_ms: int

    def after(self, ms: int, act: Callable[..., None], *args: Any) -> None: ...


class Server:
    """Fits `live.room.Transport`. Words from pages come in by `heard`, in the order of each link."""

    def __init__(self, clock: Clock, disk: Disk, roles: dict[str, Role]) -> None:
        self.is_alive = True
        self.disk = disk
        self.queue: list[Task] = []
        self.is_writing = False
        self.put_off: set[str] = set()  # persons whose next op gets a transient refusal
        self._clock = clock
        self._is_flush_due = False
        self.links: dict[str, Link] = {}  # sid -> link, from hello to leaving
        self.room = Room(BOARD, "Simulation", self.load(), self)
        self.room.drafts = by_person(disk.drafts(BOARD))
        self.room.unseen.load(disk.hidden(BOARD))
        self.room.clock_ms = lambda: clock.now_ms
        self.room.members.update({person: Member(person, person, role) for person, role in roles.items()})
        self.writer = Writer(disk, nullcontext(), lambda: clock.now_ms, self.committed, Metrics())
        clock.after(BEACON_MS, self._beacon)

    def load(self) -> BoardState:
        return self.disk.load(BOARD)

    # --- what pages say -----------------------------------------------------------------------------

    def heard(self, link: Link, word: str, payload: Any) -> None:
        """One word of one page; answers go down the same link."""
        if not self.is_alive:
            return
        if word == "hello":
            self.hello(link, payload)
        elif link.sid not in self.links:
            return  # it has noticed the end of this link before
        elif word == "sync":
            link.down("synced", {"ok": True, "head": self.head(), **self.entries_after(payload, link)})
        else:
            self.op(link, payload)

    def hello(self, link: Link, payload: dict[str, Any]) -> None:
        session = Session(
            link.sid, link.person_id, payload["client"], "login", Here(link.sid, link.person_id)
        )
        for old in list(self.room.sessions.values()):
            if (old.client_id, old.person_id) == (session.client_id, session.person_id):
                self.close(old.sid)  # what the page sent by it is not taken any more
        self.links[link.sid] = link
        self.room.join(session)
        since = payload.get("since")
        missed = {} if since is None else self.entries_after(since, link)
        link.down("greeted", {"ok": True, "head": self.head(), **missed})
        self.seat_late()

    def head(self) -> int:
        return self.room.head

    def entries_after(self, since: int, link: Link) -> dict[str, Any]:
        """What `hello` and `sync` answer with (board/web/sockets.py)."""
        head = self.head()
        if since > head or head - since > CATCH_UP_LIMIT:
            return {"snapshot": True}
        viewer = self.room.seen_by(self.viewer(link))
        return {"entries": [project(entry, viewer) for entry in self.read_after(since)]}

    def read_after(self, since: int) -> list[Entry]:
        """What the room has taken over of them, so that it knows what is hidden by then."""
        found = self.disk.read_after(BOARD, since, CATCH_UP_LIMIT + 5)
        return [entry for entry in found if entry.seq <= self.head()]

    def viewer(self, link: Link) -> Viewer:
        return Viewer(link.person_id, self.room.members[link.person_id].role or "viewer")

    def op(self, link: Link, payload: tuple[int, dict[str, Any]]) -> None:
        ack_id, message = payload
        if link.person_id in self.put_off:
            self.put_off.discard(link.person_id)
            link.down("answer", (ack_id, _error(RateExceeded(retry_ms=200))))
            return
        op_id, ops = decode_message(message)
        submission = Submission(
            self.room, link.person_id, op_id, ops, None, lambda answer: self.reply(link, ack_id, answer)
        )
        self.submit(submission)

    # --- what who leads asks over HTTP --------------------------------------------------------------

    def accepting(self, person_id: str, read: Sequence[Read], note: str) -> Plan:
        return accepting(self.room, person_id, read, note)

    def declining(self, person_id: str, read: Sequence[Read], why: str) -> Plan:
        return declining(self.room, person_id, read, why)

    def hiding(self, person_id: str, item_ids: Sequence[str], why: str) -> Plan:
        return hiding(self.room, person_id, item_ids, why)

    def putting_back(self, person_id: str, hidden_ids: Sequence[str]) -> Plan:
        return putting_back(self.disk, self.room, person_id, hidden_ids)

    def submit(self, submission: Task) -> None:
        self.room.queued += 1
        self.queue.append(submission)
        if len(self.queue) == 1:
            self._clock.after(1, self.write)

    def reply(self, link: Link, ack_id: int, answer: Answer) -> None:
        if isinstance(answer, int):
            link.down("answer", (ack_id, {"ok": True, "seq": answer}))
        elif answer.code == "server":
            raise AssertionError("the writer stumbled")
        else:
            link.down("answer", (ack_id, _error(answer)))

    def snapshot(self, viewer: Viewer) -> dict[str, Any]:
        """What `GET .../snapshot` answers with."""
        state = self.load()
        items = [project(record, viewer) for record in state.scene.values()]
        return {"ok": True, "seq": state.head, "items": items}

    # --- the tasks of the registry --------------------------------------------------------------------

    def write(self) -> None:
        """Commit what waits; while the disk works, the rest of the world goes on."""
        if not self.is_alive or self.is_writing or not self.queue:
            return
        batch, self.queue = self.queue[:BATCH_LIMIT], self.queue[BATCH_LIMIT:]
        self.is_writing = True
        try:
            self.writer.write(batch)
        except Killed:
            return
        self.is_writing = False
        if self.queue:
            self._clock.after(1, self.write)

    def committed(self, _room: Room) -> None:
        if not self._is_flush_due:
            self._is_flush_due = True
            self._clock.after(TICK_MS, self._flush)

    def _flush(self) -> None:
        self._is_flush_due = False
        if not self.is_alive:
            return
        self.room.deliver(self.room.letters(self._clock.now_ms / 1000, is_all_due=True))
        if self.room.due_at_s() is not None:  # somebody is behind
            self._is_flush_due = True
            self._clock.after(BEHIND_LOOK_MS, self._flush)

    def _beacon(self) -> None:
        if self.is_alive:
            self.beacon()
            self._clock.after(BEACON_MS, self._beacon)

    def beacon(self) -> None:
        if self.room.is_stale:
            self.submit(look_again(self.room))
        self.seat_late()
        self.room.tell_head()

    def seat_late(self) -> None:
        """Who has come since everybody went to their tables gets a place."""
        for place in late(self.room):
            self.submit(place)

    # --- to the pages -----------------------------------------------------------------------------------

    def send(self, sids: Sequence[str], event: str, payload: dict[str, Any]) -> int:
        if event in ("entries", "news", "head"):
            for sid in sids:
                self.links[sid].down(event, payload)
        return 0

    def close(self, sid: str) -> None:
        link = self.links.get(sid)
        self.leave(sid)
        if link is not None:
            link.end()

    def waiting(self, _sids: Sequence[str]) -> dict[str, Waiting]:
        return {}  # links take everything, however late

    def cut_off(self, sid: str, event: str, payload: dict[str, Any]) -> None:
        self.send([sid], event, payload)
        self.close(sid)

    def leave(self, sid: str) -> None:
        """The server has noticed that this connection is gone."""
        if self.links.pop(sid, None) is not None:
            self.room.leave(sid, self._clock.now_ms)

    def give_role(self, person_id: str, role: Role) -> None:
        self.room.members[person_id] = Member(person_id, person_id, role)

    def scene_hash(self) -> int:
        return scene_hash(self.room.scene.values())


def _error(error: BoardError | Refusal) -> dict[str, Any]:
    answer = {"ok": False, "code": error.code, "data": dict(error.data)}
    if "retry_ms" in error.data:
        answer["retry_ms"] = error.data["retry_ms"]
    return answer
