"""A page in its world: the session and store models on a line to the server that can fail."""

from typing import TYPE_CHECKING, Any

from board.core.ops import Op, OpId
from board.core.scene_hash import scene_hash
from tests.sim.edits import Edit
from tests.sim.server import Server
from tests.sim.session import Session
from tests.sim.store import Answer, Change, Store

if TYPE_CHECKING:
    from tests.sim.world import World

PERSONS = ("ada", "bob", "ada")  # the third page is a second tab of the first person
PING_MS = 20_000  # after this the server takes a silent link for dead


class Broken(AssertionError):
    """A promise does not hold. The message says which, and what was seen."""


class Link:
    """A connection of one page to one life of the server: in order, with faults."""

    def __init__(self, world: "World", page: "Page", server: Server, number: int) -> None:
        self.sid = f"link-{number}"
        self.person_id = page.person_id
        self.is_open = True  # the page's end
        self.is_silent = False  # both ends believe in it, nothing arrives
        self.lost_down = self.lost_up = 0  # how many of the next messages get lost
        self.stall_ms = 0
        self.slow_until_ms = 0
        self.is_twice = False
        self._world = world
        self._page = page
        self.server = server
        self._up_at = self._down_at = 0

    def up(self, word: str, payload: Any) -> None:
        """From the page to the server. What was sent before a close still arrives."""
        if self.is_silent:
            return
        if self.lost_up and word != "bye":
            self.lost_up -= 1
            return
        self._up_at = max(self._up_at, self._world.now_ms + self._world.latency_ms() + self.stall_ms)
        act = self.server.leave if word == "bye" else self.server.heard
        args = (self.sid,) if word == "bye" else (self, word, payload)
        self._world.at(self._up_at, act, *args)
        if self.is_twice and word == "op":
            self._world.at(self._up_at, act, *args)

    def down(self, word: str, payload: Any) -> None:
        """From the server to the page."""
        self._world.check_told(payload[1] if word == "answer" else payload)
        if self.is_silent or not self.is_open:
            return
        if self.lost_down:
            self.lost_down -= 1
            return
        self._down_at = max(self._down_at, self._world.now_ms + self._world.latency_ms() + self.stall_ms)
        self._world.at(self._down_at, self._arrive, word, payload)

    def end(self) -> None:
        """The server closes the connection; the page notices when all that was on its way is there."""
        if self.is_silent or not self.is_open:
            return
        self._down_at = max(self._down_at, self._world.now_ms + self._world.latency_ms() + self.stall_ms)
        self._world.at(self._down_at, self._ended)

    def _ended(self) -> None:
        if self.is_open and self._page.link is self:
            self._page.session.disconnected()

    def is_slow(self) -> bool:
        return self._world.now_ms < self.slow_until_ms

    def _arrive(self, word: str, payload: Any) -> None:
        if self.is_open and self._page.link is self:
            self._page.heard(word, payload)


class Page:
    """A browser page: the session and store models, with the world as their line."""

    def __init__(self, world: "World", number: int) -> None:
        self.number = number
        self.person_id = PERSONS[number]
        self.link: Link | None = None
        self.diverged_times = 0
        self._world = world
        self._timers: dict[str, int] = {}  # name -> which setting of the timer counts
        self._connection = 0
        self._questions = 0
        self._asked: dict[int, OpId] = {}  # ack id -> the op it is about, on this link
        self._lives = 0
        self.open()

    def open(self) -> None:
        """The page is loaded, for the first time or again: a client id of its own, and nothing known."""
        self._lives += 1
        client_id = f"client-{self.number}-{self._lives}"
        self.store: Store = self._world.rules.store(client_id, self.person_id, self._verdict)
        self.session: Session = self._world.rules.session(self.store, self)

    def crash(self, heir: "Page") -> None:
        """The tab is gone, and opens again. What it kept in the browser, `heir` sends."""
        left = self.store.unsent()
        self.disconnect()
        self._timers.clear()
        self.open()
        heir.store.adopt(left)
        heir.session.send()
        self.session.start()

    def _verdict(self, change: Change, answer: Answer) -> None:
        edit = self._world.edits[change.edit]
        if edit.verdict is not None:
            raise Broken(f"edit {edit.number} got a second verdict: {edit.verdict}, then {answer}")
        edit.verdict, edit.op_id = answer, (change.client, change.n)

    def is_well(self) -> bool:
        """Whether news reach this page now, as far as the network goes."""
        link = self.link
        if link is None or link.is_silent or not link.is_open or link.server is not self._world.server:
            return False
        return link.server.is_alive and link.sid in link.server.links and self.session.is_quiet()

    def edit(self, ops: list[Op], takes_back: Edit | None = None) -> None:
        """The person changes something; whatever does not apply here is not even tried."""
        number = len(self._world.edits)
        self._world.edits.append(Edit(number, self.number, ops, takes_back))
        if self.store.change(number, ops):
            self.session.send()
        else:
            self._world.edits.pop()

    def heard(self, word: str, payload: Any) -> None:
        session = self.session
        if word == "answer":
            ack_id, answer = payload
            op_id = self._asked.pop(ack_id, None)  # each question takes one answer
            if op_id is not None:
                session.op_answered(op_id, answer)
        elif word == "bye":
            session.bye(payload)
        elif word == "news":
            session.entries_came(payload.get("entries", []))
        elif word == "head":
            session.head_came(payload["seq"], payload.get("hash"))
        elif word == "greeted":
            self._check_whole(payload)
            session.greeted(payload)
        else:
            self._check_whole(payload)
            session.synced(payload)

    def _check_whole(self, answer: Answer) -> None:
        """SEQ1: what a page gets when it asks for what it has missed begins with the next entry."""
        entries = answer.get("entries")
        if entries and self.store.seq + 1 < entries[0]["seq"]:
            raise Broken(f"SEQ1: page {self.number} is at {self.store.seq} and got {entries[0]['seq']} next")

    # --- fits `session.Line` ---

    def connect(self) -> None:
        self._connection += 1
        number, server = self._connection, self._world.server
        if server.is_alive:
            self._world.after(self._world.latency_ms(), self._connected, number, server)
        else:
            self._world.after(5, self._not_connected, number)

    def _connected(self, number: int, server: Server) -> None:
        if number != self._connection:
            return
        if not server.is_alive:
            self._not_connected(number)
            return
        self.link = self._world.new_link(self, server)
        self._asked.clear()
        self.session.connected()

    def _not_connected(self, number: int) -> None:
        if number == self._connection:
            self.session.disconnected()

    def disconnect(self) -> None:
        self._connection += 1
        link, self.link = self.link, None
        if link is not None and link.is_open:
            link.is_open = False
            if link.is_silent:
                self._world.after(PING_MS, link.server.leave, link.sid)
            else:
                link.up("bye", None)

    def hello(self, since: int | None) -> None:
        about = {} if since is None else {"since": since}
        self._say("hello", {"client": self.store.client_id, **about})

    def sync(self, since: int) -> None:
        self._say("sync", since)

    def op(self, change: Change) -> None:
        self._questions += 1
        self._asked[self._questions] = (change.client, change.n)
        self._say("op", (self._questions, {"id": [change.client, change.n], "ops": change.ops}))

    def _say(self, word: str, payload: Any) -> None:
        if self.link is not None:
            self.link.up(word, payload)

    def snapshot(self) -> None:
        """Over HTTP: in no order with what the link carries."""
        self._world.after(self._world.latency_ms(), self._fetch, self._connection)

    def _fetch(self, connection: int) -> None:
        server = self._world.server
        if server.is_alive and self.link is not None:
            answer = server.snapshot(server.viewer(self.link))
            self._world.check_told(answer)
        else:
            answer = {"ok": False, "code": "busy", "data": {}}
        self._world.after(self._world.latency_ms(), self._fetched, connection, answer)

    def _fetched(self, connection: int, answer: Answer) -> None:
        if connection == self._connection:
            self.session.snapshot_came(answer)

    def diverged(self) -> None:
        self.diverged_times += 1

    def hash_of_confirmed(self) -> int:
        return scene_hash(self.store.confirmed.values())

    def jitter(self) -> float:
        return (self._world.latency_ms() % 100) / 100

    def timer(self, name: str, ms: int) -> None:
        number = self._world.next_number()
        self._timers[name] = number
        self._world.after(ms, self._time_up, name, number)

    def cancel(self, name: str) -> None:
        self._timers.pop(name, None)

    def _time_up(self, name: str, number: int) -> None:
        if self._timers.get(name) == number:
            del self._timers[name]
            self.session.time_up(name)
