"""`verify` finds what has changed by itself and names it."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from board.core.errors import BoardMissing
from board.store import chain
from board.store.database import Database, open_database
from board.store.verify import verify
from tests.faults import corruption
from tests.support.stores import Filled, filled

FLIPS = 200


@pytest.fixture
def made(tmp_path: Path) -> Filled:
    return filled(tmp_path)


def said(made: Filled, *statements: str) -> str:
    """The sentence about the file after these statements; without the board's name."""
    with sqlite3.connect(made.file) as connection:
        for statement in statements:
            connection.execute(statement, {"board": made.board_id, "compacted": made.compacted_id})
    connection.close()
    database = open_database(made.file.parent)
    fault = verify(database).fault
    database.close()
    assert fault is not None
    return (fault.message % fault.data).replace(made.board_id, "A").replace(made.compacted_id, "B")


def test_CHAIN1_a_whole_database_is_as_it_was_written(made: Filled) -> None:
    database = open_database(made.file.parent)

    verified = verify(database)

    assert verified.fault is None
    assert (verified.boards, verified.entries) == (2, 48)
    assert verified.snapshots >= 4
    database.close()


def test_CHAIN1_a_deleted_board_is_checked_too(made: Filled) -> None:
    sentence = said(
        made,
        "UPDATE board SET deleted_at_ms = 1",
        "UPDATE entry SET actor = 'x' WHERE seq = 3 AND board_id = :board",
    )

    assert sentence == "Board A: entry 3 is not as it was written."


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("DELETE FROM entry WHERE seq = 7 AND board_id = :board", "Board A: entry 7 is missing."),
        (
            "DELETE FROM entry WHERE seq = 24 AND board_id = :board",
            "Board A: the log ends at entry 23, the board counts 24.",
        ),
        (
            "UPDATE board SET head = 23 WHERE id = :board",
            "Board A: the log ends at entry 24, the board counts 23.",
        ),
        (
            "UPDATE entry SET ops = NULL, inverse = NULL WHERE seq = 20 AND board_id = :board",
            "Board A: entry 20 is not as it was written.",
        ),
        (
            "UPDATE entry SET ops = CAST(x'5bff5d' AS TEXT) WHERE seq = 5 AND board_id = :board",
            "Board A: entry 5 cannot be read.",
        ),
        (
            "UPDATE entry SET at_ms = 4.5 WHERE seq = 2 AND board_id = :compacted",
            "Board B: entry 2 is not as it was written.",
        ),
        (
            "DELETE FROM snapshot WHERE name IS NULL AND board_id = :compacted",
            "Board B: the snapshot of entry 11 is missing.",
        ),
        (
            "UPDATE snapshot SET name = 'Giro 7' WHERE seq = 6 AND board_id = :board",
            "Board A: the snapshot of entry 6 is not as it was written.",
        ),
        (
            "UPDATE snapshot SET scene = replace(scene, 'verde 2', 'verde 3') WHERE board_id = :board",
            "Board A: the snapshot of entry 6 is not as it was written.",
        ),
        (
            "UPDATE snapshot SET seq = 99 WHERE seq = 6 AND board_id = :compacted",
            "Board B: the snapshot of entry 99 is not as it was written.",
        ),
        (
            "DELETE FROM item_id WHERE item_id = 'note_0002' AND board_id = :board",
            "Board A: the id note_0002 of an item is not kept.",
        ),
        (
            "INSERT INTO item_id VALUES (:board, 'note_9999')",
            "Board A: no entry made the item note_9999.",
        ),
        (
            "INSERT INTO item_id VALUES ('board_none', 'note_9999')",
            "The table item_id has a row of board board_none, which does not exist.",
        ),
    ],
)
def test_CHAIN1_the_first_fault_is_named(made: Filled, statement: str, sentence: str) -> None:
    assert said(made, statement) == sentence


def test_CHAIN1_a_rewritten_entry_breaks_the_chain_of_the_next(made: Filled) -> None:
    """Whoever changes an entry and its own hash is found out by the entry after it."""
    statement = "UPDATE entry SET hash = substr(hash, 2) || '0' WHERE seq = 9 AND board_id = :board"

    assert said(made, statement) == "Board A: entry 9 is not as it was written."


def test_CHAIN1_a_snapshot_that_is_whole_but_wrong_is_found(made: Filled) -> None:
    """A snapshot is compared with what the log leads to, not only with its own hash."""
    with sqlite3.connect(made.file) as connection:
        connection.row_factory = sqlite3.Row
        row = dict(
            connection.execute(
                "SELECT * FROM snapshot WHERE board_id = ? AND seq = 6", (made.board_id,)
            ).fetchone()
        )
        row["scene"] = "[]"
        values = (row["scene"], chain.snapshot_hash(row), row["id"])
        connection.execute("UPDATE snapshot SET scene = ?, hash = ? WHERE id = ?", values)
    connection.close()

    assert said(made) == "Board A: the snapshot of entry 6 is not what the log leads to."


def test_VIS2_only_a_board_that_exists_can_be_verified(database: Database) -> None:
    with pytest.raises(BoardMissing):
        verify(database, "board_none")


@pytest.mark.parametrize("run", [corruption.flip_values, corruption.flip_pages])
def test_CHAIN1_any_flipped_byte_of_an_entry_or_a_snapshot_is_found(
    run: Callable[[int, int], corruption.Result],
) -> None:
    found = run(FLIPS, 0)

    assert found.failures == []
    assert found.figures["detected"] > FLIPS / 10


@pytest.mark.parametrize("run", [corruption.flip_values, corruption.flip_pages])
def test_CHAIN1_what_finds_the_flips_is_the_chain_and_not_the_database(
    run: Callable[..., corruption.Result],
) -> None:
    found = run(FLIPS, 0, corruption.sqlite_finds)

    assert found.failed > FLIPS / 20
