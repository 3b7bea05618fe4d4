"""STACK2: a picture says how many notes lie in a stack, as nobody can open it there."""

from board.core.scene import scene_of
from board.export.covering import Covering
from board.export.desk import Desk
from board.export.drawing import draw
from board.export.marks import TextMark
from tests.export.test_documents import made, note, text_of


def words_of(items, locale="en"):
    """All that is read in the drawing of these items."""
    marks = draw("Board", scene_of(items), Desk({}, Covering(), locale)).marks
    return [line.text for mark in marks if isinstance(mark, TextMark) for line in mark.lines]


def stack(*under):
    """A note with others under it, and one that stands by itself."""
    top = note("note_top", "a9", "Ombra")
    below = [note(f"note_{n}", f"a{n}", "Più ombra", **fields) for n, fields in enumerate(under, 1)]
    return [top, *below, note("note_far", "b1", "Acqua", x=900)]


def test_STACK2_the_top_of_a_stack_says_how_many_notes_it_has():
    items = stack({"under": "note_top"}, {"under": "note_top"})

    assert words_of(items).count("3 notes") == 1
    assert words_of(items, "it").count("3 note") == 1


def test_STACK2_what_names_a_note_that_is_gone_makes_no_stack():
    assert not [words for words in words_of(stack({"under": "note_gone"})) if words.endswith("notes")]


def test_STACK2_the_count_is_read_in_a_pdf():
    assert "2 notes" in text_of(made(stack({"under": "note_top"})).content)
