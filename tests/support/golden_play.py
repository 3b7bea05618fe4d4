"""The golden workshop as a play: a board with its areas, fourteen socket clients, and what all must hold."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from board.core.apply import replay
from tests.support.golden import Golden, frame_ops, golden, note_ops
from tests.support.server import Caller, LiveServer, SocketPerson, wait_until

WORKSHOP: Golden = golden()
SCRIPT: list[tuple[str, dict[str, Any]]] = note_ops(WORKSHOP)
EXPECTED: dict[str, str] = {op["item"]["id"]: op["item"]["text"] for _, op in SCRIPT}  # note id -> text


@dataclass(frozen=True)
class Workshop:
    """A board with the seven areas and nothing in them, and how to get in."""

    facilitator: Caller
    board: str
    code: str


def new_workshop(server: LiveServer) -> Workshop:
    """Signs the first facilitator in and draws the areas."""
    facilitator = server.facilitator()
    board = facilitator.post("/api/boards", {"method": "blank", "name": "Golden"})["board"]["id"]
    code = facilitator.get(f"/api/boards/{board}/invite").json()["code"]
    facilitator.token = facilitator.http.cookies["tavolo_session"]
    drawer = SocketPerson(facilitator, board).connect()
    assert drawer.op(*frame_ops(WORKSHOP))["ok"]
    drawer.disconnect()
    return Workshop(facilitator, board, code)


def join_all(server: LiveServer, workshop: Workshop) -> dict[str, SocketPerson]:
    """The fourteen authors, connected, by their id in the workshop."""
    callers = {author: server.guest(workshop.code, WORKSHOP.names[author]) for author in WORKSHOP.authors}
    return {author: SocketPerson(caller, workshop.board).connect() for author, caller in callers.items()}


def texts_of(items: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Note id -> text."""
    return {item["id"]: item["text"] for item in items if item["kind"] == "note"}


def replayed(entries: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The scene that these entries make, from the first one on."""
    scene: dict[str, Any] = {}
    for entry in entries:
        scene = dict(replay(scene, entry["ops"]))
    return scene


def all_sent(people: Mapping[str, SocketPerson]) -> None:
    """Wait until every op of everybody has its final answer; each must have been accepted."""
    wait_until(lambda: not any(person.unsent for person in people.values()), "all acknowledgements")
    assert all(answer["ok"] for person in people.values() for answer in person.acked.values())


def check_server(workshop: Workshop, expected: Mapping[str, str] = EXPECTED) -> int:
    """Snapshot, log from 1 and exported JSON hold exactly these notes; answers with the head."""
    facilitator, board = workshop.facilitator, workshop.board
    snapshot = facilitator.snapshot(board)
    log = facilitator.get(f"/api/boards/{board}/entries?after=0").json()["entries"]
    file = json.loads(facilitator.get(f"/api/boards/{board}/export?format=json").content)

    assert [entry["seq"] for entry in log] == list(range(1, snapshot["seq"] + 1))
    created = [op["item"]["id"] for entry in log for op in entry["ops"] if op["do"] == "create"]
    assert len(created) == len(set(created)), "an item was made twice"
    assert texts_of(snapshot["items"]) == expected
    assert texts_of(replayed(log).values()) == expected
    assert texts_of(file["items"]) == expected
    return int(snapshot["seq"])


def check_everyone_agrees(
    workshop: Workshop, people: Mapping[str, SocketPerson], expected: Mapping[str, str] = EXPECTED
) -> None:
    """The clients and the server hold the same notes, each by who wrote it."""
    head = check_server(workshop, expected)
    for person in people.values():
        wait_until(lambda person=person: person.head >= head, f"seq {head}, is {person.head}")
        assert texts_of(replayed(person.entries).values()) == expected
    items = workshop.facilitator.snapshot(workshop.board)["items"]
    authors = {item["id"]: item["author"] for item in items if item["kind"] == "note"}
    for author, op in SCRIPT:
        assert authors[op["item"]["id"]] == people[author].caller.person_id
