"""Finding the largest crowd: with few probes, and never more than what was carried."""

import pytest

from bench.search import PRECISION, largest


@pytest.mark.parametrize("unit", [5, 25])
@pytest.mark.parametrize("truth", [0, 5, 25, 93, 152, 270, 1_250, 4_750])
def test_the_search_ends_near_the_truth_with_few_probes(truth: int, unit: int) -> None:
    tried: list[int] = []

    def is_carried(people: int) -> bool:
        tried.append(people)
        return people <= truth

    found = largest(is_carried, start=200, unit=unit, limit=10_000)

    assert found <= truth
    assert truth - found <= max(unit, truth * PRECISION)
    assert len(tried) <= 11
    assert len(set(tried)) == len(tried)
    assert all(people % unit == 0 for people in tried)


def test_the_search_stops_at_the_limit() -> None:
    assert largest(lambda _people: True, start=200, unit=25, limit=4_800) == 4_800
