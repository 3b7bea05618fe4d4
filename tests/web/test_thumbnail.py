"""The small picture of a board: layout without words."""

import re

from board.core.scene import scene_of
from board.web.thumbnail import HEIGHT, ITEMS_LIMIT, MARGIN, WIDTH, picture
from tests.web.conftest import OPS

RECT = re.compile(r'<rect class="([^"]+)" x="([^"]+)" y="([^"]+)" width="([^"]+)" height="([^"]+)"')


def note(n, x, y, w=200, h=200):
    return {
        "kind": "note",
        "id": f"note_{n:05}",
        "type": "P",
        "x": x,
        "y": y,
        "w": w,
        "h": h,
        "z": f"a{n:05}",
    }


def boxes(drawing, kind="thumb-note"):
    return [tuple(map(float, found[1:])) for found in RECT.findall(drawing) if kind in found[0]]


def test_the_picture_says_nothing_of_what_is_written():
    drawing = picture(scene_of([op["item"] for op in OPS]))

    assert "teachers" not in drawing
    assert "Causes" not in drawing
    assert "frame_one" not in drawing
    assert drawing.count("thumb-frame") == 1
    assert "thumb-p" in drawing
    assert "thumb-i" in drawing


def test_everything_lies_inside_and_in_the_middle():
    drawing = picture(scene_of([note(1, -5000, 20), note(2, -3500, 900)]))

    (left, top, *_), (right, bottom, width, height) = boxes(drawing)
    assert left >= MARGIN - 0.1
    assert top >= MARGIN - 0.1
    assert abs(left - (WIDTH - right - width)) < 0.3
    assert abs(top - (HEIGHT - bottom - height)) < 0.3


def test_a_long_strip_is_cut_so_that_its_start_can_be_seen():
    drawing = picture(scene_of([note(n, n * 2000, 0, 1800, 1000) for n in range(9)]))

    first, last = boxes(drawing)[0], boxes(drawing)[-1]
    assert abs(first[0] - MARGIN) < 0.1
    assert first[3] > HEIGHT * 0.3
    assert last[0] > WIDTH


def test_an_empty_board_has_a_picture_too():
    assert "thumb-slot" in picture({})


def test_a_full_board_draws_only_what_can_be_seen():
    drawing = picture(scene_of([note(n, n % 70 * 210, n // 70 * 210) for n in range(5000)]))

    assert drawing.count("<rect") == ITEMS_LIMIT


def test_the_farthest_corners_of_the_world_can_be_drawn():
    drawing = picture(scene_of([note(1, -1e7, -1e7), note(2, 1e7 - 200, 1e7 - 200)]))

    assert "nan" not in drawing
    assert "inf" not in drawing
    assert len(boxes(drawing)) == 2


def test_areas_have_their_colours_and_their_parts():
    frame = {"kind": "frame", "id": "frame_01", "x": 0, "y": 0, "w": 900, "h": 600, "z": "a"}
    columns = {**frame, "background": "green", "grid": {"kind": "columns", "labels": ["", "", ""]}}
    rings = {**frame, "id": "frame_02", "x": 1000, "grid": {"kind": "rings", "labels": ["", ""]}}

    drawing = picture(scene_of([columns, rings]))

    assert "thumb-frame thumb-ground-green" in drawing
    assert len(re.findall(r"\dv\d", drawing)) == 2  # between three columns
    assert drawing.count("<circle") == 2


def test_lines_run_from_one_thing_to_the_other():
    line = {
        "kind": "connector",
        "id": "line_00001",
        "z": "b",
        "from": {"item": "note_00001", "side": "right"},
        "to": {"item": "note_00002", "side": "left"},
    }
    one, other = note(1, 0, 0), note(2, 600, 0)

    assert "thumb-line" in picture(scene_of([one, other, line]))
    assert "thumb-line" not in picture(scene_of([one, line]))
