"""LIVE1: looking for garbage must not hold people up."""

import gc
from collections.abc import Iterator

import pytest

from board.live.garbage import FEW_SESSIONS, PATIENCE, is_time, settle


@pytest.fixture
def _as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()


@pytest.mark.usefixtures("_as_before")
def test_LIVE1_what_is_loaded_is_not_looked_through_again() -> None:
    settle()

    assert gc.get_freeze_count() > 1_000
    assert gc.get_count()[2] == 0
    assert gc.get_threshold()[2] > 1_000_000


@pytest.mark.parametrize(
    ("sessions", "waited", "expected"),
    [(0, 1, True), (FEW_SESSIONS, 1, True), (FEW_SESSIONS + 1, 1, False), (5_000, PATIENCE, True)],
)
def test_LIVE1_a_full_house_is_seldom_held_up(sessions: int, waited: int, expected: bool) -> None:
    assert is_time(sessions, waited) is expected
