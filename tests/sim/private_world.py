"""One of two worlds that may only differ in what some people write in private: the real registry, writer
and room, with a clock, ids and chance that are the same in both, and ears for everybody."""

import io
import json
import logging
from collections.abc import Callable
from random import Random
from types import SimpleNamespace
from typing import Any, Final

from board.core.drafts import Chance
from board.core.ids import make_id
from board.core.visibility import Here, Member
from board.core.workshop import read_action
from board.live.session import Bucket, Session
from board.live.workshop import Means, conduct
from board.live.writer import Task
from board.web.draft_events import take_draft
from board.web.live_events import take_move, take_op, take_presence
from tests.sim.private_eyes import hello_of, look_of, raw
from tests.sim.private_plan import PEOPLE, TICK_MS, WORDS, Deed, TwoPlans
from tests.support.drafts import OPEN_STEP, STEP, step
from tests.support.rooms import BOARD, Bench, frame, note

LIMIT: Final = 8  # private notes of one person: few, so that the limit is met
_TIMES: Final = ("_seconds",)  # metrics that tell how long something took here and now


class World(Bench):
    """Plays one of two plans. `heard` is what each person was told, whoever they are, with the time."""

    def __init__(self, plans: TwoPlans, which: int) -> None:
        super().__init__()
        self.plans = plans
        self.ticks = plans.worlds[which]
        self.heard: dict[str, list[str]] = {}
        self.random = Random(plans.seed)  # what everybody may know of
        self.secret = Random(plans.seed * 2 + which)  # what nobody may
        self.numbers: dict[tuple[str, str], int] = {}
        self.queue: list[Task] = []
        self.logged = io.StringIO()
        self.services: Any = SimpleNamespace(
            registry=SimpleNamespace(
                submit=self.submit,
                lock=self.registry.lock,
                touch=self.registry.touch,
                metrics=self.registry.metrics,
            ),
            clock_ms=lambda: self.now_ms,
        )
        for person_id in PEOPLE[2:]:
            self.people.members[person_id] = Member(person_id, person_id.title(), "participant")
            self.room.members[person_id] = self.people.members[person_id]
        self.room.ops = Bucket(5.0, 90.0)  # so few that it shows when somebody else takes them
        self.setup()

    # --- the world itself ---

    def submit(self, task: Task) -> None:
        task.room.queued += 1
        self.queue.append(task)

    def write_queue(self) -> None:
        """One batch, and what is told after it."""
        batch, self.queue = self.queue, []
        if batch:
            self.registry.writer.write(batch)
        self.room.flush()
        self.listen()

    def listen(self) -> None:
        """Everybody hears what has been sent to them."""
        for one in self.outbox.sent:
            text = json.dumps([self.now_ms, one.event, one.payload], default=raw)
            for sid in one.sids:
                self.hear(sid.split("-")[1], text)
        self.outbox.sent.clear()

    def hear(self, person_id: str, text: str) -> None:
        self.heard.setdefault(person_id, []).append(text)

    def answer(self, person_id: str) -> Callable[[dict[str, Any]], None]:
        """Lets this person hear an answer."""
        return lambda told: self.hear(person_id, json.dumps([self.now_ms, "answer", told]))

    def session(self, person_id: str) -> Session:
        return self.room.sessions[f"sid-{person_id}"]

    def is_in(self, person_id: str) -> bool:
        return f"sid-{person_id}" in self.room.sessions

    # --- what people send ---

    def op(self, person_id: str, *ops: dict[str, Any]) -> None:
        n = self.next_n(person_id, "op")
        payload = {"id": [f"client-{person_id}", n], "ops": list(ops)}
        take_op(self.services, self.room, self.session(person_id), payload, self.op_answer(person_id, n))

    def op_answer(self, person_id: str, n: int) -> Callable[[dict[str, Any]], None]:
        tell = self.answer(person_id)

        def reply(told: dict[str, Any]) -> None:
            if not told["ok"] and told["code"] in ("rate", "busy", "storage"):
                self.numbers[person_id, "op"] = n - 1  # the number is free
            tell(told)

        return reply

    def draft(self, person_id: str, **what: Any) -> None:
        payload = {"id": [f"client-{person_id}", self.next_n(person_id, "draft")], **what}
        take_draft(self.services, self.room, self.session(person_id), payload, self.answer(person_id))

    def act(self, **action: Any) -> None:
        random = Random(self.plans.seed)
        chance = Chance(random.randrange, lambda: make_id(random.randrange))
        tell = self.answer("ada")
        reply = lambda found: tell({"seq": repr(found)})  # noqa: E731
        self.submit(conduct(self.room, "ada", read_action(action), reply, Means(chance)))
        self.write_queue()

    def next_n(self, person_id: str, kind: str) -> int:
        n = self.numbers[person_id, kind] = self.numbers.get((person_id, kind), 0) + 1
        return n

    # --- the schedule ---

    def setup(self) -> None:
        for person_id in self.people.members:
            self.join(person_id)
        steps = step(STEP, private=True), step(OPEN_STEP, mode="discuss", z="a1")
        self.op("ada", frame("area-00001", w=4_000, h=4_000), *steps)
        self.op("ada", *(note(f"base-{number:05}", x=300 * number, text="There") for number in range(4)))
        self.write_queue()
        self.act(do="start", step=STEP)

    def play(self) -> None:
        """All ticks, and the end."""
        handler = logging.StreamHandler(self.logged)
        logging.getLogger("board").addHandler(handler)
        try:
            for tick in self.ticks:
                self.now_ms += TICK_MS
                for deed in tick:
                    self.do(deed)
            self.now_ms += TICK_MS
            getattr(self, f"end_{self.plans.end}")()
            self.now_ms += TICK_MS
            self.storage.is_failing = False
            self.look("ada", 0)
        finally:
            logging.getLogger("board").removeHandler(handler)
        self.heard["who runs the server"] = [self.logged.getvalue(), self.metrics()]

    def metrics(self) -> str:
        lines = self.registry.metrics.text().splitlines()
        return "\n".join(line for line in lines if not any(time in line for time in _TIMES))

    def do(self, deed: Deed) -> None:
        if not self.is_in(deed.person) and deed.what != "late_joiner":
            return
        getattr(self, f"{'hidden' if deed.is_hidden else 'open'}_{deed.what}")(deed.person, deed.number)
        if not deed.with_next:
            self.write_queue()

    # --- what everybody may know of ---

    def open_note(self, person_id: str, number: int) -> None:
        self.op(person_id, note(f"open-{number:05}", text=WORDS[number % len(WORDS)], x=number))

    def open_patch(self, person_id: str, number: int) -> None:
        self.op(person_id, {"do": "patch", "id": f"base-{number % 4:05}", "set": {"x": number}})

    def open_comment(self, person_id: str, number: int) -> None:
        item = {"kind": "comment", "id": f"said-{number:05}", "x": 0, "y": 0, "z": "a0", "text": "?"}
        self.op(person_id, {"do": "create", "item": {**item, "on": f"base-{number % 4:05}"}})

    def open_delete(self, person_id: str, number: int) -> None:
        self.op(person_id, {"do": "delete", "id": f"base-{number % 4:05}"})

    def open_presence(self, person_id: str, number: int) -> None:
        self.point(person_id, number, f"base-{number % 4:05}")

    def open_move(self, person_id: str, number: int) -> None:
        take_move(self.services, self.room, self.session(person_id), [number, number])

    def open_own(self, person_id: str, number: int) -> None:
        """Private notes of those who hide nothing: the same in both worlds."""
        self.draft(person_id, put=self.item(number % 10, self.random), round=self.round())

    def open_same_id(self, person_id: str, number: int) -> None:
        """An id that somebody else may be using in private."""
        self.op(person_id, note(f"note-{number % 12:05}", text="Guess"))
        self.draft(person_id, put=self.item(number % 12, self.random), round=self.round())

    def open_look(self, person_id: str, number: int) -> None:
        self.look(person_id, number)

    def open_late_joiner(self, person_id: str, number: int) -> None:
        self.leave(person_id)
        self.registry.admit(BOARD, person_id, person_id.title())
        self.room.join(self.new_session(person_id))
        self.hear(person_id, hello_of(self, person_id))

    def open_leave(self, person_id: str, number: int) -> None:
        if person_id != "ada":
            self.leave(person_id)

    def open_beacon(self, person_id: str, number: int) -> None:
        self.room.tell_head()

    def open_go_on(self, person_id: str, number: int) -> None:
        self.act(do="step", step=OPEN_STEP)

    def open_go_back(self, person_id: str, number: int) -> None:
        self.act(do="step", step=STEP)

    def open_timer(self, person_id: str, number: int) -> None:
        self.act(do="timer", set_ms=number)

    def open_fail(self, person_id: str, number: int) -> None:
        self.storage.is_failing = not self.storage.is_failing

    def open_role(self, person_id: str, number: int) -> None:
        if person_id != "ada":
            role = "viewer" if number % 2 else "participant"
            self.registry.member_changed(BOARD, Member(person_id, person_id.title(), role))  # type: ignore[arg-type]

    def open_flood(self, person_id: str, number: int) -> None:
        for _ in range(60):
            self.op(person_id, {"do": "patch", "id": "base-00000", "set": {"y": number}})

    # --- what nobody may notice ---

    def hidden_put(self, person_id: str, number: int) -> None:
        self.draft(person_id, put=self.item(number % 12, self.secret), round=self.round())

    def hidden_type(self, person_id: str, number: int) -> None:
        for key in list(self.room.drafts.get(person_id, {}))[:1]:
            item = {**self.room.drafts[person_id][key].item, "text": WORDS[number % len(WORDS)]}
            self.draft(person_id, put=item, round=self.round())
            self.hidden_presence(person_id, number)

    def hidden_gone(self, person_id: str, number: int) -> None:
        self.draft(person_id, gone=f"note-{number % 12:05}")

    def hidden_publish(self, person_id: str, number: int) -> None:
        """Only while it is refused."""
        if self.room.is_private:
            self.draft(person_id, publish=f"note-{number % 12:05}")

    def hidden_bad(self, person_id: str, number: int) -> None:
        self.draft(person_id, put={"kind": "note", "id": "x"}, round=0)

    def hidden_presence(self, person_id: str, number: int) -> None:
        if self.room.is_private:
            self.point(person_id, number, f"note-{number % 12:05}")

    def hidden_hand(self, person_id: str, number: int) -> None:
        """A note in hand whose words are still on their way, while nothing is private."""
        if not self.room.is_private:
            payload = {"selection": [f"hand-{number % 12:05}"]}
            take_presence(self.services, self.room, self.session(person_id), payload)

    def hidden_move(self, person_id: str, number: int) -> None:
        if self.room.is_private:
            take_move(self.services, self.room, self.session(person_id), [number, -number])

    def hidden_many(self, person_id: str, number: int) -> None:
        for at in range(LIMIT + 2):
            self.draft(person_id, put=self.item(20 + at, self.secret), round=self.round())

    # --- how it ends ---

    def end_hidden(self) -> None:
        self.everybody_looks()

    def end_withdrawn(self) -> None:
        self.withdraw()
        self.reveal()

    def end_anonymous(self) -> None:
        self.withdraw()
        writers, notes = sorted(self.plans.hiding), list(self.plans.final)
        self.secret.shuffle(notes)
        for at, fields in enumerate(notes):
            self.now_ms += 1
            self.draft(
                self.secret.choice(writers),
                put=note(f"last-{self.secret.randrange(10**9):09}", z=f"a{at}", **fields)["item"],
                round=self.round(),
            )
            self.write_queue()
        self.now_ms += 100 - len(notes)
        self.reveal(anonymous=True)

    def end_removed(self) -> None:
        self.storage.is_failing = False
        for person_id in sorted(self.plans.hiding):
            self.registry.member_changed(BOARD, Member(person_id, person_id.title(), None))
            self.leave(person_id)
        self.reveal()

    def end_late(self) -> None:
        self.withdraw()
        before = self.round()
        self.reveal()
        for person_id in sorted(self.plans.hiding):
            for number in range(self.secret.randrange(4)):
                self.draft(person_id, put=self.item(40 + number, self.secret), round=before)
                self.write_queue()
        self.act(do="step", step=OPEN_STEP)
        self.act(do="step", step=STEP)
        self.reveal()

    def withdraw(self) -> None:
        """All that differs is taken back."""
        self.storage.is_failing = False
        self.now_ms += 600_000  # those who wrote much may write again
        self.leave_all(self.plans.hiding)
        for person_id in sorted(self.plans.hiding):
            self.registry.member_changed(BOARD, Member(person_id, person_id.title(), "participant"))
            self.room.join(self.new_session(person_id))
        self.write_queue()
        for person_id in sorted(self.plans.hiding):
            for key in list(self.room.drafts.get(person_id, {})):
                self.draft(person_id, gone=key)
                self.write_queue()

    def reveal(self, **how: Any) -> None:
        self.now_ms += TICK_MS
        self.storage.is_failing = False
        self.act(do="reveal", **how)
        self.everybody_looks()

    # --- help ---

    def round(self) -> int:
        return int(self.room.scene["workshop"].get("reveals", 0))

    def item(self, number: int, random: Random) -> dict[str, Any]:
        place = {"x": random.randint(-2_000, 2_000), "y": random.randint(-2_000, 2_000)}
        text = random.choice(WORDS) + str(random.randrange(100))
        frame_id = random.choice((None, "area-00001"))
        item: dict[str, Any] = note(f"note-{number:05}", text=text, frame=frame_id, **place)["item"]
        return item

    def point(self, person_id: str, number: int, item_id: str) -> None:
        payload = {
            "cursor": [number, number],
            "selection": [item_id],
            "preview": {item_id: {"x": number, "y": 2}},
            "caret": {"id": item_id, "epoch": 0, "after": None},
        }
        take_presence(self.services, self.room, self.session(person_id), payload)

    def leave(self, person_id: str) -> None:
        self.room.leave(f"sid-{person_id}", self.now_ms)

    def leave_all(self, people: frozenset[str]) -> None:
        for person_id in sorted(people):
            self.leave(person_id)

    def new_session(self, person_id: str) -> Session:
        here = Here(self.room.next_session(), person_id)
        return Session(f"sid-{person_id}", person_id, f"client-{person_id}", "login", here)

    def look(self, person_id: str, number: int) -> None:
        self.hear(person_id, hello_of(self, person_id))
        self.hear(person_id, look_of(self, person_id, number))

    def everybody_looks(self) -> None:
        for person_id in sorted(self.people.members):
            if person_id not in self.plans.hiding:
                self.look(person_id, 0)
