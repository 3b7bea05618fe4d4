"""SQLAlchemy over APSW, so that the real store runs on a file system of our own: `sqlite+apsw:///FILE`.

The part of the Python database interface that SQLAlchemy needs, and no more. In the address,
`?vfs=NAME` picks the file system, any other `?name=value` is a PRAGMA that wins over what the store
asks for: the weak settings of the controls.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

import apsw
from sqlalchemy import URL
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

Row = tuple[Any, ...]


class Error(Exception):
    """The errors of the interface; `sqlite_errorcode` as in the standard library's driver."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.sqlite_errorcode = code


class OperationalError(Error):
    pass


class IntegrityError(Error):
    pass


class Cursor:
    """All rows of a statement are there once it is executed."""

    arraysize = 1

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._rows: list[Row] = []
        self.description: list[Row] | None = None
        self.rowcount = -1
        self.lastrowid = 0

    def execute(self, statement: str, values: Sequence[Any] = ()) -> "Cursor":
        statement = self._connection.in_our_words(statement)
        before = self._connection.driver.total_changes()
        self.description = None
        cursor = self._connection.driver.cursor()
        cursor.exec_trace = self._describe
        self._rows = _raising(lambda: list(cursor.execute(statement, tuple(values))))
        self.rowcount = self._connection.driver.total_changes() - before
        self.lastrowid = self._connection.driver.last_insert_rowid()
        return self

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> "Cursor":
        changed = 0
        for values in rows:
            changed += self.execute(statement, values).rowcount
        self.rowcount = changed
        return self

    def fetchone(self) -> Row | None:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int = 1) -> list[Row]:
        taken, self._rows = self._rows[:size], self._rows[size:]
        return taken

    def fetchall(self) -> list[Row]:
        taken, self._rows = self._rows, []
        return taken

    def close(self) -> None:
        self._rows = []

    def _describe(self, cursor: apsw.Cursor, _statement: str, _values: Any) -> bool:
        # Only here, before the first step, are the columns known for a statement without rows.
        columns = cursor.get_description()
        self.description = [(name, kind, *[None] * 5) for name, kind in columns] if columns else None
        return True


class Connection:
    """A connection that begins no transaction by itself."""

    isolation_level: str | None = None

    def __init__(self, file: str, vfs: str | None, pragmas: dict[str, str]) -> None:
        self._pragmas = pragmas
        self.driver = _raising(lambda: apsw.Connection(file, vfs=vfs))
        # A file system written in Python has no shared memory; alone on the file it is not needed.
        for pragma in ("locking_mode=EXCLUSIVE", "temp_store=MEMORY"):
            _raising(lambda pragma=pragma: self.driver.execute(f"PRAGMA {pragma}"))

    @property
    def in_transaction(self) -> bool:
        return self.driver.in_transaction

    def in_our_words(self, statement: str) -> str:
        """The statement, or the weaker PRAGMA that stands in for it."""
        name = statement.removeprefix("PRAGMA ").partition("=")[0].strip()
        if statement.startswith("PRAGMA ") and name in self._pragmas:
            return f"PRAGMA {name}={self._pragmas[name]}"
        return statement

    def cursor(self) -> Cursor:
        return Cursor(self)

    def commit(self) -> None:
        if self.in_transaction:
            _raising(lambda: self.driver.execute("COMMIT"))

    def rollback(self) -> None:
        if self.in_transaction:
            _raising(lambda: self.driver.execute("ROLLBACK"))

    def close(self) -> None:
        """Whatever the disk says: so does the driver of the standard library."""
        with suppress(apsw.Error):
            self.driver.close()


def _raising(work: Any) -> Any:
    """What `work` returns; errors of APSW as those of the interface."""
    try:
        return work()
    except apsw.ConstraintError as error:
        raise IntegrityError(str(error), error.extendedresult) from error
    except apsw.Error as error:
        raise OperationalError(str(error), getattr(error, "extendedresult", 0)) from error


class Dialect(SQLiteDialect):
    """SQLAlchemy's words for SQLite, on this driver."""

    driver = "apsw"
    supports_statement_cache = True

    @classmethod
    def import_dbapi(cls) -> Any:
        return _Driver

    def create_connect_args(self, url: URL) -> Any:
        pragmas = {name: str(value) for name, value in url.query.items()}
        vfs = pragmas.pop("vfs", None)
        return [url.database], {"vfs": vfs, "pragmas": pragmas}


class _Driver:
    """What SQLAlchemy takes for the driver's module."""

    Error = DatabaseError = Error
    OperationalError = OperationalError
    IntegrityError = IntegrityError
    InterfaceError = InternalError = ProgrammingError = DataError = NotSupportedError = OperationalError
    Warning = Warning
    paramstyle = "qmark"
    sqlite_version_info = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))

    @staticmethod
    def connect(
        file: str, *, vfs: str | None, pragmas: dict[str, str], check_same_thread: bool = True
    ) -> Connection:
        connection = Connection(file, vfs, pragmas)
        for name, value in pragmas.items():
            connection.cursor().execute(f"PRAGMA {name}={value}")
        return connection


registry.register("sqlite.apsw", __name__, "Dialect")
