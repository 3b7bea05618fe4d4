"""Boards: what is in the list, who may enter, and by which code."""

from dataclasses import replace

import pytest

from board.core.errors import BoardMissing, CodeClosed, ItemExists, PageMissing, WrongCode
from board.core.errors_people import KeepsRole
from board.core.ids import CODE_CHARS, CODE_LENGTH
from board.core.visibility import Member
from board.store.boards import Board, Boards
from board.store.oplog import DatabaseStorage
from board.store.people import People, Person
from tests.support.scenes import LogWriter, commit_of, frame, gone, note


@pytest.fixture
def made(boards: Boards, ada: Person) -> Board:
    return boards.create("Board", "blank", ada.id, [], now_ms=10)


def test_a_new_board_is_there_for_its_facilitator(boards: Boards, ada: Person, made: Board) -> None:
    assert boards.get(made.id) == made
    assert made.project_id == "first_project"
    assert boards.members(made.id) == [Member(ada.id, "Ada", "facilitator")]


def test_a_new_board_holds_what_its_method_lays_out(
    boards: Boards, storage: DatabaseStorage, ada: Person
) -> None:
    ops = [frame(1, "Area"), *[note(key, frame="frame_0001") for key in range(230)]]

    made = boards.create("Board", "T02", ada.id, ops, now_ms=10)

    entries = storage.read_after(made.id, 0)
    assert [len(entry.ops) for entry in entries] == [100, 100, 31]
    assert {(entry.actor, entry.at_ms, entry.op_id) for entry in entries} == {(ada.id, 10, None)}
    assert made.head == storage.load(made.id).head == 3
    assert boards.list_for(ada.id)[0].note_count == 230


def test_a_board_that_cannot_be_laid_out_is_not_made(boards: Boards, ada: Person) -> None:
    with pytest.raises(ItemExists):
        boards.create("Board", "T02", ada.id, [note(1), note(1)], now_ms=10)

    assert boards.list_for(ada.id) == []


def test_the_list_shows_boards_of_the_project_and_joined_ones(
    boards: Boards, people: People, ada: Person, bob: Person, made: Board
) -> None:
    other = people.create_account("Eva", "eva@example.org", "a hash", None, now_ms=3)
    assert boards.list_for(bob.id) == []

    boards.add_member(made.id, bob.id, "participant")

    assert [(card.id, card.role) for card in boards.list_for(bob.id)] == [(made.id, "participant")]
    assert [(card.id, card.role) for card in boards.list_for(other.id)] == [(made.id, "facilitator")]
    assert [card.id for card in boards.list_all()] == [made.id]


def test_the_list_begins_with_what_changed_last(
    boards: Boards, storage: DatabaseStorage, ada: Person, made: Board
) -> None:
    newer = boards.create("Newer", "blank", ada.id, [], now_ms=20)
    assert [card.id for card in boards.list_for(ada.id)] == [newer.id, made.id]

    entry = replace(LogWriter().entry(note(1), actor=ada.id), at_ms=30)
    storage.commit([commit_of(made.id, [entry])])

    assert [card.id for card in boards.list_for(ada.id)] == [made.id, newer.id]


def test_the_list_counts_notes_and_people(
    boards: Boards, storage: DatabaseStorage, ada: Person, bob: Person, made: Board
) -> None:
    log = LogWriter()
    boards.add_member(made.id, bob.id, "participant")
    entries = [
        log.entry(frame(1, "Area"), note(1), note(2), note(3), actor=ada.id),
        log.entry(gone("note_0002"), actor=bob.id),
        log.entry(gone("frame_0001"), actor="person_left_long_ago"),
    ]

    storage.commit([commit_of(made.id, entries)])

    card = boards.list_for(ada.id)[0]
    assert (card.note_count, card.people_count) == (2, 3)


def test_a_renamed_board_has_its_new_name(boards: Boards, made: Board) -> None:
    boards.rename(made.id, "Renamed")

    assert boards.get(made.id).name == "Renamed"


def test_VIS2_a_deleted_board_is_as_one_that_never_was(
    boards: Boards, storage: DatabaseStorage, ada: Person, made: Board
) -> None:
    code = boards.invite(made.id).code

    boards.delete(made.id, now_ms=50)

    assert boards.list_for(ada.id) == boards.list_all() == []
    assert boards.role_of(made.id, ada.id) is None
    with pytest.raises(WrongCode):
        boards.board_of_code(code, now_ms=20)
    for ask in (
        lambda: boards.get(made.id),
        lambda: boards.members(made.id),
        lambda: boards.authors(made.id),
        lambda: boards.invite(made.id),
        lambda: boards.renew_invite(made.id, now_ms=51),
        lambda: boards.set_invite_open(made.id, True, now_ms=20),
        lambda: boards.rename(made.id, "x"),
        lambda: boards.delete(made.id, now_ms=51),
        lambda: boards.add_member(made.id, ada.id, "viewer"),
        lambda: boards.set_role(made.id, ada.id, "viewer"),
        lambda: storage.load(made.id),
        lambda: storage.commit([commit_of(made.id, [LogWriter().entry(note(1))])]),
    ):
        with pytest.raises(BoardMissing):
            ask()


def test_PERM1_roles_are_what_was_given_last(boards: Boards, bob: Person, made: Board) -> None:
    assert boards.role_of(made.id, bob.id) is None

    boards.add_member(made.id, bob.id, "participant")
    assert boards.role_of(made.id, bob.id) == "participant"

    boards.set_role(made.id, bob.id, "viewer")
    assert boards.role_of(made.id, bob.id) == "viewer"


def test_HAND3_how_members_take_part_is_kept(boards: Boards, bob: Person, made: Board) -> None:
    with pytest.raises(PageMissing):
        boards.set_mode(made.id, bob.id, "remote")
    boards.add_member(made.id, bob.id, "participant")
    boards.set_mode(made.id, bob.id, "remote")
    boards.set_role(made.id, bob.id, "observer")

    assert {one.person_id: one.mode for one in boards.members(made.id)}[bob.id] == "remote"


def test_PERM1_joining_again_does_not_give_back_a_role(boards: Boards, bob: Person, made: Board) -> None:
    boards.add_member(made.id, bob.id, "participant")
    boards.set_role(made.id, bob.id, "viewer")

    assert boards.add_member(made.id, bob.id, "participant") == "viewer"

    assert boards.role_of(made.id, bob.id) == "viewer"


def test_PERM1_a_facilitator_of_the_project_is_one_on_each_board(
    boards: Boards, people: People, bob: Person
) -> None:
    other = people.create_account("Eva", "eva@example.org", "a hash", None, now_ms=3)
    made = boards.create("Board", "blank", bob.id, [], now_ms=10, project_id="first_project")

    boards.add_member(made.id, other.id, "viewer")

    assert boards.role_of(made.id, other.id) == "facilitator"
    assert Member(other.id, "Eva", "facilitator") in boards.members(made.id)


def test_PERM1_a_board_always_has_a_facilitator(boards: Boards, people: People, bob: Person) -> None:
    eva = people.create_guest("Eva", None, now_ms=2)
    made = boards.create("Board", "blank", bob.id, [], now_ms=10, project_id="first_project")
    boards.add_member(made.id, eva.id, "participant")
    with pytest.raises(KeepsRole):
        boards.set_role(made.id, bob.id, "co-facilitator")

    boards.set_role(made.id, eva.id, "facilitator")
    boards.set_role(made.id, bob.id, "co-facilitator")

    assert [boards.role_of(made.id, who.id) for who in (eva, bob)] == ["facilitator", "co-facilitator"]
    with pytest.raises(KeepsRole):
        boards.set_role(made.id, eva.id, "observer")


def test_PERM1_who_leads_the_project_stays_a_facilitator(boards: Boards, people: People, made: Board) -> None:
    other = people.create_account("Eva", "eva@example.org", "a hash", None, now_ms=3)
    boards.add_member(made.id, other.id, "participant")

    with pytest.raises(KeepsRole):
        boards.set_role(made.id, other.id, "participant")


def test_PERM1_a_role_is_only_for_who_has_joined(boards: Boards, bob: Person, made: Board) -> None:
    with pytest.raises(PageMissing):
        boards.set_role(made.id, bob.id, "facilitator")

    assert boards.role_of(made.id, bob.id) is None


def test_authors_are_members_and_whoever_wrote(
    boards: Boards, people: People, storage: DatabaseStorage, ada: Person, bob: Person, made: Board
) -> None:
    people.create_guest("Somebody else", None, now_ms=1)
    entry = LogWriter().entry(note(1), actor=bob.id)

    storage.commit([commit_of(made.id, [entry])])

    assert boards.members(made.id) == [Member(ada.id, "Ada", "facilitator")]
    assert boards.authors(made.id) == [Member(ada.id, "Ada", "facilitator"), Member(bob.id, "Bob", None)]


def test_a_new_board_is_open_to_who_has_its_code(boards: Boards, made: Board) -> None:
    invite = boards.invite(made.id)

    assert invite.is_open
    assert len(invite.code) == CODE_LENGTH
    assert set(invite.code) <= set(CODE_CHARS)
    assert boards.board_of_code(invite.code, now_ms=20) == invite
    assert boards.board_of_code(f" {invite.code[:3].lower()}-{invite.code[3:]} ", now_ms=20) == invite


def test_a_renewed_code_replaces_the_old_one(boards: Boards, made: Board) -> None:
    old = boards.invite(made.id)

    new = boards.renew_invite(made.id, now_ms=20)

    assert new.code != old.code
    assert boards.board_of_code(new.code, now_ms=20) == new
    with pytest.raises(WrongCode):
        boards.board_of_code(old.code, now_ms=20)


def test_a_closed_code_lets_nobody_in_until_it_is_opened(boards: Boards, made: Board) -> None:
    code = boards.set_invite_open(made.id, False, now_ms=20).code
    with pytest.raises(CodeClosed):
        boards.board_of_code(code, now_ms=20)

    boards.set_invite_open(made.id, True, now_ms=20)

    assert boards.board_of_code(code, now_ms=20).board_id == made.id


@pytest.mark.parametrize("typed", ["", "ABC", "A" * 500, "\0", "'; DROP TABLE invite; --"])
def test_a_wrong_code_opens_nothing(boards: Boards, made: Board, typed: str) -> None:
    with pytest.raises(WrongCode):
        boards.board_of_code(typed, now_ms=20)
