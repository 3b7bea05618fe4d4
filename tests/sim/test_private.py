"""VIS3: two worlds that differ only in what some people write in private are the same for all others."""

import pytest

from tests.sim.private import check, difference
from tests.sim.private_leaks import LEAKS
from tests.sim.private_plan import ENDS, plans_of

SEEDS = range(60)


def test_VIS3_who_hides_nothing_is_told_the_same_in_both_worlds():
    for seed in SEEDS:
        check(seed)


def test_the_schedules_end_in_every_way():
    assert {plans_of(seed).end for seed in SEEDS} == set(ENDS)


@pytest.mark.parametrize("name", LEAKS)
def test_VIS3_a_planted_leak_is_found(name):
    world = LEAKS[name]()

    assert any(difference(plans_of(seed), world) is not None for seed in range(150)), name
