"""UNDO4: what a repair takes back, and what it leaves alone."""

import pytest

from board.core.apply import apply
from board.core.ops import Entry
from board.core.repair import Period, differences, repair
from board.core.undo import undo_ops
from tests.support.rooms import delete, frame, note, patch


class Log:
    """Entries of several people, one each ten milliseconds."""

    def __init__(self):
        self.scene = {}
        self.entries = []

    def did(self, actor, *ops, undoes=None):
        """The seq of the new entry."""
        seq = len(self.entries) + 1
        done = apply(self.scene, ops, actor=actor, at_ms=seq * 10)
        self.entries.append(Entry(seq, seq * 10, actor, None, done.ops, done.inverse, undoes=undoes))
        self.scene = done.scene
        return seq

    def undid(self, actor, seq):
        undoing = undo_ops(self.entries[seq - 1], self.entries[seq:], self.scene)
        return self.did(actor, *undoing.ops, undoes=seq)

    def repair(self, person="bob", from_ms=0, to_ms=10_000):
        return repair(self.entries, self.scene, Period(person, from_ms, to_ms))


@pytest.fixture
def log():
    log = Log()
    log.did("ada", frame("frame-001"), note("note-0001", text="Ombra", frame="frame-001"))
    return log


def test_UNDO4_takes_back_everything_the_person_did_newest_first(log):
    before = log.scene
    seqs = [
        log.did("bob", patch("note-0001", x=5)),
        log.did("bob", patch("note-0001", x=9, text="Sole")),
        log.did("bob", note("note-0002")),
        log.did("bob", delete("frame-001")),
        log.did("bob", delete("note-0001")),
    ]

    found = log.repair()

    assert {key: {**record, "epoch": 0} for key, record in found.scene.items()} == {
        key: {**record, "epoch": 0} for key, record in before.items()
    }
    assert [seq for seq, _ in found.steps] == seqs[::-1]
    assert found.left == frozenset()


def test_UNDO4_leaves_what_others_changed_since_and_names_it(log):
    log.did("bob", patch("note-0001", x=5, y=6), note("note-0002"))
    log.did("cai", patch("note-0001", x=7), patch("note-0002", text="Mine now"))

    found = log.repair()

    assert (found.scene["note-0001"]["x"], found.scene["note-0001"]["y"]) == (7, 0)
    assert found.scene["note-0002"]["text"] == "Mine now"
    assert found.left == {"note-0001", "note-0002"}


def test_UNDO4_touches_only_the_period_and_the_person(log):
    log.did("bob", patch("note-0001", x=5))
    second = log.did("bob", patch("note-0001", y=5))
    log.did("cai", note("note-0003"))
    log.did("bob", patch("note-0001", w=50))

    found = log.repair(from_ms=second * 10, to_ms=second * 10)

    assert [seq for seq, _ in found.steps] == [second]
    record = found.scene["note-0001"]
    assert (record["x"], record["y"], record["w"]) == (5, 0, 50)
    assert "note-0003" in found.scene


def test_UNDO4_what_was_undone_already_is_not_touched(log):
    log.undid("bob", log.did("bob", patch("note-0001", x=5)))
    moved = log.did("bob", patch("note-0001", y=5))
    redone = log.undid("bob", log.undid("bob", moved))

    found = log.repair()

    assert [seq for seq, _ in found.steps] == [redone]
    assert (found.scene["note-0001"]["x"], found.scene["note-0001"]["y"]) == (0, 0)


def test_UNDO4_a_second_repair_reaches_further_back_than_the_first(log):
    log.did("bob", patch("note-0001", x=5))
    later = log.did("bob", patch("note-0001", x=9))
    log.undid("ada", later)

    found = log.repair()

    assert found.scene["note-0001"]["x"] == 0
    assert found.left == frozenset()


def test_UNDO4_what_others_have_written_is_not_taken_away_with_who_brought_it_on_the_board(log):
    def shown(item_id, author, **more):
        return {"do": "restore", "item": {**note(item_id)["item"], "author": author, **more}}

    log.did(
        "bob",
        shown("note-0002", "cai"),
        shown("note-0003", ""),
        shown("note-0004", "cai", entered_by="bob"),
        note("note-0005"),
    )

    found = log.repair()

    assert found.scene.keys() == {"frame-001", "note-0001", "note-0002", "note-0003"}


def test_UNDO4_what_the_person_brought_back_by_undo_is_as_before(log):
    deleted = log.did("bob", delete("note-0001"))
    log.undid("bob", deleted)

    assert log.repair().scene.keys() == {"frame-001", "note-0001"}


def test_UNDO4_nothing_done_is_nothing_to_undo(log):
    assert log.repair().steps == ()
    assert log.repair(person="nobody").steps == ()


def test_UNDO4_the_preview_tells_what_comes_back_goes_away_and_changes(log):
    before = log.scene
    after = apply(
        before,
        [delete("note-0001"), note("note-0002", z="b0"), patch("frame-001", title="Bisogni", x=5)],
        actor="ada",
        at_ms=9,
    ).scene

    found = differences(before, after)

    assert [(one.record["id"], one.what, one.fields) for one in found] == [
        ("frame-001", "changed", ("x", "title")),
        ("note-0001", "away", ()),
        ("note-0002", "back", ()),
    ]
    assert differences(before, before) == []
