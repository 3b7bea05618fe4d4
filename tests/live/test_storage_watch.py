"""ACK3: boards are read-only while the store fails, and people are told both ways."""

import pytest

from board.core.errors import StorageFailed
from tests.support.rooms import Bench, note
from tests.support.server import wait_until


@pytest.fixture
def bench():
    bench = Bench()
    bench.join("bob")
    bench.registry.start()
    return bench


def told(bench):
    return [board["is_writable"] for board in bench.outbox.to("sid-bob", "board")]


def test_ACK3_boards_are_read_only_until_the_store_works_again(bench):
    bench.storage.is_failing = True
    bench.registry.submit(bench.submission("bob", 1, note("note-0001")))
    wait_until(lambda: told(bench) == [False], "the news that nothing can be saved")
    assert bench.answers[0].code == "storage"

    with pytest.raises(StorageFailed):
        bench.registry.submit(bench.submission("bob", 1, note("note-0001")))

    bench.storage.is_failing = False
    wait_until(lambda: told(bench) == [False, True], "the news that it can be saved again")
    bench.registry.submit(bench.submission("bob", 1, note("note-0001")))
    wait_until(lambda: bench.answers[-1] == 1, "the answer")


def test_ACK3_a_board_opened_while_the_store_fails_is_read_only(bench):
    bench.storage.add_board("board_0002")
    bench.storage.is_failing = True
    bench.registry.submit(bench.submission("bob", 1, note("note-0001")))
    wait_until(lambda: told(bench) == [False], "the news that nothing can be saved")

    assert not bench.registry.open("board_0002").is_writable
