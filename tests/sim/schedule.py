"""Play schedules by seed, and make a failing one short."""

from collections.abc import Iterable
from dataclasses import replace

from tests.sim.page import Broken
from tests.sim.plan import ALL_KINDS, GAMES, Game, Plan, Step, plan_of
from tests.sim.promises import check
from tests.sim.world import Rules, World


def play(plan: Plan, rules: type[Rules] = Rules) -> World:
    """The world after this plan. Raises Broken when a promise does not hold."""
    world = World(plan, rules)
    world.play()
    check(world)
    return world


def run(seed: int, game: str = "all") -> None:
    """Play the schedule of this seed. Raises Broken with its plan."""
    plan = plan_of(seed, GAMES[game])
    try:
        play(plan)
    except Exception as error:
        how = f"python -m tests.sim {seed} --game {game} --shrink"
        raise Broken(f"{error}\n{plan}\nmake it short: {how}") from error


def run_guided(seed: int) -> None:
    """The same with what who leads does beside the steps."""
    run(seed, "guided")


def failure_of(plan: Plan, rules: type[Rules] = Rules) -> str | None:
    """What goes wrong with this plan, or None."""
    try:
        play(plan, rules)
    except Exception as error:  # noqa: BLE001 - a fault in the core counts as much as a broken promise
        return f"{type(error).__name__}: {error}"
    return None


def first_failure(rules: type[Rules], seeds: Iterable[int], game: Game = ALL_KINDS) -> tuple[int, str] | None:
    """The first of these seeds that fails, and why."""
    for seed in seeds:
        why = failure_of(plan_of(seed, game), rules)
        if why is not None:
            return seed, why
    return None


def shrink(plan: Plan, rules: type[Rules] = Rules) -> Plan:
    """A plan with as few steps that still fails: halves, quarters and single steps are left out."""
    steps = list(plan.steps)
    size = max(1, len(steps) // 2)
    while True:
        kept = _without_some(replace(plan, steps=tuple(steps)), size, rules)
        if len(kept) == len(steps) and size == 1:
            return replace(plan, steps=tuple(steps))
        size = max(1, size // 2) if len(kept) == len(steps) else size
        steps = kept


def _without_some(plan: Plan, size: int, rules: type[Rules]) -> list[Step]:
    """The steps without the first piece of `size` that is not needed for the failure."""
    steps = list(plan.steps)
    for start in range(0, len(steps), size):
        fewer = steps[:start] + steps[start + size :]
        if failure_of(replace(plan, steps=tuple(fewer)), rules) is not None:
            return fewer
    return steps
