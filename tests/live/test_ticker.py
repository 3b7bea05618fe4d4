"""LIVE1: telling many rooms leaves others their turns, and no room waits for another."""

from time import monotonic

import pytest

from board.core.visibility import Here
from board.live.concurrency import ThreadConcurrency
from board.live.metrics import Metrics
from board.live.pace import TICK_S
from board.live.room import BACKLOG_LOOK_S, SLICE
from board.live.ticker import BUSY_SHARE, FEW_ROOMS, LONGEST_TICK_S, Ticker
from board.live.waiting import Waiting
from tests.support.rooms import Bench

EACH = SLICE // 4


class Clockwork:
    """A ticker that is turned by hand, and all it did, in order: messages and pauses."""

    def __init__(self):
        self.bench = Bench()
        self.did = []
        self.on_send = lambda: None
        self.takes_s = 0.0  # that sending one message takes
        self.ticker = Ticker(
            self.bench.registry.lock, ThreadConcurrency(), Metrics(), sleep=lambda s: self.did.append(s)
        )
        self.bench.outbox.send = self._send

    def _send(self, sids, _event, _payload):
        self.did.append(len(sids))
        self.on_send()
        until_s = monotonic() + self.takes_s
        while monotonic() < until_s:
            pass
        return 10

    def room_with_news(self, board_id, people):
        self.bench.storage.add_board(board_id)
        room = self.bench.registry.open(board_id)
        for n in range(people):
            sid = f"{board_id}-{n}"
            self.bench.join("bob", sid, room=room)
        self.moves(room)
        return room

    def moves(self, room):
        """Somebody has moved there."""
        room.move(next(iter(room.sessions)), Here(1, "bob", cursor=(1, 2)))
        self.ticker.touch(room)


@pytest.fixture
def clockwork():
    return Clockwork()


def test_LIVE1_between_rooms_others_have_a_turn(clockwork):
    for n in range(12):
        clockwork.room_with_news(f"board_{n:04}", EACH)

    for _ in range(3):
        clockwork.ticker.step()

    assert [did for did in clockwork.did if did == EACH] == [EACH] * 12
    pauses = clockwork.did[4::5]
    assert clockwork.did == [*[EACH] * 4, pauses[0], *[EACH] * 4, pauses[1], *[EACH] * 4, pauses[2]]
    assert all(0 < pause_s <= LONGEST_TICK_S for pause_s in pauses)


def test_LIVE4_a_few_rooms_are_told_in_one_go(clockwork):
    for n in range(FEW_ROOMS):
        clockwork.room_with_news(f"board_{n:04}", 2)

    clockwork.ticker.step()

    *steps, _ = clockwork.did
    assert steps == [2] * FEW_ROOMS


def test_LIVE4_a_room_that_was_told_just_now_waits_and_one_that_was_not_does_not(clockwork):
    first = clockwork.room_with_news("board_0001", 2)
    clockwork.ticker.step()
    clockwork.did.clear()

    clockwork.moves(first)
    clockwork.room_with_news("board_0002", 3)
    clockwork.ticker.step()

    assert clockwork.did[0] == 3
    assert first.due_at_s() == first.pace.lasting_at_s


def test_LIVE4_ticks_grow_with_what_telling_all_rooms_takes(clockwork):
    rooms = [clockwork.room_with_news(f"board_{n:04}", 2) for n in range(3)]
    clockwork.takes_s = TICK_S * BUSY_SHARE

    clockwork.ticker.step()

    told = [room.pace.lasting_at_s - room.pace.carried_told_s for room in rooms]
    assert told[0] >= TICK_S
    assert told[2] >= TICK_S * 3


def test_LIVE3_a_room_that_only_looks_who_has_caught_up_does_not_keep_the_ticker_busy(clockwork):
    room = clockwork.room_with_news("board_0001", 2)
    clockwork.bench.outbox.unread["board_0001-1"] = Waiting(1, 10, 0.0)
    clockwork.ticker.step()

    assert room.due_at_s() == room.pace.lasting_at_s + BACKLOG_LOOK_S


def test_LIVE4_what_happens_while_a_room_is_told_waits_for_its_next_tick(clockwork):
    room = clockwork.room_with_news("board_0001", 2)
    clockwork.on_send = lambda: clockwork.moves(room)

    clockwork.ticker.step()
    clockwork.did.clear()
    clockwork.on_send = lambda: None
    told_s = room.pace.lasting_at_s
    while not clockwork.did:
        clockwork.ticker.step()

    assert clockwork.did[0] == 2
    assert room.pace.carried_told_s >= told_s
