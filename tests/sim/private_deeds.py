"""What people do in two worlds: each deed of a plan by its name, `open_` for those that all may know of and
`hidden_` for those that nobody may notice."""

from typing import Final

from board.core.drafts import Chance
from board.core.hiding import may_be_hidden
from board.core.tables import Action, Gather, Part, Remove, Seat, Spread, is_apart, tables_of
from board.core.visibility import Member
from board.live.inbox import accepting, declining
from board.live.moderating import hiding, putting_back
from board.live.tables import arrange, late
from board.web.live_events import take_move, take_presence
from tests.sim.private_eyes import hello_of
from tests.sim.private_plan import LEADING, PEOPLE, WORDS
from tests.sim.private_stage import EARLY, READ_STEP, Stage
from tests.support.drafts import OPEN_STEP, STEP
from tests.support.rooms import BOARD, note

LIMIT: Final = 8  # private notes of one person: few, so that the limit is met


class OpenDeeds(Stage):
    """What everybody may know of."""

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
        self.seat_late()

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
        if person_id not in LEADING:
            role = "viewer" if number % 2 else "participant"
            self.registry.member_changed(BOARD, Member(person_id, person_id.title(), role))  # type: ignore[arg-type]

    def open_flood(self, person_id: str, number: int) -> None:
        for _ in range(60):
            self.op(person_id, {"do": "patch", "id": "base-00000", "set": {"y": number}})

    def open_go_read(self, person_id: str, number: int) -> None:
        self.act(do="step", step=READ_STEP)

    def open_wait(self, person_id: str, number: int) -> None:
        """A note for who leads to read, of somebody who hides nothing."""
        self.draft(person_id, put=self.item(number % 10, self.random), round=self.round(), waits=True)

    def open_moderate(self, person_id: str, number: int) -> None:
        """Who leads decides on what all may know of, and declines some of what nobody else may."""
        self.write_queue()
        open_, hidden = [], []
        for one in self.inbox():
            (hidden if one.person_id in self.plans.hiding else open_).append((one.item["id"], one.at_ms))
        why = ("", "Off the subject")[number % 2]
        if number % 3:
            self.work(person_id, accepting(self.room, person_id, open_, why, self.new_id))
        else:
            self.work(person_id, declining(self.room, person_id, open_, why))
        declined = [one for one in hidden if self.secret.random() < 0.5]
        why = self.secret.choice(WORDS)
        self.work("ada", declining(self.room, "ada", declined, why))
        self.write_queue()

    def open_hide(self, person_id: str, number: int) -> None:
        """Who leads hides what they wrote themselves, for a reason that only they know."""
        theirs = [
            key for key, one in self.room.scene.items() if one["author"] in LEADING and may_be_hidden(one)
        ]
        if theirs and self.plans.is_read:
            hidden = [theirs[number % len(theirs)]]
            self.work("ada", hiding(self.room, "ada", hidden, self.secret.choice(WORDS[1:])))

    def open_put_back(self, person_id: str, number: int) -> None:
        hidden = [one for one in self.storage.hidden(BOARD) if one.item_id != EARLY]
        if hidden:
            chosen = [hidden[number % len(hidden)].id]
            self.work("ada", putting_back(self.storage, self.room, "ada", chosen))

    def open_note_for(self, person_id: str, number: int) -> None:
        """On behalf of somebody, and twice: for all to see and in private."""
        item = {**self.item_for(number % 10, self.random), "id": f"open-{number:05}"}
        self.op(person_id, {"do": "create", "item": item})
        self.draft(person_id, put=self.item_for(number % 10, self.random), round=self.round())

    def open_tables(self, person_id: str, number: int) -> None:
        """People are spread and sent to their tables; somebody moves or gets up, who has none sits down, and
        all are gathered."""
        tables = [table["id"] for table in tables_of(self.room.scene)]
        seat = Seat(self.random.choice(PEOPLE), self.random.choice([*tables, None, None]))
        gather = Gather(0, 0, 800, 600) if number % 2 else Gather()
        actions: list[Action] = [Spread(1 + number % 3), Part()]
        if is_apart(self.room.scene):
            actions = [(seat, seat, seat, gather, Remove())[number % 5]]
        person_id = person_id if number % 4 == 0 else "ada"
        for action in actions:
            chance = Chance(self.chance.randrange, self.new_id)
            self.submit(arrange(self.room, person_id, action, self.told(person_id), chance))
        self.write_queue()
        self.seat_late()

    def seat_late(self) -> None:
        for place in late(self.room):
            self.submit(place)
        self.write_queue()


class Deeds(OpenDeeds):
    """And what nobody may notice."""

    def hidden_put(self, person_id: str, number: int) -> None:
        """In somebody else's name, too; of participants that is refused."""
        make = self.item_for if number % 5 == 0 or person_id in LEADING else self.item
        name = number % 12 if number % 4 else self.of_their_own(person_id, number)
        self.draft(person_id, put=make(name, self.secret), round=self.round())

    def hidden_wait(self, person_id: str, number: int) -> None:
        """For who leads to read; what was written in private or declined may wait from now on."""
        item = self.item(self.of_their_own(person_id, number), self.secret)
        self.draft(person_id, put=item, round=self.round(), waits=True)

    def of_their_own(self, person_id: str, number: int) -> int:
        """The number of a note that nobody else has: of two alike who leads could not say which they mean."""
        return 100 + 20 * sorted(self.people.members).index(person_id) + number % 12

    def hidden_type(self, person_id: str, number: int) -> None:
        for key in list(self.room.drafts.get(person_id, {}))[:1]:
            known = self.room.drafts[person_id][key]
            item = {**known.item, "text": WORDS[number % len(WORDS)]}
            waits = {"waits": True} if known.state and number % 4 else {}
            self.draft(person_id, put=item, round=self.round(), **waits)
            self.hidden_presence(person_id, number)

    def hidden_gone(self, person_id: str, number: int) -> None:
        name = number % 12 if number % 2 else self.of_their_own(person_id, number)
        self.draft(person_id, gone=f"note-{name:05}")

    def hidden_publish(self, person_id: str, number: int) -> None:
        """Only while it is refused."""
        if self.room.is_private and person_id not in LEADING:
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
