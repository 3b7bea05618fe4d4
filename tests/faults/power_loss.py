"""The power goes while the store works: what was promised must be there when it is back.

The real store works on a disk that remembers everything. From one recorded run many crash images are
built (see `tests/support/disk.py`), and each is opened by the real store as after a restart.
"""

import hashlib
import os
import random
import shutil
import tempfile
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import apsw
from sqlalchemy import Connection

from board.core.errors import StorageFailed
from board.store import log_rows
from board.store.boards import Boards
from board.store.compact import compact_board
from board.store.database import FILE_NAME, Database, open_database
from board.store.migrating import migrate
from board.store.oplog import DatabaseStorage
from board.store.people import People
from board.store.projects import FIRST
from board.store.snapshots import Snapshots
from board.store.tables import metadata
from board.store.verify import verify
from tests.soak.runs import Result
from tests.support import apsw_driver, releases
from tests.support.disk import Crash, Disk
from tests.support.scenes import LogWriter
from tests.support.stores import commit_of_client, worked_on

T = TypeVar("T")

TABLES = [table.name for table in metadata.sorted_tables]
WRITES = 30  # steps in a recorded run
IMAGES = 250  # built from one run
MEMORY = Path("/dev/shm")
PROGRESS_S = 30.0
RESTARTS = 0.03  # how often the process is killed before a write
SYNC_FAILS = 0.08  # how often the disk fails to sync, where it does
OTHER_ERRORS = (apsw.SQLITE_IOERR_WRITE, apsw.SQLITE_FULL, apsw.SQLITE_READONLY)

# Few pages, so that the log is folded into the file several times in each run.
ADDRESS = f"sqlite+{apsw_driver.Dialect.driver}:///{{}}?vfs={{}}&wal_autocheckpoint=24"


@dataclass
class Counts:
    """What became of the images. `lost` and `corrupt` must be 0."""

    images: int = 0
    lost: int = 0
    corrupt: int = 0
    worst: int = 0  # most writes that one image had lost
    failures: list[str] = field(default_factory=list)

    def add(self, other: "Counts") -> None:
        self.images += other.images
        self.lost += other.lost
        self.corrupt += other.corrupt
        self.worst = max(self.worst, other.worst)
        self.failures += other.failures


@dataclass(frozen=True)
class State:
    """All that the database holds: as a fingerprint, and the heads of its boards."""

    print: str
    heads: dict[str, int]
    structure: str  # "ok", or what SQLite finds wrong with its own pages


@dataclass
class Recording:
    """A run of the store: what its disk did, and what the database held after each promise.

    `states[n]` is what was read after promise n; `doubtful` are the promises since which a write has
    failed and none has succeeded, so that the disk may hold the one that failed or not (ACK3).
    """

    disk: Disk
    states: list[State] = field(default_factory=list)
    doubtful: set[int] = field(default_factory=set)
    verified: set[str] = field(default_factory=set)  # fingerprints of states whose chain holds
    is_doubtful: bool = False


class Recorded(Database):
    """The real database, noting on its disk when a write has been promised."""

    def __init__(self, file: Path, recording: Recording, settings: str) -> None:
        super().__init__(ADDRESS.format(file, recording.disk.name) + settings)
        self.recording = recording

    def write(self, work: Callable[[Connection], T]) -> T:
        try:
            result = super().write(work)
        except StorageFailed:
            self.recording.is_doubtful = True
            self.recording.doubtful.add(len(self.recording.states) - 1)
            raise
        self.recording.is_doubtful = False
        self.promise()
        return result

    def _rewrite(self, path: Path) -> None:
        """The one write that does not go through SQLite, as the disk would see it."""
        if path.exists():
            self.recording.disk.write_again(path)

    def promise(self) -> None:
        """What can be read now is promised to everybody."""
        recording, number = self.recording, len(self.recording.states)
        recording.states.append(self.read(state_of))
        recording.disk.note(number)
        if recording.is_doubtful:
            recording.doubtful.add(number)


def state_of(connection: Connection) -> State:
    """What the database holds."""
    found = hashlib.blake2b(digest_size=16)
    # Past SQLAlchemy: this is asked of each image.
    cursor = connection.connection.cursor()
    for table in TABLES:
        found.update(repr(cursor.execute(f"SELECT * FROM {table}").fetchall()).encode())
    heads = dict(cursor.execute("SELECT id, head FROM board").fetchall())
    [(structure,)] = cursor.execute("PRAGMA integrity_check(1)").fetchall()
    cursor.close()
    return State(found.hexdigest(), heads, structure)


def run(seed: int, images: int = IMAGES, *, settings: str = "", sync_fails: float = 0) -> Counts:
    """Record one run and look at so many crashes of it. `settings` are PRAGMAs that win over those of
    the store (`&name=value`); `sync_fails` is how often the disk fails to sync."""
    choice = random.Random(seed)
    with memory_folder() as folder:
        recording = record(folder / "run", choice, settings, sync_fails)
        crash, counts = Crash(recording.disk.events), Counts()
        promised = [place for place, event in enumerate(crash.events) if event.kind == "note"]
        moments = sorted(choice.randint(promised[0] + 1, len(crash.events)) for _ in range(images))
        image = folder / "image"
        image.mkdir()
        database = open_database(image)
        for moment in moments:
            database.close()
            _write_image(image, crash.image(moment, choice), choice)
            number = bisect_right(promised, moment - 1) - 1
            said = _look(database, recording, number, counts)
            if said:
                counts.failures.append(f"seed {seed}, power lost at event {moment}: {said}")
        database.close()
    return counts


def record(folder: Path, choice: random.Random, settings: str, sync_fails: float) -> Recording:
    """A run of the real store, at the end of which the power goes."""
    folder.mkdir(parents=True)
    disk = Disk(f"tavolo-{os.getpid()}")
    recording = Recording(disk)
    work = _Work(folder, recording, settings, choice)

    def fails(call: str) -> int | None:
        if call == "sync" and choice.random() < sync_fails:
            return apsw.SQLITE_IOERR_FSYNC
        return choice.choice(OTHER_ERRORS) if call == "write" and choice.random() < sync_fails / 20 else None

    disk.fails = fails
    for _ in range(WRITES):
        work.step()
    disk.fails = lambda call: None
    # What closing does is no part of the run.
    events, disk.events = disk.events, []
    work.close()
    disk.events = events
    return recording


class _Work:
    """Somebody works on two boards; all that the store can do happens now and then."""

    def __init__(self, folder: Path, recording: Recording, settings: str, choice: random.Random) -> None:
        self.folder = folder
        self.recording = recording
        self.settings = settings
        self.choice = choice
        self.opened: list[Recorded] = [Recorded(folder / FILE_NAME, recording, settings)]
        migrate(self.database)
        self.ada = People(self.database).create_guest("Ada", None, now_ms=0).id
        self.boards = [self._new_board() for _ in range(2)]
        self.logs = {board_id: LogWriter() for board_id in self.boards}

    @property
    def database(self) -> Recorded:
        return self.opened[-1]

    def step(self) -> None:
        """One write; sometimes the server is killed before it, more often after a failure."""
        if self.choice.random() < RESTARTS:
            self._restart()
        try:
            self._write(self.choice.choice(self.boards))
        except StorageFailed:
            if self.choice.random() < 0.5:
                self._restart()
            self._go_on()

    def close(self) -> None:
        for database in self.opened:
            database.close()

    def _write(self, board_id: str) -> None:
        log, database = self.logs[board_id], self.database
        kind = self.choice.random()
        if kind < 0.7:
            entries = worked_on(log, self.choice.randint(1, 4), self.ada, first_n=log.head + 1)
            DatabaseStorage(database).commit([commit_of_client(board_id, entries, self.ada)])
        elif kind < 0.78:
            Snapshots(database).save(board_id, f"Giro {log.head}", self.ada, now_ms=log.head)
        elif kind < 0.86:
            database.write(lambda connection: log_rows.add_checkpoint(connection, board_id, now_ms=0))
        elif kind < 0.92:
            compact_board(database, board_id, before_ms=log.head - 2, now_ms=log.head)
        elif kind < 0.96:
            Boards(database).rename(board_id, "x" * self.choice.randint(1, 3_000))
        else:
            People(database).create_guest("Bob", None, now_ms=1)

    def _restart(self) -> None:
        """The process is killed and another one takes over what the kernel has of the files."""
        there = self.folder / str(len(self.opened))
        there.mkdir()
        for name in (FILE_NAME, f"{FILE_NAME}-wal"):
            here = self.database.file.with_name(name) if self.database.file else Path(name)
            if here.exists():
                shutil.copyfile(here, there / name)
        self.opened.append(Recorded(there / FILE_NAME, self.recording, self.settings))

    def _go_on(self) -> None:
        """After a failure, go on from what can be read: all of that is promised (SEQ3)."""
        try:
            self.database.promise()
            for board_id in self.boards:
                state = DatabaseStorage(self.database).load(board_id)
                self.logs[board_id] = LogWriter(state.scene, state.head)
        except StorageFailed:
            return

    def _new_board(self) -> str:
        return Boards(self.database).create("Scuole", "blank", self.ada, [], now_ms=0, project_id=FIRST).id


def _look(database: Database, recording: Recording, number: int, counts: Counts) -> str | None:
    """Count the image that `database` stands on, `number` being the last promise before the crash;
    what is wrong, if anything is."""
    counts.images += 1
    try:
        found = database.read(state_of)
        # The chain is a matter of what the rows hold, so each state is walked once.
        fault = None if found.print in recording.verified else verify(database).fault
    except StorageFailed as error:
        counts.corrupt += 1
        return f"it cannot be opened: {error.__cause__}"
    if fault is not None or found.structure != "ok":
        counts.corrupt += 1
        return found.structure if fault is None else fault.message % fault.data
    recording.verified.add(found.print)
    states = recording.states
    allowed = states[number : number + 2]
    if any(found.print == state.print for state in allowed):
        return None
    earlier = [at for at, state in enumerate(states[:number]) if state.print == found.print]
    if earlier:
        counts.lost += 1
        counts.worst = max(counts.worst, number - earlier[-1])
        return f"{number - earlier[-1]} promised writes are lost"
    heads = states[number].heads
    if number in recording.doubtful and all(found.heads.get(key, -1) >= heads[key] for key in heads):
        return None
    counts.corrupt += 1
    return "it holds what the store never held"


def _write_image(folder: Path, files: dict[str, bytearray], choice: random.Random) -> None:
    for left in folder.iterdir():
        if left.is_file():
            left.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    if choice.random() < 0.2:
        # Shared memory is never synced: whatever is in that file after a crash means nothing.
        (folder / f"{FILE_NAME}-shm").write_bytes(choice.randbytes(32_768))


@contextmanager
def memory_folder() -> Iterator[Path]:
    """A folder in memory where there is one, gone after the block."""
    folder = Path(tempfile.mkdtemp(dir=MEMORY if os.access(MEMORY, os.W_OK) else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def cut_migrations(folder: Path, *, seed: int, images: int) -> Counts:
    """Cut the power while a database of the first release is brought up to date: when it is back,
    the database is of one release or the other, and the new one can be made of it."""
    choice, disk = random.Random(seed), Disk(f"migrating-{os.getpid()}")
    file = releases.first_release(folder / "run")
    before = {FILE_NAME: bytearray(file.read_bytes())}
    database = Database(ADDRESS.format(file, disk.name))
    migrate(database)
    events, disk.events = disk.events, []
    database.close()
    crash, counts = Crash(events, files=before), Counts()
    image = folder / "image"
    image.mkdir()
    for moment in sorted(choice.randint(0, len(events)) for _ in range(images)):
        _write_image(image, crash.image(moment, choice), choice)
        database = open_database(image)
        counts.images += 1
        try:
            migrate(database)
            scene = DatabaseStorage(database).load(releases.BOARD).scene
            is_whole = scene == releases.items_of_first_release() and verify(database).fault is None
        except StorageFailed:
            is_whole = False
        if not is_whole:
            counts.corrupt += 1
            counts.failures.append(f"seed {seed}, power lost at event {moment} of a migration")
        database.close()
    return counts


# --- make soak ------------------------------------------------------------------------------------


def soak(count: int, seed: int) -> Result:
    """`count` images, a third of them of runs in which the disk also fails to sync; and the control:
    a hundredth as many with weaker settings, which must lose something."""
    seeds = range(seed, seed + max(1, count // IMAGES))
    with get_context("fork").Pool() as pool:
        strong = _sum(pool.imap_unordered(_strong, seeds))
        weak = _sum(pool.imap_unordered(_weak, seeds[: max(2, len(seeds) // 100)]))
    failures = list(strong.failures)
    if weak.lost == 0:
        failures.append("the control, synchronous=NORMAL, has lost nothing")
    figures: dict[str, Any] = {
        "images": strong.images,
        "lost": strong.lost,
        "corrupt": strong.corrupt,
        "control_images": weak.images,
        "control_lost": weak.lost,
        "control_worst": weak.worst,
    }
    return Result(strong.images - len(strong.failures), len(failures), figures, failures)


def _strong(seed: int) -> Counts:
    return run(seed, sync_fails=SYNC_FAILS if seed % 3 == 0 else 0)


def _weak(seed: int) -> Counts:
    return run(seed, settings="&synchronous=NORMAL")


def _sum(parts: Iterator[Counts]) -> Counts:
    total, said_at = Counts(), time.monotonic()
    for part in parts:
        total.add(part)
        if time.monotonic() - said_at > PROGRESS_S:
            said_at = time.monotonic()
            print(f"power: {total.images:,} images, {total.lost} lost, {total.corrupt} corrupt", flush=True)
    return total
