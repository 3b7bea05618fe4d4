"""One of two worlds that may only differ in what some people write in private, or in what waits."""

import logging
from collections.abc import Sequence
from typing import Any

from board.core.visibility import Member
from board.live.inbox import accepting
from tests.sim.private_deeds import Deeds
from tests.sim.private_plan import LEADING, PEOPLE, TICK_MS, Deed
from tests.sim.private_stage import READ_STEP
from tests.support.drafts import OPEN_STEP, STEP
from tests.support.rooms import BOARD, note, patch


class World(Deeds):
    """Plays one of two plans."""

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

    def do(self, deed: Deed) -> None:
        if not self.is_in(deed.person) and deed.what != "late_joiner":
            return
        getattr(self, f"{'hidden' if deed.is_hidden else 'open'}_{deed.what}")(deed.person, deed.number)
        if not deed.with_next:
            self.write_queue()

    # --- how it ends ---

    def end_hidden(self) -> None:
        self.everybody_looks()

    def end_withdrawn(self) -> None:
        self.withdraw()
        self.reveal()

    def end_anonymous(self) -> None:
        self.withdraw()
        self.act(do="step", step=STEP)
        writers = sorted(self.plans.hiding)
        self.write_last([self.secret.choice(writers) for _ in self.plans.final])
        self.reveal(anonymous=True)

    def end_accepted(self) -> None:
        """Who wrote what is the same, or nobody will ever know it."""
        self.withdraw()
        is_anonymous = self.plans.seed % 2 == 0
        self.act(do="step", step=READ_STEP)
        for _ in range(2):  # the first may find that there is a gap in the numbers
            self.op("ada", patch(READ_STEP, anonymous=is_anonymous))
            self.write_queue()
        writers, random = sorted(self.plans.hiding), self.secret if is_anonymous else self.random
        self.write_last([random.choice(writers) for _ in self.plans.final], waits=True)
        theirs = [one for one in self.inbox() if one.person_id in self.plans.hiding]
        theirs.sort(key=lambda one: (one.item["y"], one.item["x"]))
        read = [(one.item["id"], one.at_ms) for one in theirs]
        self.work("ada", accepting(self.room, "ada", read, "Thank you", self.new_id))
        self.write_queue()
        self.everybody_looks()

    def write_last(self, writers: Sequence[str], **waits: bool) -> None:
        """What is shown in the end, in an order, with ids, at moments and, by who leads, in names that say
        nothing. Some of it is written twice."""
        takes_part = [key for key in PEOPLE[2:] if self.room.role_of(key) == "participant"]
        notes, began_ms = list(zip(writers, self.plans.final, strict=True)), self.now_ms
        self.secret.shuffle(notes)
        for at, (writer, fields) in enumerate(notes):
            self.now_ms += self.secret.randint(1, 10)
            item = note(f"last-{self.secret.randrange(10**9):09}", z=f"a{at}", **fields)["item"]
            if writer in LEADING and takes_part:
                item["for"] = self.secret.choice(takes_part)
            for text in (["Another"] if self.secret.random() < 0.3 else []) + [item["text"]]:
                self.draft(writer, put={**item, "text": text}, round=self.round(), **waits)
                self.write_queue()
        self.now_ms = began_ms + 100

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
            role = "co-facilitator" if person_id in LEADING else "participant"
            self.registry.member_changed(BOARD, Member(person_id, person_id.title(), role))  # type: ignore[arg-type]
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
