"""Named snapshots."""

import pytest

from board.core.errors import BoardMissing, SnapshotMissing
from board.store.boards import Boards
from board.store.oplog import DatabaseStorage
from board.store.people import Person
from board.store.snapshots import Snapshot, Snapshots
from tests.support.scenes import LogWriter, commit_of, note, patch


@pytest.fixture
def board_id(boards: Boards, ada: Person) -> str:
    return boards.create("Board", "blank", ada.id, [note(1)], now_ms=0).id


def test_a_snapshot_keeps_the_board_as_it_was(
    boards: Boards, storage: DatabaseStorage, snapshots: Snapshots, ada: Person, board_id: str
) -> None:
    before = storage.load(board_id)
    saved = snapshots.save(board_id, "Before", ada.id, now_ms=5)
    log = LogWriter(before.scene, before.head)

    storage.commit([commit_of(board_id, [log.entry(patch("note_0001", text="Changed"))])])

    assert saved == Snapshot(saved.id, board_id, 1, "Before", 5, ada.id)
    assert snapshots.scene(saved.id, board_id) == (saved, before.scene)
    assert storage.load(board_id).scene == log.scene


def test_snapshots_are_listed_oldest_first(snapshots: Snapshots, ada: Person, board_id: str) -> None:
    later = snapshots.save(board_id, "Later", ada.id, now_ms=9)
    first = snapshots.save(board_id, "First", ada.id, now_ms=5)

    assert snapshots.list(board_id) == [first, later]


def test_whoever_saves_a_snapshot_is_known_on_the_board(
    boards: Boards, snapshots: Snapshots, bob: Person, board_id: str
) -> None:
    snapshots.save(board_id, "Mine", bob.id, now_ms=5)

    assert bob.id in [member.person_id for member in boards.authors(board_id)]


def test_VIS2_a_snapshot_of_another_board_is_not_there(
    boards: Boards, snapshots: Snapshots, ada: Person, board_id: str
) -> None:
    other = boards.create("Other", "blank", ada.id, [], now_ms=0)
    saved = snapshots.save(board_id, "Mine", ada.id, now_ms=5)

    for snapshot_id in (saved.id, "snapshot_none"):
        with pytest.raises(SnapshotMissing):
            snapshots.scene(snapshot_id, other.id)


def test_VIS2_snapshots_go_with_their_board(
    boards: Boards, snapshots: Snapshots, ada: Person, board_id: str
) -> None:
    saved = snapshots.save(board_id, "Mine", ada.id, now_ms=5)

    boards.delete(board_id, now_ms=6)

    for ask in (
        lambda: snapshots.list(board_id),
        lambda: snapshots.scene(saved.id, board_id),
        lambda: snapshots.save(board_id, "Again", ada.id, now_ms=7),
    ):
        with pytest.raises(BoardMissing):
            ask()
