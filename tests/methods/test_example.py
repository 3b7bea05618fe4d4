"""Notes in the areas of a method, for its picture."""

import pytest

from board.methods.example import with_notes
from board.methods.laying_out import instantiate
from board.methods.library import library


@pytest.mark.parametrize("chosen", library()[1:], ids=lambda chosen: chosen.id)
def test_areas_for_notes_get_some_that_lie_inside_beside_each_other(chosen):
    shown = with_notes(chosen)

    areas = {frame.key: frame for frame in chosen.frames}
    made = shown.starter[len(chosen.starter) :]
    for one in made:
        area, box = areas[one.frame], one.box
        assert area.x <= box.x <= box.x + box.w <= area.x + area.w
        assert area.y <= box.y <= box.y + box.h <= area.y + area.h
        assert one.type in area.accepts
    corners = [(one.box.x, one.box.y) for one in made]
    assert len(set(corners)) == len(corners) > 0
    assert instantiate(shown, "en", iter(f"item_{n:06}" for n in range(999)).__next__)


def test_nobody_begins_with_them():
    before = [len(chosen.starter) for chosen in library()]

    for chosen in library():
        with_notes(chosen)

    assert [len(chosen.starter) for chosen in library()] == before


def test_a_blank_board_stays_blank():
    assert with_notes(library()[0]) == library()[0]
