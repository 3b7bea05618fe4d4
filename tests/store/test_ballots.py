"""Ballots on the disk: kept while a vote is open, and nowhere once it is closed (VOTE1)."""

from pathlib import Path

import pytest

from board.core.errors import StorageFailed
from board.core.log import (
    BallotCast,
    BallotGone,
    Beside,
    Commit,
    SentAway,
    VoteClosed,
    VoteOpened,
    VoteRevealed,
)
from board.core.voting import HEAD_BYTES
from board.store.boards import Boards
from board.store.database import FILE_NAME, Database, open_database
from board.store.migrating import migrate
from board.store.oplog import DatabaseStorage
from board.store.people import People, Person

KEY = b"a key of the vote, 32 bytes long"
VOTE, OTHER = "vote_0001", "vote_0002"


@pytest.fixture
def board_id(boards: Boards, ada: Person) -> str:
    return boards.create("Scuole", "blank", ada.id, [], now_ms=0).id


def commit(storage: DatabaseStorage, board_id: str, *beside: Beside) -> None:
    storage.commit([Commit(board_id, 0, (), (), {}, beside=beside)])


def voter(n: int, vote_id: str = VOTE) -> bytes:
    """32 bytes that look like no others."""
    return f"voter {n:04} of {vote_id}".encode().ljust(32, b"+")


def content(n: int) -> bytes:
    return f"secret {n:04}".encode().ljust(83, b"-")


def held(folder: Path) -> bytes:
    """Every byte of the database, its write-ahead log and what else lies beside it."""
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def test_VOTE1_the_last_ballot_of_a_voter_counts(storage: DatabaseStorage, board_id: str) -> None:
    commit(storage, board_id, VoteOpened(VOTE, KEY), BallotCast(VOTE, voter(1), content(1)))
    commit(storage, board_id, BallotCast(VOTE, voter(2), content(2)), BallotCast(VOTE, voter(1), content(3)))

    assert storage.vote_key(board_id, VOTE) == KEY
    assert storage.ballots(board_id, VOTE) == {voter(1): content(3), voter(2): content(2)}
    assert storage.vote_key(board_id, OTHER) is None
    assert storage.ballots(board_id, OTHER) == {}


def test_VOTE1_closing_leaves_the_totals_and_revealing_takes_them(
    storage: DatabaseStorage, board_id: str
) -> None:
    commit(storage, board_id, VoteOpened(VOTE, KEY), BallotCast(VOTE, voter(1), content(1)))
    commit(storage, board_id, VoteClosed(VOTE, {"voters": 1}))

    assert storage.vote_key(board_id, VOTE) is None
    assert storage.ballots(board_id, VOTE) == {}
    assert storage.vote_totals(board_id, VOTE) == {"voters": 1}

    commit(storage, board_id, VoteRevealed(VOTE))
    assert storage.vote_totals(board_id, VOTE) is None


def test_VOTE1_no_file_holds_a_ballot_after_closing(
    database: Database, storage: DatabaseStorage, board_id: str, tmp_path: Path
) -> None:
    # Two votes at once, so many that the table has several pages and one closes among the other's.
    for vote_id in (OTHER, VOTE):
        commit(storage, board_id, VoteOpened(vote_id, KEY))
    for n in range(150):
        for vote_id in (VOTE, OTHER):
            commit(storage, board_id, BallotCast(vote_id, voter(n * 7919 % 150, vote_id), content(n)))
    assert voter(3) in held(tmp_path)

    commit(storage, board_id, VoteClosed(VOTE, {"voters": 150}))
    left = held(tmp_path)
    assert [n for n in range(150) if voter(n) in left] == []
    assert all(voter(n, OTHER) in left for n in range(150))

    commit(storage, board_id, VoteClosed(OTHER, {"voters": 150}))
    database.copy_to(tmp_path / "copy.sqlite3")
    left = held(tmp_path)
    assert [n for n in range(150) if voter(n, OTHER) in left or content(n) in left] == []
    assert KEY not in left


def test_VOTE5_a_ballot_that_goes_with_its_voter_leaves_nothing_once_the_vote_is_closed(
    boards: Boards, people: People, storage: DatabaseStorage, board_id: str, tmp_path: Path
) -> None:
    eva = people.create_guest("Eva", "it", now_ms=0)
    boards.add_member(board_id, eva.id, "participant")
    commit(
        storage, board_id, VoteOpened(VOTE, KEY), *(BallotCast(VOTE, voter(n), content(n)) for n in (1, 2))
    )

    commit(storage, board_id, BallotGone(VOTE, voter(1)), SentAway(eva.id, 5))

    assert storage.ballots(board_id, VOTE) == {voter(2): content(2)}
    assert boards.role_of(board_id, eva.id) is None
    assert [one.person_id for one in boards.door(board_id).away] == [eva.id]
    commit(storage, board_id, VoteClosed(VOTE, {"voters": 1}))
    left = held(tmp_path)
    assert [n for n in (1, 2) if voter(n) in left or content(n) in left] == []


def test_VOTE1_a_copy_that_is_made_while_a_vote_is_open_has_no_ballots(
    database: Database, storage: DatabaseStorage, board_id: str, tmp_path: Path
) -> None:
    commit(storage, board_id, VoteOpened(VOTE, KEY), BallotCast(VOTE, voter(1), content(1)))

    copy = tmp_path / "apart" / "copy.sqlite3"
    database.copy_to(copy)

    assert voter(1) not in held(copy.parent)
    assert KEY not in held(copy.parent)
    assert storage.ballots(board_id, VOTE) == {voter(1): content(1)}


def test_VOTE1_a_copy_that_fails_leaves_no_file_behind(
    database: Database, storage: DatabaseStorage, board_id: str, tmp_path: Path
) -> None:
    commit(storage, board_id, VoteOpened(VOTE, KEY), BallotCast(VOTE, voter(1), content(1)))
    copy = tmp_path / "apart" / "copy.sqlite3"
    (copy / "in the way").mkdir(parents=True)

    with pytest.raises(StorageFailed):
        database.copy_to(copy)

    assert [path.name for path in copy.parent.iterdir()] == ["copy.sqlite3"]


def test_VOTE1_a_copy_that_was_under_way_when_the_server_was_killed_goes_at_the_next_start(
    tmp_path: Path,
) -> None:
    database = open_database(tmp_path / "data")
    unfinished = tmp_path / "data" / "backup" / "before-0001.part"
    unfinished.parent.mkdir()
    for file in (unfinished, unfinished.with_name("before-0001.part-journal")):
        file.write_bytes(voter(1))

    migrate(database)

    assert list(unfinished.parent.iterdir()) == []
    database.close()


def test_VOTE1_one_ballot_is_read_without_what_the_others_say(
    storage: DatabaseStorage, board_id: str
) -> None:
    commit(
        storage, board_id, VoteOpened(VOTE, KEY), *(BallotCast(VOTE, voter(n), content(n)) for n in (1, 2))
    )

    heads = {voter(n): content(n)[:HEAD_BYTES] for n in (1, 2)}
    assert storage.ballot(board_id, VOTE, voter(2)) == content(2)
    assert storage.ballot(board_id, VOTE, voter(3)) is None
    assert storage.ballot_heads(board_id, VOTE) == heads


def test_VOTE1_a_deleted_board_has_no_ballots(
    boards: Boards, storage: DatabaseStorage, board_id: str, tmp_path: Path
) -> None:
    commit(storage, board_id, VoteOpened(VOTE, KEY), BallotCast(VOTE, voter(1), content(1)))

    boards.delete(board_id, now_ms=1)

    assert voter(1) not in held(tmp_path)
    assert KEY not in held(tmp_path)


def test_VOTE1_what_a_killed_server_left_in_the_log_goes_at_the_next_start(tmp_path: Path) -> None:
    folder, killed = tmp_path / "data", tmp_path / "killed"
    database = open_database(folder)
    migrate(database)
    for statement in (
        "CREATE TABLE trace (content TEXT)",
        f"INSERT INTO trace VALUES ('{voter(1).decode()}')",
        "DELETE FROM trace",
    ):
        database.write(lambda connection, said=statement: connection.exec_driver_sql(said))
    killed.mkdir()
    for file in folder.iterdir():  # as a process leaves them that could not close the database
        (killed / file.name).write_bytes(file.read_bytes())
    database.close()
    assert (killed / f"{FILE_NAME}-wal").stat().st_size > 0
    assert voter(1) in held(killed)

    again = open_database(killed)
    migrate(again)

    assert voter(1) not in held(killed)
    again.close()
