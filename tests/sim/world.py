"""The world of one schedule: a clock, a network between pages and server, and whatever goes wrong.

Pages and server only ever meet here. Every message takes a time from the plan; a link keeps order,
two links of one page do not, so what an old one still carries can arrive after the new one's words.
"""

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any

from board.core.roles import Role
from board.core.workshop import Action, Bring, End, Go, Start, Timer, steps_of
from board.live.tables import late
from board.live.workshop import conduct
from tests.sim.edits import EDIT_MAKERS, HELPED, Edit
from tests.sim.guiding import Guiding
from tests.sim.page import PERSONS, Broken, Link, Page
from tests.sim.plan import CHAOS_MS, PAGES, Plan, Step
from tests.sim.server import Disk, Server
from tests.sim.session import Session
from tests.sim.store import Answer, Store

SETTLE_MS = 45_000  # for everything to be well again once nothing goes wrong any more
BEHIND_MS = 7_500  # for a page on a working link: a beacon, its grace and two messages
LOOK_MS = 250
COMMIT_MS = 4


class Escaped(BaseException):
    """Something went wrong in the world while the server was inside a commit; not for its ears."""


class Rules:
    """Which server, store and session the world is made of; a mutant replaces one of them."""

    disk: Callable[..., Disk] = Disk
    server: Callable[..., Server] = Server
    store: Callable[..., Store] = Store
    session: Callable[..., Session] = Session


class World:
    """Plays a plan. `edits` is what people did, in the order in which they did it."""

    def __init__(self, plan: Plan, rules: type[Rules] = Rules) -> None:
        self.now_ms = 0
        self.rules = rules
        self.edits: list[Edit] = []
        self._plan = plan
        self._broken: Broken | None = None
        self._events: list[tuple[int, int, Callable[..., None], tuple[Any, ...]]] = []
        self._number = self._latency = self._links = 0
        self._commit_ms: list[int] = []
        self.is_calm = False
        self.roles: dict[str, Role] = {"ada": "participant", "bob": "participant", HELPED: "participant"}
        if plan.is_led:
            self.roles[PERSONS[0]] = "facilitator"
        self.disk = rules.disk()
        self.disk.before = self._during_commit
        self.server = rules.server(self, self.disk, self.roles)
        self.pages = [Page(self, number) for number in range(PAGES)]
        self.guiding = Guiding(self, plan.seed)

    # --- time ---

    def next_number(self) -> int:
        self._number += 1
        return self._number

    def at(self, ms: int, act: Callable[..., None], *args: Any) -> None:
        self._number += 1
        heappush(self._events, (ms, self._number, act, args))

    def after(self, ms: int, act: Callable[..., None], *args: Any) -> None:
        self.at(self.now_ms + ms, act, *args)

    def latency_ms(self) -> int:
        self._latency += 1
        latencies = self._plan.latencies_ms
        ms = latencies[self._latency % len(latencies)]
        return min(ms, 80) if self.is_calm else ms

    def run_until(self, end_ms: int) -> None:
        events = self._events
        while events and events[0][0] <= end_ms:
            self.now_ms, _, act, args = heappop(events)
            act(*args)
        self.now_ms = end_ms

    # --- the course of a schedule ---

    def play(self) -> None:
        """The steps of the plan; then calm, until all is well or it has taken too long."""
        try:
            self._play()
        except (Escaped, Exception) as error:  # noqa: BLE001 - whatever it is, a known cause comes first
            raise self._broken or error.__cause__ or error from None

    def _play(self) -> None:
        for page in self.pages:
            self.after(10 + page.number, page.session.start)
        for step in self._plan.steps:
            self.at(500 + step.at_ms, self._do, step)
        self.run_until(500 + CHAOS_MS)
        self._become_calm()
        calm_ms, head = self.now_ms, self.server.room.head
        well = [page for page in self.pages if page.is_well()]
        while self.now_ms < calm_ms + SETTLE_MS and not self.is_settled():
            self.run_until(self.now_ms + LOOK_MS)
            if self.now_ms == calm_ms + BEHIND_MS:
                self._check_not_behind(well, head)

    def _check_not_behind(self, well: "list[Page]", head: int) -> None:
        """SEQ4: the beacon makes up for news that got lost on a link that still works."""
        for page in well:
            if page.store.seq < head:
                ago = f"{BEHIND_MS} ms after the last fault"
                raise Broken(f"SEQ4: page {page.number} is at {page.store.seq} of {head}, {ago}")

    def is_settled(self) -> bool:
        """Whether every page shows the whole log and has nothing left to send, and the room has looked at
        what became of a commit that reported failure."""
        head = len(self.disk.log)
        return (
            not self.server.queue
            and not self.server.is_writing
            and not self.server.room.is_stale
            and self.guiding.is_settled()
            and not late(self.server.room)
            and all(
                page.session.phase == "live" and page.store.seq == head and not page.store.changes
                for page in self.pages
            )
        )

    def _become_calm(self) -> None:
        self.is_calm = True
        self.disk.faults.clear()
        self._commit_ms.clear()
        self.server.put_off.clear()
        for page in self.pages:
            if page.link is not None:
                page.link.lost_up = page.link.lost_down = page.link.stall_ms = page.link.slow_until_ms = 0
                page.link.is_twice = False

    def new_link(self, page: Page, server: Server) -> Link:
        self._links += 1
        return Link(self, page, server, self._links)

    def _during_commit(self) -> bool:
        """Let the time of a commit pass; whether the server is still alive after it."""
        server = self.server
        ms = self._commit_ms.pop(0) if self._commit_ms else COMMIT_MS
        try:
            self.run_until(self.now_ms + ms)
        except Exception as error:
            raise Escaped from error
        return server.is_alive

    def check_told(self, said: Answer) -> None:
        """ACK1, SEQ3: nobody hears of an entry before it is on the disk."""
        entries = said.get("entries")
        seq = entries[-1]["seq"] if entries else said.get("seq", 0)
        if seq > len(self.disk.log):
            # Kept too, because the server survives errors in its answers.
            self._broken = Broken(f"ACK1: a page heard of entry {seq}, the disk holds {len(self.disk.log)}")
            raise self._broken

    # --- what happens ---

    def _do(self, step: Step) -> None:
        page = self.pages[step.page]
        if step.what == "undo":
            self._undo(page, step.number)
        elif step.what in EDIT_MAKERS:
            ops = EDIT_MAKERS[step.what](page.store, len(self.edits), step.number)
            if ops:
                page.edit(ops)
        else:
            getattr(self, f"_{step.what}")(page, step.number)

    def _undo(self, page: Page, number: int) -> None:
        """One of the last edits of this person that the server has taken, undos among them."""
        theirs = [
            edit
            for edit in self.edits
            if edit.verdict is not None and edit.verdict["ok"]
            if self.pages[edit.page].person_id == page.person_id
        ]
        if theirs:
            taken = theirs[-1 - number % min(len(theirs), 4)]
            page.edit([{"do": "undo", "of": list(taken.op_id)}], taken)

    def _cut(self, page: Page, number: int) -> None:
        """The page loses its link. What it sent may arrive, late; the server notices some time."""
        link = page.link
        if link is None:
            return
        link.is_open = False
        if number % 3 == 0:
            link.is_silent = True
        self.after(number % 7 * 700, link.server.leave, link.sid)
        page.session.disconnected()

    def _crash(self, page: Page, number: int) -> None:
        heirs = [other for other in self.pages if other.person_id == page.person_id]
        page.crash(heirs[number % len(heirs)])

    def _half_open(self, page: Page, number: int) -> None:
        if page.link is not None:
            page.link.is_silent = True

    def _lose_down(self, page: Page, number: int) -> None:
        if page.link is not None:
            page.link.lost_down = 1 + number % 3

    def _lose_up(self, page: Page, number: int) -> None:
        if page.link is not None:
            page.link.lost_up = 1 + number % 2

    def _stall(self, page: Page, number: int) -> None:
        if page.link is not None:
            page.link.stall_ms = 300 + number * 3

    def _slow(self, page: Page, number: int) -> None:
        """The page does not read what it is sent, for a while."""
        if page.link is not None:
            page.link.slow_until_ms = self.now_ms + number * 20

    def _twice(self, page: Page, number: int) -> None:
        if page.link is not None:
            page.link.is_twice = True

    def _fail_commit(self, page: Page, number: int) -> None:
        self.disk.faults.extend(["arrive" if number % 2 else "refuse"] * (1 + number % 3))

    def _slow_commit(self, page: Page, number: int) -> None:
        self._commit_ms.append(100 + number)

    def _put_off(self, page: Page, number: int) -> None:
        self.server.put_off.add(page.person_id)

    def _role(self, page: Page, number: int) -> None:
        self.roles[page.person_id] = "viewer" if number % 2 else "participant"
        self.server.give_role(page.person_id, self.roles[page.person_id])

    def _lead(self, page: Page, number: int) -> None:
        """The first person facilitates from here on, or does not any more."""
        self.roles[PERSONS[0]] = "participant" if number % 4 == 0 else "facilitator"
        self.server.give_role(PERSONS[0], self.roles[PERSONS[0]])

    def _workshop(self, page: Page, number: int) -> None:
        """Somebody goes to a step, ends the workshop, or sets its timer; perhaps without the right to."""
        if not self.server.is_alive:
            return
        steps = steps_of(self.server.room.scene)
        action: Action = Go(steps[number % len(steps)].get("id", "")) if steps else Start()
        if number % 5 == 0:
            action = (End(), Timer(add_ms=60_000), Bring(0, 0, 800, 600, hold=True))[number % 3]
        person_id = page.person_id if number % 7 == 0 else PERSONS[0]
        self.server.submit(conduct(self.server.room, person_id, action, lambda _answer: None))

    def _wait(self, page: Page, number: int) -> None:
        self.guiding.wait(page, number)

    def _moderate(self, page: Page, number: int) -> None:
        self.guiding.moderate(page, number)

    def _hide(self, page: Page, number: int) -> None:
        self.guiding.hide(page, number)

    def _put_back(self, page: Page, number: int) -> None:
        self.guiding.put_back(page, number)

    def _tables(self, page: Page, number: int) -> None:
        self.guiding.tables(page, number)

    def _kill(self, page: Page, number: int) -> None:
        """`kill -9`, and a new life a little later. Some pages notice, some do not."""
        if not self.server.is_alive:
            return
        self.server.is_alive = False
        self.disk.lose_process(is_in_file=number % 4 == 0)
        for other in self.pages:
            link = other.link
            if link is None or link.server is not self.server:
                continue
            if (number + other.number) % 5 == 0:
                link.is_silent = True
            else:
                link.is_open = False
                self.after(self.latency_ms(), self._notice_end, other, link)
        self.after(200 + number, self._live_again)

    def _notice_end(self, page: Page, link: Link) -> None:
        if page.link is link:
            page.session.disconnected()

    def _live_again(self) -> None:
        self.server = self.rules.server(self, self.disk, self.roles)
