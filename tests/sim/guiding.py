"""What who leads does beside the steps: reads what waits, hides things, sends people to tables; and what
participants write for them to read. With the oracle's own account of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Final

from board.core.drafts import Chance, DraftWish
from board.core.errors import BoardError
from board.core.hiding import may_be_hidden
from board.core.ids import make_id
from board.core.log import Refusal
from board.core.tables import Action, Gather, Part, Remove, Seat, Spread, is_apart, tables_of
from board.live.drafts import Asked, waiting_in
from board.live.moderating import Plan
from board.live.tables import arrange
from board.live.work import Work
from board.live.writer import DraftSubmission
from tests.sim.edits import HELPED
from tests.sim.page import PERSONS, Page
from tests.sim.server import BOARD
from tests.support.items import new_item

if TYPE_CHECKING:
    from tests.sim.world import World

AGAIN_MS: Final = 1_500  # without an answer a page sends a note again
NOTES: Final = 3  # that a person has on their hands at most


@dataclass(frozen=True, eq=False)
class Sent:
    """A message about a note that is not on the board; `text` None takes it back, `is_shown` publishes it."""

    person_id: str
    item_id: str
    text: str | None
    waits: bool = False
    is_shown: bool = False


@dataclass
class Account:
    """What was asked for, and what was said to have been done."""

    sent: list[Sent] = field(default_factory=list)
    taken: list[Sent] = field(default_factory=list)  # in the order of the answers
    read: set[str] = field(default_factory=set)  # texts that were accepted, perhaps in vain
    reasons: set[str] = field(default_factory=set)
    spread: list[tuple[int, int]] = field(default_factory=list)  # entry, and how many tables


class Guiding:
    """What happens in a world, by the names of its steps."""

    def __init__(self, world: "World", seed: int) -> None:
        self.account = Account()
        self._world = world
        self._random = Random(seed)
        self._under_way: dict[str, list[tuple[int, Sent]]] = {}  # person -> messages, the first is on its way
        self._numbers: dict[str, int] = {}

    def is_settled(self) -> bool:
        """Whether every message has its answer."""
        return not any(self._under_way.values())

    # --- what participants write ---

    def wait(self, page: Page, number: int) -> None:
        """A note for who leads to read, a new one or one that was sent before; or it is taken back."""
        person_id, k = page.person_id, len(self.account.sent)
        item_id = f"waits-{number % NOTES:02}-{person_id}"
        is_known = any(one.item_id == item_id for one in self.account.sent)
        if is_known and number % 5 == 0:
            self._say(Sent(person_id, item_id, None))
        elif is_known and number % 7 == 0:
            self._say(Sent(person_id, item_id, None, is_shown=True))
        else:
            self._say(Sent(person_id, item_id, f"waits {k}", waits=number % 9 != 0))

    def _say(self, sent: Sent) -> None:
        self.account.sent.append(sent)
        n = self._numbers[sent.person_id] = self._numbers.get(sent.person_id, 0) + 1
        waiting = self._under_way.setdefault(sent.person_id, [])
        waiting.append((n, sent))
        if len(waiting) == 1:
            self._send(sent.person_id, n)

    def _send(self, person_id: str, n: int) -> None:
        """Send the first message, and again until it has an answer. Some arrive twice."""
        waiting, server = self._under_way[person_id], self._world.server
        if not waiting or waiting[0][0] != n:
            return
        if server.is_alive:
            asked = Asked(person_id, "", _wish(n, waiting[0][1]))
            for _ in range(1 + (n % 4 == 0)):
                server.submit(DraftSubmission(server.room, asked, self._answer(person_id, n)))
        self._world.after(AGAIN_MS, self._send, person_id, n)

    def _answer(self, person_id: str, n: int) -> Callable[[int | Refusal | BoardError], None]:
        def answer(found: int | Refusal | BoardError) -> None:
            waiting = self._under_way[person_id]
            if not waiting or waiting[0][0] != n:
                return
            if not isinstance(found, int) and "retry_ms" in found.data:
                return  # it is sent again
            _, sent = waiting.pop(0)
            if isinstance(found, int):
                self.account.taken.append(sent)
            if waiting:
                self._world.after(1, self._send, person_id, waiting[0][0])

        return answer

    # --- what becomes of it ---

    def moderate(self, page: Page, number: int) -> None:
        """Some of what waits is read, and decided on a little later, when it may be something else."""
        person_id = self._who(page, number)
        waiting = waiting_in(self._world.server.room.drafts)
        first = number % len(waiting) if waiting else 0
        chosen = waiting[first : first + 1 + number % 3]
        if not chosen:
            return
        read = [(one.item["id"], one.at_ms) for one in chosen]
        why = f"because {number}"
        if number % 2:
            self.account.read |= {one.item["text"] for one in chosen}
            comment = why if number % 3 else ""
            self._later(person_id, number, lambda: self._world.server.accepting(person_id, read, comment))
        else:
            self.account.reasons.add(why)
            self._later(person_id, number, lambda: self._world.server.declining(person_id, read, why))

    def hide(self, page: Page, number: int) -> None:
        """One or two things leave the board."""
        person_id, why = self._who(page, number), f"because {number}"
        items = [key for key, one in self._world.server.room.scene.items() if may_be_hidden(one)]
        if items:
            chosen = [items[(number + at) % len(items)] for at in range(1 + number % 2)]
            self.account.reasons.add(why)
            self._later(person_id, 0, lambda: self._world.server.hiding(person_id, chosen, why))

    def put_back(self, page: Page, number: int) -> None:
        """Something hidden comes back, perhaps when it is back already."""
        person_id, hidden = self._who(page, number), self._world.disk.hidden(BOARD)
        if hidden:
            chosen = [hidden[number % min(3, len(hidden))].id]
            self._later(person_id, number, lambda: self._world.server.putting_back(person_id, chosen))

    def _later(self, person_id: str, number: int, plan: Callable[[], Plan]) -> None:
        self._world.after(number % 4 * 800, self._work, person_id, plan)

    def _work(self, person_id: str, plan: Callable[[], Plan]) -> None:
        server = self._world.server
        if server.is_alive:
            server.submit(Work(server.room, person_id, plan(), lambda _answer: None))

    def _who(self, page: Page, number: int) -> str:
        """Who leads; sometimes somebody tries who perhaps does not."""
        return page.person_id if number % 7 == 0 else PERSONS[0]

    # --- tables ---

    def tables(self, page: Page, number: int) -> None:
        """People are spread, sent to their tables, moved by hand, gathered; tables go."""
        server = self._world.server
        if not server.is_alive:
            return
        scene = server.room.scene
        ids = [*(table["id"] for table in tables_of(scene)), None]
        person, table = (*PERSONS[:2], HELPED)[number % 3], ids[number % len(ids)]
        if not is_apart(scene):
            self._arrange(page, number, Spread(1 + number % 3))
            self._arrange(page, number, Part())
            return
        others: tuple[Action, ...] = (Seat(person, table), Gather(), Spread(1 + number % 3), Remove(ids[0]))
        self._arrange(page, number, Seat(PERSONS[1], None) if number % 2 else others[number // 2 % 4])

    def _arrange(self, page: Page, number: int, action: Action) -> None:
        def answer(found: int | Refusal | BoardError) -> None:
            if isinstance(found, int) and isinstance(action, Spread):
                self.account.spread.append((found, action.count))

        server = self._world.server
        chance = Chance(self._random.randrange, lambda: make_id(self._random.randrange))
        server.submit(arrange(server.room, self._who(page, number), action, answer, chance))


def _wish(n: int, sent: Sent) -> DraftWish:
    op_id = (f"drafts-of-{sent.person_id}", n)
    if sent.is_shown:
        return DraftWish(op_id, publish=sent.item_id)
    if sent.text is None:
        return DraftWish(op_id, gone=sent.item_id)
    item = new_item("note", sent.item_id, x=n, text=sent.text)
    return DraftWish(op_id, put=item, waits=sent.waits)
