"""LIM1: counting what went wrong, by key, for a while."""

import pytest

from board.core.errors import TooManyTries
from board.web.limits import KEYS_LIMIT, FailureLimit


def test_LIM1_a_key_waits_until_its_oldest_failure_is_a_window_old():
    limit = FailureLimit(2, window_ms=1000)
    limit.record("a", 0)
    limit.record("a", 400)

    with pytest.raises(TooManyTries) as refused:
        limit.check("a", 900)

    assert refused.value.data == {"retry_ms": 100}
    limit.check("a", 1000)


def test_LIM1_keys_do_not_count_for_each_other():
    limit = FailureLimit(1)
    limit.record("a", 0)

    limit.check("b", 0)


def test_LIM1_a_failure_that_is_forgiven_does_not_count():
    limit = FailureLimit(1)
    limit.record("a", 0)

    limit.forgive("a", 0)

    limit.check("a", 0)
    limit.forgive("nobody", 0)


def test_LIM1_keys_that_were_quiet_are_forgotten():
    limit = FailureLimit(1, window_ms=1000)
    for n in range(50):
        limit.record(f"key {n}", n)

    limit.record("later", 5000)

    assert list(limit._failures) == ["later"]


def test_LIM1_memory_has_a_bound_whoever_calls():
    limit = FailureLimit(1)
    for n in range(KEYS_LIMIT + 50):
        limit.record(f"key {n}", 0)

    assert len(limit._failures) == KEYS_LIMIT
