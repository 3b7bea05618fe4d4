"""SEQ, ACK, PERM and DATA rules of the writer, on the store in memory."""

from dataclasses import replace

import pytest

from board.core.apply import replay
from board.core.errors import BadNumber, ClientTaken, OpGap, StorageFailed
from board.core.kinds import ITEMS_LIMIT
from board.core.log import Refusal
from board.core.scene import EMPTY
from board.core.scene_hash import scene_hash
from board.core.visibility import Member
from board.live.storage import Commit
from board.live.work import Step, Work, look_again
from tests.support.rooms import BOARD, Bench, delete, frame, note, patch, refusal_code


@pytest.fixture
def bench():
    return Bench()


def test_SEQ1_numbers_entries_without_a_gap_across_clients_and_batches(bench):
    first = bench.write(
        bench.submission("bob", 1, note("note-0001")), bench.submission("cai", 1, note("note-0002"))
    )
    second = bench.write(bench.submission("bob", 2, patch("note-0001", text="ciao")))

    assert first + second == [1, 2, 3]
    assert [entry.seq for entry in bench.storage.read_after(BOARD, 0)] == [1, 2, 3]


def test_SEQ2_a_resend_gets_its_first_answer_and_changes_nothing(bench):
    first = bench.send("bob", 1, note("note-0001"))

    again = bench.send("bob", 1, note("note-0001"))

    assert (first, again) == (1, 1)
    assert bench.room.head == 1


def test_SEQ2_a_resend_in_the_same_batch_gets_the_same_answer(bench):
    op = bench.submission("bob", 1, note("note-0001"))

    assert bench.write(op, op) == [1, 1]
    assert len(bench.storage.read_after(BOARD, 0)) == 1


def test_SEQ2_a_resend_of_a_refused_op_is_refused_the_same_way(bench):
    first = bench.send("bob", 1, delete("missing-1"))

    again = bench.send("bob", 1, delete("missing-1"))

    assert isinstance(first, Refusal)
    assert again == first
    assert bench.room.head == 0


def test_SEQ2_a_refused_op_does_not_block_the_next(bench):
    refused, accepted = bench.write(
        bench.submission("bob", 1, delete("missing-1")), bench.submission("bob", 2, note("note-0001"))
    )

    assert refusal_code(refused) == "item.missing"
    assert accepted == 1


def test_SEQ2_a_number_ahead_of_the_next_is_a_gap(bench):
    answer = bench.send("bob", 2, note("note-0001"))

    assert isinstance(answer, OpGap)
    assert answer.data == {"last_n": 0}


def test_SEQ2_an_op_that_could_not_be_decoded_uses_up_its_number(bench):
    bad = replace(bench.submission("bob", 1, note("note-0001")), error=BadNumber(field="x"))

    refused, accepted = bench.write(bad, bench.submission("bob", 2, note("note-0001")))

    assert refusal_code(refused) == "bad.number"
    assert accepted == 1


def test_SEQ2_a_client_id_belongs_to_one_person(bench):
    bench.send("bob", 1, note("note-0001"), client="client-of-bob")

    answer = bench.send("cai", 1, note("note-0002"), client="client-of-bob")

    assert isinstance(answer, ClientTaken)


def test_SEQ3_a_room_shows_nothing_that_is_not_committed(bench):
    bench.storage.is_failing = True

    bench.send("bob", 1, note("note-0001"))

    assert bench.room.head == 0
    assert bench.room.scene == {}


def test_ACK1_nobody_is_told_before_the_commit(bench):
    bench.join("bob")
    bench.join("cai")
    bench.storage.is_failing = True

    answer = bench.send("bob", 1, note("note-0001"))
    bench.room.flush()

    assert isinstance(answer, StorageFailed)
    assert answer.data["retry_ms"] > 0
    assert bench.outbox.to("sid-cai", "entries") == []


def test_ACK3_the_same_op_is_accepted_once_the_store_works_again(bench):
    bench.storage.is_failing = True
    bench.send("bob", 1, note("note-0001"))
    bench.storage.is_failing = False

    assert bench.send("bob", 1, note("note-0001")) == 1


def test_ACK3_a_commit_that_arrived_although_it_reported_failure_is_not_doubled(bench):
    class Ambiguous(type(bench.storage)):
        def commit(self, commits):
            super().commit(commits)
            raise StorageFailed

    bench.storage.__class__ = Ambiguous
    bench.send("bob", 1, note("note-0001"))
    bench.storage.__class__ = Ambiguous.__mro__[1]

    assert bench.send("bob", 1, note("note-0001")) == 1
    assert len(bench.storage.read_after(BOARD, 0)) == 1
    assert bench.room.head == 1


def test_APPLY1_a_batch_changes_everything_or_nothing(bench):
    answer = bench.send("bob", 1, note("note-0001"), delete("missing-1"))

    assert refusal_code(answer) == "item.missing"
    assert bench.room.scene == {}


def test_LIM1_a_full_board_takes_nothing_more_until_something_goes(bench):
    for batch in range(ITEMS_LIMIT // 1_000):
        ops = [note(f"note-{batch * 1_000 + n:05d}") for n in range(1_000)]
        assert refusal_code(bench.send("bob", batch + 1, *ops)) is None
    assert len(bench.room.scene) == ITEMS_LIMIT
    following = ITEMS_LIMIT // 1_000 + 1

    full = bench.send("bob", following, note("note-more"))
    bench.send("bob", following + 1, patch("note-00001", text="still alive"))
    bench.send("bob", following + 2, delete("note-00000"))
    again = bench.send("bob", following + 3, note("note-again"))

    assert refusal_code(full) == "item.too_many"
    assert bench.room.scene["note-00001"]["text"] == "still alive"
    assert refusal_code(again) is None
    assert len(bench.room.scene) == ITEMS_LIMIT


def test_DATA3_an_id_is_never_used_again(bench):
    bench.send("bob", 1, note("note-0001"))
    bench.send("bob", 2, delete("note-0001"))

    answer = bench.send("cai", 1, note("note-0001"))

    assert refusal_code(answer) == "item.exists"


def test_DATA3_an_id_is_not_used_twice_in_one_batch_either(bench):
    first, second = bench.write(
        bench.submission("bob", 1, note("note-0001"), delete("note-0001")),
        bench.submission("cai", 1, note("note-0001")),
    )

    assert first == 1
    assert refusal_code(second) == "item.exists"


@pytest.mark.parametrize(
    ("person", "op", "code"),
    [
        ("bob", frame("frame-0001"), "denied"),
        ("vera", note("note-0009"), "denied.viewer"),
        ("vera", frame("frame-0001"), "denied.viewer"),
        ("stranger", note("note-0009"), "board.missing"),
        ("ada", frame("frame-0001"), None),
        ("bob", note("note-0009"), None),
    ],
)
def test_PERM1_each_role_may_do_what_its_row_says(bench, person, op, code):
    assert refusal_code(bench.send(person, 1, op)) == code


def test_PERM1_a_participant_may_not_change_or_delete_a_frame(bench):
    bench.send("ada", 1, frame("frame-0001"))

    answers = [
        bench.send("bob", 1, patch("frame-0001", title="Mine")),
        bench.send("bob", 2, delete("frame-0001")),
    ]

    assert [refusal_code(answer) for answer in answers] == ["denied", "denied"]


def test_PERM1_a_role_is_read_at_every_op(bench):
    bench.send("bob", 1, note("note-0001"))

    bench.registry.member_changed(BOARD, Member("bob", "Bob", "viewer"))

    assert refusal_code(bench.send("bob", 2, note("note-0002"))) == "denied.viewer"


def test_PERM4_the_rule_of_the_board_is_read_at_every_op_and_every_undo(bench):
    bench.send("bob", 1, note("note-0001"))
    bench.send("cai", 1, patch("note-0001", x=5))
    bench.people.is_add_only = True

    bench.registry.board_changed(BOARD)

    undo = {"do": "undo", "of": ["client-cai", 1]}
    answers = [bench.send("cai", 2, patch("note-0001", x=6)), bench.send("cai", 3, undo)]
    assert [refusal_code(answer) for answer in answers] == ["item.of_others", "item.of_others"]
    assert isinstance(bench.send("bob", 2, patch("note-0001", x=7)), int)
    assert isinstance(bench.send("ada", 1, patch("note-0001", x=8)), int)


def test_the_log_replayed_from_the_start_is_the_room(bench):
    bench.send("ada", 1, frame("frame-0001"))
    bench.send("bob", 1, note("note-0001", frame="frame-0001"), note("note-0002"))
    bench.send("cai", 1, patch("note-0002", x=12.5, text="più"), delete("note-0001"))
    bench.send("ada", 2, delete("frame-0001"))

    scene = EMPTY
    for entry in bench.storage.read_after(BOARD, 0):
        scene = replay(scene, entry.ops)

    assert scene == bench.room.scene


def test_ACK1_the_servers_own_work_becomes_entries_in_its_turn(bench):
    seen = []

    def plan(moment):
        seen.append((moment.head, sorted(moment.scene), len(moment.waiting)))
        return [Step([patch("note-0001", x=5)]), Step([delete("note-0001")])]

    answers = bench.write(
        bench.submission("bob", 1, note("note-0001")),
        Work(bench.room, "system", plan, bench.answers.append),
        bench.submission("bob", 2, note("note-0002")),
    )

    assert seen == [(1, ["note-0001"], 1)]
    assert answers == [1, 3, 4]
    entries = bench.storage.read_after(BOARD, 0)
    assert [(entry.actor, entry.op_id) for entry in entries[1:3]] == [("system", None)] * 2
    assert list(bench.room.scene) == ["note-0002"]


def test_APPLY1_the_servers_own_work_happens_wholly_or_not_at_all(bench):
    bench.send("bob", 1, note("note-0001"))

    def plan(_moment):
        return [Step([patch("note-0001", x=5)]), Step([delete("missing-1")])]

    (answer,) = bench.write(Work(bench.room, "system", plan, bench.answers.append))

    assert refusal_code(answer) == "item.missing"
    assert (bench.room.head, bench.room.scene["note-0001"]["x"]) == (1, 0)


def test_ACK3_a_commit_that_arrived_is_told_although_nobody_writes_again(bench):
    storage = bench.storage
    bench.join("cai")

    class Ambiguous(type(storage)):
        def commit(self, commits):
            super().commit(commits)
            raise StorageFailed

    storage.__class__ = Ambiguous
    bench.send("bob", 1, note("note-0001"))
    storage.__class__ = Ambiguous.__mro__[1]
    bench.write(look_again(bench.room))
    bench.room.flush()

    assert bench.room.head == 1
    assert [entry["seq"] for news in bench.outbox.to("sid-cai", "news") for entry in news["entries"]] == [1]


def test_ACK3_a_room_that_missed_what_is_compacted_by_now_begins_anew(bench):
    bench.join("bob")
    bench.send("bob", 1, note("note-0001"))
    other = Bench()
    other.send("bob", 1, note("note-0001"))
    other.send("cai", 1, note("note-0002"))
    # Arrived although its commit reported failure, and compacted before anybody looked.
    bench.storage.commit([Commit(BOARD, 1, tuple(other.storage.read_after(BOARD, 1)), (), {})])
    bench.storage.compact(BOARD)
    bench.room.is_stale = True
    bench.outbox.sent.clear()

    answer = bench.send("bob", 2, patch("note-0002", x=5))

    assert answer == 3
    assert bench.room.scene["note-0002"]["x"] == 5
    assert bench.room.hash == scene_hash(bench.room.scene.values())
    assert refusal_code(bench.send("bob", 3, note("note-0002"))) == "item.exists"
    assert bench.outbox.to("sid-bob", "head")[0]["seq"] == 2
