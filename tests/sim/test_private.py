"""VIS3, MOD1, HIDE3: two worlds that differ only in what some write in private, or in what is hidden, are the
same for all others."""

import re

import pytest

from tests.sim.private import check, difference
from tests.sim.private_leaks import LEAKS
from tests.sim.private_plan import ENDS_READ, plans_of
from tests.sim.private_world import World
from tests.support.rooms import BOARD

SEEDS = range(80)


def test_VIS3_MOD1_HIDE1_HIDE3_BEHALF1_who_hides_nothing_is_told_the_same_in_both_worlds():
    for seed in SEEDS:
        check(seed)


def test_the_schedules_end_in_every_way():
    assert {plans_of(seed).end for seed in SEEDS} == set(ENDS_READ)


def test_the_schedules_come_to_what_they_are_about():
    """Notes wait and are declined and accepted, somebody writes for others, people are at tables."""
    found, hidden = "", 0
    for seed in range(60):
        world = World(plans_of(seed), 0)
        world.play()
        hidden += len(world.storage.hidden(BOARD))
        found += "".join(line for heard in world.heard.values() for line in heard).replace("\\", "")

    for said in ('"state": "waiting"', '"state": "declined"', '"inbox": 2', '"entered_by"', "Thank you"):
        assert said in found
    assert '"kind": "table"' in found
    assert hidden > 5
    assert re.search(r'"apart_ms": ?[1-9]', found)


@pytest.mark.parametrize("name", LEAKS)
def test_VIS3_a_planted_leak_is_found(name):
    world = LEAKS[name]()

    assert any(difference(plans_of(seed), world) is not None for seed in range(150)), name
