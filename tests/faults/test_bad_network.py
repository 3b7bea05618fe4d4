"""SEQ4, ACK2: after slow, narrow, silent and cut connections everybody has the same, and all of it."""

from tests.faults.bad_network import Terms, weather
from tests.sim.mutants import MUTANTS

PAGES, SECONDS = 5, 6.0
ROUGH = {"cut_s": (0.3, 2.0), "pause_s": 0.3}


def test_SEQ4_ACK2_nothing_is_lost_and_nobody_differs_after_a_bad_network():
    figures, problems = weather(PAGES, SECONDS, seed=1, terms=Terms(**ROUGH))

    assert not problems, (figures, problems)
    assert figures["network"]["cuts"] + figures["network"]["resets"] > 0
    assert figures["acknowledged"] > 0


def test_a_page_that_forgets_what_was_under_way_is_found_out():
    rules = MUTANTS["ForgetsWhatIsUnderWay"]

    _, problems = weather(PAGES, SECONDS, seed=1, terms=Terms(**ROUGH, patience_s=4.0, rules=rules))

    assert problems
