"""A migrated database in a folder of its own, and the pieces of the store on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from board.store.boards import Boards
from board.store.database import Database, open_database
from board.store.migrating import migrate
from board.store.oplog import DatabaseStorage
from board.store.people import People, Person
from board.store.snapshots import Snapshots


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def people(database: Database) -> People:
    return People(database)


@pytest.fixture
def boards(database: Database) -> Boards:
    return Boards(database)


@pytest.fixture
def snapshots(database: Database) -> Snapshots:
    return Snapshots(database)


@pytest.fixture
def storage(database: Database) -> DatabaseStorage:
    return DatabaseStorage(database)


@pytest.fixture
def ada(people: People) -> Person:
    """An account, so a facilitator of every board."""
    return people.create_account("Ada", "ada@example.org", "a hash", "it", now_ms=1)


@pytest.fixture
def bob(people: People) -> Person:
    """A guest who has joined nothing yet."""
    return people.create_guest("Bob", "en", now_ms=2)
