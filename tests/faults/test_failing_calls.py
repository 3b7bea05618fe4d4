"""ACK3: whatever the disk refuses, the store says so, and what it has acknowledged is there."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from board.core.errors import StorageFailed
from board.store.database import FILE_NAME, Database, open_database
from board.store.migrating import migrate
from board.store.people import People
from tests.faults import failing_calls
from tests.faults.failing_calls import BURSTS, CODES, sweep

INSERT = text("INSERT INTO project (id, name, created_at_ms) VALUES (:id, :name, 0)")


def test_ACK3_each_call_that_fails_is_a_storage_failure_and_loses_nothing() -> None:
    found = sweep(range(1, 500, 97), CODES, BURSTS)

    assert found.failures == []
    assert found.figures["failed_writes"] > 0


class Forgetful(Database):
    """The control: a store that takes a failure for a success."""

    def write(self, work):  # type: ignore[no-untyped-def]
        try:
            return super().write(work)
        except StorageFailed:
            return None


def test_ACK3_the_control_that_hides_failures_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failing_calls, "Database", Forgetful)

    assert sweep(range(40, 140, 20), {"I/O error": CODES["I/O error"]}, (4,)).failed > 0


def test_ACK3_a_locked_file_is_a_storage_failure_and_passes(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    migrate(database)
    database.read(lambda connection: connection.exec_driver_sql("PRAGMA busy_timeout=50").all())
    other = sqlite3.connect(tmp_path / FILE_NAME)

    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageFailed):
        database.write(_add)
    other.rollback()
    database.write(_add)

    assert _count(database) == 2
    database.close()
    other.close()


def test_ACK3_writes_stop_before_the_disk_is_full_and_reads_go_on(tmp_path: Path) -> None:
    migrate(open_database(tmp_path))
    database = open_database(tmp_path, min_free_mb=10**9)

    with pytest.raises(StorageFailed) as caught:
        People(database).create_guest("Ada", None, now_ms=0)

    assert caught.value.data["retry_ms"] > 0
    assert _count(database) == 1
    database.close()


def test_ACK3_a_folder_that_is_gone_is_a_storage_failure(tmp_path: Path) -> None:
    database = open_database(tmp_path / "data", min_free_mb=1)
    migrate(database)
    database.close()
    for left in (tmp_path / "data").iterdir():
        left.unlink()
    (tmp_path / "data").rmdir()

    for ask in (database.read, database.write):
        with pytest.raises(StorageFailed):
            ask(_one)


def _add(connection: Connection) -> None:
    connection.execute(INSERT, {"id": "project_1", "name": "x"})


def _one(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT 1").scalar_one())


def _count(database: Database) -> int:
    count = "SELECT count(*) FROM project"
    return database.read(lambda connection: int(connection.exec_driver_sql(count).scalar_one()))
