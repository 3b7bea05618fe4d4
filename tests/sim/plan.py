"""What happens in one schedule: who edits when, and what goes wrong when. All of it from a seed."""

from dataclasses import dataclass
from random import Random
from typing import Final

PAGES: Final = 3
STEPS: Final = 32
CHAOS_MS: Final = 14_000  # after this nothing goes wrong any more
LATENCIES: Final = 97  # a prime, so that no message keeps its time from round to round

# (what, weight). Edits are what the faults are for; each fault appears in a good part of all plans.
FAULTS: Final = (
    ("cut", 6),
    ("half_open", 2),
    ("crash", 2),
    ("lose_down", 4),
    ("lose_up", 2),
    ("stall", 3),
    ("slow", 2),
    ("twice", 3),
    ("kill", 3),
    ("fail_commit", 4),
    ("slow_commit", 3),
    ("role", 3),
    ("put_off", 2),
    ("lead", 4),
)
EDITS: Final = (
    ("create", 3),
    ("make", 10),
    ("build", 4),
    ("patch", 4),
    ("change", 4),
    ("several", 2),
    ("lock", 2),
    ("show", 1),
    ("delete", 2),
    ("delete_base", 4),
    ("delete_some", 2),
    ("undo", 7),
    ("forbidden", 3),
    ("again", 1),
)


@dataclass(frozen=True)
class Step:
    """`page` and `number` mean what `World` makes of them for this `what`."""

    at_ms: int
    what: str
    page: int
    number: int

    def __str__(self) -> str:
        return f"{self.at_ms:6d} ms  {self.what:<12} page {self.page}  number {self.number}"


@dataclass(frozen=True)
class Plan:
    """The steps in time, and how long messages take, in the order in which they are sent."""

    seed: int
    steps: tuple[Step, ...]
    latencies_ms: tuple[int, ...]
    is_led: bool = False  # whether the first person facilitates at the beginning

    def __str__(self) -> str:
        return "\n".join([f"seed {self.seed}:", *(f"  {step}" for step in self.steps)])


def _deck(kinds: tuple[tuple[str, int], ...]) -> tuple[str, ...]:
    return tuple(what for what, weight in kinds for _ in range(weight))


@dataclass(frozen=True)
class Game:
    """What plans are made of: how many steps, and a deck of edits and one of faults to draw them from."""

    steps: int
    edits: tuple[str, ...]
    faults: tuple[str, ...]
    led_share: float = 0.0
    opening: tuple[str, ...] = ()  # what the first page does before all else


ALL_KINDS: Final = Game(STEPS, _deck(EDITS), _deck(FAULTS), led_share=0.6)
# A workshop goes on: steps are written, gone to and left while people edit.
WORKSHOP: Final = Game(
    STEPS,
    (*_deck(EDITS), *("agenda",) * 12),
    (*("workshop",) * 24, *("slow_commit",) * 8, "kill", "fail_commit", "cut", "lose_down", "lead"),
    led_share=1.0,
)
# Decisions are written, taken away and brought back, by several at once.
DECISIONS: Final = Game(STEPS, (*_deck(EDITS), *("decide",) * 60), _deck(FAULTS), led_share=1.0)
# Things are read before everybody sees them, hidden and put back; people are at tables, and written for.
GUIDED: Final = Game(
    48,
    (
        *_deck(EDITS),
        *(("wait",) * 60 + ("moderate",) * 40 + ("hide",) * 10 + ("put_back",) * 10 + ("tables",) * 25),
        *(("behalf",) * 12 + ("read_first",) * 4 + ("workshop",) * 4 + ("agenda",) * 2),
    ),
    (*_deck(FAULTS), *("slow_commit",) * 12),
    led_share=1.0,
    opening=("read_first", "workshop"),
)
# The game of the first release. Seeds of failures that were found in it mean the same plans for ever.
NOTES_ONLY: Final = Game(
    26,
    _deck((("create", 5), ("patch", 5), ("delete", 2), ("several", 3), ("forbidden", 2))),
    _deck(FAULTS[:-1]),
)

GAMES: Final = {
    "all": ALL_KINDS,
    "workshop": WORKSHOP,
    "decisions": DECISIONS,
    "guided": GUIDED,
    "notes": NOTES_ONLY,
}


def plan_of(seed: int, game: Game = ALL_KINDS) -> Plan:
    """The plan of this seed."""
    random = Random(seed)
    number = random.random
    # Half of the plans use only a few kinds of fault, so that each also meets a world that is calm
    # enough for its consequences to stay.
    faults = game.faults
    if number() < 0.5:
        faults = tuple(faults[int(number() * len(faults))] for _ in range(3))
    edits_share = 0.45 + 0.35 * number()
    planned = [Step(1_500 * at, what, 0, 1) for at, what in enumerate(game.opening)]
    for _ in range(game.steps):
        deck = game.edits if number() < edits_share else faults
        what = deck[int(number() * len(deck))]
        # People write in bursts: several edits within a second, from several pages.
        at_ms = int(number() * 7) * 2_000 + int(number() * number() * 2_000)
        planned.append(Step(at_ms, what, int(number() * PAGES), int(number() * 1_000)))
    planned.sort(key=lambda step: step.at_ms)
    slow_share = number() * 0.2
    latencies = tuple(
        int(5 + number() * 80) if number() >= slow_share else int(200 + number() * 2_500)
        for _ in range(LATENCIES)
    )
    return Plan(seed, tuple(planned), latencies, number() < game.led_share)
