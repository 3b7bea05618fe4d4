"""Every long run there is. To add one, add a row to `RUNS`.

A run is named by the function that does it, as "module:function", so that a run which cannot be
imported takes no other one with it.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Result:
    """What a measured run found: cases that held, cases that did not, figures by name."""

    passed: int
    failed: int
    figures: dict[str, Any] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)  # a sentence for each, with what repeats it


@dataclass(frozen=True)
class Run:
    """`count` cases at SCALE=1.

    `seeded` runs are `function(seed) -> None` and raise when the case fails; the runner does them on
    all processors. `measured` runs are `function(count, seed) -> Result` and do everything themselves.
    """

    name: str
    what: str
    function: str
    count: int
    is_seeded: bool


def seeded(name: str, what: str, function: str, count: int) -> Run:
    """A run of independent cases, one for each seed."""
    return Run(name, what, function, count, is_seeded=True)


def measured(name: str, what: str, function: str, count: int) -> Run:
    """A run that goes its own way and hands back figures."""
    return Run(name, what, function, count, is_seeded=False)


RUNS = [
    seeded("sim", "schedules of the convergence simulator", "tests.sim.schedule:run", 1_000_000),
    seeded(
        "guided",
        "schedules of moderation, tables, notes for others",
        "tests.sim.schedule:run_guided",
        100_000,
    ),
    seeded("undo", "schedules of five people who undo", "tests.sim.undoing:check", 10_000),
    seeded("typing", "schedules of five people who type in one note", "tests.sim.typing:check", 10_000),
    seeded("drafts", "two worlds that differ only in private writing", "tests.sim.private:check", 10_000),
    seeded("votes", "pairs of worlds in which who said what is swapped", "tests.sim.votes:check", 10_000),
    measured("kill", "deaths by kill -9, against a ledger", "tests.faults.kill:soak", 1_000),
    measured("storm", "storms of 500 pages that come back at once", "tests.faults.storm:soak", 5),
    measured("network", "minutes of 20 pages in bad networks", "tests.faults.bad_network:soak", 30),
    measured("hostile", "hostile messages over live sockets", "tests.faults.hostile:soak", 1_000_000),
    measured("hall", "minutes of 60 people at one address, and one floods", "tests.faults.town_hall:soak", 5),
    measured("slow", "rounds with 50 clients that do not read", "tests.faults.slow_clients:soak", 10),
    measured("graceful", "planned restarts under load", "tests.faults.graceful:soak", 100),
    measured("power", "images of a disk that lost its power", "tests.faults.power_loss:soak", 100_000),
    measured("disk", "times that the server's disk fails and works again", "tests.faults.disk:soak", 200),
    measured("locked", "times that another program holds the database", "tests.faults.disk:soak_locked", 20),
    measured("calls", "disks that fail at their n-th call", "tests.faults.failing_calls:soak", 3_000),
    measured("flips", "flipped bits in database files", "tests.faults.corruption:soak", 10_000),
    measured("documents", "documents of 5,000 notes beside a hub", "tests.soak.documents:soak", 5),
    measured("truth", "stories of real pages, killed and cut", "tests.support.truth_stories:soak", 20),
]
