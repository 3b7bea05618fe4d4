"""METH2: the methods of a project are met by its people and nobody else."""

import pytest
from sqlalchemy import Connection, insert

from board.core.errors import Denied
from board.core.errors_methods import MethodMissing, MethodsFull
from board.store import methods as methods_module
from board.store.database import Database
from board.store.methods import Methods
from board.store.people import People, Person
from board.store.tables import project, project_member


@pytest.fixture
def methods(database: Database) -> Methods:
    return Methods(database)


@pytest.fixture
def stranger(database: Database, people: People) -> Person:
    """Somebody of another project on the same server."""
    person = people.create_guest("Eve", "en", now_ms=3)
    row = {"project_id": "other_project", "person_id": person.id, "role": "facilitator"}

    def work(connection: Connection) -> None:
        connection.execute(insert(project).values(id="other_project", name="Other", created_at_ms=1))
        connection.execute(insert(project_member).values(row))

    database.write(work)
    return person


def test_METH2_a_method_is_kept_for_the_project(methods: Methods, people: People, ada: Person) -> None:
    methods.add("method_one", "{1}", ada.id, now_ms=5)
    methods.add("method_two", "{2}", ada.id, now_ms=6)
    colleague = people.create_account("Carla", "carla@example.org", "a hash", "it", now_ms=7)

    assert methods.list_for(colleague.id) == [("method_one", "{1}"), ("method_two", "{2}")]
    assert methods.get("method_one", colleague.id) == "{1}"


def test_METH2_people_of_another_project_do_not_meet_it(
    methods: Methods, ada: Person, stranger: Person
) -> None:
    methods.add("method_one", "{1}", ada.id, now_ms=5)

    assert methods.list_for(stranger.id) == []
    for act in (methods.get, methods.delete):
        with pytest.raises(MethodMissing):
            act("method_one", stranger.id)
    assert methods.get("method_one", ada.id) == "{1}"


def test_METH2_who_belongs_to_no_project_keeps_none(methods: Methods, bob: Person) -> None:
    with pytest.raises(Denied):
        methods.add("method_one", "{1}", bob.id, now_ms=5)


def test_METH2_a_method_that_is_deleted_is_gone(methods: Methods, ada: Person) -> None:
    methods.add("method_one", "{1}", ada.id, now_ms=5)

    methods.delete("method_one", ada.id)

    assert methods.list_for(ada.id) == []
    with pytest.raises(MethodMissing):
        methods.delete("method_one", ada.id)


def test_METH2_a_full_project_says_so(methods: Methods, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(methods_module, "METHODS_MOST", 1)
    methods.add("method_one", "{1}", ada.id, now_ms=5)

    with pytest.raises(MethodsFull) as caught:
        methods.add("method_two", "{2}", ada.id, now_ms=6)
    assert caught.value.data == {"limit": 1}
