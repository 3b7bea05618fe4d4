"""A bench on which who leads reads what participants write before everybody sees it."""

from typing import Any

from board.core.drafts import Draft
from board.live.drafts import waiting_in
from board.live.inbox import Read, accepting, declining
from board.live.moderating import Plan
from board.live.work import Work
from board.live.writer import Answer
from tests.support.drafts import DraftBench


class ModeratedBench(DraftBench):
    """The step that is on is moderated; Ada leads."""

    def __init__(self, **changes: Any) -> None:
        super().__init__(**{"private": False, "moderated": True, **changes})

    def write_note(self, person_id: str, item_id: str, **changes: Any) -> Answer:
        """What this person's page sends while a moderated step is on."""
        self.now_ms += 1
        return self.put(person_id, item_id, waits=True, **changes)

    @property
    def waiting(self) -> list[Draft]:
        return waiting_in(self.room.drafts)

    def read(self, *item_ids: str) -> list[Read]:
        """These as they are now."""
        return [(one.item["id"], one.at_ms) for one in self.waiting if one.item["id"] in item_ids]

    def accept(self, *item_ids: str, note: str = "", by: str = "ada") -> Answer:
        return self.plan(by, accepting(self.room, by, self.read(*item_ids), note))

    def decline(self, *item_ids: str, why: str = "Off the subject", by: str = "ada") -> Answer:
        return self.plan(by, declining(self.room, by, self.read(*item_ids), why))

    def plan(self, by: str, plan: Plan) -> Answer:
        return self.write(Work(self.room, by, plan, self.answers.append))[0]
