"""Guests, accounts, sessions and the one-time link."""

import pytest
from sqlalchemy import text

from board.core.errors import EmailTaken, LinkUsed
from board.store.boards import Boards
from board.store.database import Database
from board.store.passwords import hash_password, password_matches
from board.store.people import DAY_MS, SESSION_MS, SETUP_LINK_MS, People, Person


def everything(database: Database) -> str:
    """Every row of every table, as one text."""
    names = text("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'person'")
    tables = database.read(lambda connection: connection.execute(names).scalars().all())
    return str(
        [
            database.read(
                lambda connection, table=table: connection.execute(text(f"SELECT * FROM {table}")).all()
            )
            for table in tables
        ]
    )


def test_DATA2_a_guest_has_a_name_and_nothing_else(people: People) -> None:
    guest = people.create_guest("Zoë", "it", now_ms=1)

    assert people.by_id(guest.id) == Person(guest.id, "Zoë", None, "it", is_account=False)
    assert people.by_id("person_none") is None


def test_DATA2_names_and_addresses_are_in_one_table_only(
    database: Database, people: People, boards: Boards, ada: Person
) -> None:
    guest = people.create_guest("Bartholomew", None, now_ms=1)
    board = boards.create("Board", "blank", ada.id, [], now_ms=1)
    boards.add_member(board.id, guest.id, "participant")
    people.open_session(guest.id, now_ms=1)

    rows = everything(database)

    assert guest.id in rows
    assert "Bartholomew" not in rows
    assert "ada@example.org" not in rows


def test_an_account_is_found_by_its_address_in_any_case(people: People, ada: Person) -> None:
    assert people.account_by_email(" ADA@Example.org ") == (ada, "a hash")
    assert people.account_by_email("bob@example.org") is None


def test_an_address_belongs_to_one_account(people: People, ada: Person) -> None:
    with pytest.raises(EmailTaken):
        people.create_account("Other", "Ada@Example.ORG", "a hash", None, now_ms=2)


def test_a_renamed_person_keeps_their_id(people: People, bob: Person) -> None:
    people.rename(bob.id, "Roberto")
    people.set_locale(bob.id, "it")

    assert people.by_id(bob.id) == Person(bob.id, "Roberto", None, "it", is_account=False)


def test_a_session_says_who_it_is_until_it_is_closed(people: People, ada: Person, bob: Person) -> None:
    token, other = people.open_session(ada.id, now_ms=1), people.open_session(bob.id, now_ms=1)

    people.close_session(token)

    assert people.person_of(token, now_ms=2) is None
    assert people.person_of(other, now_ms=2) == bob
    assert people.person_of("no such token", now_ms=2) is None


def test_a_token_is_stored_only_as_a_hash(database: Database, people: People, ada: Person) -> None:
    session, link = people.open_session(ada.id, now_ms=1), people.make_setup_link(now_ms=1)

    rows = everything(database)

    assert session not in rows
    assert link not in rows


def test_a_session_ends_when_it_is_not_used(people: People, bob: Person) -> None:
    token = people.open_session(bob.id, now_ms=0)

    assert people.person_of(token, now_ms=SESSION_MS) is None


def test_a_session_lasts_as_long_as_it_is_used(people: People, bob: Person) -> None:
    token = people.open_session(bob.id, now_ms=0)

    for used_ms in range(0, 3 * SESSION_MS, SESSION_MS - DAY_MS):
        assert people.person_of(token, now_ms=used_ms) == bob


def test_the_setup_link_makes_one_facilitator_once(people: People, boards: Boards) -> None:
    token = people.make_setup_link(now_ms=0)
    assert people.is_setup_link(token, now_ms=1)

    first = people.use_setup_link(token, now_ms=1, name="Facilitatore")

    board = boards.create("Board", "blank", first.id, [], now_ms=2)
    assert first.is_account
    assert first.name == "Facilitatore"
    assert boards.role_of(board.id, first.id) == "facilitator"
    assert not people.is_setup_link(token, now_ms=2)
    with pytest.raises(LinkUsed):
        people.use_setup_link(token, now_ms=2)


def test_a_setup_link_goes_to_the_account_that_has_no_password_yet(people: People) -> None:
    first = people.use_setup_link(people.make_setup_link(now_ms=0), now_ms=1)

    again = people.use_setup_link(people.make_setup_link(now_ms=2), now_ms=3)

    assert again == first
    assert people.first_account() == first


def test_a_setup_link_never_takes_over_an_account_with_a_password(people: People, ada: Person) -> None:
    entered = people.use_setup_link(people.make_setup_link(now_ms=2), now_ms=3)

    assert entered.id != ada.id


@pytest.mark.parametrize("used_ms", [SETUP_LINK_MS, SETUP_LINK_MS + 1])
def test_a_setup_link_expires(people: People, used_ms: int) -> None:
    token = people.make_setup_link(now_ms=0)

    with pytest.raises(LinkUsed):
        people.use_setup_link(token, now_ms=used_ms)


def test_a_new_setup_link_replaces_the_old_one(people: People) -> None:
    old, new = people.make_setup_link(now_ms=0), people.make_setup_link(now_ms=1)

    with pytest.raises(LinkUsed):
        people.use_setup_link(old, now_ms=2)
    assert people.use_setup_link(new, now_ms=2).is_account


def test_the_first_facilitator_gets_a_way_to_sign_in(people: People) -> None:
    first = people.use_setup_link(people.make_setup_link(now_ms=0), now_ms=1)
    assert not people.has_sign_in()

    changed = people.set_credentials(first.id, "Ada", "Ada@Example.org", "a hash")

    assert people.has_sign_in()
    assert changed == Person(first.id, "Ada", "ada@example.org", None, is_account=True)
    assert people.account_by_email("ada@example.org") == (changed, "a hash")


def test_nobody_takes_the_address_of_another(people: People, ada: Person) -> None:
    first = people.use_setup_link(people.make_setup_link(now_ms=2), now_ms=3)

    with pytest.raises(EmailTaken):
        people.set_credentials(first.id, "Eve", "ADA@example.org", "a hash")

    assert people.by_id(first.id) == first


def test_a_password_is_hashed_with_argon2id_and_matches_only_itself() -> None:
    known = hash_password("una frase segreta")

    assert known.startswith("$argon2id$")
    assert password_matches(known, "una frase segreta")
    assert not password_matches(known, "una frase segretA")
    assert not password_matches(None, "nobody has this password")
    assert not password_matches("not a hash", "x")
    assert not password_matches(known, "\ud800")
