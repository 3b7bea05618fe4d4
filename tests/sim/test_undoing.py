"""Five people who undo at random, and proof that the judge would see what is wrong."""

import pytest

from board.core import undo
from tests.sim.undoing import played, run

SEEDS = 300
SEEN_WITHIN = 300  # seeds until a planted mistake must have been found


@pytest.mark.parametrize("first", range(0, SEEDS, 50))
def test_UNDO2_an_undo_never_changes_what_somebody_else_set_last(first):
    broken = {seed: run(seed) for seed in range(first, first + 50)}

    assert not {seed: found[:3] for seed, found in broken.items() if found}


def test_UNDO1_the_schedules_undo_a_lot():
    assert sum(played(seed)[1] for seed in range(20)) > 150


@pytest.mark.parametrize("seed", [715, 1255, 2083])
def test_UNDO3_what_would_go_along_and_is_of_somebody_else_or_changed_by_them_holds_the_item(seed):
    """A connector that somebody recoloured, an answer to one's own comment, somebody's later comment."""
    assert run(seed) == []


def forgets_fields(monkeypatch):
    monkeypatch.setattr(undo.Touches, "has_field", lambda *_: False)


def forgets_items(monkeypatch):
    monkeypatch.setattr(undo.Touches, "has_item", lambda *_: False)


def replaces_texts(monkeypatch):
    monkeypatch.setattr(undo, "merge3", lambda _base, mine, _theirs: mine)


def takes_back_twice(monkeypatch):
    monkeypatch.setattr(undo.Takings, "standing", lambda _self, seq: seq)


@pytest.mark.parametrize("mistake", [forgets_fields, forgets_items, replaces_texts, takes_back_twice])
def test_UNDO2_a_planted_mistake_is_seen(mistake, monkeypatch):
    mistake(monkeypatch)

    assert any(run(seed) for seed in range(SEEN_WITHIN))
