"""The seams with the libraries: they fail here, not in a workshop, when upstream changes shape."""

import inspect
import re
import sys
import warnings

import engineio
import pytest
import simple_websocket
import socketio
from engineio import socket as engine_socket
from engineio.async_drivers import threading as engine_threading
from socketio import packet as socketio_packet
from socketio.base_manager import BaseManager

from board.web.driver import BAD_EVENT, DEPTH_LIMIT, MESSAGE_LIMIT, FewRooms, SafePacket

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # eventlet says of itself that it is old; the map says what we do
    from engineio.async_drivers import eventlet as engine_eventlet


def decoded(text):
    return SafePacket(encoded_packet=text)


def test_an_event_carries_its_ack_id_as_data():
    packet = decoded('27["op",{"id":["c",1]}]')

    assert (packet.packet_type, packet.id) == (socketio_packet.EVENT, None)
    assert packet.data == ["op", 7, {"id": ["c", 1]}]


def test_an_event_without_ack_or_payload_is_complete():
    assert decoded('2["sync"]').data == ["sync", None, None]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2",
        "2[",
        "2{}",
        "2[5]",
        "2[]",
        '2["a",1,2]',
        "4{}",
        "9",
        "hello",
        "2[[[[",
        '451-["op",{"_placeholder":true,"num":0}]',
        '6["x"]',
        "2" + "9" * 200 + "[]",
        '2["op",' + "[" * 5_000 + "]" * 5_000 + "]",
    ],
)
def test_LIM2_a_malformed_message_becomes_an_event_of_ours(text):
    packet = decoded(text)

    assert packet.packet_type == socketio_packet.EVENT
    assert packet.data == [BAD_EVENT, None, "bad.shape"]


@pytest.mark.parametrize("message", [b"", b"\x00\x01", bytearray(b"2[]")])
def test_LIM2_binary_is_refused(message):
    assert decoded(message).data[0] == BAD_EVENT


def test_LIM2_the_ack_id_of_a_malformed_message_is_kept():
    assert decoded('213["op",{').data == [BAD_EVENT, 13, "bad.shape"]


def test_LIM1_a_long_message_is_too_big_by_bytes():
    fits = decoded('21["op","' + "x" * (MESSAGE_LIMIT - 40) + '"]')
    ascii_long = decoded('21["op","' + "x" * MESSAGE_LIMIT + '"]')
    wide_long = decoded('21["op","' + "è" * (MESSAGE_LIMIT // 2) + '"]')

    assert fits.data[0] == "op"
    assert ascii_long.data == [BAD_EVENT, 1, "bad.too_big"]
    assert wide_long.data == [BAD_EVENT, 1, "bad.too_big"]


def test_LIM1_depth_counts_brackets_but_not_those_in_text():
    deep = "[" * DEPTH_LIMIT + "]" * DEPTH_LIMIT
    text = '"' + "[{" * 100 + '\\""'

    assert decoded(f'2["op",{deep}]').data[0] == BAD_EVENT
    assert decoded(f'2["op",{text}]').data[0] == "op"


def test_connect_and_disconnect_packets_are_left_alone():
    assert decoded('0{"token":"t"}').packet_type == socketio_packet.CONNECT
    assert decoded("1").packet_type == socketio_packet.DISCONNECT


def test_upstream_still_has_the_parts_that_answers_use():
    assert list(inspect.signature(socketio.Server._send_eio_packet).parameters) == [
        "self",
        "eio_sid",
        "eio_pkt",
    ]
    assert list(inspect.signature(BaseManager.eio_sid_from_sid).parameters) == ["self", "sid", "namespace"]
    assert "packet_class(encoded_packet=data)" in inspect.getsource(socketio.Server._handle_eio_message)


# --- the websocket in place of the library's ------------------------------------------------------


def test_upstream_still_makes_a_websocket_from_its_own_socket():
    assert list(inspect.signature(engine_eventlet.WebSocketWSGI.__init__).parameters) == [
        "self",
        "handler",
        "server",
    ]
    assert engine_eventlet._async["websocket"] is engine_eventlet.WebSocketWSGI
    assert (
        "ws = self.server._async['websocket'](\n            self._websocket_handler, self.server)"
    ) in inspect.getsource(engine_socket.Socket._upgrade_websocket)


def test_upstream_still_hands_over_the_connection_after_its_handshake():
    base = engine_eventlet.WebSocketWSGI.__mro__[1]
    call = inspect.getsource(base.__call__)

    assert "ws = self._handle_hybi_request(environ)" in call
    assert "elif self.support_legacy_versions:" in call
    assert 'environ.get("HTTP_SEC_WEBSOCKET_EXTENSIONS")' in inspect.getsource(base._handle_hybi_request)
    # What it uses of the object that we return.
    assert set(re.findall(r"\bws\.(\w+)", call)) == {"_send_closing_frame"}


def test_upstream_still_uses_only_three_words_of_a_websocket():
    handler = inspect.getsource(engine_socket.Socket._websocket_handler)

    assert set(re.findall(r"\bws\.(\w+)", handler)) == {"wait", "send", "close"}
    # It may also set a timeout on a socket inside, which ours does not show.
    assert "for attr in ['_sock', 'socket']:" in handler


def test_upstream_still_queues_packets_where_the_driver_looks():
    assert list(inspect.signature(engine_socket.Socket.send).parameters) == ["self", "pkt"]
    assert "self.queue.put(pkt)" in inspect.getsource(engine_socket.Socket.send)
    assert {"wait", "abort"} <= set(inspect.signature(engine_socket.Socket.close).parameters)
    assert {"queue", "upgraded", "closed", "closing", "last_ping"} <= vars(
        engine_socket.Socket(_NoServer(), "sid")
    ).keys()
    assert "self.sockets[sid] = s" in inspect.getsource(engineio.Server._handle_connect)


def test_upstream_still_writes_and_pings_in_the_words_that_ours_replaces():
    handler = inspect.getsource(engine_socket.Socket._websocket_handler)

    # Our `poll` ends the task that writes by an empty answer; then it closes the websocket.
    assert "packets = self.poll()" in handler
    assert "if not packets:" in handler
    assert "if packets == [None]:\n            return []" in inspect.getsource(engine_socket.Socket.poll)
    assert "self.schedule_ping()" in inspect.getsource(engine_socket.Socket.receive)
    assert "time.time() - last_ping > self.server.ping_timeout" in inspect.getsource(
        engine_socket.Socket.check_ping_timeout
    )


def test_upstream_still_gathers_a_message_where_ours_bounds_it():
    stock = sys.modules[engine_eventlet.WebSocketWSGI.__mro__[1].__module__].RFC6455WebSocket
    source = inspect.getsource(stock._recv_frame)

    assert "message = self.Message(opcode, self.max_frame_length" in source
    assert "d = self._apply_mask(d, mask, length=dlen, offset=received)" in source
    assert "self.data.append(data)" in inspect.getsource(stock.Message.push)
    assert "except FailedConnectionError:" in inspect.getsource(stock._iter_frames)


def test_upstream_under_threads_still_hands_its_options_to_the_websocket():
    made = engine_threading._async["websocket"](None, None, max_message_size=1)

    assert made.server_args == {"max_message_size": 1}
    assert "max_message_size" in inspect.signature(simple_websocket.Server.__init__).parameters


class _NoServer:
    """Enough for engineio to make a socket."""

    def create_queue(self):
        return None


# --- who is connected -----------------------------------------------------------------------------


def connected_to(manager, count):
    """A server with this manager and so many sessions on it."""
    server = socketio.Server(client_manager=manager, async_mode="threading")
    manager.set_server(server)
    return server, [manager.connect(f"eio-{n}", "/") for n in range(count)]


def test_a_session_that_leaves_is_forgotten_as_the_library_forgets_it():
    known = []
    for manager in (FewRooms(), socketio.Manager()):
        _, (first, second) = connected_to(manager, 2)
        manager.pre_disconnect(first, "/")
        manager.disconnect(first, "/")
        known.append((len(manager.rooms["/"]), manager.pending_disconnect, manager.callbacks))
        assert not manager.is_connected(first, "/")
        assert manager.is_connected(second, "/")
        manager.disconnect(second, "/")
        known.append(manager.rooms)

    assert known[:2] == known[2:]


def test_upstream_still_forgets_no_more_than_ours_does():
    source = inspect.getsource(BaseManager.basic_disconnect)

    assert set(re.findall(r"self\.(\w+)", source)) == {
        "rooms",
        "basic_leave_room",
        "callbacks",
        "pending_connect",
        "pending_disconnect",
    }
    assert socketio.Manager.basic_disconnect is BaseManager.basic_disconnect


def test_a_session_that_leaves_is_not_looked_for_in_the_rooms_of_others():
    class Counted(dict):
        """Counts how often somebody goes through it."""

        seen = 0

        def copy(self):
            Counted.seen += len(self)
            return super().copy()

        def items(self):
            Counted.seen += len(self)
            return super().items()

    manager = FewRooms()
    _, sids = connected_to(manager, 50)
    manager.rooms["/"] = Counted(manager.rooms["/"])

    for sid in sids:
        manager.disconnect(sid, "/")

    assert Counted.seen == 0
    assert manager.rooms == {}
