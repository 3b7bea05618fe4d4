"""LIM1: how many live connections there may be."""

import pytest

from board.core.errors import Busy, TooManyPages
from board.web.connections import EACH_ADDRESS, EACH_SIGN_IN, QUESTIONS_BURST, Connections


def test_LIM1_so_many_from_one_address_and_no_more():
    connections = Connections(limit=10_000)
    for n in range(EACH_ADDRESS):
        connections.open(f"c{n}", "192.0.2.1")

    with pytest.raises(Busy) as refused:
        connections.open("one more", "192.0.2.1")
    assert refused.value.data["retry_ms"] > 0

    connections.open("from elsewhere", "192.0.2.2")
    connections.close("c0")
    connections.open("one more", "192.0.2.1")


def test_LIM1_programs_on_this_machine_are_not_counted_by_address():
    connections = Connections(limit=10_000)

    for n in range(EACH_ADDRESS + 1):
        connections.open(f"c{n}", None)


def test_LIM1_so_many_in_all():
    connections = Connections(limit=2)
    connections.open("a", None)
    connections.open("b", "192.0.2.1")

    with pytest.raises(Busy):
        connections.open("c", "192.0.2.2")

    connections.close("a")
    connections.close("a")
    connections.close("never opened")
    connections.open("c", "192.0.2.2")


def test_LIM1_so_many_pages_with_one_sign_in():
    connections = Connections(limit=10)
    for n in range(EACH_SIGN_IN):
        connections.join(f"sid-{n}", "token")

    with pytest.raises(TooManyPages):
        connections.join("one more", "token")

    connections.join("sid-0", "token")  # another board with the same connection
    connections.join("somebody else", "other token")
    connections.leave("sid-0")
    connections.leave("never joined")
    connections.join("one more", "token")


def test_LIM1_long_answers_are_asked_for_so_often_only():
    connections = Connections(limit=10)

    taken = [connections.questions("sid").take(1_000) for _ in range(int(QUESTIONS_BURST) + 1)]

    assert not any(taken[:-1])
    assert taken[-1] > 0
    connections.leave("sid")
    assert connections.questions("sid").take(1_000) == 0
