"""Private writing in tests: a bench on which a private step is on, and messages of `draft`."""

from typing import Any

from board.core.drafts import Chance, decode_draft
from board.core.workshop import read_action
from board.live.drafts import Asked
from board.live.work import Work
from board.live.workshop import Means, conduct
from board.live.writer import Answer, DraftSubmission
from tests.support.rooms import Bench, note

STEP = "step_silent_1"
OPEN_STEP = "step_open_001"


def step(item_id: str, **changes: Any) -> dict[str, Any]:
    """A create op for a step."""
    item = {"kind": "step", "id": item_id, "z": "a0", "title": "Write", "mode": "silent"}
    return {"do": "create", "item": {**item, **changes}}


class DraftBench(Bench):
    """Everybody is there, and writing is private in the step that is on."""

    def __init__(self, **changes: Any) -> None:
        super().__init__()
        for person_id in self.people.members:
            self.join(person_id)
        self.numbers: dict[str, int] = {}
        self.made = 0
        self.send(
            "ada", 1, step(STEP, **{"private": True, **changes}), step(OPEN_STEP, mode="discuss", z="a1")
        )
        self.conduct("ada", do="start", step=STEP)
        self.forget_sent()

    def forget_sent(self) -> None:
        self.room.flush()
        self.outbox.sent.clear()

    def wish(self, person_id: str, sid: str | None = None, **what: Any) -> Answer:
        """The answer to one `draft` message, with the next number of this person's page."""
        n = self.numbers[person_id] = self.numbers.get(person_id, 0) + 1
        return self.message(person_id, {"id": [f"client-{person_id}", n], **what}, sid)

    def message(self, person_id: str, message: dict[str, Any], sid: str | None = None) -> Answer:
        """The answer to one `draft` message."""
        asked = Asked(person_id, sid or f"sid-{person_id}", decode_draft(message))
        return self.write(DraftSubmission(self.room, asked, self.answers.append))[0]

    def submission_of_draft(self, person_id: str, item_id: str, text: str) -> DraftSubmission:
        """A private note on its way, to be written in a batch with others."""
        n = self.numbers[person_id] = self.numbers.get(person_id, 0) + 1
        item = note(item_id, text=text, x=250 * n)["item"]
        wish = decode_draft({"id": [f"client-{person_id}", n], "put": item, "round": 0})
        return DraftSubmission(self.room, Asked(person_id, f"sid-{person_id}", wish), self.answers.append)

    def put(
        self, person_id: str, item_id: str, *, round: int = 0, waits: bool = False, **changes: Any
    ) -> Answer:
        """Write or change a private note."""
        item = note(item_id, **changes)["item"]
        return self.wish(person_id, put=item, round=round, **({"waits": True} if waits else {}))

    def conduct(self, person_id: str, **action: Any) -> Answer:
        """What the facilitator does with the workshop; chance is counted, so that it can be repeated."""
        return self.write(self.work(person_id, **action))[0]

    def work(self, person_id: str, **action: Any) -> Work:
        """The same on its way, to be written in a batch with others."""
        return conduct(self.room, person_id, read_action(action), self.answers.append, Means(self.chance()))

    def chance(self) -> Chance:
        def new_id() -> str:
            self.made += 1
            return f"made-{self.made:05}"

        return Chance(lambda below: below - 1, new_id)

    def own(self, person_id: str) -> dict[str, str]:
        """The private notes of a person: id and text."""
        theirs = self.room.drafts.get(person_id, {})
        return {item_id: draft.item["text"] for item_id, draft in theirs.items()}

    def texts(self) -> list[str]:
        """What the notes on the board say, sorted."""
        return sorted(record["text"] for record in self.room.scene.values() if record["kind"] == "note")
