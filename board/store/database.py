"""The one way to the database: short transactions, one native thread at a time."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from board.core.errors import SchemaNewer, StorageFailed

T = TypeVar("T")

FILE_NAME: Final = "tavolo.sqlite3"
RETRY_MS: Final = 2_000
_MIGRATIONS: Final = Path(__file__).parent / "migrations"

# FULL, not NORMAL: an acknowledged change must survive a power cut (ACK1).
_PRAGMAS: Final = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "journal_size_limit=67108864",
)


class RunNative(Protocol):
    """Runs blocking work away from the cooperative hub and gives its result."""

    def __call__(self, work: Callable[..., Any], /, *args: Any) -> Any: ...


class Database:
    """Reads and writes, each one transaction. Every failure of the database is a StorageFailed.

    `native_lock` is a real lock between native threads (never a cooperative one) and `run_native`
    leaves the cooperative hub; without them calls block the calling thread. `read` and `write` do
    not nest.
    """

    def __init__(
        self,
        url: str,
        *,
        native_lock: AbstractContextManager[Any] | None = None,
        run_native: RunNative | None = None,
    ) -> None:
        self._lock = native_lock if native_lock is not None else threading.Lock()
        self._run_native = run_native if run_native is not None else _run_here
        self._engine = _engine(url)

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

    def close(self) -> None:
        """Give the file back. The next read or write opens it again."""
        self._run_native(self._dispose)

    def _dispose(self) -> None:
        with self._lock:
            self._engine.dispose()

    def _run(self, work: Callable[[Connection], T], is_write: bool) -> T:
        try:
            with self._lock, self._engine.connect() as opened:
                connection = opened.execution_options(is_write=is_write)
                with connection.begin():
                    return work(connection)
        except SQLAlchemyError as error:
            raise StorageFailed(retry_ms=RETRY_MS) from error


def open_database(
    data_dir: Path,
    *,
    native_lock: AbstractContextManager[Any] | None = None,
    run_native: RunNative | None = None,
) -> Database:
    """The SQLite database of a data folder, which is made if it is missing."""
    data_dir.mkdir(parents=True, exist_ok=True)
    return Database(f"sqlite:///{data_dir / FILE_NAME}", native_lock=native_lock, run_native=run_native)


def migrate(database: Database) -> None:
    """Bring the tables up to date in one transaction; nothing to do is fine.

    Raises SchemaNewer when a newer Tavolo has already changed them.
    """
    database.write(_upgrade)


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    current = MigrationContext.configure(connection).get_current_heads()
    if not known.issuperset(current):
        raise SchemaNewer
    command.upgrade(config, "head")


def _run_here(work: Callable[..., Any], /, *args: Any) -> Any:
    return work(*args)


def _engine(url: str) -> Engine:
    """An engine with one connection that stays open: closing the last one would fold the
    write-ahead log into the file each time."""
    if not url.startswith("sqlite"):
        return create_engine(url, poolclass=StaticPool)
    engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
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
