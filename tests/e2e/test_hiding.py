"""HIDE1 over real sockets: who wrote it is told why, also after a restart; others are told nothing of it."""

import json

from tests.support.rooms import note
from tests.support.server import SocketPerson, running_server, wait_until

WHY = "It names somebody"


def told(person):
    return [payload["hidden"] for name, payload in person.received if name == "drafts"]


def test_HIDE1_who_wrote_it_reads_why_after_a_restart_too_and_nobody_else_does(tmp_path):
    with running_server(tmp_path / "data") as server:
        lead = server.facilitator()
        board = lead.post("/api/boards", {"method": "blank"})["board"]["id"]
        code = lead.get(f"/api/boards/{board}/invite").json()["code"]
        caller = server.guest(code, "Bob")
        bob, leo = (SocketPerson(one, board).connect() for one in (caller, server.guest(code, "Leo")))
        assert bob.op(note("note-of-bob", text="Ugo is late"))["ok"]

        lead.post(f"/api/boards/{board}/hidden", {"items": ["note-of-bob"], "why": WHY})
        wait_until(lambda: told(bob), "the reason")
        [[one]] = told(bob)
        wait_until(lambda: leo.entries[-1]["ops"] == [{"do": "delete", "id": "note-of-bob"}], "the deletion")
        server.kill()
        server.start()
        hello = {"board": board, "client": bob.client_id}
        for person in (bob, leo):
            person.reconnect()
        again = bob.call("hello", hello)

        assert (one["words"], one["why"]) == ("Ugo is late", WHY)
        assert again["hidden"] == [one]
        greeted = leo.call("hello", {"board": board, "client": leo.client_id, "since": 0})
        assert "hidden" not in greeted
        # HIDE3: whoever was away then reads it nowhere; who leads does.
        old = leo.call("sync", {"since": 0})["entries"]
        assert greeted["entries"] == old
        assert [entry["seq"] for entry in old] == list(range(1, old[-1]["seq"] + 1))
        assert "Ugo" not in json.dumps(old)
        assert "Ugo" in json.dumps(lead.get(f"/api/boards/{board}/entries?after=0").json())
        assert WHY not in json.dumps(leo.received)
        assert caller.post(f"/api/boards/{board}/hidden/read", {"hidden": [one["id"]]})["ok"]
        wait_until(lambda: told(bob)[-1] == [], "nothing left to read")
        assert "hidden" not in bob.call("hello", hello)
        for person in (bob, leo):
            person.disconnect()
