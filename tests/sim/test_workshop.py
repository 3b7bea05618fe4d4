"""The promises of the log, and those of the workshop, hold while steps and decisions come and go."""

import pytest

from tests.sim.plan import DECISIONS, WORKSHOP, plan_of
from tests.sim.schedule import first_failure, play
from tests.sim.workshop_mutants import DECISION_MUTANTS, WORKSHOP_MUTANTS
from tests.sim.world import Rules

SCHEDULES = 300
ENOUGH_FOR_A_MUTANT = 50


def test_PERM3_STEP2_hold_in_three_hundred_schedules():
    found = first_failure(Rules, range(SCHEDULES), WORKSHOP)

    assert found is None, f"seed {found[0]}: {found[1]}\n{plan_of(found[0], WORKSHOP)}"


@pytest.mark.parametrize("name", WORKSHOP_MUTANTS)
def test_PERM1_PERM3_a_broken_rule_of_the_workshop_is_found_out(name):
    found = first_failure(WORKSHOP_MUTANTS[name], range(ENOUGH_FOR_A_MUTANT), WORKSHOP)

    assert found is not None, (
        f"{ENOUGH_FOR_A_MUTANT} schedules hold although {WORKSHOP_MUTANTS[name].__doc__}"
    )


def test_PERM3_the_schedules_come_to_what_they_are_about():
    """Steps are gone to, timers set, people refused: otherwise the rest would prove nothing."""
    worlds = [play(plan_of(seed, WORKSHOP)) for seed in range(20)]

    verdicts = [edit.verdict or {} for world in worlds for edit in world.edits]
    fields = {
        name
        for world in worlds
        for entry in world.disk.log
        if entry.op_id is None
        for op in entry.ops
        for name in (op.get("set") or op["item"])
    }
    assert sum(verdict.get("code") == "step.not_now" for verdict in verdicts) > 10
    assert sum(verdict.get("ok", False) for verdict in verdicts) > 100
    assert {"step", "timer", "bring", "hold"} <= fields


def test_DEC1_holds_in_three_hundred_schedules():
    found = first_failure(Rules, range(SCHEDULES), DECISIONS)

    assert found is None, f"seed {found[0]}: {found[1]}\n{plan_of(found[0], DECISIONS)}"


@pytest.mark.parametrize("name", DECISION_MUTANTS)
def test_DEC1_a_number_that_comes_twice_is_found_out(name):
    found = first_failure(DECISION_MUTANTS[name], range(ENOUGH_FOR_A_MUTANT), DECISIONS)

    assert found is not None
    assert "DEC1" in found[1]
