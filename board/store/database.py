"""The one way to the database: short transactions, one native thread at a time."""

import errno
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing, suppress
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from board.core.errors import StorageFailed

T = TypeVar("T")

FILE_NAME: Final = "tavolo.sqlite3"
RETRY_MS: Final = 2_000
_CHUNK: Final = 1024 * 1024  # bytes

# FULL, not NORMAL: an acknowledged change must survive a power cut (ACK1).
_PRAGMAS: Final = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=2000",
    "journal_size_limit=16777216",
    "secure_delete=ON",  # what is deleted is overwritten: ballots must not be found (VOTE1)
)

# Tables that a copy must not keep: it would still tell what the reveal, or the end of a vote, destroys.
_SECRET: Final = ("ballot", "vote_key", "draft", "draft_cursor")

# Errors that leave a connection as it was: the cause passes, the connection stays good.
_PASSING: Final = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CONSTRAINT}
_NOT_SYNCED: Final = {sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC}

# Why a file cannot be written at all: what is in it stays as sure as it was.
_NO_ENTRY: Final = {errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT}


class RunNative(Protocol):
    """Runs blocking work away from the cooperative hub and gives its result."""

    def __call__(self, work: Callable[..., Any], /, *args: Any) -> Any: ...


class Database:
    """Reads and writes, each one transaction. Every failure of the database is a StorageFailed.

    `native_lock` is a real lock between native threads (never a cooperative one) and `run_native`
    leaves the cooperative hub; without them calls block the calling thread. Writes are refused
    while less than `min_free_mb` is free on the disk. `read` and `write` do not nest.
    """

    def __init__(
        self,
        url: str,
        *,
        native_lock: AbstractContextManager[Any] | None = None,
        run_native: RunNative | None = None,
        min_free_mb: int = 0,
    ) -> None:
        self._lock = native_lock if native_lock is not None else threading.Lock()
        self._run_native = run_native if run_native is not None else _run_here
        self._engine = _engine(url)
        # The driver fails with a UnicodeDecodeError on a message about a damaged file.
        driver_error: type[Exception] = self._engine.dialect.loaded_dbapi.Error
        self._failures = (SQLAlchemyError, OSError, UnicodeDecodeError, driver_error)
        self._min_free_bytes = min_free_mb * 1024 * 1024
        self._is_new = True  # nothing has been asked of this connection yet
        self._has_unsynced = False  # a sync has failed, and no write has succeeded since
        self._is_doubtful = False  # what the file holds may never have reached the disk
        file = self._engine.url.database
        self.file: Path | None = Path(file) if file else None
        self._place: tuple[int, int] | None = None  # of the open file: device, and number on it

    def read(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns, given a connection that sees one committed state (SEQ3)."""
        result: T = self._run_native(self._run, work, False)
        return result

    def write(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns after its changes are on the disk; all of them or none."""
        result: T = self._run_native(self._run, work, True)
        return result

    def away(self, work: Callable[[], T]) -> T:
        """What `work` returns, done off the hub like a read but without the database, so that others
        can use it meanwhile: for long calculations before a write or after a read."""
        result: T = self._run_native(work)
        return result

    def copy_to(self, target: Path) -> None:
        """A sound copy of the database in a new file, on the disk when this returns. Votes that are open
        lose their ballots in it: a copy stays when they are closed (VOTE1)."""
        self._run_native(self._copy, target)

    def empty_log(self) -> bool:
        """Bring everything from the write-ahead log into the file and cut the log to nothing. False if
        somebody else was reading it. Raises StorageFailed."""
        done: bool = self._run_native(self._empty_log)
        return done

    def _empty_log(self) -> bool:
        with self._lock:
            try:
                [(busy, _left, _moved)] = self._outside("PRAGMA wal_checkpoint(TRUNCATE)")
                return not busy
            except self._failures as error:
                self._recover(error)
                raise StorageFailed(retry_ms=RETRY_MS) from error

    def close(self) -> None:
        """Give the file back. The next read or write opens it again."""
        self._run_native(self._dispose)

    def _dispose(self) -> None:
        with self._lock:
            self._engine.dispose()
            self._is_new = True
            self._place = None

    def _run(self, work: Callable[[Connection], T], is_write: bool) -> T:
        with self._lock:
            try:
                if is_write:
                    self._check_place()
                    self._check_space()
                self._open_soundly()
                result = self._transact(work, is_write)
                self._place = self._place or self._place_now()
                return result
            except self._failures as error:
                self._recover(error)
                raise StorageFailed(retry_ms=RETRY_MS) from error

    def _transact(self, work: Callable[[Connection], T], is_write: bool) -> T:
        with self._engine.connect() as opened:
            connection = opened.execution_options(is_write=is_write)
            with connection.begin():
                result = work(connection)
        self._has_unsynced = self._has_unsynced and not is_write
        return result

    def is_in_place(self) -> bool:
        """Whether the file that is open is still the one of that name."""
        return self._place is None or self._place == self._place_now()

    def _check_place(self) -> None:
        """Raises StorageFailed when the file was taken away or replaced: the system would go on writing to
        what has no name any more, and all of it would be gone with the process."""
        if not self.is_in_place():
            raise StorageFailed(retry_ms=RETRY_MS)

    def _place_now(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self.file) if self.file is not None else None
        except OSError:
            return None
        return None if found is None else (found.st_dev, found.st_ino)

    def _check_space(self) -> None:
        """Raises StorageFailed when the disk is nearly full: while there is room left, SQLite can
        still tidy up and people can still take their boards home."""
        if not self._min_free_bytes or self.file is None:
            return
        if shutil.disk_usage(self.file.parent).free < self._min_free_bytes:
            raise StorageFailed(retry_ms=RETRY_MS)

    def _recover(self, error: BaseException) -> None:
        """Keep the connection if it has come through well, else give it up; the next one is new.

        Kept, it knows which transaction failed and writes over it. A new one takes what it finds
        in the write-ahead log for committed, even where the kernel has given up writing it: then
        nothing is read or written before `_settle` has written it anew.
        """
        if isinstance(error, OSError):
            return
        code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
        self._has_unsynced = self._has_unsynced or code is None or code in _NOT_SYNCED
        if code is not None and code & 0xFF in _PASSING and not self._is_in_transaction():
            return
        self._is_doubtful = self._is_doubtful or self._has_unsynced
        self._engine.dispose()

    def _is_in_transaction(self) -> bool:
        try:
            with self._engine.connect() as connection:
                driver: Any = connection.connection.driver_connection
                return bool(driver.in_transaction)
        except self._failures:
            return True

    def _open_soundly(self) -> None:
        """Settle what an earlier connection may have left. On the first use it is no failure when that
        cannot be done, for a full disk must not keep people from reading."""
        if self._is_new:
            self._is_new = False
            with suppress(StorageFailed, *self._failures):
                self._settle()
        if self._is_doubtful:
            self._settle()

    def _settle(self) -> None:
        """Make sure that all that can be read is on the disk.

        After a sync that failed, the kernel shows what it has given up writing, and a later sync
        says nothing about it. Written once more it counts as new. Meanwhile nobody else may write.
        """
        if self.file is not None:
            log = self.file.with_name(f"{self.file.name}-wal")
            self._transact(lambda _: self._write_again(log), is_write=True)
        self._is_doubtful = False

    def _write_again(self, path: Path) -> None:
        try:
            self._rewrite(path)
        except OSError as error:
            self._is_doubtful = self._is_doubtful or error.errno not in _NO_ENTRY
            raise

    def _rewrite(self, path: Path) -> None:
        """Write a file over itself and sync it; a file that is not there has nothing to lose."""
        if not path.exists():
            return
        with path.open("r+b") as file:
            while chunk := file.read(_CHUNK):
                file.seek(-len(chunk), os.SEEK_CUR)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())

    def _outside(self, statement: str, *values: str) -> Sequence[Any]:
        """The rows of a statement that no transaction may be around."""
        with self._engine.connect() as connection:
            cursor = connection.connection.cursor()
            try:
                cursor.execute(statement, values)
                return cursor.fetchall()
            finally:
                cursor.close()

    def _copy(self, target: Path) -> None:
        unfinished = target.with_suffix(".part")
        with self._lock:
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                unfinished.unlink(missing_ok=True)
                self._outside("VACUUM INTO ?", str(unfinished))
                _leave_out(unfinished, _SECRET)
                _sync(unfinished)
                unfinished.replace(target)
                _sync(target.parent)
            except self._failures as error:
                with suppress(OSError):  # it may hold ballots and private notes
                    unfinished.unlink(missing_ok=True)
                self._recover(error)
                raise StorageFailed(retry_ms=RETRY_MS) from error


def open_database(
    data_dir: Path,
    *,
    native_lock: AbstractContextManager[Any] | None = None,
    run_native: RunNative | None = None,
    min_free_mb: int = 0,
) -> Database:
    """The SQLite database of a data folder, which is made if it is missing."""
    data_dir.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{data_dir / FILE_NAME}"
    return Database(url, native_lock=native_lock, run_native=run_native, min_free_mb=min_free_mb)


def _leave_out(path: Path, tables: Sequence[str]) -> None:
    """Empty these tables of a database that nobody uses, without a trace."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        for table in there.intersection(tables):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
        connection.execute("VACUUM")


def _sync(path: Path) -> None:
    """Make a file, or the names in a folder, durable."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _run_here(work: Callable[..., Any], /, *args: Any) -> Any:
    return work(*args)


def _engine(url: str) -> Engine:
    """An engine with one connection that stays open: closing the last one would fold the
    write-ahead log into the file each time."""
    # An error quotes what was to be written, unless told not to; logs hold no texts of people (DATA2).
    options: dict[str, Any] = {"poolclass": StaticPool, "hide_parameters": True}
    if not url.startswith("sqlite"):
        return create_engine(url, **options)
    engine = create_engine(url, connect_args={"check_same_thread": False}, **options)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(dbapi_connection: Any, _record: object) -> None:
    # Without this the driver would begin transactions by itself, and never for DDL.
    dbapi_connection.isolation_level = None
    cursor = dbapi_connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that first reads and then writes can fail at once with "busy", whatever the
    # timeout is; IMMEDIATE takes the write lock at the start and waits for it.
    is_write = connection.get_execution_options().get("is_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")
