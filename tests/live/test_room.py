"""What sessions are told: VIS, LIVE and presence rules."""

import pytest

from board.core.errors import BoardMissing
from board.core.visibility import Here, Member
from board.live.session import Bucket
from tests.support.rooms import BOARD, Bench, note
from tests.support.server import wait_until


@pytest.fixture
def bench():
    bench = Bench()
    for person_id in ("ada", "bob", "cai", "vera"):
        bench.join(person_id)
    bench.room.flush()
    bench.outbox.sent.clear()
    return bench


def test_one_flush_sends_one_message_of_entries_to_each_session(bench):
    bench.send("bob", 1, note("note-0001"))
    bench.send("bob", 2, note("note-0002"))

    bench.room.flush()
    bench.room.flush()

    for sid in ("sid-ada", "sid-bob", "sid-cai", "sid-vera"):
        (message,) = bench.outbox.to(sid, "entries")
        assert [entry["seq"] for entry in message["entries"]] == [1, 2]


def test_VIS1_an_op_id_is_shown_only_to_its_author(bench):
    bench.send("bob", 1, note("note-0001"))

    bench.room.flush()

    (own,), (other,) = bench.outbox.to("sid-bob", "entries"), bench.outbox.to("sid-cai", "entries")
    assert own["entries"][0]["op_id"] == ["client-bob", 1]
    assert "op_id" not in other["entries"][0]


def test_VIS2_a_stranger_is_told_that_there_is_no_such_board(bench):
    with pytest.raises(BoardMissing):
        bench.registry.admit(BOARD, "stranger", "Stranger")


def test_a_person_taken_off_the_board_is_told_and_disconnected(bench):
    bench.registry.member_changed(BOARD, Member("bob", "Bob", None))
    bench.send("cai", 1, note("note-0001"))
    bench.room.flush()

    assert bench.outbox.closed == ["sid-bob"]
    assert bench.outbox.to("sid-bob", "bye")[0]["code"] == "board.missing"
    assert bench.outbox.to("sid-bob", "entries") == []


def test_presence_latest_value_wins_within_a_tick(bench):
    for x in range(5):
        bench.room.show("sid-bob", Here("public-sid-bob", "bob", cursor=(x, 0)))

    bench.room.flush()

    (message,) = bench.outbox.to("sid-cai", "presence")
    assert [here["cursor"] for here in message["here"]] == [[4, 0]]


def test_a_session_that_leaves_is_gone_for_the_others(bench):
    bench.room.leave("sid-bob", 5_000)

    assert bench.outbox.to("sid-cai", "gone") == [{"session": "public-sid-bob"}]
    assert bench.outbox.to("sid-bob", "gone") == []


def test_SEQ4_a_mistake_in_one_tick_does_not_end_all_news():
    bench = Bench()
    bench.join("bob")
    send, failures = bench.outbox.send, [RuntimeError("once")]

    def fail_once(*message):
        if failures:
            raise failures.pop()
        send(*message)

    bench.outbox.send = fail_once
    bench.registry.start()
    bench.registry.touch(bench.room)
    wait_until(lambda: not failures, "the failing tick")
    bench.send("bob", 1, note("note-0001"))

    wait_until(lambda: bench.outbox.to("sid-bob", "entries"), "the entry in a later tick")


def test_LIM1_a_bucket_lets_a_burst_through_and_then_one_at_a_time():
    bucket = Bucket(per_s=20, burst=3)

    assert [bucket.take(1_000) for _ in range(3)] == [0, 0, 0]
    assert bucket.take(1_000) > 0
    assert bucket.take(1_060) == 0
