"""What happens in two worlds that differ only in what some people write in private (VIS3).

Everything is drawn from a seed. The people in `hiding` are those whose private writing differs; all others
must not be able to tell one world from the other.
"""

from dataclasses import dataclass
from random import Random
from typing import Any, Final

STEPS: Final = 26
TICK_MS: Final = 700
PEOPLE: Final = ("bob", "cai", "dan", "eve")
WORDS: Final = ("", "Ombra", "Più ombra in piazza", "x" * 900, "\u00c8 così", "shade", "panchine 🪑")

# How a schedule ends, and what the two worlds have in common then.
#   hidden: no reveal; the private notes have nothing in common
#   withdrawn: all that differs is taken back before the reveal
#   anonymous: the same notes are revealed without names, whoever wrote them, when and how
#   removed: who is hiding is taken off the board before the reveal
#   late: what differs arrives after the reveal
ENDS: Final = ("hidden", "withdrawn", "anonymous", "removed", "late")

# What everybody may see, and what others ask the server meanwhile.
OPEN: Final = (
    *("note", "note", "patch", "comment", "delete", "presence", "move", "own", "own", "look", "look"),
    *("late_joiner", "leave", "beacon", "go_on", "go_back", "fail", "same_id", "timer", "role", "flood"),
)
HIDDEN: Final = (
    "put",
    "put",
    "put",
    "type",
    "type",
    "gone",
    "presence",
    "move",
    "many",
    "publish",
    "bad",
    "hand",
)


@dataclass(frozen=True)
class Deed:
    """`number` means what the world makes of it for this `what`. A deed `with_next` shares its batch with
    the one after it."""

    what: str
    person: str
    number: int
    is_hidden: bool = False
    with_next: bool = False

    def __str__(self) -> str:
        mark = " hidden" if self.is_hidden else ""
        with_next = " +" if self.with_next else ""
        return f"{self.what:<12} {self.person:<4} number {self.number:4}{mark}{with_next}"


@dataclass(frozen=True)
class TwoPlans:
    """The deeds of both worlds, tick by tick: those that all may know of are the same."""

    seed: int
    end: str
    hiding: frozenset[str]
    worlds: tuple[tuple[tuple[Deed, ...], ...], tuple[tuple[Deed, ...], ...]]
    final: tuple[dict[str, Any], ...]  # what is revealed in an `anonymous` end

    def __str__(self) -> str:
        lines = [f"seed {self.seed}: {self.end}, hiding {sorted(self.hiding)}"]
        for name, ticks in zip("AB", self.worlds, strict=True):
            lines += [f"world {name}:"]
            lines += [f"  {number:3}  {deed}" for number, tick in enumerate(ticks) for deed in tick]
        return "\n".join(lines)


def plans_of(seed: int) -> TwoPlans:
    """The plans of this seed."""
    random = Random(seed)
    hiding = frozenset(random.sample(PEOPLE, random.choice((1, 1, 2))))
    others = ["ada", *(person for person in PEOPLE if person not in hiding)]
    shown = [_open_deed(random, others) for _ in range(STEPS)]
    worlds = tuple(_with_hidden(random, shown, sorted(hiding)) for _ in range(2))
    final = tuple(
        {"text": random.choice(WORDS) + str(number), "x": random.randint(-900, 900), "y": 300 * number}
        for number in range(random.randint(1, 6))
    )
    return TwoPlans(seed, random.choice(ENDS), hiding, worlds, final)  # type: ignore[arg-type]


def _open_deed(random: Random, others: list[str]) -> Deed:
    return Deed(random.choice(OPEN), random.choice(others), random.randrange(1_000))


def _with_hidden(random: Random, shown: list[Deed], hiding: list[str]) -> tuple[tuple[Deed, ...], ...]:
    """Each tick has its open deed, and before or after it what nobody may notice."""
    eagerness = random.choice((0.0, 0.5, 2.0))
    ticks = []
    for deed in shown:
        before = [_hidden_deed(random, hiding) for _ in range(_count(random, eagerness))]
        after = [_hidden_deed(random, hiding) for _ in range(_count(random, eagerness))]
        ticks.append((*before, deed, *after))
    return tuple(ticks)


def _count(random: Random, eagerness: float) -> int:
    return int(random.random() * 2 * eagerness + random.random() * (eagerness > 0))


def _hidden_deed(random: Random, hiding: list[str]) -> Deed:
    what, person = random.choice(HIDDEN), random.choice(hiding)
    return Deed(what, person, random.randrange(1_000), is_hidden=True, with_next=random.random() < 0.3)
