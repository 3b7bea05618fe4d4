"""Transactions, migrations, and what happens when the disk does not play along."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, func, insert, select, text

from board.core.errors import SchemaNewer, StorageFailed
from board.store.database import FILE_NAME, Database, open_database
from board.store.migrating import migrate
from board.store.tables import metadata, project
from board.store.verify import verify


def add_project(connection: Connection, key: str) -> None:
    connection.execute(insert(project).values(id=key, name=key, created_at_ms=0))


def count_projects(database: Database) -> int:
    count = select(func.count()).select_from(project)
    return database.read(lambda connection: connection.execute(count).scalar_one())


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 2000)],
)
def test_ACK1_sqlite_runs_as_safely_as_it_can(database: Database, pragma: str, value: object) -> None:
    query = text(f"PRAGMA {pragma}")

    assert database.read(lambda connection: connection.execute(query).scalar_one()) == value


def test_a_write_that_fails_half_way_leaves_nothing(database: Database) -> None:
    def work(connection: Connection) -> None:
        add_project(connection, "project_1")
        raise LookupError

    with pytest.raises(LookupError):
        database.write(work)

    assert count_projects(database) == 1


def test_ACK3_an_error_of_the_database_is_a_storage_failure(database: Database) -> None:
    def work(connection: Connection) -> None:
        add_project(connection, "project_1")
        add_project(connection, "project_1")

    with pytest.raises(StorageFailed) as caught:
        database.write(work)

    assert caught.value.data["retry_ms"] > 0
    assert count_projects(database) == 1


def test_DATA2_what_people_wrote_is_not_in_the_error(database: Database) -> None:
    database.write(lambda connection: add_project(connection, "secret_words"))

    with pytest.raises(StorageFailed) as caught:
        database.write(lambda connection: add_project(connection, "secret_words"))

    assert "UNIQUE" in str(caught.value.__cause__)
    assert "secret_words" not in str(caught.value.__cause__)


def test_ACK3_the_write_ahead_log_stays_small_after_a_long_reader(database: Database, tmp_path: Path) -> None:
    log = tmp_path / f"{FILE_NAME}-wal"
    reader = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM project").fetchall()
    for number in range(25):
        database.write(lambda connection, n=number: add_project(connection, f"{n}" * 1_000_000))
    grown = log.stat().st_size

    reader.execute("COMMIT")
    reader.close()
    for number in range(2):
        database.write(lambda connection, n=number: add_project(connection, f"project_{n}"))

    assert grown > 24_000_000
    assert log.stat().st_size <= 16 * 1024 * 1024


def test_ACK3_a_file_that_is_no_database_is_a_storage_failure(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"not a database, but long enough to look like one" * 100)

    with pytest.raises(StorageFailed):
        migrate(open_database(tmp_path))


def test_ACK3_a_full_disk_is_a_storage_failure_and_passes(database: Database) -> None:
    set_limit = "PRAGMA max_page_count = {}"
    pages = database.read(lambda connection: connection.execute(text("PRAGMA page_count")).scalar_one())
    database.read(lambda connection: connection.execute(text(set_limit.format(pages))).scalar_one())

    with pytest.raises(StorageFailed):
        database.write(lambda connection: add_project(connection, "x" * 100_000))
    database.read(lambda connection: connection.execute(text(set_limit.format(pages + 1000))).scalar_one())
    database.write(lambda connection: add_project(connection, "project_1"))

    assert count_projects(database) == 2


@pytest.mark.parametrize("is_replaced", [False, True])
def test_ACK1_nothing_is_written_to_a_file_that_is_not_there_any_more(
    database: Database, tmp_path: Path, is_replaced: bool
) -> None:
    """The system would take it, and forget it with the process."""
    database.write(lambda connection: add_project(connection, "project_1"))
    file, elsewhere = tmp_path / FILE_NAME, tmp_path / "elsewhere"
    file.rename(elsewhere)
    if is_replaced:
        file.write_bytes(elsewhere.read_bytes())

    with pytest.raises(StorageFailed):
        database.write(lambda connection: add_project(connection, "project_2"))
    assert not database.is_in_place()

    elsewhere.rename(file)
    database.write(lambda connection: add_project(connection, "project_3"))
    assert database.is_in_place()


def test_two_programs_can_use_the_same_folder(tmp_path: Path, database: Database) -> None:
    other = open_database(tmp_path)

    other.write(lambda connection: add_project(connection, "project_1"))
    database.write(lambda connection: add_project(connection, "project_2"))

    assert count_projects(other) == count_projects(database) == 3
    other.close()


def test_ACK1_a_program_that_comes_and_goes_disturbs_no_write(tmp_path: Path, database: Database) -> None:
    """The first use of a connection writes the log over itself, but not under the feet of a writer."""
    comes_and_goes = """
import sys
from pathlib import Path
from board.store.database import open_database
for _ in range(30):
    other = open_database(Path(sys.argv[1]))
    other.read(lambda connection: connection.exec_driver_sql("SELECT count(*) FROM project").all())
    other.close()
"""
    process = subprocess.Popen([sys.executable, "-c", comes_and_goes, str(tmp_path)])
    written = 0
    while process.poll() is None:
        database.write(lambda connection, n=written: add_project(connection, f"project_{n}"))
        written += 1

    assert process.returncode == 0
    assert count_projects(database) == 1 + written
    assert verify(database).fault is None


def test_LIVE1_all_work_leaves_the_hub_and_holds_the_native_lock(tmp_path: Path) -> None:
    lock, done = threading.Lock(), []

    def run_native(work: Callable[..., Any], /, *args: Any) -> Any:
        result: list[Any] = []
        thread = threading.Thread(target=lambda: result.append(work(*args)))
        thread.start()
        thread.join()
        done.append(thread.ident)
        return result[0]

    database = open_database(tmp_path, native_lock=lock, run_native=run_native)
    migrate(database)

    assert database.read(lambda connection: lock.locked()) is True
    assert database.write(lambda connection: lock.locked()) is True
    assert not lock.locked()
    assert len(done) == 5, "migrating looks first, then writes, then empties the log"
    database.close()


def test_threads_take_turns(database: Database) -> None:
    threads = [
        threading.Thread(
            target=database.write, args=(lambda connection, n=n: add_project(connection, f"p{n}"),)
        )
        for n in range(8)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert count_projects(database) == 9


def test_DATA4_the_migrations_make_exactly_the_tables(database: Database) -> None:
    def differences(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        return compare_metadata(context, metadata)

    assert database.read(differences) == []


def test_DATA4_migrating_again_changes_nothing(database: Database) -> None:
    migrate(database)

    assert count_projects(database) == 1


def test_DATA4_a_newer_schema_is_refused_and_left_alone(database: Database) -> None:
    newer = text("UPDATE alembic_version SET version_num = '9999'")
    database.write(lambda connection: connection.execute(newer))

    with pytest.raises(SchemaNewer):
        migrate(database)

    kept = text("SELECT version_num FROM alembic_version")
    assert database.read(lambda connection: connection.execute(kept).scalar_one()) == "9999"


def test_DATA4_a_migration_that_fails_leaves_no_table(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    database.write(lambda connection: connection.execute(text("CREATE TABLE snapshot (id TEXT)")))

    with pytest.raises(StorageFailed):
        migrate(database)

    names = text("SELECT name FROM sqlite_master WHERE type = 'table'")
    assert database.read(lambda connection: connection.execute(names).scalars().all()) == ["snapshot"]
    database.close()


UNDER_EVENTLET = """
import eventlet
eventlet.monkey_patch()
import sys, time
from pathlib import Path
from eventlet import tpool
from sqlalchemy import text
from board.live.concurrency import EventletConcurrency
from board.store.database import open_database
from board.store.migrating import migrate

concurrency = EventletConcurrency()
database = open_database(
    Path(sys.argv[1]), native_lock=concurrency.native_lock(), run_native=concurrency.run_native
)
migrate(database)
add = text("INSERT INTO project (id, name, created_at_ms) VALUES (:key, 'x', 0)")
pool = eventlet.GreenPool(40)
write = lambda n: database.write(lambda connection: connection.execute(add, {"key": f"p{n}"}).rowcount)
assert sum(pool.imap(write, range(200))) == 200
count = text("SELECT count(*) FROM project")
assert database.read(lambda connection: connection.execute(count).scalar()) == 201
database.close()
"""


def test_LIVE1_green_tasks_share_the_database(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", UNDER_EVENTLET, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).resolve().parents[2],
    )

    assert ran.returncode == 0, ran.stderr
