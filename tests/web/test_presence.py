"""What a page may tell of itself: nothing else reaches the others."""

import pytest

from board.core.errors import BadShape
from board.core.visibility import Here, Viewer, project
from board.web.live_events import read_here

BEFORE = Here(7, "bob")
CARET = {"id": "note-of-bob", "epoch": 2, "after": [1, 4]}
VIEWER = Viewer("ada", "participant")


def test_PRESENCE_a_caret_reaches_the_others_as_it_was_told():
    here = read_here(BEFORE, {"caret": CARET})

    assert project(here, VIEWER)["caret"] == CARET


def test_PRESENCE_a_caret_at_the_beginning_stands_behind_no_letter():
    here = read_here(BEFORE, {"caret": {**CARET, "after": None}})

    assert project(here, VIEWER)["caret"] == {**CARET, "after": None}


def test_PRESENCE_who_does_not_type_has_no_caret():
    typing = read_here(BEFORE, {"caret": CARET})

    assert "caret" not in project(read_here(typing, {"cursor": [1, 2]}), VIEWER)
    assert "caret" not in project(read_here(typing, {"caret": None}), VIEWER)


@pytest.mark.parametrize(
    "caret",
    [
        "note-of-bob",
        [],
        {},
        {"id": "note-of-bob", "epoch": 0},
        {**CARET, "name": "Bob"},
        {**CARET, "id": "no id!"},
        {**CARET, "id": 5},
        {**CARET, "epoch": -1},
        {**CARET, "epoch": True},
        {**CARET, "epoch": 1.5},
        {**CARET, "after": [1]},
        {**CARET, "after": [1, 2, 3]},
        {**CARET, "after": [1, "2"]},
        {**CARET, "after": [1, -2]},
        {**CARET, "after": [2**53, 0]},
        {**CARET, "after": {"client": 1}},
    ],
)
def test_PRESENCE_a_caret_of_another_shape_is_refused(caret):
    with pytest.raises(BadShape):
        read_here(BEFORE, {"caret": caret})


def test_PRESENCE_a_gesture_may_turn_what_it_holds():
    held = {"note-of-bob": {"x": 1, "y": 2, "rotation": -45}}

    assert project(read_here(BEFORE, {"preview": held}), VIEWER)["preview"] == held


def test_PRESENCE_who_follows_whom_and_where_they_look_reaches_the_others():
    here = read_here(BEFORE, {"follows": 3, "sees": [-10, 20.5, 1600, 900]})

    assert project(here, VIEWER)["follows"] == 3
    assert project(here, VIEWER)["sees"] == [-10, 20.5, 1600, 900]
    assert not {"follows", "sees"} & project(read_here(here, {}), VIEWER).keys()


@pytest.mark.parametrize(
    "told",
    [
        {"follows": -1},
        {"follows": "3"},
        {"follows": True},
        {"sees": [0, 0, 100]},
        {"sees": [0, 0, 0, 100]},
        {"sees": [0, 0, 100, -1]},
        {"sees": [0, 0, 100, float("inf")]},
        {"sees": {"x": 0}},
    ],
)
def test_PRESENCE_a_view_of_another_shape_is_refused(told):
    with pytest.raises(BadShape):
        read_here(BEFORE, told)
