"""Every example of PROTOCOL.md, replayed in order against the real server."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio

from tests.e2e.conftest import WAYS
from tests.support.server import LiveServer, running_server, wait_until

DOC = Path(__file__).resolve().parents[2] / "board" / "PROTOCOL.md"
_BLOCK = re.compile(r"^```json (?P<head>.+)\n(?P<body>(?:.*\n)*?)```$", re.MULTILINE)
_NAME = re.compile(r"<([a-z][a-z 0-9]*)>")
_VOLATILE = re.compile(r".*_ms\Z")


@pytest.fixture(params=WAYS)
def server(tmp_path, request):
    """One that nobody has used yet."""
    with running_server(tmp_path / "data", **WAYS[request.param]) as server:
        yield server


def blocks() -> list[tuple[str, str]]:
    return [(found["head"], found["body"]) for found in _BLOCK.finditer(DOC.read_text("utf-8"))]


def one_by_one(event: str, payload: Any) -> list[tuple[str, Any]]:
    """What shares a message depends on the moment; the examples show one thing each."""
    if event != "news":
        return [(event, payload)]
    lists = {part: one for part, one in payload.items() if isinstance(one, list)}
    whole = [(event, {part: one}) for part, one in payload.items() if part not in lists]
    return [*whole, *((event, {part: [one]}) for part, all_of_it in lists.items() for one in all_of_it)]


class Replay:
    """Runs the blocks one by one; each actor has an HTTP session and at most one socket."""

    def __init__(self, server: LiveServer) -> None:
        self.server = server
        self.names: dict[str, Any] = {"code": server.demo_code}
        self.http: dict[str, requests.Session] = {}
        self.sockets: dict[str, socketio.Client] = {}
        self.events: dict[str, list[tuple[str, Any]]] = {}  # actor -> events not yet matched
        self.answer: requests.Response | None = None
        self.ack: Any = None

    def actor(self, name: str) -> requests.Session:
        if name not in self.http:
            is_facilitator = name == "ada"
            session = self.server.facilitator().http if is_facilitator else requests.Session()
            session.headers["Accept-Language"] = "en"
            self.http[name] = session
        return self.http[name]

    def run(self, head: str, body: str) -> None:
        verb, _, rest = head.partition(" ")
        getattr(self, f"do_{verb}")(rest, body)

    def do_call(self, rest: str, body: str) -> None:
        what, _, actor = rest.rpartition(" by ")
        method, path = self.filled(what).split(" ", 1)
        content = json.loads(self.filled(body)) if body.strip() else None
        headers = {"Origin": self.server.url}
        self.answer = self.actor(actor).request(
            method, self.server.url + path, json=content, headers=headers, timeout=20
        )

    def do_answer(self, rest: str, body: str) -> None:
        assert self.answer is not None
        assert self.answer.status_code == int(rest), self.answer.text
        self.match(json.loads(body), self.answer.json(), "answer")

    def do_emit(self, rest: str, body: str) -> None:
        rest, _, without = rest.partition(" without ")
        event, _, actor = rest.partition(" by ")
        content = json.loads(self.filled(body))
        client = self.socket(actor)
        if event in ("presence", "move") or without:
            client.emit(event, content)
        else:
            self.ack = client.call(event, content, timeout=15)

    def do_ack(self, _rest: str, body: str) -> None:
        self.match(json.loads(body), self.ack, "ack")

    def do_event(self, rest: str, body: str) -> None:
        """The next events of this name to this actor must hold one that matches."""
        event, _, actor = rest.partition(" to ")
        expected = json.loads(body)

        def found() -> bool:
            for place, (name, payload) in enumerate(self.events[actor]):
                if name == event and self.is_match(expected, payload):
                    del self.events[actor][place]
                    return True
            return False

        try:
            wait_until(found, f"{event} to {actor}")
        except AssertionError as error:
            raise AssertionError(f"{error}; got {self.events[actor]}") from None

    def do_disconnect(self, rest: str, _body: str) -> None:
        self.sockets.pop(rest).disconnect()

    def socket(self, actor: str) -> socketio.Client:
        if actor not in self.sockets:
            client = socketio.Client(reconnection=False)
            seen = self.events.setdefault(actor, [])
            client.on("*", lambda event, payload=None: seen.extend(one_by_one(event, payload)))
            cookies = self.actor(actor).cookies
            headers = {
                "Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in cookies),
                "Accept-Language": "en",
            }
            client.connect(self.server.url, headers=headers, transports=["websocket"])
            self.sockets[actor] = client
        return self.sockets[actor]

    def filled(self, text: str) -> str:
        return _NAME.sub(lambda found: str(self.names[found[1]]), text)

    def is_match(self, expected: Any, actual: Any) -> bool:
        try:
            self.match(expected, actual, "event")
        except AssertionError:
            return False
        return True

    def match(self, expected: Any, actual: Any, where: str) -> None:
        if isinstance(expected, dict):
            assert isinstance(actual, dict), f"{where}: {actual}"
            assert set(expected) == set(actual), f"{where}: documented {set(expected)}, got {set(actual)}"
            for key, part in expected.items():
                if _VOLATILE.match(key):
                    is_right = actual[key] is None if part is None else isinstance(actual[key], int)
                    assert is_right, f"{where}.{key}"
                else:
                    self.match(part, actual[key], f"{where}.{key}")
        elif isinstance(expected, list):
            assert isinstance(actual, list), f"{where}: {actual}"
            is_open = expected[-1:] == ["..."]
            parts = expected[:-1] if is_open else expected
            assert len(actual) >= len(parts) if is_open else len(actual) == len(parts), f"{where}: {actual}"
            for place, part in enumerate(parts):
                self.match(part, actual[place], f"{where}[{place}]")
        elif isinstance(expected, str) and expected != "<*>" and (name := _NAME.fullmatch(expected)):
            assert self.names.setdefault(name[1], actual) == actual, f"{where}: {expected}"
        elif expected != "<*>":
            assert expected == actual, where


def test_every_example_of_the_protocol_is_true(server):
    replay = Replay(server)
    try:
        for place, (head, body) in enumerate(blocks()):
            try:
                replay.run(head, body)
            except Exception as error:
                raise AssertionError(f"example {place} ({head}): {error}") from error
    finally:
        for client in replay.sockets.values():
            client.disconnect()
