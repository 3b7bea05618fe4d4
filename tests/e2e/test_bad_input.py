"""Bad input over real sockets: a code and a sentence for the sender, nothing for anyone else."""

import pytest

from tests.support.rooms import delete, frame, note, patch
from tests.support.server import SocketPerson, wait_until

TRACES = ("Traceback", 'File "', "Error(", "site-packages")


@pytest.fixture
def people(server):
    """Two participants on the demo board; the second only watches what arrives."""
    sender, watcher = (
        SocketPerson(caller := server.guest(server.demo_code, name), caller.board_id).connect()
        for name in ("Bob", "Cai")
    )
    yield sender, watcher
    sender.disconnect()
    watcher.disconnect()


def log_lines(server):
    return (server.data_dir / "log" / "tavolo.log").read_text("utf-8").splitlines()


def message_of(person, *ops, **parts):
    return {"id": [person.client_id, person.n + 1], "ops": list(ops), **parts}


BAD_OPS = {
    "unknown field": (patch("note-0001", taste="sweet"), "bad.field"),
    "NaN": (patch("note-0001", x=float("nan")), "bad.number"),
    "infinity": (patch("note-0001", x=float("inf")), "bad.number"),
    "NUL": (patch("note-0001", text="a\0b"), "bad.text"),
    "lone surrogate": (patch("note-0001", text="\ud83d"), "bad.text"),
    "text too long": (patch("note-0001", text="x" * 2_001), "text.too_long"),
    "deleted item": (delete("never-there"), "item.missing"),
    "a facilitator's op": (frame("frame-by-bob"), "denied"),
    "no such op": ({"do": "explode"}, "bad.shape"),
}


@pytest.mark.parametrize("board_id", ["\ud800", "x", "x" * 5_000])
def test_LIM2_a_board_that_cannot_be_is_not_there(people, board_id):
    answer = people[0].call("hello", {"board": board_id, "client": people[0].client_id})

    assert (answer["ok"], answer["code"]) == (False, "board.missing")


@pytest.mark.parametrize("name", BAD_OPS)
def test_LIM2_a_bad_op_gets_its_code_and_the_next_op_is_accepted(server, people, name):
    sender, watcher = people
    op, code = BAD_OPS[name]

    refused = sender.op(op)
    accepted = sender.op(note(f"note-after-{name.encode().hex()}"[:40]))

    assert (refused["ok"], refused["code"]) == (False, code)
    assert len(refused["message"]) > 10
    assert not any(trace in str(refused) for trace in TRACES)
    assert accepted["ok"]
    wait_until(lambda: watcher.head >= accepted["seq"], "the accepted op")
    assert watcher.socket.connected
    assert not any(event == "refused" for event, _ in watcher.received)


def test_ERR1_the_sentence_is_in_the_persons_language(server):
    caller = server.guest(server.demo_code, "Bob")
    codes = {}
    for locale in ("it", "en"):
        caller.post("/api/locale", {"locale": locale})
        person = SocketPerson(caller, caller.board_id)
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in caller.http.cookies)
        person.socket.connect(server.url, headers={"Cookie": cookies}, transports=["websocket"])
        person.call("hello", {"board": caller.board_id, "client": person.client_id})
        codes[locale] = person.op(delete("never-there"))["message"]
        person.disconnect()

    assert codes["en"] == "Somebody has deleted this in the meantime."
    assert codes["it"] != codes["en"]


RAW = {
    "not JSON": "42[",
    "deep nesting": "42" + '["op",' + "[" * 400 + "]" * 400 + "]",
    "binary event": '451-["op",{"_placeholder":true,"num":0}]',
    "empty": "4",
    "no list": '42{"op":1}',
    "unknown type": "4987",
}


@pytest.mark.parametrize("name", RAW)
def test_LIM2_a_malformed_message_costs_nobody_else_anything(server, people, name):
    sender, watcher = people
    before = len(log_lines(server))

    sender.socket.eio.ws.send(RAW[name])
    refused = wait_until(
        lambda: [payload for event, payload in sender.received if event == "refused"], "the refusal"
    )
    accepted = sender.op(note(f"note-raw-{name.encode().hex()}"[:40]))

    assert refused[0]["code"] == "bad.shape"
    assert not any(trace in str(refused) for trace in TRACES)
    assert accepted["ok"]
    wait_until(lambda: watcher.head >= accepted["seq"], "the accepted op")
    new_lines = log_lines(server)[before:]
    assert len(new_lines) == 1
    assert len(new_lines[0]) < 200
    assert not any(trace in new_lines[0] for trace in TRACES)


def test_LIM1_an_oversized_message_is_answered_and_the_connection_stays(server, people):
    sender, watcher = people

    answer = sender.call("op", message_of(sender, patch("note-0001", text="x" * 70_000)))

    assert answer["code"] == "bad.too_big"
    accepted = sender.op(note("note-after-big"))
    assert accepted["ok"]
    wait_until(lambda: watcher.head >= accepted["seq"], "the accepted op")


def test_LIM1_a_flood_is_slowed_down_and_nothing_of_it_is_lost(server, people):
    sender, watcher = people
    before = watcher.head

    numbers = [sender.send(note(f"note-burst-{place:04}")) for place in range(200)]
    wait_until(lambda: len(sender.acked) + len(sender.put_off) == 200, "an answer to each op")
    put_off = sorted(sender.unsent)
    codes = {sender.put_off[n]["code"] for n in put_off}
    for n in put_off:
        wait_until(lambda n=n: sender.is_accepted_now(n), f"op {n} accepted later")

    assert put_off
    assert "rate" in codes
    assert codes <= {"rate", "op.gap"}
    assert sender.put_off[put_off[0]]["retry_ms"] > 0
    assert [sender.acked[n]["seq"] for n in numbers] == list(range(before + 1, before + 201))
    wait_until(lambda: watcher.head == before + 200, "all 200 for the other")


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (None, "bad.shape"),
        ({"board": "x" * 20, "client": "client-0001"}, "board.missing"),
        ({"board": 5, "client": "client-0001"}, "bad.shape"),
        ({"board": "x" * 20, "client": "!"}, "bad.shape"),
        ({"board": "x" * 20, "client": "client-0001", "since": -1}, "bad.shape"),
    ],
)
def test_VIS2_hello_to_an_unknown_board_is_refused(server, people, payload, code):
    assert people[0].call("hello", payload)["code"] == code


def test_AUTH_hello_without_a_session_is_refused(server, people):
    person = people[0]
    stranger = SocketPerson(person.caller, person.board_id)
    stranger.socket.connect(server.url, auth={"token": "made-up"}, transports=["websocket"])

    answer = stranger.call("hello", {"board": person.board_id, "client": "client-0001"})

    assert answer["code"] == "auth.needed"
    stranger.disconnect()


def test_SEQ_an_op_before_hello_is_refused(server, people):
    person = people[0]
    early = SocketPerson(person.caller, person.board_id)
    early.socket.connect(server.url, auth={"token": person.caller.token}, transports=["websocket"])

    assert early.call("op", message_of(early, note("note-early")))["code"] == "auth.needed"
    early.disconnect()


def test_presence_of_a_wrong_shape_is_not_passed_on(server, people):
    sender, watcher = people
    wait_until(lambda: sender.session in watcher.here, "the sender")
    watcher.received.clear()

    sender.socket.emit("presence", {"cursor": [float("inf"), 0]})
    sender.socket.emit("presence", {"cursor": [1, 2], "selection": ["note-0001"], "extra": "x" * 1_000})
    sender.socket.emit("presence", {"cursor": [1, 2]})

    def shown():
        return [
            here["cursor"]
            for event, payload in watcher.received
            if event == "news"
            for here in payload.get("here", [])
        ]

    wait_until(lambda: [1, 2] in shown(), "the good presence")
    # Somebody who has just come is shown without a cursor first.
    assert [cursor for cursor in shown() if cursor is not None] == [[1, 2]]


def test_PERM1_taking_a_right_away_works_at_the_next_op(server, facilitator):
    board = facilitator.post("/api/boards", {"method": "blank", "name": "Rights"})["board"]["id"]
    code = facilitator.get(f"/api/boards/{board}/invite").json()["code"]
    guest = server.guest(code, "Bob")
    person = SocketPerson(guest, board).connect()
    assert person.op(note("note-0001"))["ok"]

    facilitator.send("PATCH", f"/api/boards/{board}/people/{guest.person_id}", {"role": "viewer"})

    assert person.op(note("note-0002"))["code"] == "denied.viewer"
    person.disconnect()


def test_JOIN2_signing_out_closes_the_socket(server):
    caller = server.guest(server.demo_code, "Bob")
    person = SocketPerson(caller, caller.board_id).connect()

    caller.post("/api/sign-out", {})

    wait_until(lambda: any(event == "bye" for event, _ in person.received), "the goodbye")
    wait_until(lambda: not person.socket.connected, "the end of the connection")


def test_ERR1_a_goodbye_is_in_the_language_of_who_reads_it(server, facilitator):
    board = facilitator.post("/api/boards", {"method": "blank", "name": "Short"})["board"]["id"]
    code = facilitator.get(f"/api/boards/{board}/invite").json()["code"]
    people = {}
    for locale in ("it", "en"):
        caller = server.guest(code, "Bob")
        person = people[locale] = SocketPerson(caller, board)
        headers = {"Accept-Language": locale}
        person.socket.connect(
            server.url, headers=headers, auth={"token": caller.token}, transports=["websocket"]
        )
        assert person.call("hello", {"board": board, "client": person.client_id})["ok"]

    facilitator.send("DELETE", f"/api/boards/{board}", {})

    said = {}
    for locale, person in people.items():
        wait_until(lambda person=person: any(event == "bye" for event, _ in person.received), "the goodbye")
        said[locale] = next(payload for event, payload in person.received if event == "bye")
    assert said["en"] == {
        "ok": False,
        "code": "board.missing",
        "message": "This board does not exist, or you have not joined it.",
        "data": {},
    }
    assert said["it"]["message"] not in ("", said["en"]["message"])


def test_LIVE2_ops_are_handled_in_the_order_they_were_sent(server, people):
    sender, _ = people
    numbers = [sender.send(note(f"note-order-{place:03}")) for place in range(60)]
    wait_until(lambda: all(n in sender.acked for n in numbers), "60 answers")

    seqs = [sender.acked[n]["seq"] for n in numbers]
    assert seqs == sorted(seqs)


def test_long_polling_works_like_a_websocket(server, people):
    _, watcher = people
    caller = server.guest(server.demo_code, "Polly")
    person = SocketPerson(caller, caller.board_id, transports=("polling",)).connect()

    answer = person.op(note("note-by-polling"))

    assert answer["ok"]
    wait_until(lambda: watcher.head >= answer["seq"], "the op")
    person.disconnect()
