"""The golden workshop played by fourteen real socket clients, with and without a kill in the middle.

`test_golden_browser.py` watches the same play in two real browsers.
"""

import json
import random

import pytest

from board.core.apply import replay
from tests.support.golden import EDGE_TEXTS, frame_ops, golden, note_ops
from tests.support.server import LiveServer, SocketPerson, running_server, wait_until

WORKSHOP = golden()


def new_workshop(server: LiveServer):
    """A blank board with the seven areas; its facilitator, id and join code."""
    facilitator = server.facilitator()
    board = facilitator.post("/api/boards", {"method": "blank", "name": "Golden"})["board"]["id"]
    code = facilitator.get(f"/api/boards/{board}/invite").json()["code"]
    facilitator.token = facilitator.http.cookies["tavolo_session"]
    drawer = SocketPerson(facilitator, board).connect()
    assert drawer.op(*frame_ops(WORKSHOP))["ok"]
    drawer.disconnect()
    return facilitator, board, code


def join_all(server: LiveServer, board: str, code: str) -> dict[str, SocketPerson]:
    """The fourteen authors, connected, by their id in the workshop."""
    callers = {author: server.guest(code, WORKSHOP.names[author]) for author in WORKSHOP.authors}
    return {author: SocketPerson(caller, board).connect() for author, caller in callers.items()}


def texts_of(items) -> dict[str, str]:
    return {item["id"]: item["text"] for item in items if item["kind"] == "note"}


def replayed(entries) -> dict:
    scene: dict = {}
    for entry in entries:
        scene = replay(scene, entry["ops"])
    return scene


EXPECTED = {op["item"]["id"]: op["item"]["text"] for _, op in note_ops(WORKSHOP)}


def test_the_script_has_60_notes_14_authors_and_8_edge_cases():
    assert len(WORKSHOP.notes) == 60
    assert len(WORKSHOP.authors) == 14
    assert len(EXPECTED) == 60 + len(EDGE_TEXTS)


def check_everyone_agrees(facilitator, board, people):
    """Clients, a late joiner, the log from 1, the snapshot and the export hold the same notes."""
    head = facilitator.snapshot(board)["seq"]
    for person in people.values():
        wait_until(lambda person=person: person.head == head, f"seq {head}, is {person.head}")
        assert texts_of(replayed(person.entries).values()) == EXPECTED
    late = next(iter(people.values())).caller.snapshot(board)
    log = facilitator.get(f"/api/boards/{board}/entries?after=0").json()["entries"]
    file = json.loads(facilitator.get(f"/api/boards/{board}/export?format=json").content)

    assert [entry["seq"] for entry in log] == list(range(1, head + 1))
    assert texts_of(late["items"]) == texts_of(replayed(log).values()) == texts_of(file["items"]) == EXPECTED
    authors = {item["id"]: item["author"] for item in file["items"] if item["kind"] == "note"}
    for author, op in note_ops(WORKSHOP):
        assert authors[op["item"]["id"]] == people[author].caller.person_id


def test_fourteen_people_play_the_workshop_and_everyone_holds_the_same_notes(tmp_path):
    with running_server(tmp_path / "data") as server:
        facilitator, board, code = new_workshop(server)
        people = join_all(server, board, code)

        for author, op in note_ops(WORKSHOP):
            people[author].send(op)
        wait_until(lambda: not any(person.unsent for person in people.values()), "all acknowledgements")

        check_everyone_agrees(facilitator, board, people)
        for person in people.values():
            person.disconnect()


@pytest.mark.parametrize("seed", [1, 2])
def test_ACK1_a_kill_in_the_middle_loses_and_doubles_nothing(tmp_path, seed):
    rng = random.Random(seed)
    server = LiveServer(tmp_path / "data").start()
    try:
        facilitator, board, code = new_workshop(server)
        people = join_all(server, board, code)
        script = note_ops(WORKSHOP)
        kills = {rng.randrange(10, 30), rng.randrange(35, 60)}

        for place, (author, op) in enumerate(script):
            people[author].send(op)
            if place in kills:
                acked = {person.client_id: set(person.acked) for person in people.values()}
                server.kill()
                server.start()
                for person in people.values():
                    person.reconnect()
                    assert acked[person.client_id] <= set(person.acked)
        wait_until(lambda: not any(person.unsent for person in people.values()), f"answers, seed {seed}")

        assert all(answer["ok"] for person in people.values() for answer in person.acked.values())
        check_everyone_agrees(facilitator, board, people)
        for person in people.values():
            person.disconnect()
    finally:
        server.stop()
