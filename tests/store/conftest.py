"""A migrated database in a folder of its own, and the pieces of the store on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from board.store.boards import Boards
from board.store.database import Database, open_database
from board.store.oplog import DatabaseStorage
from board.store.people import People, Person
from board.store.snapshots import Snapshots
from tests.support.stores import put_new_file


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    put_new_file(tmp_path)
    opened = open_database(tmp_path)
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
