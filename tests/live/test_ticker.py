"""LIVE1: telling many rooms leaves others their turns, and no room waits for another."""

import pytest

from board.core.visibility import Here
from board.live.concurrency import ThreadConcurrency
from board.live.metrics import Metrics
from board.live.room import SLICE
from board.live.ticker import FEW_ROOMS, LONGEST_TICK_S, Ticker
from tests.support.rooms import Bench

EACH = SLICE // 4


class Clockwork:
    """A ticker that is turned by hand, and all it did, in order: messages and pauses."""

    def __init__(self):
        self.bench = Bench()
        self.did = []
        self.ticker = Ticker(
            self.bench.registry.lock, ThreadConcurrency(), Metrics(), sleep=lambda s: self.did.append(s)
        )
        self.bench.outbox.send = self._send

    def _send(self, sids, _event, _payload):
        self.did.append(len(sids))
        return 10

    def room_with_news(self, board_id, people):
        self.bench.storage.add_board(board_id)
        room = self.bench.registry.open(board_id)
        for n in range(people):
            sid = f"{board_id}-{n}"
            self.bench.join("bob", sid, room=room)
        room.move(f"{board_id}-0", Here(1, "bob", cursor=(1, 2)))
        self.ticker.touch(room)


@pytest.fixture
def clockwork():
    return Clockwork()


def test_LIVE1_between_rooms_others_have_a_turn(clockwork):
    for n in range(12):
        clockwork.room_with_news(f"board_{n:04}", EACH)

    clockwork.ticker.step()

    *steps, pause_s = clockwork.did
    assert steps == ([EACH] * 4 + [0]) * 2 + [EACH] * 4
    assert 0 < pause_s <= LONGEST_TICK_S


def test_LIVE4_a_few_rooms_are_told_in_one_go(clockwork):
    for n in range(FEW_ROOMS):
        clockwork.room_with_news(f"board_{n:04}", 2)

    clockwork.ticker.step()

    *steps, _ = clockwork.did
    assert steps == [2] * FEW_ROOMS
