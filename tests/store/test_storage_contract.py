"""What every storage promises to the room: run on memory and on SQLite alike."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from board.core.drafts import Draft
from board.core.errors import BoardMissing, StorageFailed
from board.core.hiding import given_back, hide
from board.core.log import BoardState, Commit, Cursor, DraftChange, HiddenChange, Refusal
from board.live.memory import MemoryStorage
from board.live.storage import Storage
from board.store.assets import Assets
from board.store.boards import Boards
from board.store.database import open_database
from board.store.oplog import DatabaseStorage
from board.store.people import People
from board.store.pictures import Picture
from board.store.projects import FIRST
from tests.support.golden import EDGE_TEXTS
from tests.support.scenes import LogWriter, commit_of, frame, gone, note, patch
from tests.support.stores import put_new_file

CLIENT = "client_0001"
OTHER = "client_0002"


@dataclass
class Stored:
    """A storage with one empty board. `reopen` is the same storage after a restart."""

    storage: Storage
    board_id: str
    add_board: Callable[[], str]
    add_picture: Callable[[str, Picture], None]
    reopen: Callable[[], Storage]


@pytest.fixture(params=["memory", "sqlite"])
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stored]:
    if request.param == "memory":
        yield _in_memory()
        return
    put_new_file(tmp_path)
    database = open_database(tmp_path)
    owner = People(database).create_guest("Ada", None, now_ms=0)

    def add_board() -> str:
        return Boards(database).create("Board", "blank", owner.id, [], now_ms=0, project_id=FIRST).id

    def reopen() -> Storage:
        database.close()
        return DatabaseStorage(database)

    def add_picture(board_id: str, picture: Picture) -> None:
        Assets(database).add(board_id, picture, now_ms=0)

    yield Stored(DatabaseStorage(database), add_board(), add_board, add_picture, reopen)
    database.close()


def _in_memory() -> Stored:
    storage, made = MemoryStorage(), iter(range(1000))

    def add_board() -> str:
        board_id = f"board_{next(made):04}"
        storage.add_board(board_id)
        return board_id

    def add_picture(board_id: str, picture: Picture) -> None:
        storage.add_picture(board_id, picture.id)

    return Stored(storage, add_board(), add_board, add_picture, lambda: storage)


def test_SEQ3_an_empty_board_has_head_0_and_nothing_on_it(stored: Stored) -> None:
    assert stored.storage.load(stored.board_id) == BoardState(0, {}, frozenset())
    assert stored.storage.read_after(stored.board_id, 0) == []


def test_VIS2_an_unknown_board_is_missing_whatever_is_asked(stored: Stored) -> None:
    storage = stored.storage

    for ask in (
        lambda: storage.load("board_none"),
        lambda: storage.read_after("board_none", 0),
        lambda: storage.cursor("board_none", CLIENT),
        lambda: storage.answer("board_none", CLIENT, 1),
        lambda: storage.commit([Commit("board_none", 0, (), (), {})]),
    ):
        with pytest.raises(BoardMissing):
            ask()


def test_SEQ1_entries_come_back_as_they_were_oldest_first(stored: Stored) -> None:
    log = LogWriter()
    entries = [
        log.entry(note(1), op_id=(CLIENT, 1)),
        log.entry(patch("note_0001", x=12.25, y=-3), actor="person_bob", op_id=(OTHER, 1)),
        log.entry(gone("note_0001")),
    ]

    stored.storage.commit([commit_of(stored.board_id, entries)])

    assert stored.storage.read_after(stored.board_id, 0) == entries
    assert stored.reopen().read_after(stored.board_id, 0) == entries


def test_SEQ1_reading_on_gives_what_follows_up_to_the_limit(stored: Stored) -> None:
    log = LogWriter()
    stored.storage.commit([commit_of(stored.board_id, [log.entry(note(key)) for key in range(5)])])

    assert [entry.seq for entry in stored.storage.read_after(stored.board_id, 2)] == [3, 4, 5]
    assert [entry.seq for entry in stored.storage.read_after(stored.board_id, 1, limit=2)] == [2, 3]
    assert stored.storage.read_after(stored.board_id, 5) == []


def test_SEQ3_the_scene_is_the_log_carried_out(stored: Stored) -> None:
    log = LogWriter()
    first = [log.entry(frame(1, "Area")), log.entry(note(1, frame="frame_0001"), note(2))]
    second = [log.entry(patch("note_0002", text="Other")), log.entry(gone("frame_0001"))]

    stored.storage.commit([commit_of(stored.board_id, first)])
    stored.storage.commit([commit_of(stored.board_id, second)])

    state = stored.reopen().load(stored.board_id)
    assert state.head == 4
    assert state.scene == log.scene
    assert state.scene["note_0001"]["frame"] is None


def test_DATA3_ids_stay_used_after_their_item_is_deleted(stored: Stored) -> None:
    log = LogWriter()
    entries = [log.entry(note(1), note(2)), log.entry(gone("note_0001"))]

    stored.storage.commit([commit_of(stored.board_id, entries)])

    assert stored.reopen().load(stored.board_id).used_ids == {"note_0001", "note_0002"}


def test_TEXT_every_text_comes_back_character_for_character(stored: Stored) -> None:
    log = LogWriter()
    entries = [log.entry(note(key, text=text)) for key, text in enumerate(EDGE_TEXTS)]

    stored.storage.commit([commit_of(stored.board_id, entries)])

    scene = stored.reopen().load(stored.board_id).scene
    assert tuple(scene[f"note_{key:04}"]["text"] for key in range(len(EDGE_TEXTS))) == EDGE_TEXTS


def test_APPLY2_an_entry_without_effect_keeps_its_number(stored: Stored) -> None:
    log = LogWriter()
    entries = [log.entry(note(1)), log.entry(patch("note_0001", x=0), op_id=(CLIENT, 1))]
    assert entries[1].ops == ()

    stored.storage.commit([commit_of(stored.board_id, entries)])

    assert stored.storage.read_after(stored.board_id, 1) == entries[1:]
    assert stored.storage.load(stored.board_id).head == 2


def test_SEQ2_the_answer_to_an_op_is_the_number_of_its_entry(stored: Stored) -> None:
    log = LogWriter()
    entries = [log.entry(note(1), op_id=(OTHER, 1)), log.entry(note(2), op_id=(CLIENT, 1))]

    stored.storage.commit([commit_of(stored.board_id, entries)])

    storage = stored.reopen()
    assert storage.answer(stored.board_id, CLIENT, 1) == 2
    assert storage.answer(stored.board_id, OTHER, 1) == 1
    assert storage.answer(stored.board_id, CLIENT, 2) is None


def test_SEQ2_the_answer_to_a_refused_op_is_its_refusal(stored: Stored) -> None:
    no = Refusal(CLIENT, 1, "item.missing", {"id": "note_0001", "limit": 3})
    cursors = {CLIENT: Cursor("person_ada", 1)}

    stored.storage.commit([commit_of(stored.board_id, [], refusals=(no,), cursors=cursors)])

    storage = stored.reopen()
    assert storage.answer(stored.board_id, CLIENT, 1) == no
    assert storage.load(stored.board_id).head == 0


def test_SEQ2_a_cursor_moves_on_with_each_commit(stored: Stored) -> None:
    log = LogWriter()
    assert stored.storage.cursor(stored.board_id, CLIENT) is None

    for n in (1, 2):
        entry = log.entry(note(n), op_id=(CLIENT, n))
        cursors = {CLIENT: Cursor("person_ada", n), OTHER: Cursor("person_bob", 10 * n)}
        stored.storage.commit([commit_of(stored.board_id, [entry], cursors=cursors)])

    storage = stored.reopen()
    assert storage.cursor(stored.board_id, CLIENT) == Cursor("person_ada", 2)
    assert storage.cursor(stored.board_id, OTHER) == Cursor("person_bob", 20)


def test_SEQ1_a_commit_on_an_older_head_is_refused(stored: Stored) -> None:
    late = LogWriter().entry(note(9))
    stored.storage.commit([commit_of(stored.board_id, [LogWriter().entry(note(1))])])

    with pytest.raises(StorageFailed):
        stored.storage.commit([commit_of(stored.board_id, [late])])

    assert stored.storage.load(stored.board_id).used_ids == {"note_0001"}


def test_ACK1_a_commit_to_several_boards_is_all_or_nothing(stored: Stored) -> None:
    other_id = stored.add_board()
    good = commit_of(stored.board_id, [LogWriter().entry(note(1))])
    stale = commit_of(other_id, [LogWriter().entry(note(1))], base=7)

    with pytest.raises(StorageFailed):
        stored.storage.commit([good, stale])

    assert stored.storage.load(stored.board_id).head == 0
    assert stored.storage.load(other_id).head == 0


def test_boards_do_not_see_each_other(stored: Stored) -> None:
    other_id = stored.add_board()
    mine = LogWriter().entry(note(1), op_id=(CLIENT, 1))
    theirs = LogWriter().entry(note(1, text="Theirs"), op_id=(OTHER, 1))

    stored.storage.commit([commit_of(stored.board_id, [mine]), commit_of(other_id, [theirs])])

    assert stored.storage.read_after(stored.board_id, 0) == [mine]
    assert stored.storage.read_after(other_id, 0) == [theirs]
    assert stored.storage.answer(other_id, CLIENT, 1) is None


def test_ACK3_a_probe_writes_and_leaves_nothing(stored: Stored) -> None:
    before = stored.storage.load(stored.board_id)

    stored.storage.probe()

    assert stored.storage.load(stored.board_id) == before


def test_UNDO1_an_entry_keeps_what_it_undoes_and_what_it_restores(stored: Stored) -> None:
    log = LogWriter()
    made, undone = log.entry(note(1)), replace(log.entry(gone("note_0001")), undoes=1)
    restored = replace(log.entry(note(1)), restores=1)

    stored.storage.commit([commit_of(stored.board_id, [made, undone, restored])])

    read = stored.reopen().read_after(stored.board_id, 0)
    assert [(entry.undoes, entry.restores) for entry in read] == [(None, None), (1, None), (None, 1)]


def test_ACK3_a_probe_changes_nothing_that_anybody_sees(stored: Stored) -> None:
    before = stored.storage.load(stored.board_id)

    for _ in range(3):
        stored.storage.probe()

    assert stored.reopen().load(stored.board_id) == before


def test_PIC3_a_picture_is_known_on_its_board_only(stored: Stored) -> None:
    other, asset = stored.add_board(), "a" * 40

    assert not stored.storage.has_picture(stored.board_id, asset)
    stored.add_picture(stored.board_id, Picture(asset, "image/png", 1, 1, b"content"))

    assert stored.storage.has_picture(stored.board_id, asset)
    assert stored.reopen().has_picture(stored.board_id, asset)
    assert not stored.storage.has_picture(other, asset)


def _draft(item_id: str, text: str, *, person_id: str = "person_bob", at_ms: int = 5) -> Draft:
    item = {**note(1)["item"], "id": item_id, "text": text}
    return Draft(person_id, item, 3, at_ms, is_anonymous=True)


def _kept(*drafts: Draft, gone: tuple[str, ...] = ()) -> dict[str, Any]:
    changes = [DraftChange(draft.person_id, draft.item["id"], draft) for draft in drafts]
    changes += [DraftChange("person_bob", item_id, None) for item_id in gone]
    return {"drafts": tuple(changes)}


def test_VIS3_private_notes_are_kept_changed_and_taken_away(stored: Stored) -> None:
    empty = commit_of(stored.board_id, [])
    first, second = _draft("draft_0001", "one"), _draft("draft_0002", "two")
    stored.storage.commit([replace(empty, **_kept(first, second))])

    changed = _draft("draft_0001", "one more", at_ms=9)
    stored.storage.commit([replace(empty, **_kept(changed, gone=("draft_0002", "never_was")))])

    assert stored.reopen().drafts(stored.board_id) == [changed]
    assert stored.storage.load(stored.board_id) == BoardState(0, {}, frozenset())


def test_VIS4_a_reveal_forgets_how_far_pages_have_come_before(stored: Stored) -> None:
    empty = commit_of(stored.board_id, [])
    stored.storage.commit([replace(empty, draft_cursors={CLIENT: Cursor("person_bob", 7)})])

    later = {OTHER: Cursor("person_cai", 1)}
    stored.storage.commit([replace(empty, draft_cursors=later, ends_round=True)])

    again = stored.reopen()
    assert again.draft_cursor(stored.board_id, CLIENT) is None
    assert again.draft_cursor(stored.board_id, OTHER) == Cursor("person_cai", 1)


def test_SEQ2_how_far_private_writing_has_come_is_kept_apart_from_ops(stored: Stored) -> None:
    empty = commit_of(stored.board_id, [])

    stored.storage.commit([replace(empty, draft_cursors={CLIENT: Cursor("person_bob", 7)})])

    again = stored.reopen()
    assert again.draft_cursor(stored.board_id, CLIENT) == Cursor("person_bob", 7)
    assert again.draft_cursor(stored.board_id, OTHER) is None
    assert again.cursor(stored.board_id, CLIENT) is None


def test_HIDE1_what_was_hidden_is_kept_as_it_is_last_known(stored: Stored) -> None:
    log = LogWriter()
    stored.storage.commit([commit_of(stored.board_id, [log.entry(note(1), note(2))])])
    first, second = (
        hide(log.scene, f"note_000{n}", "Spam", hidden_id=f"hidden_{n:04}", by="person_lea", at_ms=n)
        for n in (1, 2)
    )
    changes = tuple(map(HiddenChange, (first, second)))
    stored.storage.commit([commit_of(stored.board_id, [], base=1, beside=changes)])
    back = given_back(first, by="person_lea", at_ms=9)
    stored.storage.commit([commit_of(stored.board_id, [], base=1, beside=(HiddenChange(back),))])

    assert list(stored.reopen().hidden(stored.board_id)) == [second, back]
    assert list(stored.storage.hidden(stored.add_board())) == []
