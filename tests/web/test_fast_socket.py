"""A fast socket on a real pair of sockets, with a hub that the test turns by hand."""

import select
import socket
from contextlib import suppress

import pytest

from board.web.fast_socket import (
    BYTES_IN_BURST,
    MESSAGE_COST_BYTES,
    WAITING_BYTES,
    WAITING_FRAMES,
    FastSocket,
)
from board.web.frames import CLOSE, PING, PONG, TEXT, close_frame, frame
from tests.web.test_frames import masked

LIMIT = 256 * 1024


class HandTurned:
    """Fits `Hub`, `Watch` and `Bell`: nothing happens between two turns."""

    def __init__(self):
        self.timers = []  # (seconds, callback), in the order they were asked for
        self.is_rung = False
        self.on_ring = lambda: None

    def watch(self, connection, on_readable, on_writable):
        self.connection, self.on_readable, self.on_writable = connection, on_readable, on_writable
        self.is_reading, self.is_writing = True, False
        return self

    def read(self, is_wanted):
        self.is_reading = is_wanted

    def write(self, is_wanted):
        self.is_writing = is_wanted

    def stop(self):
        self.is_reading = self.is_writing = False

    def later(self, seconds, callback):
        self.timers.append((seconds, callback))

    def ring(self):
        self.is_rung = True

    def wait(self, timeout_s=None):
        """The task gives the hub a turn."""
        assert self.turn() or self.is_rung or self.fire(), "it would wait for ever"
        self.is_rung = False

    def turn(self):
        """Do what is due now; whether there was something."""
        readable, writable, _ = select.select(
            [self.connection] if self.is_reading else [], [self.connection] if self.is_writing else [], [], 0
        )
        if readable:
            self.on_readable()
        if writable and self.is_writing:
            self.on_writable()
        return bool(readable or writable)

    def fire(self):
        """Let the time of all timers come; whether there was one."""
        due, self.timers = self.timers, []
        for _, callback in due:
            callback()
        return bool(due)


class Ends:
    """A fast socket and the client at the other end."""

    def __init__(self):
        ours, self.client = socket.socketpair()
        self.hub = HandTurned()
        self.stuck = set()
        # The options of TCP do not exist on a pair; a listener gives the real thing.
        ours.close()
        self.client.close()
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.client = socket.create_connection(listener.getsockname())
            self.ours, _ = listener.accept()
        self.client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.fast = FastSocket(self.ours, self.hub, self.hub, LIMIT, self.stuck)

    def close(self):
        self.ours.close()
        self.client.close()

    def received(self, count):
        self.client.settimeout(5)
        data = b""
        while len(data) < count:
            data += self.client.recv(count - len(data))
        return data

    def settle(self):
        """Turn until nothing is left to do now."""
        while self.hub.turn():
            pass

    def fill(self):
        """Send until the other end takes no more."""
        while not self.fast.waiting_bytes:
            self.fast.write(frame(TEXT, b"x" * 10_000))


@pytest.fixture
def ends():
    ends = Ends()
    yield ends
    ends.close()


def test_messages_arrive_in_order_and_are_answered(ends):
    ends.client.sendall(masked(TEXT, b"one") + masked(TEXT, "due è".encode()))

    assert [ends.fast.wait(), ends.fast.wait()] == ["one", "due è"]

    ends.fast.send("three")
    assert ends.received(7) == frame(TEXT, b"three")


def test_who_takes_a_message_first_keeps_it_from_the_rest(ends):
    taken = []
    ends.fast.on_text = lambda text: text.startswith("hot") and not taken.append(text)
    ends.client.sendall(masked(TEXT, b"hot 1") + masked(TEXT, b"cold") + masked(TEXT, b"hot 2"))

    assert ends.fast.wait() == "cold"
    # While "cold" is being handled, nothing overtakes it.
    assert taken == ["hot 1"]
    assert ends.fast.wait() == "hot 2"


def test_a_ping_is_answered_and_a_goodbye_completed(ends):
    ends.client.sendall(masked(PING, b"are you there"))
    ends.settle()
    assert ends.received(15) == frame(PONG, b"are you there")

    ends.client.sendall(masked(CLOSE, b"\x03\xe8"))
    assert ends.fast.wait() is None
    assert ends.received(4) == close_frame(1000)
    assert ends.client.recv(1) == b""


def test_LIM2_a_broken_frame_ends_the_connection_with_its_code(ends):
    ends.client.sendall(masked(TEXT, b"fine") + frame(TEXT, b"not masked"))

    assert ends.fast.wait() is None
    assert ends.received(4) == close_frame(1002)


def test_a_connection_that_breaks_ends_the_wait(ends):
    ends.client.close()

    assert ends.fast.wait() is None
    ends.fast.write(b"nobody hears this")


def test_a_goodbye_arrives_although_the_client_goes_on_writing(ends):
    """A connection that is closed with bytes unread is reset, and a reset can overtake what was sent."""
    ends.fast.write(frame(TEXT, b"back soon"))
    ends.client.sendall(masked(TEXT, b"a change"))
    ends.fast.close()
    assert not ends.fast.is_closed

    for _ in range(3):
        ends.client.sendall(masked(TEXT, b"another change"))
        ends.settle()

    goodbye = frame(TEXT, b"back soon") + close_frame(1000)
    assert ends.received(len(goodbye)) == goodbye
    assert ends.client.recv(1) == b""
    ends.client.close()
    assert ends.fast.wait() is None
    assert ends.hub.timers, "it would wait for ever for a client that stays"


def test_LIVE3_what_is_not_read_waits_and_leaves_in_order_later(ends):
    ends.fill()
    assert ends.stuck == {ends.fast}
    ends.fast.write(frame(TEXT, b"the last"))

    data = b""
    while not data.endswith(b"the last"):
        ends.hub.turn()
        ends.client.settimeout(0.2)
        with suppress(TimeoutError):
            data += ends.client.recv(100_000)

    assert ends.stuck == set()
    assert ends.fast.waiting_bytes == 0
    assert data.replace(frame(TEXT, b"x" * 10_000), b"") == frame(TEXT, b"the last")


@pytest.mark.parametrize("size", [1, 30_000])
def test_LIVE3_too_much_that_waits_ends_the_connection(ends, size):
    ends.fill()
    most = 0
    for _ in range(WAITING_FRAMES + 1):
        ends.fast.write(frame(TEXT, b"x" * size))
        most = max(most, ends.fast.waiting_bytes)

    assert ends.fast.is_closed
    assert most <= WAITING_BYTES
    assert ends.stuck == set()


def test_LIVE3_who_is_cut_off_gets_one_last_message_in_place_of_the_rest(ends):
    ends.fill()
    for _ in range(20):
        ends.fast.write(frame(TEXT, b"never sent"))

    ends.fast.cut_off(frame(TEXT, b"bye"))

    assert ends.fast.waiting_frames == 3  # the rest of the first, the goodbye, the end
    assert ends.hub.fire()
    assert ends.fast.is_closed


def test_LIVE3_a_goodbye_that_nobody_reads_does_not_keep_the_connection(ends):
    ends.fill()
    ends.fast.close()
    assert not ends.fast.is_closed

    ends.hub.fire()

    assert ends.fast.is_closed


def test_LIM1_who_sends_too_fast_is_not_read_for_a_while(ends):
    message = masked(TEXT, b"x")
    each = len(message) + MESSAGE_COST_BYTES
    ends.client.sendall(message * (BYTES_IN_BURST // each + 100))
    ends.settle()

    assert not ends.hub.is_reading
    assert ends.hub.timers

    ends.hub.fire()
    assert ends.hub.is_reading


def test_LIVE1_many_messages_at_once_let_the_others_have_a_turn(ends):
    ends.client.sendall(masked(TEXT, b"x") * 100)
    ends.settle()

    for _ in range(100):
        ends.fast.wait()

    assert len(ends.hub.timers) <= 1  # each turn was taken when it was due
