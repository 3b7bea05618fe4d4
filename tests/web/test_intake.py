"""The short way in: `move` on the spot, everything in order, and nothing that is wrong is lost."""

import pytest

from board.core.errors import BadShape
from board.live.concurrency import new_lock
from board.web.driver import BAD_EVENT
from board.web.intake import Intake

ROOM, ME, YOU = object(), object(), object()


class ByHand:
    """Fits `Concurrency` as far as it is used here: the task of the intake runs when the test says so."""

    def __init__(self):
        self.task = None

    def spawn(self, task):
        self.task = task

    def lock(self):
        return new_lock()

    def bell(self):
        return self

    def ring(self):
        pass

    def wait(self):
        """The task has nothing more to do."""
        raise StopIteration

    def run(self, intake):
        """Let the task handle what waits."""
        self.wait = iter([None]).__next__
        with pytest.raises(StopIteration):
            self.task()


class Desk:
    """An intake, and what it has had carried out: (how, session, event, payload)."""

    def __init__(self):
        self.hands = ByHand()
        self.intake = Intake(self.hands)
        self.done = []
        self.intake.move = self._move
        self.intake.handle = lambda _room, session, event, ack_id, payload: self.done.append(
            ("task", session, event, payload)
        )

    def _move(self, _room, session, payload):
        if len(payload) not in (2, 4):
            raise BadShape
        self.done.append(("hub", session, "move", payload))

    def offer(self, text, session=ME):
        return self.intake.offer(ROOM, session, text)


@pytest.fixture
def desk():
    return Desk()


def test_LIVE1_a_move_is_carried_out_on_the_spot_when_nothing_waits(desk):
    assert desk.offer('42["move",[1.5,2]]')
    assert desk.offer('42["move",[3,4,-1,0.25]]', YOU)

    assert desk.done == [("hub", ME, "move", [1.5, 2]), ("hub", YOU, "move", [3, 4, -1, 0.25])]


def test_a_move_does_not_overtake_what_its_session_has_sent_before(desk):
    assert desk.offer('42["presence",{"cursor":[1,2]}]')
    assert desk.offer('42["move",[1,2]]')
    assert desk.done == []

    desk.hands.run(desk.intake)

    assert [(how, event) for how, _, event, _ in desk.done] == [("task", "presence"), ("task", "move")]


def test_LIVE1_a_move_does_not_wait_for_what_others_have_sent(desk):
    desk.offer('42["presence",{"cursor":[1,2]}]')

    desk.offer('42["move",[1,2]]', YOU)

    assert desk.done == [("hub", YOU, "move", [1, 2])]


def test_LIVE1_after_what_it_waited_for_a_session_has_the_short_way_again(desk):
    desk.offer('42["presence",{"cursor":[1,2]}]')
    desk.hands.run(desk.intake)

    desk.offer('42["move",[1,2]]')

    assert [how for how, *_ in desk.done] == ["task", "hub"]


def test_a_move_that_comes_while_another_message_is_handled_waits_for_it(desk):
    def handle(_room, session, event, ack_id, payload):
        if event == "presence":
            desk.offer('42["move",[1,2]]')
        desk.done.append(("task", session, event, payload))

    desk.intake.handle = handle
    desk.offer('42["presence",{}]')

    desk.hands.run(desk.intake)

    assert [event for _, _, event, _ in desk.done] == ["presence", "move"]


@pytest.mark.parametrize(
    ("text", "event", "payload"),
    [
        ('42["move",[1,true]]', "move", [1, True]),
        ('42["move",[1]]', "move", [1]),
        ('42["move",{"x":1}]', "move", {"x": 1}),
        ('42["move",[1,2],3]', BAD_EVENT, "bad.shape"),
        ('42["move",[1,', BAD_EVENT, "bad.shape"),
        ('427["move",[1,2]]', "move", [1, 2]),
    ],
)
def test_a_move_that_is_not_well_formed_takes_the_way_that_answers(desk, text, event, payload):
    assert desk.offer(text)

    desk.hands.run(desk.intake)

    assert desk.done == [("task", ME, event, payload)]


def test_what_is_not_frequent_is_left_to_the_library(desk):
    assert not desk.offer('42["hello",{}]')
    assert not desk.offer("2")
