"""LIVE4: how often a room tells what."""

import pytest

from board.core.visibility import Here
from board.live.news import COARSE_FROM
from board.live.pace import BURST_S, BYTES_PER_S, CURSOR_S, DEAR_S, LEAST_APART, MOST, OLDEST_S, TICK_S, Pace
from board.live.room import SLICE
from tests.support.rooms import Bench, note

HELD = {"note-held": {"x": 1, "y": 2}}


@pytest.fixture
def bench():
    bench = Bench()
    for person_id in ("ada", "bob", "cai"):
        bench.join(person_id)
    bench.send("ada", 1, note("note-held"))
    bench.room.flush()
    bench.outbox.sent.clear()
    return bench


def tell(bench, now_s):
    """What Ada is told at this time."""
    bench.outbox.sent.clear()
    bench.room.deliver(bench.room.letters(now_s))
    return [part for payload in bench.outbox.to("sid-ada", "news") for part in payload]


def moves(bench):
    """What Ada is told now."""
    bench.outbox.sent.clear()
    bench.room.flush()
    return sorted(bench.outbox.news("sid-ada", "moves"))


def test_LIVE4_a_small_message_may_follow_after_one_tick():
    pace = Pace()

    pace.told(100.0, 50, 0.001)

    assert (pace.lasting_at_s, pace.carried_at_s, pace.cursors_at_s) == (100 + TICK_S,) * 3


def test_LIVE4_a_big_message_holds_back_cursors_more_than_what_is_carried():
    pace = Pace(carried_told_s=100.0, cursors_told_s=100.0)

    pace.told(100.0, BYTES_PER_S // 2, 0.005)

    assert pace.lasting_at_s == 100 + TICK_S
    assert pace.carried_at_s == pytest.approx(100 + OLDEST_S - 0.005 * MOST)
    assert pace.cursors_at_s == 100.5


def test_LIVE4_when_telling_is_dear_one_message_holds_what_lasts_and_what_is_carried():
    pace = Pace(carried_told_s=100.0, cursors_told_s=100.0)
    took_s = DEAR_S * 2

    pace.told(100.0, BYTES_PER_S // 2, took_s)

    assert pace.lasting_at_s == pace.carried_at_s
    assert 100 + TICK_S < pace.carried_at_s < 100 + OLDEST_S


def test_LIVE4_when_telling_is_dear_a_small_message_does_not_wait():
    pace = Pace(carried_told_s=100.0)

    pace.told(100.0, 50, DEAR_S * 2)

    assert pace.lasting_at_s == 100 + TICK_S


def test_LIVE1_a_full_room_is_told_in_slices(bench):
    for n in range(SLICE):
        bench.join("bob", f"sid-{n}")
    bench.room.flush()
    bench.outbox.sent.clear()
    bench.send("bob", 1, note("note-0001"))

    bench.room.flush()

    told = [sid for sent in bench.outbox.sent for sid in sent.sids if sent.event == "news"]
    assert len(bench.outbox.sent) > 1
    assert len(told) == len(set(told)) == SLICE + 3


def test_LIVE4_what_is_carried_uses_up_what_cursors_have():
    pace = Pace(carried_told_s=100.0, cursors_told_s=100.0)

    for tick in range(4):
        pace.told(100 + tick / 10, BYTES_PER_S // 5, 0.001)

    assert pace.cursors_at_s == pytest.approx(100.8)


def test_LIVE4_what_lasts_does_not_put_off_what_is_carried():
    pace = Pace(carried_told_s=100.0)

    for tick in range(4):
        pace.told(100 + tick / 50, BYTES_PER_S, 0.001)

    assert pace.carried_at_s == pytest.approx(100 + OLDEST_S - 0.001 * MOST)


def test_LIVE4_long_ticks_do_not_put_off_what_is_carried_either():
    pace = Pace(carried_told_s=100.0)

    pace.told(100.05, 50, 0.001, tick_s=OLDEST_S)

    assert pace.carried_at_s == pytest.approx(100 + OLDEST_S - 0.001 * MOST)
    assert pace.carried_at_s < pace.lasting_at_s


def test_LIVE4_what_lasts_goes_along_with_what_is_carried(bench):
    bench.room.pace = Pace(carried_told_s=100.0)
    bench.room.pace.told(100.05, 50, 0.001, tick_s=OLDEST_S)
    bench.room.move("sid-cai", Here(3, "cai", cursor=(1, 2), preview=HELD, shift=(1, 1)))
    bench.send("bob", 1, note("note-0001"))

    due_s = bench.room.due_at_s()

    assert due_s == bench.room.pace.carried_at_s
    assert tell(bench, due_s) == ["entries", "moves"]


def test_LIVE4_where_telling_takes_very_long_messages_stay_apart():
    pace = Pace(carried_told_s=100.0)

    pace.told(100.0, 50, 0.05, tick_s=OLDEST_S)

    assert pace.carried_at_s == pytest.approx(100 + 0.05 * LEAST_APART)


def test_LIVE4_cursors_are_never_held_back_for_long():
    pace = Pace(carried_told_s=100.0, cursors_told_s=100.0)

    for tick in range(100):
        pace.told(100 + tick / 100, BYTES_PER_S, 0.001)

    assert pace.cursors_at_s == pytest.approx(100 + CURSOR_S, abs=2 * TICK_S)


def test_LIVE4_when_very_many_move_places_are_told_in_whole_units(bench):
    for n in range(COARSE_FROM + 1):
        bench.join("bob", f"sid-{n}")
    bench.room.flush()
    bench.room.move("sid-0", Here(4, "bob", cursor=(1.26, 2.5)))
    assert moves(bench) == [[4, 1.26, 2.5]]

    for n in range(COARSE_FROM + 1):
        bench.room.move(f"sid-{n}", Here(4 + n, "bob", cursor=(1.26, -2.7), shift=(0.4, 9.6)))

    assert moves(bench)[0] == [4, 1, -3, 0, 10]


def test_LIVE4_what_lasts_does_not_wait_for_what_moves(bench):
    bench.room.pace = Pace(carried_told_s=100.0, cursors_told_s=100.0)
    bench.room.pace.told(100.0, BYTES_PER_S, 0.001)
    bench.room.move("sid-bob", Here(2, "bob", cursor=(1, 2)))
    bench.room.move("sid-cai", Here(3, "cai", cursor=(1, 2), preview=HELD, shift=(1, 1)))
    bench.send("bob", 1, note("note-0001"))

    assert bench.room.due_at_s() == 100 + TICK_S
    assert tell(bench, 100.020) == ["entries"]
    assert tell(bench, 100.020) == []
    assert tell(bench, 100.091) == ["moves"]
    assert tell(bench, 101.001) == ["moves"]
    assert bench.room.due_at_s() is None


def test_LIVE4_before_a_tick_has_passed_nothing_is_told(bench):
    bench.room.pace.told(100.0, 10, 0.001)
    bench.send("bob", 1, note("note-0001"))

    assert tell(bench, 100.010) == []
    assert tell(bench, 100.017) == ["entries"]


def test_LIVE4_one_bigger_message_does_not_hold_back_what_is_carried():
    pace = Pace(carried_told_s=100.0)

    pace.told(100.0, int(BYTES_PER_S * BURST_S), 0.001)
    assert pace.carried_at_s == 100 + TICK_S

    pace.told(100.0 + TICK_S, int(BYTES_PER_S * BURST_S), 0.001)
    assert pace.carried_at_s > 100 + 3 * TICK_S
