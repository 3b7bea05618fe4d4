"""Notes of a reveal that lie on each other."""

from random import Random

from board.core.spreading import spread
from tests.support.rooms import frame, note


def record(item_id, **changes):
    return note(item_id, **changes)["item"]


def places(notes, scene=None):
    return [(item["x"], item["y"]) for item in spread(notes, scene or {})]


def test_notes_that_hide_nothing_stay_where_they_were_written():
    notes = [record("note-0001"), record("note-0002", x=150, y=40)]

    assert places(notes) == [(0, 0), (150, 40)]


def test_a_note_that_would_hide_another_moves_beside_it():
    notes = [record(f"note-{n:04}", x=n, y=0) for n in range(3)]

    found = places(notes)

    assert found[0] == (0, 0)
    assert all(abs(x) >= 200 or abs(y) >= 200 for x, y in found[1:])
    assert len(set(found)) == 3


def test_what_lies_on_the_board_already_stays_and_is_not_hidden():
    scene = {"note-0009": record("note-0009")}

    [(x, y)] = places([record("note-0001")], scene)

    assert max(abs(x), abs(y)) >= 200


def test_a_note_stays_inside_of_its_frame():
    scene = {"area-00001": frame("area-00001", w=900, h=500)["item"]}
    notes = [record(f"note-{n:04}", x=30, y=30, frame="area-00001") for n in range(6)]

    for x, y in places(notes, scene):
        assert 0 <= x <= 700
        assert 0 <= y <= 300


def test_without_any_room_a_note_stays_where_it_was_written():
    scene = {"area-00001": frame("area-00001", w=210, h=210)["item"]}
    notes = [record(f"note-{n:04}", frame="area-00001") for n in range(3)]

    assert places(notes, scene) == [(0, 0)] * 3


def test_five_hundred_notes_in_one_place_all_become_visible():
    random = Random(3)
    notes = [record(f"note-{n:04}", x=random.randint(0, 60), y=random.randint(0, 60)) for n in range(500)]

    found = places(notes)

    for at, (x, y) in enumerate(found):
        assert all(abs(x - left) >= 110 or abs(y - top) >= 110 for left, top in found[:at])


def test_after_so_many_looks_the_rest_stay_where_they_were_written():
    notes = [record(f"note-{n:04}", x=n / 100, y=0) for n in range(300)]

    found = [(item["x"], item["y"]) for item in spread(notes, {}, looks=5_000)]

    assert len(set(found[:20])) == 20
    assert all(abs(x) >= 200 or abs(y) >= 200 for x, y in found[1:20])
    assert found[-100:] == [(note["x"], 0) for note in notes[-100:]]
