"""What happens in two worlds that differ only in what some people write in private (VIS3), or also in what
of theirs waits to be read by who leads (MOD1).

Everything is drawn from a seed. The people in `hiding` are those whose writing differs; all others must not
be able to tell one world from the other, but for who leads where something waits for them.
"""

from dataclasses import dataclass
from random import Random
from typing import Any, Final

STEPS: Final = 34
TICK_MS: Final = 700
PEOPLE: Final = ("bob", "cai", "daniela_r", "eveline_m")
LEADING: Final = ("ada", "fay")  # the second writes for others, perhaps in private
WORDS: Final = ("", "Ombra", "Più ombra in piazza", "x" * 900, "\u00c8 così", "shade", "panchine 🪑")

# How a schedule ends, and what the two worlds have in common then.
#   hidden: no reveal; the private notes have nothing in common
#   withdrawn: all that differs is taken back before the reveal
#   anonymous: the same notes are revealed without names, whoever wrote them, when and how
#   removed: who is hiding is taken off the board before the reveal
#   late: what differs arrives after the reveal
#   accepted: the same notes wait and are put on the board in the same order, whenever they came
ENDS: Final = ("hidden", "withdrawn", "anonymous", "removed", "late")
ENDS_READ: Final = (*ENDS, "accepted", "accepted")

# What everybody may see, and what others ask the server meanwhile.
OPEN: Final = (
    *("note", "note", "patch", "comment", "delete", "presence", "move", "own", "own", "look", "look"),
    *("late_joiner", "leave", "beacon", "go_on", "go_back", "fail", "same_id", "timer", "role", "flood"),
    *("go_read", "wait", "wait", "moderate", "note_for", *("tables",) * 4, "hide", "put_back"),
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
HIDDEN_READ: Final = (*HIDDEN, *("wait",) * 8)


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
        return f"{self.what:<12} {self.person:<9} number {self.number:4}{mark}{with_next}"


@dataclass(frozen=True)
class TwoPlans:
    """The deeds of both worlds, tick by tick: those that all may know of are the same."""

    seed: int
    end: str
    is_read: bool  # what differs may also wait for who leads, who then sees it
    hiding: frozenset[str]
    worlds: tuple[tuple[tuple[Deed, ...], ...], tuple[tuple[Deed, ...], ...]]
    final: tuple[dict[str, Any], ...]  # what is revealed in an `anonymous` end

    @property
    def knowing(self) -> frozenset[str]:
        """Who may tell the worlds apart."""
        return self.hiding | frozenset(LEADING if self.is_read else ())

    def __str__(self) -> str:
        read = ", read by who leads" if self.is_read else ""
        lines = [f"seed {self.seed}: {self.end}, hiding {sorted(self.hiding)}{read}"]
        for name, ticks in zip("AB", self.worlds, strict=True):
            lines += [f"world {name}:"]
            lines += [f"  {number:3}  {deed}" for number, tick in enumerate(ticks) for deed in tick]
        return "\n".join(lines)


def plans_of(seed: int) -> TwoPlans:
    """The plans of this seed."""
    random = Random(seed)
    is_read = random.random() < 0.4
    # Who leads may write in private too, for others even; but what waits is for them to read.
    able = PEOPLE if is_read else (*PEOPLE, LEADING[1])
    hiding = frozenset(random.sample(able, random.choice((1, 1, 2))))
    others = [person for person in (*LEADING, *PEOPLE) if person not in hiding]
    shown = [_open_deed(random, others) for _ in range(STEPS)]
    deck = HIDDEN_READ if is_read else HIDDEN
    worlds = tuple(_with_hidden(random, shown, deck, sorted(hiding)) for _ in range(2))
    final = tuple(
        {"text": random.choice(WORDS) + str(number), "x": random.randint(-900, 900), "y": 300 * number}
        for number in range(random.randint(1, 6))
    )
    end = random.choice(ENDS_READ if is_read else ENDS)
    return TwoPlans(seed, end, is_read, hiding, worlds, final)  # type: ignore[arg-type]


def _open_deed(random: Random, others: list[str]) -> Deed:
    return Deed(random.choice(OPEN), random.choice(others), random.randrange(1_000))


def _with_hidden(
    random: Random, shown: list[Deed], deck: tuple[str, ...], hiding: list[str]
) -> tuple[tuple[Deed, ...], ...]:
    """Each tick has its open deed, and before or after it what nobody may notice."""
    eagerness = random.choice((0.0, 0.5, 2.0))
    ticks = []
    for deed in shown:
        before = [_hidden_deed(random, deck, hiding) for _ in range(_count(random, eagerness))]
        after = [_hidden_deed(random, deck, hiding) for _ in range(_count(random, eagerness))]
        ticks.append((*before, deed, *after))
    return tuple(ticks)


def _count(random: Random, eagerness: float) -> int:
    return int(random.random() * 2 * eagerness + random.random() * (eagerness > 0))


def _hidden_deed(random: Random, deck: tuple[str, ...], hiding: list[str]) -> Deed:
    what, person = random.choice(deck), random.choice(hiding)
    return Deed(what, person, random.randrange(1_000), is_hidden=True, with_next=random.random() < 0.3)
