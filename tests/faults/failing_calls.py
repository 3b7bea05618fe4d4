"""The disk refuses one call, or several in a row: what does the store say, and what is left?

The real store works on a disk that fails at its n-th call. Whatever it is, the store may only do as
asked or raise StorageFailed, and what it has done must be there.
"""

import random
import shutil
import tempfile
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import apsw

from board.core.errors import StorageFailed
from board.core.log import Commit
from board.store.compact import compact_board
from board.store.database import FILE_NAME, Database, open_database
from board.store.oplog import DatabaseStorage
from board.store.snapshots import Snapshots
from board.store.verify import verify
from tests.faults.power_loss import ADDRESS, memory_folder
from tests.soak.runs import Result
from tests.support.disk import Disk
from tests.support.scenes import LogWriter
from tests.support.stores import Filled, commit_of_client, filled, worked_on

STEPS = 24  # writes, each tried until it is done
TRIES = 3  # after the disk works again the first must do
CALLS = 500  # the n-th call fails, for n from 1 to this
CODES = {
    "I/O error": apsw.SQLITE_IOERR,
    "write error": apsw.SQLITE_IOERR_WRITE,
    "full disk": apsw.SQLITE_FULL,
    "read-only disk": apsw.SQLITE_READONLY,
    "no memory": apsw.SQLITE_NOMEM,
    "failed sync": apsw.SQLITE_IOERR_FSYNC,
}
BURSTS = (1, 4, 40)  # calls in a row that fail
_numbers = count()


@dataclass
class Outcome:
    """What came of one disk that failed at its n-th call."""

    failed_writes: int = 0
    problems: list[str] = field(default_factory=list)


class _Fault:
    """The disk fails `burst` times from its n-th call on."""

    def __init__(self, n: int, code: int, burst: int) -> None:
        self.calls = 0
        self._fails = range(n, n + burst)
        self._code = code

    def __call__(self, _call: str) -> int | None:
        self.calls += 1
        return self._code if self.calls in self._fails else None

    @property
    def is_over(self) -> bool:
        return self.calls >= self._fails.stop


def fail_at(base: Filled, folder: Path, n: int, code: int, burst: int) -> Outcome:
    """Work on a copy of `base` while the disk fails at its n-th call."""
    outcome = Outcome()
    file = folder / FILE_NAME
    shutil.copyfile(base.file, file)
    disk = Disk(f"failing-{next(_numbers)}")
    database = Database(ADDRESS.format(file, disk.name))
    head = DatabaseStorage(database).load(base.board_id).head
    fault = disk.fails = _Fault(n, code, burst)
    done = [head]
    for step in range(STEPS):
        try:
            _one_step(database, base, step, done, fault, outcome)
        except StorageFailed:
            outcome.problems.append(f"step {step} could not be done although the disk works again")
        except Exception as error:  # noqa: BLE001 - only StorageFailed is promised
            outcome.problems.append(f"step {step} ended with {error!r}")
    disk.fails = lambda call: None
    _check(database, base, done, outcome)
    database.close()
    again = open_database(folder)
    _check(again, base, done, outcome)
    again.close()
    for left in folder.iterdir():
        left.unlink()
    return outcome


def _one_step(
    database: Database, base: Filled, step: int, done: list[int], fault: _Fault, outcome: Outcome
) -> None:
    """One write, tried again like the writer does: what is there now is read first."""
    tries = 0
    while True:
        is_over = fault.is_over
        try:
            state = DatabaseStorage(database).load(base.board_id)
            if state.head > done[-1]:
                done.append(state.head)  # a commit that reported failure has arrived (ACK3)
                return
            _write(database, base, step, LogWriter(state.scene, state.head))
        except StorageFailed:
            outcome.failed_writes += 1
            tries += is_over
            if tries == TRIES:
                raise
            continue
        if step % 6 not in (4, 5):
            done.append(done[-1] + 1)
        return


def _write(database: Database, base: Filled, step: int, log: LogWriter) -> None:
    if step % 6 == 4:
        Snapshots(database).save(base.board_id, f"Giro {step}", "person_ada", now_ms=step)
    elif step % 6 == 5:
        compact_board(database, base.board_id, before_ms=log.head - 4, now_ms=step)
    else:
        [entry] = worked_on(log, 1, "person_ada", first_n=log.head + 1)
        commit: Commit = commit_of_client(base.board_id, [entry], "person_ada")
        DatabaseStorage(database).commit([commit])


def _check(database: Database, base: Filled, done: list[int], outcome: Outcome) -> None:
    try:
        head = DatabaseStorage(database).load(base.board_id).head
        fault = verify(database).fault
    except StorageFailed as error:
        outcome.problems.append(f"it cannot be read any more: {error.__cause__}")
        return
    if head != done[-1]:
        outcome.problems.append(f"{done[-1]} entries were acknowledged, {head} are there")
    if fault is not None:
        outcome.problems.append(fault.message % fault.data)


def sweep(calls: range, codes: dict[str, int], bursts: tuple[int, ...]) -> Result:
    """Fail at each of these calls, in each of these ways."""
    passed, failed_writes, failures = 0, 0, list[str]()
    with memory_folder() as folder, tempfile.TemporaryDirectory() as other:
        base = filled(Path(other), entries=16)
        for n in calls:
            for name, code in codes.items():
                burst = random.Random(n).choice(bursts)
                outcome = fail_at(base, folder, n, code, burst)
                failed_writes += outcome.failed_writes
                passed += not outcome.problems
                failures += [f"{name} x {burst} at call {n}: {problem}" for problem in outcome.problems]
    return Result(passed, len(failures), {"failed_writes": failed_writes}, failures)


def soak(count: int, seed: int) -> Result:
    """`count` disks: each call from 1 to 500 fails in each way, then again with other bursts."""
    turns = max(1, count // (CALLS * len(CODES)))
    last = min(CALLS, max(1, count // len(CODES)))
    bursts = [(BURSTS[(seed + turn) % len(BURSTS)],) for turn in range(turns)]
    results = [sweep(range(1, last + 1), CODES, chosen) for chosen in bursts]
    failures = [failure for result in results for failure in result.failures]
    figures = {"failed_writes": sum(result.figures["failed_writes"] for result in results)}
    return Result(sum(result.passed for result in results), len(failures), figures, failures)
