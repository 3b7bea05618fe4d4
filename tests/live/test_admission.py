"""A few pages at a time, and nobody forgotten."""

import threading

import pytest

from board.core.errors import Busy
from board.live.admission import Admission
from tests.support.server import wait_until


def test_as_many_as_agreed_are_inside_at_once_and_all_get_in():
    admission = Admission(at_once=2)
    inside, most, lock = [0], [0], threading.Lock()
    may_leave = threading.Event()

    def page() -> None:
        with admission.turn():
            with lock:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
            may_leave.wait(10)
            with lock:
                inside[0] -= 1

    pages = [threading.Thread(target=page) for _ in range(10)]
    for one in pages:
        one.start()
    wait_until(lambda: admission.waiting == 8, "eight pages in line")
    may_leave.set()
    for one in pages:
        one.join(10)

    assert most[0] == 2
    assert inside[0] == admission.waiting == 0


def test_a_page_beyond_the_line_is_told_to_come_again():
    admission = Admission(at_once=1, line_limit=0)

    with pytest.raises(Busy) as refused, admission.turn():
        pass

    assert refused.value.data["retry_ms"] > 0


def test_a_page_that_fails_inside_gives_its_place_back():
    admission = Admission(at_once=1)
    for _ in range(3):
        with pytest.raises(ValueError), admission.turn():  # noqa: PT011 - any error will do
            raise ValueError

    with admission.turn():
        assert admission.waiting == 0
