"""What people read about an entry (HIST1)."""

from typing import Any

import pytest

from board.core.apply import apply
from board.core.history import IDS_SHOWN, TEXT_SHOWN, describe
from board.core.log import PastEntry
from board.core.ops import Op
from board.core.scene import EMPTY, Scene
from board.core.visibility import Viewer
from tests.support.scenes import frame, gone, label, note, patch, scene_after

ADA = Viewer("person_ada", "facilitator")


def told(scene: Scene, *ops: Op, **ways: Any) -> dict[str, Any]:
    """How history tells these ops on this scene."""
    applied = apply(scene, ops, actor="person_bob", at_ms=7)
    past = PastEntry(3, 7, "person_bob", ("client-1", 1), None, None, applied.ops, applied.inverse)
    kinds = {item_id: record["kind"] for item_id, record in scene.items()}
    return describe(PastEntry(**{**vars(past), **ways}), ADA, kinds)


def deeds(scene: Scene, *ops: Op) -> list[tuple[str, str, int]]:
    return [(deed["do"], deed["kind"], deed["n"]) for deed in told(scene, *ops)["did"]]


AREA = scene_after(frame(1, "Bisogni"), note(1, frame="frame_0001", text="Ombra"), note(2), label(1, "Spazi"))


@pytest.mark.parametrize(
    ("op", "deed"),
    [
        (note(9), ("add", "note", 1)),
        (gone("text_0001"), ("delete", "text", 1)),
        (patch("note_0001", text="Sole"), ("write", "note", 1)),
        (patch("frame_0001", prompt="Perché?"), ("write", "frame", 1)),
        (patch("note_0001", type="B"), ("type", "note", 1)),
        (patch("note_0001", x=5, y=6), ("move", "note", 1)),
        (patch("note_0001", x=5, w=300), ("resize", "note", 1)),
        (patch("note_0002", x=5, frame="frame_0001", z="a7"), ("reframe", "note", 1)),
        (patch("note_0001", x=5, under="note_0002", z="a7"), ("stack", "note", 1)),
        (patch("note_0001", z="a5"), ("reorder", "note", 1)),
    ],
)
def test_HIST1_each_op_has_its_word(op: Op, deed: tuple[str, str, int]) -> None:
    assert deeds(AREA, op) == [deed]


def test_HIST1_the_same_done_to_several_items_is_told_once() -> None:
    moves = [patch("note_0001", x=5), patch("note_0002", x=5), patch("text_0001", x=5)]

    assert deeds(AREA, *moves) == [("move", "note", 2), ("move", "text", 1)]


def test_HIST1_a_deleted_frame_does_not_list_what_it_releases() -> None:
    assert deeds(AREA, gone("frame_0001")) == [("delete", "frame", 1)]


def test_HIST1_one_item_is_called_by_its_text_then() -> None:
    assert told(AREA, patch("note_0001", text="Sole"))["did"][0]["text"] == "Sole"
    assert told(AREA, gone("note_0001"))["did"][0]["text"] == "Ombra"
    assert told(AREA, gone("frame_0001"))["did"][0]["text"] == "Bisogni"
    assert "text" not in told(AREA, patch("note_0001", x=4))["did"][0]


def test_HIST1_texts_and_ids_are_kept_short() -> None:
    long = told(EMPTY, note(1, text="a" * 2000))["did"][0]
    many = told(EMPTY, *[note(key) for key in range(IDS_SHOWN + 5)])["did"][0]

    assert len(long["text"]) == TEXT_SHOWN
    assert (len(many["ids"]), many["n"]) == (IDS_SHOWN, IDS_SHOWN + 5)


def test_HIST1_an_item_that_is_gone_may_be_called_item() -> None:
    past = PastEntry(3, 7, "person_bob", None, None, None, (patch("note_0009", x=1),), ())

    assert describe(past, ADA, {})["did"][0]["kind"] == "item"


def test_HIST1_what_a_program_kept_for_merging_is_no_deed() -> None:
    past = PastEntry(3, 7, "system", None, None, None, (patch("note_0001", epoch=2, edits=None),), ())

    assert describe(past, ADA, {})["did"] == []


def test_HIST1_a_compacted_entry_tells_who_and_when() -> None:
    told_then = told(AREA, note(9), ops=None, inverse=None)

    assert told_then == {"seq": 3, "at_ms": 7, "actor": "person_bob", "did": None}


def test_HIST1_an_undo_and_a_restored_moment_say_so() -> None:
    assert told(AREA, note(9), undoes=2)["undoes"] == 2
    assert told(AREA, note(9), restores=1)["restores"] == 1


def test_VIS1_the_op_id_is_not_told() -> None:
    assert "op_id" not in told(AREA, note(9))
