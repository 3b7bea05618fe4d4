"""All open rooms of this process, and the tasks that keep them moving."""

import logging
import queue
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace

from board.core.errors import BoardError, BoardMissing, Busy, Restarting, SignInNeeded, StorageFailed
from board.core.errors_people import Removed
from board.core.hands import Mode, TakingPart
from board.core.roles import can, leads
from board.core.visibility import Member
from board.live.admission import Admission
from board.live.concurrency import Concurrency, new_lock, new_queue, sleep_s
from board.live.drafts import by_person
from board.live.metrics import Metrics
from board.live.post import Transport
from board.live.rebuilding import rebuild
from board.live.room import Room
from board.live.storage import Directory, KnownMember, Storage
from board.live.storage_watch import PROBE_S, StorageWatch
from board.live.tables import late
from board.live.ticker import Ticker
from board.live.work import look_again
from board.live.writer import DraftSubmission, Task, Writer, gather

log = logging.getLogger(__name__)

QUEUE_LIMIT = 1_000  # submissions waiting for the writer
FAULT_PAUSE_S = 0.05  # after a mistake of ours, so that it cannot use the whole processor
BEACON_S = 5.0
HEADS_IN_ROW = 50  # rooms; then the others have a turn
IDLE_CLOSE_MS = 10 * 60 * 1000  # an empty room leaves memory after this
BUSY_RETRY_MS = 500
STOP_PATIENCE_S = 3.0  # at most so long for the ops that wait when the server is asked to stop
STOP_LOOK_S = 0.01


class Registry:
    """Opens rooms, takes submissions, and tells sessions what changed."""

    def __init__(
        self,
        storage: Storage,
        directory: Directory,
        transport: Transport,
        concurrency: Concurrency,
        clock_ms: Callable[[], int],
    ) -> None:
        self.lock = concurrency.lock()
        self.metrics = Metrics()
        self.admission = Admission()
        self._storage = storage
        self._directory = directory
        self._transport = transport
        self._concurrency = concurrency
        self._clock_ms = clock_ms
        self._rooms: dict[str, Room] = {}  # board id -> open room
        self._waiting: queue.Queue[Task] = new_queue(QUEUE_LIMIT)
        self._ticker = Ticker(self.lock, concurrency, self.metrics)
        self._opening = new_lock()
        # Held from the store to the open room, so that what happens last there is what holds here: by who
        # changes who belongs to a board, and by who changes what the board says of itself.
        self.people = concurrency.lock()
        self._facts = concurrency.lock()
        self._is_stopping = False
        self._store = StorageWatch(storage, concurrency, self._tell_writable)
        self.writer = Writer(storage, self.lock, clock_ms, self._ticker.touch, self.metrics)
        self._watch_gauges()

    def _watch_gauges(self) -> None:
        self.metrics.watch("tavolo_rooms", lambda: len(self._rooms))
        self.metrics.watch("tavolo_sessions", self.count_sessions)
        self.metrics.watch("tavolo_queue_ops", self._count_waiting)
        self.metrics.watch("tavolo_read_only", lambda: not self._store.is_writable)

    def _count_waiting(self) -> int:
        """Without private writing, which shows in no figure (VIS3)."""
        return sum(not isinstance(task, DraftSubmission) for task in list(self._waiting.queue))

    def count_sessions(self) -> int:
        """Pages that have joined a board."""
        return sum(len(room.sessions) for room in self._rooms.values())

    def start(self) -> None:
        """Start the writer, the ticker and the beacon."""
        for step in (self._write, self._ticker.step, self._beacon):
            self._concurrency.spawn(_forever, step)

    def stop(self, retry_ms: Callable[[], int]) -> None:
        """Take nothing more, wait for what is on its way to the disk, tell it, and say goodbye to every
        page. `retry_ms` gives each its own time to come back, so that they do not all come at once."""
        self._is_stopping = True
        patience_s = STOP_PATIENCE_S
        while patience_s > 0 and any(room.queued for room in self._rooms.values()):
            sleep_s(STOP_LOOK_S)
            patience_s -= STOP_LOOK_S
        with self.lock:
            for room in list(self._rooms.values()):  # telling gives others a turn, who may open more
                room.flush()
                for sid in list(room.sessions):
                    room.dismiss([sid], Restarting(retry_ms=retry_ms()))

    @property
    def is_writable(self) -> bool:
        """Whether the store took what it was given last, or works again."""
        return self._store.is_writable

    def check_ready(self) -> None:
        """Return if boards can be joined and changed now. Raises Restarting or StorageFailed."""
        if self._is_stopping:
            raise Restarting(retry_ms=BUSY_RETRY_MS)
        if not self._store.is_writable:
            raise StorageFailed(retry_ms=int(PROBE_S * 1000))

    # --- rooms ------------------------------------------------------------------------------------

    def open(self, board_id: str) -> Room:
        """The room of a board, loaded from the store when it is not open. Raises BoardMissing."""
        room = self._rooms.get(board_id)
        if room is not None:
            return room
        with self._opening:  # two at once must not make two rooms of one board
            room = self._rooms.get(board_id)
            if room is None:
                name = self._directory.get(board_id).name
                state = self._storage.load(board_id)
                # The hash of a large board takes a while, so not on the hub.
                room = self._concurrency.run_native(Room, board_id, name, state, self._transport)
                room.drafts = by_person(self._storage.drafts(board_id))
                room.unseen.load(self._storage.hidden(board_id))
                room.is_writable = self._store.is_writable
                room.metrics, room.clock_ms = self.metrics, self._clock_ms
                room.idle_since_ms = self._clock_ms()
                # Pages that come back after a restart find their words where they left them.
                room.typed = dict.fromkeys(room.typed, room.idle_since_ms)
                with self.people, self._facts:  # what changes from now on is told to the room
                    self._learn(room)
                    for known in self._directory.authors(board_id):
                        room.members[known.person_id] = _member(known)
                    self._rooms[board_id] = room
        return room

    def _learn(self, room: Room) -> None:
        """Take over what the board says of itself, and who is before it."""
        known, door = self._directory.get(room.board_id), self._directory.door(room.board_id)
        room.name, room.is_add_only, room.door = known.name, known.is_add_only, door

    def admit(self, board_id: str, person_id: str, name: str) -> Room:
        """The room, once it is sure that this person is a member.

        Raises BoardMissing otherwise, Restarting when the server is about to stop.
        """
        if self._is_stopping:
            raise Restarting(retry_ms=BUSY_RETRY_MS)
        room = self._rooms.get(board_id)
        if room is None:
            if self._directory.role_of(board_id, person_id) is None:
                raise BoardMissing
            room = self.open(board_id)
        with self.people:
            # An open room is told of every change, and judges every op by what it knows (PERM1).
            role = room.role_of(person_id) or self._directory.role_of(board_id, person_id)
            if role is None:
                raise BoardMissing
            mode = self._mode_in(room, person_id)
            with self.lock:
                room.meet(Member(person_id, name, role, mode=mode))
        self.touch(room)
        return room

    def knows(self, board_id: str, person_id: str) -> bool:
        """Whether this board is open and has somebody as a member, or as who made something there."""
        room = self._rooms.get(board_id)
        return room is not None and person_id in room.members

    def member_changed(self, board_id: str, known: KnownMember) -> None:
        """Somebody joined, has a new name or a new role, or is no member any more (role None). To be told
        under the lock `people`, so that nothing older comes after it."""
        room = self._rooms.get(board_id)
        if room is None:
            return
        mode = self._mode_in(room, known.person_id)
        with self.lock:
            room.meet(replace(_member(known), mode=mode))
            room.inbox.is_new |= known.role is not None and leads(
                known.role
            )  # who leads only now knows nothing
            may_speak = known.role is not None and can(known.role, "hand.raise")
            if not may_speak and room.attention.lower(known.person_id):
                room.tell_attention()
            if known.role is None:
                theirs = [sid for sid, s in room.sessions.items() if s.person_id == known.person_id]
                room.dismiss(theirs, Removed())
                for sid in theirs:
                    room.leave(sid, self._clock_ms())
        self.touch(room)

    def modes_changed(self, now: Iterable[TakingPart]) -> None:
        """Some of these may take part in another way than before; told as `member_changed` is."""
        for board_id, person_id, mode in now:
            room = self._rooms.get(board_id)
            known = None if room is None else room.members.get(person_id)
            if room is not None and known is not None and known.mode != mode:
                with self.lock:
                    room.meet(replace(known, mode=mode))
                    room.tell_attention()
                self.touch(room)

    def _mode_in(self, room: Room, person_id: str) -> Mode:
        """How somebody takes part: as the room knows it, or as the store does of who comes just now."""
        known = room.members.get(person_id)
        if known is not None and known.role is not None:
            return known.mode
        return self._directory.mode_of(room.board_id, person_id)

    def board_changed(self, board_id: str) -> None:
        """The board has a new name or another rule, or somebody else is before it."""
        room = self._rooms.get(board_id)
        if room is not None:
            with self._facts:
                self._learn(room)
                with self.lock:
                    room.tell_board()

    def knocked(self, board_id: str) -> None:
        """Somebody waits before the board: those who lead hear of it, of several in a tick at once."""
        room = self._rooms.get(board_id)
        if room is None:
            return
        with self._facts:
            self._learn(room)
            with self.lock:
                room.tell_door()
        self.touch(room)

    def board_deleted(self, board_id: str) -> None:
        """Send everyone away and forget the room."""
        with self.lock:
            room = self._rooms.pop(board_id, None)
            if room is not None:
                room.dismiss(room.sessions, BoardMissing())

    def close_login(self, login: str) -> None:
        """Close every session that this sign-in opened."""
        with self.lock:
            for room in self._rooms.values():
                theirs = [sid for sid, session in room.sessions.items() if session.login == login]
                room.dismiss(theirs, SignInNeeded())

    # --- ops and presence ---------------------------------------------------------------------------

    def submit(self, submission: Task) -> None:
        """Queue an op for the writer. Raises Busy when too many wait already, Restarting when the
        server is about to stop, StorageFailed while the store cannot write; never blocks."""
        self.check_ready()
        with self.lock:
            submission.room.queued += 1
        try:
            self._waiting.put_nowait(submission)
        except queue.Full:
            with self.lock:
                submission.room.queued -= 1
            raise Busy(retry_ms=BUSY_RETRY_MS) from None

    def touch(self, room: Room) -> None:
        """Something in the room waits to be told; the next tick does it."""
        self._ticker.touch(room)

    # --- the three tasks ----------------------------------------------------------------------------

    def _write(self) -> None:
        if not self.writer.write(gather(self._waiting)):
            self._store.failed()

    def _tell_writable(self, is_writable: bool) -> None:
        with self.lock:
            for room in self._rooms.values():
                room.is_writable = is_writable
                room.tell_board()

    def _beacon(self) -> None:
        sleep_s(BEACON_S)
        self._look_again()
        self._rebuild_texts()
        self.seat_late()
        rooms = list(self._rooms.values())
        for first in range(0, len(rooms), HEADS_IN_ROW):
            with self.lock:
                for room in rooms[first : first + HEADS_IN_ROW]:
                    room.tell_head()
            sleep_s(0)
        with self.lock:
            self._close_idle()

    def _look_again(self) -> None:
        """A commit that reported failure may have arrived, and perhaps nobody ever writes there again."""
        for room in list(self._rooms.values()):
            if room.is_stale:
                # Not now? Then at the next beacon.
                with suppress(BoardError):
                    self.submit(look_again(room))

    def _rebuild_texts(self) -> None:
        """Texts that are due begin anew (TXT4)."""
        for room in list(self._rooms.values()):
            work = rebuild(room, self._clock_ms())
            if work is not None:
                with suppress(BoardError):
                    self.submit(work)

    def seat_late(self, only: Room | None = None) -> None:
        """While everybody is at a table, who has come since gets a place at one."""
        for room in list(self._rooms.values()) if only is None else [only]:
            with self.lock:
                places = late(room)
            with suppress(BoardError):  # not now? Then at the next beacon
                for place in places:
                    self.submit(place)

    def _close_idle(self) -> None:
        oldest_ms = self._clock_ms() - IDLE_CLOSE_MS
        for board_id, room in list(self._rooms.items()):
            if not room.sessions and room.queued == 0 and room.idle_since_ms < oldest_ms:
                del self._rooms[board_id]


def _forever(step: Callable[[], None]) -> None:
    """Do `step` again and again. A mistake in one must not end all news to everybody: it is logged,
    and the beacon lets clients notice what they missed (SEQ4)."""
    while True:
        try:
            step()
        except Exception:
            log.exception("%s failed", step.__name__)
            sleep_s(FAULT_PAUSE_S)


def _member(known: KnownMember) -> Member:
    return Member(known.person_id, known.name, known.role, known.is_helped, known.mode)
