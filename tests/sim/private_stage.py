"""What both worlds stand on: the real registry, writer and room, with a clock, ids and chance that are the
same in both, and ears for everybody."""

import io
import json
from collections.abc import Callable
from random import Random
from types import SimpleNamespace
from typing import Any, Final

from board.core.drafts import Chance, Draft
from board.core.ids import make_id
from board.core.roles import leads
from board.core.visibility import Here, Member
from board.core.workshop import read_action
from board.live.drafts import waiting_in
from board.live.moderating import Plan, hiding
from board.live.session import Bucket, Session
from board.live.work import Work
from board.live.workshop import Means, conduct
from board.live.writer import Task
from board.web.draft_events import take_draft
from board.web.live_events import take_op, take_presence
from tests.sim.private_eyes import hello_of, led_look_of, look_of, raw
from tests.sim.private_plan import LEADING, PEOPLE, WORDS, TwoPlans
from tests.support.drafts import OPEN_STEP, STEP, step
from tests.support.rooms import Bench, frame, note, patch
from tests.support.typists import typed

EARLY: Final = "early-00001"  # what was hidden before most people came
READ_STEP: Final = "step_read_001"  # what participants write in it waits for who leads
_TIMES: Final = ("_seconds",)  # metrics that tell how long something took here and now


class Stage(Bench):
    """One board with everybody on it, and what they can do. `heard` is what each person was told, whoever
    they are, with the time."""

    def __init__(self, plans: TwoPlans, which: int) -> None:
        super().__init__()
        self.plans = plans
        self.ticks = plans.worlds[which]
        self.heard: dict[str, list[str]] = {}
        self.random = Random(plans.seed)  # what everybody may know of
        self.secret = Random(plans.seed * 2 + which)  # what nobody may
        self.chance = Random(plans.seed + 1)  # the server's own
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
            transport=self.outbox,
        )
        for person_id in (*PEOPLE[2:], LEADING[1]):
            self.people.members[person_id] = _member(person_id)
            self.room.members[person_id] = self.people.members[person_id]
        self.room.ops = Bucket(5.0, 90.0)  # so few that it shows when somebody else takes them
        self.setup()

    def setup(self) -> None:
        self.join("ada")
        self.write_and_hide()
        for person_id in self.people.members:
            if person_id != "ada":
                self.join(person_id)
        steps = step(STEP, private=True), step(OPEN_STEP, mode="discuss", z="a1")
        read_step = step(READ_STEP, mode="discuss", moderated=True, z="a2")
        self.op("ada", frame("area-00001", w=4_000, h=4_000), *steps, read_step)
        self.op("ada", *(note(f"base-{number:05}", x=300 * number, text="There") for number in range(4)))
        self.write_queue()
        self.act(do="start", step=READ_STEP if self.plans.is_read else STEP)

    def write_and_hide(self) -> None:
        """Before anybody else comes, who leads writes on the board and hides it. Only who leads may ever know
        what it said."""
        random = self.secret if self.plans.is_read else self.random
        first, typed_in, last, said = (f"{random.choice(WORDS)} {random.randrange(1_000)}" for _ in range(4))
        comment = {"kind": "comment", "id": "early-said1", "x": 0, "y": 0, "z": "a0", "on": EARLY}
        self.op("ada", note(EARLY, text=f"1 {first}"))
        self.write_queue()
        self.op("ada", typed(self.room.scene[EARLY], f"2 {typed_in}", 77))
        self.op("ada", patch(EARLY, text=f"3 {last}"), {"do": "create", "item": {**comment, "text": said}})
        self.write_queue()
        self.work("ada", hiding(self.room, "ada", [EARLY], "Names somebody"))
        self.write_queue()

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
            if not told["ok"] and told["code"] == "op.gap":
                self.numbers[person_id, "op"] = told["data"]["last_n"]
            tell(told)

        return reply

    def draft(self, person_id: str, **what: Any) -> None:
        payload = {"id": [f"client-{person_id}", self.next_n(person_id, "draft")], **what}
        take_draft(self.services, self.room, self.session(person_id), payload, self.answer(person_id))

    def act(self, **action: Any) -> None:
        chance = Chance(self.chance.randrange, self.new_id)
        self.submit(conduct(self.room, "ada", read_action(action), self.told("ada"), Means(chance)))
        self.write_queue()

    def work(self, person_id: str, plan: Plan) -> None:
        """What who leads does over HTTP."""
        self.submit(Work(self.room, person_id, plan, self.told(person_id)))

    def told(self, person_id: str) -> Callable[[Any], None]:
        """Lets this person hear what became of a piece of work."""
        tell = self.answer(person_id)
        return lambda found: tell({"seq": repr(found)})

    def new_id(self) -> str:
        return make_id(self.chance.randrange)

    def next_n(self, person_id: str, kind: str) -> int:
        n = self.numbers[person_id, kind] = self.numbers.get((person_id, kind), 0) + 1
        return n

    # --- help ---

    def round(self) -> int:
        return int(self.room.scene["workshop"].get("reveals", 0))

    def item(self, number: int, random: Random) -> dict[str, Any]:
        place = {"x": random.randint(-2_000, 2_000), "y": random.randint(-2_000, 2_000)}
        text = random.choice(WORDS) + str(random.randrange(100))
        frame_id = random.choice((None, "area-00001"))
        item: dict[str, Any] = note(f"note-{number:05}", text=text, frame=frame_id, **place)["item"]
        return item

    def item_for(self, number: int, random: Random) -> dict[str, Any]:
        """The same in somebody else's name, which only who leads may write in."""
        return {**self.item(number, random), "for": random.choice(PEOPLE[2:])}

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
        if leads(self.room.role_of(person_id)):
            self.hear(person_id, led_look_of(self, self.inbox()))

    def inbox(self) -> list[Draft]:
        """What waits for who leads."""
        return waiting_in(self.room.drafts)

    def everybody_looks(self) -> None:
        for person_id in sorted(self.people.members):
            if person_id not in self.plans.hiding:
                self.look(person_id, 0)

    def metrics(self) -> str:
        lines = self.registry.metrics.text().splitlines()
        return "\n".join(line for line in lines if not any(time in line for time in _TIMES))


def _member(person_id: str) -> Member:
    return Member(person_id, person_id.title(), "co-facilitator" if person_id in LEADING else "participant")
