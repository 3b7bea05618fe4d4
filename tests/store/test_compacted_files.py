"""Board files of compacted boards, and of boards from the first release (FILE1, DATA4)."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from board.core.errors import ImportBad
from board.export.to_json import to_json
from board.store.boards import Boards
from board.store.compact import compact_board
from board.store.database import Database, open_database
from board.store.migrating import migrate
from board.store.oplog import DatabaseStorage
from board.store.people import Person
from board.store.snapshots import Snapshots
from board.store.transfer import export_board, import_board
from board.store.verify import verify
from tests.support import releases
from tests.support.scenes import LogWriter, commit_of, gone, patch
from tests.support.stores import fill
from tests.support.typists import typed

File = dict[str, Any]
COUNT = 24
BEFORE = 13  # entries 1 to 12 are compacted


@pytest.fixture
def board_id(database: Database) -> str:
    """A board in which people have typed, compacted half-way; snapshots on both sides."""
    made = fill(database, COUNT)
    storage = DatabaseStorage(database)
    log = LogWriter(storage.load(made).scene, COUNT)
    for client, text in ((77, "Un cortile"), (78, "Un cortile con ombra")):
        entry = log.entry(typed(log.scene["note_0001"], text, client), actor=writer_of(storage, made))
        storage.commit([commit_of(made, [entry])])
    compact_board(database, made, before_ms=BEFORE, now_ms=COUNT)
    return made


def writer_of(storage: DatabaseStorage, board_id: str) -> str:
    """The person who has made the first entry."""
    return storage.history(board_id, 2, 1)[0][0].actor


def without_id(file: File) -> File:
    return {**file, "board": {**file["board"], "id": None}}


def there(database: Database, file: object) -> str:
    return import_board(database, file, imported_by=None, now_ms=1).id


def test_FILE1_COMPACT1_a_compacted_board_comes_back_as_it_left(database: Database, board_id: str) -> None:
    left = export_board(database, board_id)

    arrived_id = there(database, json.loads(to_json(left)))

    assert without_id(export_board(database, arrived_id)) == without_id(left)
    storage = DatabaseStorage(database)
    assert storage.load(arrived_id) == storage.load(board_id)
    assert verify(database).fault is None


def test_FILE1_COMPACT1_so_does_one_whose_typing_was_compacted(database: Database, board_id: str) -> None:
    compact_board(database, board_id, before_ms=10_000, now_ms=COUNT)
    left = export_board(database, board_id)

    arrived_id = there(database, left)

    assert "edits" in DatabaseStorage(database).load(arrived_id).scene["note_0001"]
    assert without_id(export_board(database, arrived_id)) == without_id(left)
    assert verify(database).fault is None


def test_FILE1_COMPACT1_it_is_used_like_any_other(
    database: Database, board_id: str, ada: Person, boards: Boards, snapshots: Snapshots
) -> None:
    arrived_id = there(database, export_board(database, board_id))
    storage = DatabaseStorage(database)
    state = storage.load(arrived_id)
    log = LogWriter(state.scene, state.head)

    storage.commit([commit_of(arrived_id, [log.entry(gone("note_0001"), actor=ada.id)])])

    before, after = snapshots.list(board_id), snapshots.list(arrived_id)
    assert [snapshots.scene(kept.id, arrived_id)[1] for kept in after] == [
        snapshots.scene(kept.id, board_id)[1] for kept in before
    ]
    cards = {card.id: card.note_count for card in boards.list_all()}
    assert cards[arrived_id] == cards[board_id] - 1


def put(path: str, value: Any) -> Callable[[File], None]:
    """A change of the value at a path like "log.0.seq"."""

    def change(file: File) -> None:
        *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        place: Any = file
        for part in parents:
            place = place[part]
        place[last] = value

    return change


def typed_otherwise(file: File) -> None:
    [note] = [item for item in file["base"]["items"] if item["id"] == "note_0001"]
    note["edits"] = {"base": note["text"], "updates": ["AAAA"]}


BAD: dict[str, Callable[[File], object]] = {
    "a first release with a base": put("version", 1),
    "a base beyond the log": put("base.seq", 99),
    "a base of nothing": put("base.seq", 0),
    "a base without what was compacted": lambda file: file.pop("base"),
    "a base that ends too early": put("base.seq", 11),
    "a base with another item": put("base.items.0.text", "Something else"),
    "a base with an item twice": lambda file: file["base"]["items"].append(file["base"]["items"][0]),
    "a base with an item of an unknown kind": put("base.items.0.kind", "bomb"),
    "a base with an item that is no item": put("base.items.0", 7),
    "a base with a frame that is not there": put("base.items.0.frame", "frame_9999"),
    "a base with a text that was never typed": typed_otherwise,
    "a base that forgets an id": lambda file: file["base"]["ids"].clear(),
    "a base with an id that is none": put("base.ids.0", "an id"),
    "an entry with neither change nor fingerprint": lambda file: file["log"][0].pop("payload_hash"),
    "an entry with both": lambda file: file["log"][20].update(payload_hash="0" * 40),
    "a fingerprint that is none": put("log.0.payload_hash", "x" * 40),
    "an early snapshot without items": lambda file: file["snapshots"][0].pop("items"),
    "an early snapshot with an item that cannot be": put("snapshots.0.items.0.x", 1e300),
    "a late snapshot with items": put("snapshots.1.items", []),
}


@pytest.mark.parametrize("why", BAD)
def test_FILE1_COMPACT1_a_bad_compacted_part_is_refused(database: Database, board_id: str, why: str) -> None:
    file = copy.deepcopy(export_board(database, board_id))
    there(database, file)
    BAD[why](file)
    before = Boards(database).list_all()

    with pytest.raises(ImportBad):
        there(database, file)

    assert Boards(database).list_all() == before


# --- the first release ----------------------------------------------------------------------------


def test_DATA4_a_board_of_the_first_release_can_still_be_taken_elsewhere(tmp_path: Path) -> None:
    releases.first_release(tmp_path)
    database = open_database(tmp_path)
    migrate(database)
    left = export_board(database, releases.BOARD)

    arrived_id = there(database, left)

    assert without_id(export_board(database, arrived_id)) == without_id(left)
    assert DatabaseStorage(database).load(arrived_id).scene == releases.items_of_first_release()
    database.close()


def test_DATA4_a_file_of_the_first_release_is_read(tmp_path: Path) -> None:
    releases.first_release(tmp_path)
    database = open_database(tmp_path)
    migrate(database)
    left = export_board(database, releases.BOARD)

    arrived_id = there(database, {**left, "version": 1})

    assert without_id(export_board(database, arrived_id)) == without_id(left)
    database.close()


def test_FILE1_an_old_way_to_change_a_text_is_no_way_around_merging(
    database: Database, board_id: str
) -> None:
    """Where somebody has typed, a new text always begins an epoch."""
    storage = DatabaseStorage(database)
    state = storage.load(board_id)
    log = LogWriter(state.scene, state.head)
    storage.commit(
        [commit_of(board_id, [log.entry(patch("note_0001", text="New"), actor=writer_of(storage, board_id))])]
    )
    file = export_board(database, board_id)
    there(database, file)
    del file["log"][-1]["ops"][0]["set"]["epoch"]
    del file["log"][-1]["ops"][0]["set"]["edits"]

    with pytest.raises(ImportBad):
        there(database, file)
