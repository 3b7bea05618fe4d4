"""LIVE3: what a session gets that does not read, and that the others notice nothing."""

import pytest

from board.core.visibility import Here
from board.live.backlog import BEHIND_S, STUCK_S, WAITING_BYTES, WAITING_MESSAGES
from board.live.waiting import Waiting
from tests.support.rooms import Bench, note


@pytest.fixture
def bench():
    return Bench.with_everybody()


def waits(bench, messages=1, size=1_000, stuck_s=0.0):
    """From now on this waits for Bob."""
    bench.outbox.unread["sid-bob"] = Waiting(messages, size, stuck_s)


def flush(bench, at_s=1_000.0):
    letters = bench.room.letters(at_s, is_all_due=True)
    bench.room.deliver(letters)


def write(bench, count=1):
    for _ in range(count):
        n = bench.room.head + 1
        assert bench.send("cai", n, note(f"note-{n:04}")) == n


def seqs(bench, sid="sid-bob"):
    return [entry["seq"] for entry in bench.outbox.news(sid, "entries")]


def test_LIVE3_who_does_not_read_gets_entries_and_no_presence(bench):
    waits(bench)
    write(bench)
    bench.room.move("sid-cai", Here(3, "cai", cursor=(1, 2)))

    flush(bench)

    assert seqs(bench) == [1]
    assert bench.outbox.news("sid-bob", "moves") == []
    assert bench.outbox.news("sid-ada", "moves") == [[3, 1, 2]]


def test_LIVE3_presence_alone_is_not_sent_to_who_does_not_read(bench):
    waits(bench)
    bench.room.show("sid-cai", Here(3, "cai", cursor=(1, 2)))

    flush(bench)

    assert bench.outbox.to("sid-bob", "news") == []


def test_LIVE3_who_has_read_is_told_the_newest_of_what_was_missed_once(bench):
    waits(bench)
    for x in range(5):
        bench.room.move("sid-cai", Here(3, "cai", cursor=(x, 0)))
        bench.room.show("sid-ada", Here(1, "ada", cursor=(x, x)))
        flush(bench)
    bench.room.leave("sid-vera", 5_000)
    flush(bench)

    bench.outbox.unread.clear()
    flush(bench)
    flush(bench)

    (missed,) = bench.outbox.to("sid-bob", "news")
    assert missed["moves"] == [[3, 4, 0]]
    assert [here["cursor"] for here in missed["here"]] == [[4, 4]]
    assert missed["gone"] == [4]
    assert bench.outbox.to("sid-bob", "head") == []


@pytest.mark.parametrize(("messages", "size"), [(WAITING_MESSAGES, 1_000), (5, WAITING_BYTES)])
def test_LIVE3_when_too_much_waits_entries_are_left_out_and_caught_up_with_later(bench, messages, size):
    waits(bench, messages, size)
    write(bench)
    flush(bench)
    waits(bench)  # it reads again, and still gets nothing in between: a gap would only cost more
    write(bench)
    flush(bench)
    assert seqs(bench) == []

    bench.outbox.unread.clear()
    flush(bench)
    write(bench)
    flush(bench)

    assert bench.outbox.to("sid-bob", "head") == [
        {"seq": 2, "hash": bench.outbox.to("sid-bob", "head")[0]["hash"], "now_ms": bench.now_ms}
    ]
    assert seqs(bench) == [3]
    assert bench.room.metrics.total("tavolo_resyncs_total") == 1
    assert seqs(bench, "sid-ada") == [1, 2, 3]


@pytest.mark.parametrize(("after_s", "stuck_s"), [(BEHIND_S + 1, 0.0), (2.0, STUCK_S + 1)])
def test_LIVE3_who_stays_behind_is_sent_away(bench, after_s, stuck_s):
    waits(bench)
    write(bench)
    flush(bench, 1_000.0)
    assert bench.outbox.closed == []

    waits(bench, stuck_s=stuck_s)
    flush(bench, 1_000.0 + after_s)

    assert bench.outbox.closed == ["sid-bob"]
    (bye,) = bench.outbox.to("sid-bob", "bye")
    assert (bye["code"], bye["data"]["retry_ms"]) == ("slow", 1_000)
    assert bench.room.metrics.total("tavolo_slow_closed_total") == 1
    flush(bench)
    assert bench.outbox.news("sid-ada", "gone") == [2]


def test_LIVE3_a_room_is_looked_at_again_while_somebody_is_behind(bench):
    waits(bench)
    write(bench)
    flush(bench)

    assert bench.room.due_at_s() is not None


def test_LIVE3_all_who_fall_behind_together_share_one_message(bench):
    for sid in ("sid-bob", "sid-cai"):
        bench.outbox.unread[sid] = Waiting(1, 1_000, 0.0)
    bench.room.move("sid-ada", Here(1, "ada", cursor=(1, 2)))
    flush(bench)
    bench.outbox.unread.clear()
    bench.outbox.sent.clear()

    flush(bench)

    assert [sent.sids for sent in bench.outbox.sent] == [("sid-bob", "sid-cai")]
