"""When a load counts as carried."""

from typing import Any

import pytest

from bench.probe import is_served, why_not_served

CARRIED: dict[str, Any] = {
    "people": 100,
    "ready": 100,
    "lost": 0,
    "complaints": 0,
    "said": "",
    "moves": {"delivered": 1.0, "converged": 1.0, "p95_ms": 20.0},
    "entries": {"converged": 1.0},
}


def test_a_load_is_carried_when_everything_is_in_order() -> None:
    assert is_served(CARRIED)


@pytest.mark.parametrize(
    "wrong",
    [
        {"ready": 99},
        {"lost": 1},
        {"complaints": 1},
        {"moves": {"delivered": 0.98, "converged": 1.0, "p95_ms": 20.0}},
        {"moves": {"delivered": 1.0, "converged": 0.9999, "p95_ms": 20.0}},
        {"moves": {"delivered": 1.0, "converged": 1.0, "p95_ms": 100.0}},
        {"moves": {"delivered": 1.0, "converged": 1.0, "p95_ms": None}},
        {"entries": {"converged": 0.5}},
    ],
)
def test_a_load_is_not_carried_when_one_thing_is_wrong(wrong: dict[str, Any]) -> None:
    assert not is_served({**CARRIED, **wrong})
    assert why_not_served({**CARRIED, **wrong})
