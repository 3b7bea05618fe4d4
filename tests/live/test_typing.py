"""Several people type in one note: the writer merges, and texts begin anew when they rest."""

import pytest

from board.core.note_text import REBUILD_AFTER
from board.live.rebuilding import REST_MS, rebuild
from tests.support.rooms import Bench, delete, note, patch, refusal_code
from tests.support.typists import typed

NOTE = "note-0001"


@pytest.fixture
def bench():
    bench = Bench()
    for person_id in ("ada", "bob", "cai"):
        bench.join(person_id)
    bench.send("ada", 1, note(NOTE, text="Un cortile"))
    return bench


def record(bench):
    return bench.room.scene[NOTE]


def rest(bench, ms=REST_MS):
    """Time passes; then what is due begins anew."""
    bench.now_ms += ms
    work = rebuild(bench.room, bench.now_ms)
    if work is not None:
        bench.write(work)
    return work is not None


def test_TXT_two_people_who_type_at_once_both_keep_their_words(bench):
    before = record(bench)

    bench.write(
        bench.submission("bob", 1, typed(before, "Un cortile con ombra", 7)),
        bench.submission("cai", 1, typed(before, "Un grande cortile", 8)),
    )

    assert bench.answers == [2, 3]
    assert record(bench)["text"] == "Un grande cortile con ombra"
    assert bench.storage.load("board_0001").scene == bench.room.scene


def test_TXT_the_entry_tells_the_text_after_it_and_the_way_back(bench):
    bench.send("bob", 1, typed(record(bench), "Un cortile aperto", 7))

    entry = bench.storage.read_after("board_0001", 1)[0]

    (op,) = entry.ops
    assert (op["do"], op["epoch"], op["text"]) == ("text", 0, "Un cortile aperto")
    assert entry.inverse == ({"do": "text", "id": NOTE, "from": "Un cortile aperto", "to": "Un cortile"},)


def test_TXT4_an_update_for_another_epoch_can_be_made_again_under_its_number(bench):
    late = typed(record(bench), "Un cortile verde", 7)
    bench.send("ada", 2, patch(NOTE, text="Due cortili"))

    assert refusal_code(bench.send("bob", 1, late)) == "text.epoch"
    assert bench.send("bob", 1, typed(record(bench), "Due cortili verdi", 7)) == 3
    assert record(bench)["text"] == "Due cortili verdi"


def test_TXT4_an_update_that_builds_on_what_never_came_can_be_made_again(bench):
    known = record(bench)
    bench.send("cai", 1, typed(known, "Un cortile con ombra", 8))
    builds_on_more = typed(record(bench), "Un cortile con ombra e verde", 9)
    bench.send("ada", 2, patch(NOTE, text="Un cortile"))

    answer = bench.send("bob", 1, {**builds_on_more, "epoch": 1})

    assert refusal_code(answer) == "text.epoch"


def test_TXT2_a_refused_update_uses_up_its_number_and_changes_nothing(bench):
    op = {"do": "text", "id": NOTE, "epoch": 0, "update": "AQEHACgBBHRleHQBawF9AQA="}

    answers = [bench.send("bob", 1, op), bench.send("bob", 1, op)]

    assert [refusal_code(answer) for answer in answers] == ["text.bad", "text.bad"]
    assert record(bench)["text"] == "Un cortile"
    assert bench.send("bob", 2, typed(record(bench), "Un cortile e", 7)) == 2


def test_PERM1_who_only_looks_cannot_type(bench):
    bench.join("vera")

    assert refusal_code(bench.send("vera", 1, typed(record(bench), "Ciao", 7))) == "denied.viewer"


def test_TXT4_a_text_begins_anew_when_nobody_has_typed_for_a_minute(bench):
    bench.send("bob", 1, typed(record(bench), "Un cortile con ombra", 7))

    assert not rest(bench, REST_MS - 1)
    assert rest(bench, 1)

    entry = bench.storage.read_after("board_0001", 2)[0]
    assert (entry.actor, entry.op_id, entry.inverse) == ("system", None, ())
    assert entry.ops == ({"do": "patch", "id": NOTE, "set": {"epoch": 1, "edits": None}},)
    assert record(bench)["text"] == "Un cortile con ombra"
    assert (record(bench)["epoch"], "edits" in record(bench)) == (1, False)
    assert bench.storage.load("board_0001").scene == bench.room.scene


def test_TXT4_nothing_is_written_when_no_text_rests(bench):
    assert not rest(bench)

    bench.send("bob", 1, typed(record(bench), "Un cortile con ombra", 7))
    rest(bench)

    assert not rest(bench)
    assert bench.room.head == 3


def test_TXT4_who_goes_on_typing_meanwhile_is_not_disturbed(bench):
    bench.send("bob", 1, typed(record(bench), "Un cortile con", 7))
    bench.now_ms += REST_MS
    work = rebuild(bench.room, bench.now_ms)

    bench.write(bench.submission("cai", 1, typed(record(bench), "Un cortile con ombra", 8)), work)

    assert len(record(bench)["edits"]["updates"]) == 2


def test_TXT4_a_note_deleted_meanwhile_is_left_alone(bench):
    bench.send("bob", 1, typed(record(bench), "Un cortile con", 7))
    bench.now_ms += REST_MS
    work = rebuild(bench.room, bench.now_ms)

    bench.write(bench.submission("ada", 2, delete(NOTE)), work)

    assert bench.room.head == 3
    assert not rest(bench)


def test_TXT4_a_text_begins_anew_after_many_updates_although_people_still_type(bench):
    for n in range(1, REBUILD_AFTER + 2):
        bench.send("bob", n, typed(record(bench), record(bench)["text"] + "a", 100 + n))

    assert rest(bench, 0)
    assert record(bench)["text"] == "Un cortile" + "a" * (REBUILD_AFTER + 1)
    assert "edits" not in record(bench)


def test_TXT4_after_a_restart_pages_have_a_minute_to_come_back(bench):
    bench.send("bob", 1, typed(record(bench), "Un cortile con", 7))
    bench.registry._rooms.clear()
    bench.now_ms += 10 * REST_MS
    bench.room = bench.registry.open("board_0001")

    assert not rest(bench, REST_MS - 1)
    assert rest(bench, 1)
