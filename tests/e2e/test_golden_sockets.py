"""The golden workshop played by fourteen real socket clients, with and without a kill in the middle.

`tests/browser/test_golden_run.py` watches the same play in two real browsers.
"""

import random

import pytest

from tests.support.golden import EDGE_TEXTS
from tests.support.golden_play import (
    EXPECTED,
    SCRIPT,
    WORKSHOP,
    all_sent,
    check_everyone_agrees,
    join_all,
    new_workshop,
)
from tests.support.server import LiveServer, running_server


def test_the_script_has_60_notes_14_authors_and_8_edge_cases():
    assert len(WORKSHOP.notes) == 60
    assert len(WORKSHOP.authors) == 14
    assert len(EXPECTED) == 60 + len(EDGE_TEXTS)


def test_fourteen_people_play_the_workshop_and_everyone_holds_the_same_notes(tmp_path):
    with running_server(tmp_path / "data") as server:
        workshop = new_workshop(server)
        people = join_all(server, workshop)

        for author, op in SCRIPT:
            people[author].send(op)
        all_sent(people)

        check_everyone_agrees(workshop, people)
        for person in people.values():
            person.disconnect()


@pytest.mark.parametrize("seed", [1, 2])
def test_ACK1_a_kill_in_the_middle_loses_and_doubles_nothing(tmp_path, seed):
    rng = random.Random(seed)
    server = LiveServer(tmp_path / "data").start()
    try:
        workshop = new_workshop(server)
        people = join_all(server, workshop)
        kills = {rng.randrange(10, 30), rng.randrange(35, 60)}

        for place, (author, op) in enumerate(SCRIPT):
            people[author].send(op)
            if place in kills:
                acked = {person.client_id: set(person.acked) for person in people.values()}
                server.kill()
                server.start()
                for person in people.values():
                    person.reconnect()
                    assert acked[person.client_id] <= set(person.acked)
        all_sent(people)

        check_everyone_agrees(workshop, people)
        for person in people.values():
            person.disconnect()
    finally:
        server.stop()
