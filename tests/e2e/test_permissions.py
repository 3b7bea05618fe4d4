"""Who may send what over a socket, for each kind of person (PERM1, PERM2); who takes over when a
facilitator is gone; who is out when they are removed (JOIN4). Real sockets, real server."""

import json
from dataclasses import dataclass

import pytest

from board.core.errors_people import Removed
from tests.e2e.test_live_connections import RawSocket
from tests.support.items import create
from tests.support.rooms import frame, note, patch
from tests.support.server import Caller, SocketPerson, running_server, wait_until
from tests.web.permissions import EVENTS, LEADING, WHO

ANSWERED = {
    "hello",
    "sync",
    "op",
    "workshop",
    "tables",
    "draft",
    "vote",
    "ballot",
    "hand",
    "ready",
    "mode",
}  # always; the others only when something is wrong
REFUSALS = {"denied", "denied.viewer", "board.missing", "auth.needed"}


@pytest.fixture(scope="module")
def fast_server(tmp_path_factory):
    with running_server(tmp_path_factory.mktemp("permissions") / "data") as server:
        yield server


@pytest.fixture(scope="module")
def lead(fast_server):
    lead = fast_server.facilitator()
    lead.token = lead.http.cookies["tavolo_session"]
    lead.person_id = lead.get("/api/me").json()["person"]["id"]
    return lead


@dataclass
class Place:
    """A board of its own, whose maker leads the project."""

    server: object
    lead: Caller
    id: str
    code: str

    def path(self, rest=""):
        return f"/api/boards/{self.id}{rest}"

    def send(self, method, rest, body=None):
        answer = self.lead.send(method, self.path(rest), body)
        assert answer.ok, answer.text
        return answer.json()

    def person(self, role="participant", name="Ada"):
        caller = self.server.guest(self.code, name)
        if role != "participant":
            self.send("PATCH", f"/people/{caller.person_id}", {"role": role})
        return caller

    def asker(self, who):
        """This kind of person, as the matrix means it."""
        if who == "account":
            return self.lead
        if who == "nobody":
            return Caller(self.server.url)
        if who == "stranger":
            return self.server.guest(self.server.demo_code, "Stranger")
        if who == "waiting":
            self.send("POST", "/invite", {"do": "set", "has_lobby": True})
        role = {"gone": "facilitator", "waiting": "participant", "removed": "participant"}.get(who, who)
        caller = self.person("participant" if who == "closed" else role)
        if who == "removed":
            self.send("DELETE", f"/people/{caller.person_id}")
        elif who == "closed":
            self.send("POST", "/invite", {"do": "close"})
        elif who == "gone":
            self.send("DELETE", "")
        return caller


@pytest.fixture
def place(fast_server, lead):
    board = lead.post("/api/boards", {"method": "blank", "name": "Permissions"})["board"]["id"]
    return Place(fast_server, lead, board, lead.get(f"/api/boards/{board}/invite").json()["code"])


class Asking:
    """One connection, and what the server says to each event on it."""

    def __init__(self, server, caller, board_id):
        self.raw = RawSocket(server)
        self.raw.connect(caller)
        self.board_id = board_id
        self.n = 0

    def answer(self, event, payload):
        """The answer; for what has none when all is well, what comes before the answer to a `sync`."""
        if event in ANSWERED:
            return self.raw.call(event, payload)
        asked = next(self.raw.ack_ids)
        self.raw.send(f"42{asked}" + json.dumps([event, payload]))
        last = next(self.raw.ack_ids)
        self.raw.send(f"42{last}" + json.dumps(["sync", {"since": 0}]))
        found = {"ok": True}
        while not (text := self.raw.until("43")).startswith(f"43{last}["):
            if text.startswith(f"43{asked}["):
                found = json.loads(text[len(f"43{asked}") :])[0]
        return found

    def is_let(self, event, payload):
        answer = self.answer(event, payload)
        return answer["ok"] or answer["code"] not in REFUSALS

    def op(self, *ops):
        self.n += 1
        return self.is_let("op", {"id": ["client-of-asker", self.n], "ops": list(ops)})


PAYLOADS = {
    "sync": {"since": 0},
    "presence": {"cursor": [1, 2], "selection": [], "preview": None, "view": "canvas"},
    "move": [3, 4],
    "diverged": {"seq": 0, "hash": 1},
    "workshop": {"do": "end"},
    "tables": {"do": "add"},
    "hand": {"up": True},
    "ready": {"on": True},
    "mode": {"mode": "remote"},
    "vote": {"vote": "vote-0001", "do": "open"},
    "ballot": {"vote": "vote-0001", "choices": {}},
    "draft": {"id": ["client-of-drafts", 1], "put": note("note-in-draft")["item"], "round": 0},
}


@pytest.mark.parametrize("who", WHO)
def test_PERM1_each_event_is_taken_from_whom_the_matrix_says(fast_server, place, who):
    first = SocketPerson(place.lead, place.id).connect()
    assert first.op(create("vote", "vote-0001"))["ok"]
    first.disconnect()
    asking = Asking(fast_server, place.asker(who), place.id)
    let = {"hello": asking.is_let("hello", {"board": place.id, "client": "client-of-asker"})}
    for event, payload in PAYLOADS.items():
        let[event] = asking.is_let(event, payload)
    let["op"] = asking.op(note("note-of-asker"))
    is_let_to_frame = asking.op(frame("frame-of-asker"))
    asking.raw.close()

    assert let == {event: who in EVENTS[event] for event in EVENTS}
    assert is_let_to_frame == (who in LEADING)


def test_PERM1_when_the_facilitator_is_gone_a_co_facilitator_has_every_control(place):
    facilitator, co, ada = (
        place.person(role, role) for role in ("facilitator", "co-facilitator", "participant")
    )
    first, second = SocketPerson(facilitator, place.id).connect(), SocketPerson(co, place.id).connect()
    assert first.op(frame("frame-0001"), note("note-0001", locked=True))["ok"]
    first.socket.eio.ws.sock.close()  # the browser dies: no goodbye

    done = [
        second.op(patch("frame-0001", title="Taken over"), patch("note-0001", text="Locks do not bind")),
        second.op(frame("frame-0002")),
        co.send("PATCH", place.path(), {"name": "Goes on"}).json(),
        co.send("PATCH", place.path(), {"is_add_only": True}).json(),
        co.send("POST", place.path("/invite"), {"do": "renew"}).json(),
        co.send("POST", place.path("/door"), {"do": "admit"}).json(),
        co.send("PATCH", place.path(f"/people/{ada.person_id}"), {"role": "co-facilitator"}).json(),
        co.send("POST", place.path("/snapshots"), {"name": "Here we are"}).json(),
        co.get(place.path("/history")).json(),
        co.send("POST", place.path("/restore"), {"seq": 1}).json(),
        co.send("DELETE", place.path(f"/people/{ada.person_id}")).json(),
    ]

    assert [answer["ok"] for answer in done] == [True] * len(done), done
    assert co.send("DELETE", place.path()).json()["code"] == "denied"
    second.disconnect()


def test_HIDE1_only_who_leads_is_told_that_more_was_hidden_or_put_back(place):
    people = {
        role: place.person(role, role) for role in ("co-facilitator", "observer", "staff", "participant")
    }
    pages = {role: SocketPerson(caller, place.id).connect() for role, caller in people.items()}
    assert pages["participant"].op(note("note-0001", text="Mine"))["ok"]

    hidden = place.send("POST", "/hidden", {"items": ["note-0001"], "why": "A name"})["seq"]
    [one] = place.lead.get(place.path("/hidden")).json()["hidden"]
    back = place.send("POST", "/hidden/back", {"hidden": [one["id"]]})["seq"]

    wait_until(lambda: {"hiding": back} in told_of_drafts(pages["co-facilitator"]), "that it is back")
    assert told_of_drafts(pages["co-facilitator"]) == [{"hiding": hidden}, {"hiding": back}]
    wait_until(lambda: len(told_of_drafts(pages["participant"])) == 2, "what its author is told")
    assert all(told.keys() == {"hidden"} for told in told_of_drafts(pages["participant"]))
    assert told_of_drafts(pages["observer"]) == told_of_drafts(pages["staff"]) == []
    for page in pages.values():
        page.disconnect()


def told_of_drafts(page):
    return [payload for event, payload in page.received if event == "drafts"]


def test_LOCK1_a_locked_item_refuses_participants_and_no_facilitator(place):
    people = {role: place.person(role, role) for role in ("facilitator", "co-facilitator", "participant")}
    pages = {role: SocketPerson(caller, place.id).connect() for role, caller in people.items()}
    assert pages["facilitator"].op(note("note-0001", locked=True))["ok"]

    answers = {role: page.op(patch("note-0001", text=role)) for role, page in pages.items()}

    assert answers["participant"]["code"] == "item.locked"
    assert answers["facilitator"]["ok"]
    assert answers["co-facilitator"]["ok"]
    for page in pages.values():
        page.disconnect()


def test_JOIN4_who_is_removed_is_out_on_every_page_and_hears_nothing_more(fast_server, place):
    ada, bob = place.person("participant", "Ada"), place.person("participant", "Bob")
    held = RawSocket(fast_server).connect(ada)
    assert held.hello(place.id)["ok"]
    page, other = SocketPerson(ada, place.id).connect(), SocketPerson(bob, place.id).connect()

    place.send("DELETE", f"/people/{ada.person_id}")

    assert Removed.code in held.until('42["bye"')
    wait_until(lambda: not page.socket.connected, "the page to be closed")
    assert other.op(note("note-0001", text="After"))["ok"]
    rest = held.rest()
    assert b"After" not in rest
    assert "After" not in json.dumps(page.received)
    assert ada.get(place.path("/snapshot")).json()["code"] == "board.missing"
    with pytest.raises(AssertionError, match=r"board\.missing"):
        SocketPerson(ada, place.id).connect()
    other.disconnect()


def test_PERM4_participants_only_add_as_soon_as_it_is_set(place):
    ada = SocketPerson(place.person("participant", "Ada"), place.id).connect()
    bob = SocketPerson(place.person("participant", "Bob"), place.id).connect()
    assert ada.op(note("note-0001"))["ok"]

    place.send("PATCH", "", {"is_add_only": True})

    assert bob.op(patch("note-0001", text="Mine now"))["code"] == "item.of_others"
    assert bob.op(note("note-0002"))["ok"]
    assert ada.op(patch("note-0001", text="Still mine"))["ok"]
    wait_until(
        lambda: ("board", True) in [(name, told.get("is_add_only")) for name, told in bob.received], "news"
    )
    for page in (ada, bob):
        page.disconnect()
