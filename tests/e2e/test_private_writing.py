"""VIS3 on the real server: what a stranger's page, the files and a crash make of private writing."""

import json
import sqlite3

import pytest

from board.store.database import FILE_NAME
from tests.support.drafts import STEP, step
from tests.support.rooms import note
from tests.support.server import SocketPerson, running_server, wait_until

SECRET = "Only-Bob-knows-this"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running_server(tmp_path_factory.mktemp("private") / "data") as live:
        yield live


@pytest.fixture(scope="module")
def ada(server):
    caller = server.facilitator()
    caller.token = caller.http.cookies["tavolo_session"]
    return caller


def put(person, text, n, item_id="draft-of-bob-1", **changes):
    item = note(item_id, text=text, **changes)["item"]
    return person.call("draft", {"id": [person.client_id, n], "put": item, "round": 0})


def hello_of(caller, board_id):
    """What a page of this person is told when it opens."""
    page = SocketPerson(caller, board_id)
    page.socket.connect(caller.url, auth={"token": caller.token}, transports=["websocket"])
    answer = page.call("hello", {"board": board_id, "client": page.client_id})
    page.disconnect()
    return answer


def test_VIS3_private_writing_from_the_first_word_to_the_reveal(server, ada):
    board_id = ada.post("/api/boards", {"name": "Private", "method": "blank"})["board"]["id"]
    code = ada.get(f"/api/boards/{board_id}/invite").json()["code"]
    callers = [server.guest(code, name) for name in ("Bob", "Cai")]
    leader, bob, cai = [SocketPerson(caller, board_id).connect() for caller in (ada, *callers)]
    leader.op(step(STEP, private=True))
    assert leader.call("workshop", {"do": "start"})["ok"]
    before = ada.get(f"/api/boards/{board_id}/export?format=json").content

    assert put(bob, SECRET, 1) == {"ok": True}

    # a change that is refused leaves the note as it was, and the page is told so
    refused = put(bob, "Refused", 2, locked=True)
    assert not refused["ok"]
    wait_until(lambda: any(name == "drafts" for name, _ in bob.received), "what is kept")
    [kept] = [payload["put"][0]["item"] for name, payload in bob.received if name == "drafts"]
    assert (kept["id"], kept["text"]) == ("draft-of-bob-1", SECRET)

    # a crash, and everybody comes back
    server.kill()
    server.start()
    assert put_again_after(bob, SECRET) == {"ok": True}
    assert [one["item"]["text"] for one in hello_of(callers[0], board_id)["drafts"]] == [SECRET]

    # what all others can get
    others = [hello_of(callers[1], board_id), hello_of(ada, board_id), ada.snapshot(board_id)]
    others += [ada.get(f"/api/boards/{board_id}/history?limit=50").json(), leader.received, cai.received]
    assert SECRET not in json.dumps(others)
    assert not any("drafts" in told for told in others[:2])
    assert ada.get(f"/api/boards/{board_id}/export?format=json").content == before
    for kind in ("csv", "md"):
        assert SECRET not in ada.get(f"/api/boards/{board_id}/export?format={kind}").text

    leader.reconnect()
    assert leader.call("workshop", {"do": "reveal", "anonymous": True})["ok"]

    assert ada.note_texts(board_id) == [SECRET]
    [shown] = [item for item in ada.snapshot(board_id)["items"] if item["kind"] == "note"]
    assert shown["author"] == ""
    assert shown["id"] != "draft-of-bob-1"
    assert "drafts" not in hello_of(callers[0], board_id)
    for page in (leader, bob, cai):
        page.disconnect()


def put_again_after(person, text):
    """The same message again, as a page does that does not know whether it arrived."""
    person.reconnect()
    return put(person, text, 1)


def test_VIS3_a_board_that_is_deleted_takes_private_notes_along(server, ada):
    board_id = ada.post("/api/boards", {"name": "Gone", "method": "blank"})["board"]["id"]
    leader = SocketPerson(ada, board_id).connect()
    assert put(leader, SECRET, 1)["ok"]
    leader.disconnect()

    assert ada.send("DELETE", f"/api/boards/{board_id}").ok

    def count() -> int:
        with sqlite3.connect(server.data_dir / FILE_NAME) as connection:
            found = connection.execute("SELECT count(*) FROM draft WHERE board_id = ?", (board_id,))
            return int(found.fetchone()[0])

    wait_until(lambda: count() == 0, "the private notes to be gone")
