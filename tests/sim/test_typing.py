"""Same-note typing, judged by both languages. `python -m tests.soak typing` does thousands."""

import pytest

from tests.sim.typing import check, story

SEEDS = 200
GROUP = 50


@pytest.mark.parametrize("first", range(0, SEEDS, GROUP))
def test_TXT_both_languages_agree_and_no_character_is_lost(first: int) -> None:
    for seed in range(first, first + GROUP):
        check(seed)


def test_TXT_a_page_that_sends_its_whole_text_is_caught() -> None:
    caught = [seed for seed in range(10) if story(seed, "last writer wins")["faults"]]

    assert len(caught) == 10
