"""Boards on which people have typed: stored, taken home, brought back."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from board.core.errors import ImportBad
from board.core.ops import SYSTEM
from board.core.scene import in_order
from board.export.to_csv import to_csv
from board.export.to_json import to_json
from board.store.boards import Boards
from board.store.database import Database
from board.store.migrating import migrate
from board.store.oplog import DatabaseStorage
from board.store.people import People
from board.store.projects import FIRST
from board.store.transfer import export_board, import_board
from tests.support.scenes import LogWriter, commit_of, note
from tests.support.typists import typed

NOTE = "note_0001"
WORDS = [
    "Un cortile 😀",
    "Un bel cortile 😀",
    "Un bel cortile 😀 con ombra",
    "bel cortile",
    "Dopo: bel cortile",
]


@pytest.fixture
def database() -> Iterator[Database]:
    database = Database("sqlite://")
    migrate(database)
    yield database
    database.close()


@pytest.fixture
def board(database: Database) -> tuple[str, LogWriter]:
    """A board with a note in which three words were typed, that then began anew and was typed in again."""
    ada = People(database).create_guest("Ada", None, now_ms=1).id
    board_id = Boards(database).create("Board", "blank", ada, [], now_ms=1, project_id=FIRST).id
    log = LogWriter()
    entries = [log.entry(note(1, text=WORDS[0]), actor=ada)]
    for number, text in enumerate(WORDS[1:4]):
        entries.append(log.entry(typed(log.scene[NOTE], text, 100 + number), actor=ada))
    entries.append(log.entry({"do": "rebuild", "id": NOTE}, actor=SYSTEM))
    entries.append(log.entry(typed(log.scene[NOTE], WORDS[4], 200), actor=ada))
    DatabaseStorage(database).commit([commit_of(board_id, entries)])
    return board_id, log


def test_TXT3_the_store_leads_to_the_same_text_and_edits(
    database: Database, board: tuple[str, LogWriter]
) -> None:
    board_id, log = board
    storage = DatabaseStorage(database)

    assert storage.load(board_id).scene == log.scene
    assert next(entry.actor for entry in storage.read_after(board_id, 4)) == SYSTEM
    record = log.scene[NOTE]
    assert (record["text"], record["epoch"], len(record["edits"]["updates"])) == (WORDS[4], 1, 1)


def test_TXT4_what_nobody_did_makes_nobody_an_author(
    database: Database, board: tuple[str, LogWriter]
) -> None:
    people = [known.name for known in Boards(database).authors(board[0])]

    assert people == ["Ada"]


def test_FILE1_a_board_with_typing_comes_back_as_it_left(
    database: Database, board: tuple[str, LogWriter]
) -> None:
    left = export_board(database, board[0])

    arrived = export_board(
        database, import_board(database, json.loads(to_json(left)), imported_by=None, now_ms=2).id
    )

    assert {**arrived, "board": None} == {**left, "board": None}


def spoiled(file: dict[str, Any], change: str) -> dict[str, Any]:
    """The file with one mistake in what was typed."""
    file = copy.deepcopy(file)
    [op] = file["log"][1]["ops"]
    if change == "text":
        op["text"] = "Another text than what was typed"
    elif change == "update":
        op["update"] = "AQEHACgBBHRleHQBawF9AQA="
    elif change == "epoch":
        op["epoch"] = 1
    elif change == "base":
        file["items"][0]["edits"]["base"] = "Something else"
    else:
        file["items"][0]["edits"]["updates"].append("AAA=")
    return file


@pytest.mark.parametrize("change", ["text", "update", "epoch", "base", "more"])
def test_TXT2_a_file_with_typing_that_never_was_is_refused(
    database: Database, board: tuple[str, LogWriter], change: str
) -> None:
    file = json.loads(to_json(export_board(database, board[0])))

    with pytest.raises(ImportBad):
        import_board(database, spoiled(file, change), imported_by=None, now_ms=2)


def test_TXT3_the_table_holds_the_plain_text(board: tuple[str, LogWriter]) -> None:
    table = to_csv(board[1].scene, {}, "it").decode("utf-8-sig")

    assert WORDS[4] in table
    assert "updates" not in table
    assert [record["id"] for record in in_order(board[1].scene)] == [NOTE]
