"""UNDO rules through the real writer and room, on the store in memory."""

import pytest

from board.core.errors import BadShape
from board.core.ops import check_ops, decode_message
from board.core.visibility import Member
from board.live import undoing
from board.live.moderating import hiding
from board.live.work import Step, Work
from tests.support.rooms import BOARD, Bench, delete, frame, note, patch, refusal_code


def undo(client, n):
    return {"do": "undo", "of": [f"client-{client}", n]}


@pytest.fixture
def bench():
    return Bench()


def entries(bench):
    return bench.storage.read_after(BOARD, 0)


def test_UNDO1_an_undo_is_a_new_entry_by_who_undoes(bench):
    bench.send("bob", 1, note("note-0001"))
    bench.send("bob", 2, patch("note-0001", x=500))

    assert bench.send("bob", 3, undo("bob", 2)) == 3

    entry = entries(bench)[2]
    assert (entry.actor, entry.op_id, entry.undoes) == ("bob", ("client-bob", 3), 2)
    assert entry.ops == ({"do": "patch", "id": "note-0001", "set": {"x": 0}},)


def test_UNDO1_everyone_is_told_which_entry_it_undoes(bench):
    bench.join("cai")
    bench.send("bob", 1, note("note-0001"))
    bench.send("bob", 2, undo("bob", 1))

    bench.room.flush()

    told = [entry for payload in bench.outbox.to("sid-cai", "news") for entry in payload.get("entries", ())]
    assert [entry.get("undoes") for entry in told] == [None, 1]


def test_UNDO1_an_op_and_its_undo_may_come_in_one_batch(bench):
    answers = bench.write(
        bench.submission("bob", 1, note("note-0001")), bench.submission("bob", 2, undo("bob", 1))
    )

    assert answers == [1, 2]
    assert bench.room.scene == {}


def test_UNDO1_redo_is_the_undo_of_an_undo(bench):
    bench.send("bob", 1, note("note-0001", text="Ciao"))
    made = bench.room.scene["note-0001"]
    bench.send("bob", 2, undo("bob", 1))
    assert bench.room.scene == {}

    bench.now_ms += 5_000
    bench.send("bob", 3, undo("bob", 2))

    assert bench.room.scene == {"note-0001": made}


def test_UNDO1_another_persons_op_cannot_be_undone_nor_told_from_a_missing_one(bench):
    bench.send("bob", 1, note("note-0001"))

    codes = [
        refusal_code(bench.send("cai", 1, undo("bob", 1))),
        refusal_code(bench.send("cai", 2, undo("bob", 99))),
        refusal_code(bench.send("cai", 3, undo("nobody", 1))),
        refusal_code(bench.send("cai", 4, undo("cai", 3))),
    ]

    assert codes == ["undo.nothing"] * 4
    assert "note-0001" in bench.room.scene


def test_UNDO1_what_is_undone_already_has_nothing_left(bench):
    bench.send("bob", 1, note("note-0001"))
    bench.send("bob", 2, undo("bob", 1))

    assert refusal_code(bench.send("bob", 3, undo("bob", 1))) == "undo.nothing"
    assert bench.send("bob", 4, note("note-0002")) == 3


def test_UNDO1_what_was_done_again_can_be_undone_by_its_first_name_too(bench):
    bench.send("bob", 1, note("note-0001", text="uno"))
    bench.send("bob", 2, patch("note-0001", text="due"))
    bench.send("bob", 3, undo("bob", 2))
    bench.send("bob", 4, undo("bob", 3))

    assert bench.send("bob", 5, undo("bob", 2)) == 5
    assert refusal_code(bench.send("bob", 6, undo("bob", 4))) == "undo.nothing"

    assert [entry.undoes for entry in entries(bench)] == [None, None, 2, 3, 4]
    assert bench.room.scene["note-0001"]["text"] == "uno"


def test_UNDO1_a_resent_undo_happens_once(bench):
    bench.send("bob", 1, note("note-0001"))

    answers = [bench.send("bob", 2, undo("bob", 1)), bench.send("bob", 2, undo("bob", 1))]

    assert answers == [2, 2]
    assert bench.room.head == 2


def test_UNDO1_a_change_further_back_than_the_limit_is_too_old(bench, monkeypatch):
    monkeypatch.setattr(undoing, "UNDO_LIMIT", 3)
    bench.send("bob", 1, note("note-0001"))
    bench.send("bob", 2, patch("note-0001", x=1))
    for n in range(3):
        bench.send("cai", n + 1, note(f"note-100{n}"))

    assert bench.send("bob", 3, undo("bob", 2)) == 6
    assert refusal_code(bench.send("bob", 4, undo("bob", 1))) == "undo.too_old"


def test_UNDO2_leaves_a_field_that_someone_else_changed(bench):
    bench.send("bob", 1, note("note-0001"))
    bench.send("bob", 2, patch("note-0001", x=500, y=300))
    bench.send("cai", 1, patch("note-0001", x=700))

    assert bench.send("bob", 3, undo("bob", 2)) == 4

    record = bench.room.scene["note-0001"]
    assert (record["x"], record["y"]) == (700, 0)


def test_UNDO2_is_refused_when_others_have_changed_all_of_it(bench):
    bench.send("bob", 1, note("note-0001"))
    bench.send("bob", 2, patch("note-0001", x=500))
    bench.send("cai", 1, patch("note-0001", x=700))

    assert refusal_code(bench.send("bob", 3, undo("bob", 2))) == "undo.changed"
    assert bench.room.scene["note-0001"]["x"] == 700


def test_UNDO3_undo_of_a_create_is_refused_when_someone_else_has_changed_it(bench):
    bench.send("bob", 1, note("note-0001"))
    bench.send("cai", 1, patch("note-0001", text="più"))

    assert refusal_code(bench.send("bob", 2, undo("bob", 1))) == "undo.changed"
    assert bench.room.scene["note-0001"]["text"] == "più"


def test_UNDO3_also_when_they_did_it_in_the_same_batch(bench):
    bench.send("bob", 1, note("note-0001"))

    _, refused = bench.write(
        bench.submission("cai", 1, patch("note-0001", text="più")), bench.submission("bob", 2, undo("bob", 1))
    )

    assert refusal_code(refused) == "undo.changed"


def test_DATA3_undo_of_a_delete_brings_the_same_id_back_and_nothing_else_may(bench):
    bench.send("bob", 1, note("note-0001", text="Ciao"))
    before = bench.room.scene["note-0001"]
    bench.send("bob", 2, delete("note-0001"))

    assert refusal_code(bench.send("cai", 1, note("note-0001"))) == "item.exists"
    assert bench.send("bob", 3, undo("bob", 2)) == 3

    assert bench.room.scene["note-0001"] == before
    with pytest.raises(BadShape):
        check_ops([{"do": "restore", "item": dict(before)}])


def test_HIDE3_no_undo_of_who_does_not_lead_brings_back_what_was_hidden(bench):
    bench.send("bob", 1, note("note-0001", text="Ugo is late"), note("note-0002"))
    bench.send("bob", 2, delete("note-0001"), delete("note-0002"))
    then = bench.storage.read_after(BOARD, 0)[0].ops
    work = [Step([{"do": "restore", "item": op["item"]} for op in then])]
    bench.write(Work(bench.room, "ada", lambda _now: work, bench.answers.append))
    bench.write(
        Work(bench.room, "ada", hiding(bench.room, "ada", ["note-0001"], "Why"), bench.answers.append)
    )

    assert refusal_code(bench.send("bob", 3, undo("bob", 2))) == "undo.nothing"
    assert "note-0001" not in bench.room.scene


def test_HIDE3_also_when_it_was_hidden_in_the_same_batch(bench):
    bench.send("bob", 1, note("note-0001", text="Ugo is late"))
    bench.send("bob", 2, delete("note-0001"))
    then = bench.storage.read_after(BOARD, 0)[0].ops
    work = [Step([{"do": "restore", "item": op["item"]} for op in then])]
    bench.write(Work(bench.room, "ada", lambda _now: work, bench.answers.append))
    plan = hiding(bench.room, "ada", ["note-0001"], "Why")

    bench.write(
        Work(bench.room, "ada", plan, lambda _answer: None), bench.submission("bob", 3, undo("bob", 2))
    )

    assert "note-0001" not in bench.room.scene


def test_UNDO1_a_deleted_frame_takes_its_items_back(bench):
    bench.send("ada", 1, frame("frame-0001"))
    bench.send("bob", 1, note("note-0001", frame="frame-0001"), note("note-0002", frame="frame-0001"))
    before = bench.room.scene
    bench.send("ada", 2, delete("frame-0001"))

    bench.send("ada", 3, undo("ada", 2))

    assert bench.room.scene == before


def test_PERM1_what_a_person_may_no_longer_do_they_cannot_undo_either(bench):
    bench.send("ada", 1, frame("frame-0001"))
    bench.send("ada", 2, note("note-0001"))
    bench.registry.member_changed(BOARD, Member("ada", "Ada", "participant"))

    assert refusal_code(bench.send("ada", 3, undo("ada", 1))) == "denied"

    bench.registry.member_changed(BOARD, Member("ada", "Ada", "viewer"))
    assert refusal_code(bench.send("ada", 4, undo("ada", 2))) == "denied.viewer"


@pytest.mark.parametrize(
    "ops",
    [
        [{"do": "undo"}],
        [{"do": "undo", "of": "client-bob"}],
        [{"do": "undo", "of": ["client-bob"]}],
        [{"do": "undo", "of": ["client-bob", 0]}],
        [{"do": "undo", "of": ["client-bob", True]}],
        [{"do": "undo", "of": ["no", 1]}],
        [{"do": "undo", "of": ["client-bob", 1], "more": 1}],
        [{"do": "undo", "of": ["client-bob", 1]}, {"do": "delete", "id": "note-0001"}],
        [{"do": "undo", "of": ["client-bob", 1]}, {"do": "undo", "of": ["client-bob", 2]}],
    ],
)
def test_LIM2_an_undo_names_one_op_and_is_alone_in_its_message(ops):
    with pytest.raises(BadShape):
        decode_message({"id": ["client-bob", 3], "ops": ops})
