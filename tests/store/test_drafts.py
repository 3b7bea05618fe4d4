"""VIS3, VIS4: private notes in the database, and boards whose notes have no author."""

import json
from pathlib import Path

import pytest

from board.core.drafts import Draft
from board.core.log import Cursor, DraftChange
from board.core.scene_hash import scene_hash
from board.store import verify
from board.store.boards import Boards
from board.store.database import open_database
from board.store.migrating import migrate
from board.store.oplog import DatabaseStorage
from board.store.people import People
from board.store.projects import FIRST
from board.store.transfer import export_board, import_board
from tests.support.scenes import LogWriter, commit_of, note

SECRET = "Only-Bob-knows-this"


@pytest.fixture
def database(tmp_path: Path):
    opened = open_database(tmp_path)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def board_id(database) -> str:
    owner = People(database).create_guest("Ada", None, now_ms=0)
    return Boards(database).create("Board", "blank", owner.id, [], now_ms=0, project_id=FIRST).id


def keep(database, board_id: str) -> DatabaseStorage:
    storage = DatabaseStorage(database)
    draft = Draft("person_bob", {**note(9)["item"], "text": SECRET}, 0, 5)
    change = DraftChange(draft.person_id, draft.item["id"], draft)
    cursors = {"client_of_bob": Cursor("person_bob", 7)}
    storage.commit([commit_of(board_id, [], drafts=(change,), draft_cursors=cursors)])
    return storage


def test_VIS3_files_lists_and_checks_are_the_same_with_private_notes_and_without(database, board_id):
    before = json.dumps(export_board(database, board_id)), Boards(database).list_all()

    keep(database, board_id)

    assert (json.dumps(export_board(database, board_id)), Boards(database).list_all()) == before
    assert verify.verify(database).fault is None


@pytest.mark.parametrize("is_late", [False, True])
def test_VIS5_that_a_note_came_late_is_known_after_a_restart(database, board_id, is_late):
    storage = DatabaseStorage(database)
    draft = Draft("person_bob", {**note(9)["item"], "text": SECRET}, 0, 5, is_late=is_late)
    for _ in range(2):
        change = DraftChange(draft.person_id, draft.item["id"], draft)
        storage.commit([commit_of(board_id, [], drafts=(change,))])

    assert storage.drafts(board_id) == [draft]


def test_VIS3_a_copy_of_the_database_holds_no_private_notes(database, board_id, tmp_path: Path):
    keep(database, board_id)

    database.copy_to(tmp_path / "copy.sqlite3")

    assert SECRET.encode() not in (tmp_path / "copy.sqlite3").read_bytes()


def test_VIS4_after_a_reveal_without_names_no_file_tells_who_wrote_what(database, board_id, tmp_path: Path):
    storage = keep(database, board_id)
    log = LogWriter()
    [draft] = storage.drafts(board_id)
    shown = {**note(2)["item"], "text": SECRET, "author": "", "created_at_ms": 7}
    gone = DraftChange(draft.person_id, draft.item["id"], None)

    entries = [log.entry({"do": "restore", "item": shown})]
    storage.commit([commit_of(board_id, entries, drafts=(gone,), ends_round=True)])

    files = {file.name: file.read_bytes() for file in tmp_path.glob("tavolo.sqlite3*")}
    assert SECRET.encode() in files["tavolo.sqlite3"]
    names = (b"person_bob", b"client_of_bob")
    assert not any(name in content for content in files.values() for name in names)


def test_VIS3_of_the_private_notes_of_a_deleted_board_no_file_tells(database, board_id, tmp_path: Path):
    keep(database, board_id)

    Boards(database).delete(board_id, now_ms=9)

    files = [file.read_bytes() for file in tmp_path.glob("tavolo.sqlite3*")]
    names = (SECRET.encode(), b"person_bob", b"client_of_bob")
    assert not any(name in content for content in files for name in names)


def test_VIS4_notes_without_an_author_go_through_a_board_file(database, board_id):
    log = LogWriter()
    owner = Boards(database).members(board_id)[0].person_id
    item = {**note(1)["item"], "author": "", "created_at_ms": 7}
    DatabaseStorage(database).commit(
        [commit_of(board_id, [log.entry({"do": "restore", "item": item}, actor=owner)])]
    )

    file = json.loads(json.dumps(export_board(database, board_id)))
    cai = People(database).create_guest("Cai", None, now_ms=0).id
    copy = import_board(database, file, imported_by=cai, now_ms=9, project_id=FIRST)

    then, now = DatabaseStorage(database).load(board_id), DatabaseStorage(database).load(copy.id)
    assert scene_hash(then.scene.values()) == scene_hash(now.scene.values())
    assert [record["author"] for record in now.scene.values()] == [""]
    assert all(card.people_count <= 2 for card in Boards(database).list_all())
