"""Where the lines of a text stand: against the side that was chosen, in the middle of a shape."""

import pytest

from board.export.covering import Covering
from board.export.desk import Desk
from board.export.drawing import draw
from board.export.marks import TextMark
from board.export.measuring import head_face, label_face
from tests.support.items import create
from tests.support.scenes import label, scene_after

BOX = {"x": 100, "y": 200, "w": 400, "h": 60}


def desk() -> Desk:
    return Desk({}, Covering())


def only_text(*ops) -> TextMark:
    """The one text in the drawing of what the ops make."""
    (mark,) = [mark for mark in draw("Board", scene_after(*ops), desk()).marks if isinstance(mark, TextMark)]
    return mark


def room_beside(mark: TextMark, face) -> tuple[float, float]:
    """Board units left free on the left and on the right of the first line."""
    line = mark.lines[0]
    width = face.layout.width(line.text) * mark.size / 1000
    return line.x - BOX["x"], BOX["x"] + BOX["w"] - line.x - width


@pytest.mark.parametrize("text", ["Ombra", "ظل"])
@pytest.mark.parametrize("align", ["start", "center", "end"])
def test_a_label_stands_against_the_side_that_was_chosen(text, align):
    left, right = room_beside(only_text(label(1, text, **BOX, align=align)), label_face())

    is_left = (align == "start") == (text == "Ombra")
    if align == "center":
        assert left == pytest.approx(right)
    else:
        assert (left if is_left else right) == pytest.approx(0)


def test_a_bold_label_has_the_face_of_headings():
    assert only_text(label(1, "Ombra", **BOX)).face == "note"
    assert only_text(label(1, "Ombra", **BOX, weight="bold")).face == "head"


def test_what_is_written_in_a_shape_stands_in_its_middle():
    mark = only_text(create("shape", "shape-1234", **{**BOX, "h": 300}, text="Ombra\ne acqua"))
    left, right = room_beside(mark, head_face())

    assert left == pytest.approx(right)
    top = mark.lines[0].baseline - head_face().baseline * mark.size
    line_height = mark.lines[1].baseline - mark.lines[0].baseline
    assert top - BOX["y"] == pytest.approx(BOX["y"] + 300 - (top + 2 * line_height))
