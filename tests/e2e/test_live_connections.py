"""Live connections as strangers make them: raw frames, long-polling, many tabs, nobody reading."""

import base64
import json
import os
import socket
from itertools import count

import pytest

from board.web.frames import CLOSE, CONTINUATION, PING, PONG, TEXT
from tests.support.rooms import note
from tests.support.server import SocketPerson, wait_until
from tests.support.stage import new_board
from tests.web.test_frames import masked

KEY = base64.b64encode(os.urandom(16)).decode()


class RawSocket:
    """A websocket without a library: sends any bytes, reads whole frames."""

    def __init__(self, server, *, receive_buffer=0, extensions=""):
        self.connection = socket.socket()
        if receive_buffer:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.connection.settimeout(20)
        self.connection.connect(("127.0.0.1", server.port))
        self.connection.sendall(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {KEY}\r\n"
            f"Sec-WebSocket-Version: 13\r\n{extensions}\r\n".encode()
        )
        self.reader = self.connection.makefile("rb")
        self.head = b"".join(iter(self.reader.readline, b"\r\n"))
        self.ack_ids = count(1)

    def frame(self):
        """The next frame: opcode and payload."""
        first, length = self.reader.read(2)
        if length == 126:
            length = int.from_bytes(self.reader.read(2), "big")
        elif length == 127:
            length = int.from_bytes(self.reader.read(8), "big")
        return first & 0x0F, self.reader.read(length)

    def until(self, wanted):
        """The first text that begins like this; pings of the server are answered."""
        while True:
            opcode, payload = self.frame()
            if payload == b"2":
                self.send("3")
            if opcode == TEXT and payload.startswith(wanted.encode()):
                return payload.decode()
            assert opcode != CLOSE, payload

    def rest(self):
        """All bytes until the server ends the connection."""
        return self.reader.read()

    def close_code(self):
        while True:
            opcode, payload = self.frame()
            if opcode == CLOSE:
                return int.from_bytes(payload[:2], "big")

    def send(self, text):
        self.connection.sendall(masked(TEXT, text.encode()))

    def connect(self, caller):
        self.until("0")
        self.send("40" + json.dumps({"token": caller.token}))
        self.until("40")
        return self

    def call(self, event, payload):
        """The answer to an event."""
        ack_id = next(self.ack_ids)
        self.send(f"42{ack_id}" + json.dumps([event, payload]))
        return json.loads(self.until(f"43{ack_id}")[len(f"43{ack_id}") :])[0]

    def hello(self, board_id):
        return self.call("hello", {"board": board_id, "client": "raw-client-1"})

    def close(self):
        self.reader.close()
        self.connection.close()


@pytest.fixture
def guest(server):
    return server.guest(server.demo_code, "Raw")


@pytest.fixture
def raw(server, guest):
    raw = RawSocket(server).connect(guest)
    yield raw
    raw.close()


fast_only = pytest.mark.parametrize("server", ["fast"], indirect=True, scope="session")
green_only = pytest.mark.parametrize("server", ["fast", "eventlet"], indirect=True, scope="session")


def test_no_connection_is_compressed(server, guest):
    offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
    raw = RawSocket(server, extensions=offer)

    assert b"101" in raw.head
    assert b"permessage-deflate" not in raw.head
    raw.close()


def test_fragments_and_pings_between_them_are_understood(raw, guest):
    message = ("421" + json.dumps(["hello", {"board": guest.board_id, "client": "raw-client-1"}])).encode()
    raw.connection.sendall(
        masked(TEXT, message[:10], is_last=False)
        + masked(PING, b"still there?")
        + masked(CONTINUATION, message[10:20], is_last=False)
        + masked(CONTINUATION, message[20:])
    )

    assert (PONG, b"still there?") in iter(raw.frame, None)
    assert '"ok":true' in raw.until("431")


@fast_only
def test_the_closing_handshake_is_completed(raw):
    raw.connection.sendall(masked(CLOSE, b"\x03\xe8"))

    assert raw.close_code() == 1000
    assert raw.reader.read(1) == b""


@green_only
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x81\x05hello", 1002),
        (masked(0x3, b"x"), 1002),
        (masked(TEXT, b"42[\xff]"), 1007),
        (b"\x81\xff" + (1 << 30).to_bytes(8, "big"), 1009),
        (masked(TEXT, b"4", is_last=False) + masked(CONTINUATION, b"", is_last=False) * 1_100, 1009),
        (masked(TEXT, b"4", is_last=False) + masked(CONTINUATION, b"x" * 60_000, is_last=False) * 5, 1009),
    ],
)
def test_LIM2_what_breaks_the_protocol_is_closed_with_its_code(raw, data, code):
    raw.connection.sendall(data)

    # eventlet's own websocket calls bad text an error inside.
    assert raw.close_code() in {code, 1011 if code == 1007 else code}


def test_LIVE2_frequent_and_other_messages_of_one_client_stay_in_order(raw, guest):
    assert raw.hello(guest.board_id)["ok"]
    ops = [
        f"42{n + 100}" + json.dumps(["op", {"id": ["raw-client-1", n], "ops": [note(f"raw-note-{n:04}")]}])
        for n in range(1, 21)
    ]
    rest = [f"42{n + 200}" + json.dumps(["sync", {"since": 0}]) for n in range(1, 21)]

    raw.connection.sendall(
        b"".join(masked(TEXT, text.encode()) for pair in zip(ops, rest, strict=True) for text in pair)
    )

    seqs = [json.loads(raw.until(f"43{n + 100}")[5:])[0].get("seq") for n in range(1, 21)]
    assert seqs == list(range(seqs[0], seqs[0] + 20))


def test_a_polling_session_moves_to_a_websocket_and_loses_nothing(server, guest):
    moving = SocketPerson(guest, guest.board_id, transports=("polling", "websocket")).connect()
    watcher = SocketPerson(other := server.guest(server.demo_code, "Eva"), other.board_id).connect()

    answers = [moving.op(note(f"moved-note-{n:04}")) for n in range(20)]

    assert all(answer["ok"] for answer in answers)
    assert moving.socket.transport() == "websocket"
    last = answers[-1]["seq"]
    for person in (moving, watcher):
        wait_until(lambda person=person: person.head >= last, "all entries")
    moving.disconnect()
    watcher.disconnect()


def test_SEQ2_a_newer_connection_of_the_same_page_takes_the_place_of_the_older_one(server, guest):
    watcher = SocketPerson(other := server.guest(server.demo_code, "Eva"), other.board_id).connect()
    older = SocketPerson(guest, guest.board_id).connect()
    assert older.op(note("older-note-1"))["ok"]
    newer = SocketPerson(guest, guest.board_id)
    newer.client_id, newer.n = older.client_id, older.n

    newer.connect()
    older.send(note("too-late-note"))

    wait_until(lambda: not older.socket.connected, "the end of the older connection")
    wait_until(lambda: newer.session in watcher.here and older.session not in watcher.here, "one presence")
    assert newer.op(note("newer-note-1"))["ok"]
    assert "too-late-note" not in {item["id"] for item in guest.snapshot(guest.board_id)["items"]}
    newer.disconnect()
    watcher.disconnect()


def test_SEQ2_a_client_that_lost_its_count_goes_on_after_hello(server, guest):
    person = SocketPerson(guest, guest.board_id).connect()
    assert person.last_n == 0
    assert person.op(note("counted-note-1"))["ok"]
    assert not person.op(note("counted-note-1"))["ok"]  # a refusal uses the number up too

    for caller, last_n in ((guest, 2), (server.guest(server.demo_code, "Eva"), 0)):
        again = SocketPerson(caller, caller.board_id)
        again.client_id = person.client_id
        assert again.connect().last_n == last_n
        again.n = again.last_n
        assert again.op(note("counted-note-2"))["ok"] is (caller is guest)
        again.disconnect()
    person.disconnect()


def test_SEQ4_who_misses_more_than_a_connection_holds_is_sent_to_the_snapshot(server, facilitator):
    _, code = new_board(facilitator)
    person = SocketPerson(caller := server.guest(code, "Raw"), caller.board_id).connect()
    for turn in range(6):
        notes = [note(f"wide-{turn}-{place:04}", text="x" * 2_000) for place in range(25)]
        head = person.op(*notes)["seq"]

    behind, nearly = person.call("sync", {"since": 0}), person.call("sync", {"since": head - 1})

    assert behind == {"ok": True, "head": head, "snapshot": True}
    assert [entry["seq"] for entry in nearly["entries"]] == [head]
    person.disconnect()


def test_a_session_may_stay_with_polling(server, guest):
    person = SocketPerson(guest, guest.board_id, transports=("polling",)).connect()

    assert person.op(note("polled-note-1"))["ok"]
    wait_until(lambda: any(entry["actor"] == guest.person_id for entry in person.entries), "the entry")
    person.socket.disconnect()


def test_LIM1_a_sign_in_joins_with_so_many_pages_only(server, guest):
    pages = [SocketPerson(guest, guest.board_id).connect() for _ in range(10)]
    late = SocketPerson(guest, guest.board_id)
    late.socket.connect(server.url, auth={"token": guest.token}, transports=["websocket"])

    refused = late.call("hello", {"board": guest.board_id, "client": late.client_id})
    assert refused["code"] == "pages.too_many"

    pages.pop().disconnect()
    hello = {"board": guest.board_id, "client": late.client_id}
    wait_until(lambda: late.call("hello", hello)["ok"], "room for one more")
    for person in (*pages, late):
        person.disconnect()


@fast_only
def test_LIVE3_who_only_answers_pings_is_sent_away_and_costs_the_others_nothing(server, facilitator):
    _, code = new_board(facilitator)
    writer, watcher = (
        SocketPerson(caller := server.guest(code, name), caller.board_id).connect() for name in ("Bob", "Cai")
    )
    silent = RawSocket(server, receive_buffer=4_096).connect(server.guest(code, "Slow"))
    session = silent.hello(writer.board_id)["session"]
    wait_until(lambda: session in watcher.here, "the silent one")

    seqs: list[int] = []

    def is_sent_away() -> bool:
        if session not in watcher.here:
            return True
        silent.send("3")  # it answers pings all the same
        seqs.append(writer.op(note(f"long-note-{len(seqs):05}", text="è" * 2_000))["seq"])
        return False

    wait_until(is_sent_away, "the silent one to be sent away", 60)
    wait_until(lambda: watcher.head >= seqs[-1], "the last entry")

    for person in (writer, watcher):
        assert person.socket.connected
        person.disconnect()
    silent.close()
