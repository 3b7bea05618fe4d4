"""Every page in every state: axe-core finds nothing, targets are large, small screens are enough."""

import pytest

from tests.support.axe import small_targets, too_wide, violations
from tests.support.states import BOARD, PAGES
from tests.support.states_decisions import DECISIONS
from tests.support.states_sight import SIGHT
from tests.support.states_tools import TOOLS
from tests.support.states_votes import VOTES
from tests.support.states_workshop import WORKSHOP
from tests.support.tour import is_measured

EVERY = (*PAGES, *BOARD, *TOOLS, *SIGHT, *WORKSHOP, *VOTES, *DECISIONS)
ALL = [(state, locale) for locale in ("it", "en") for state in EVERY]
CASES = [(state, locale) for state, locale in ALL if is_measured(state, locale)]


def case_id(value: object) -> str:
    return getattr(value, "name", str(value))


def test_the_checks_find_what_is_wrong(chromium):
    page = chromium.new_page()
    page.set_content(
        "<main><h1>Wrong</h1><img src='data:,' width='900'><button style='height: 9px'>OK</button></main>"
    )

    assert any(line.startswith("image-alt") for line in violations(page))
    assert any("button" in line for line in small_targets(page))
    page.set_viewport_size({"width": 320, "height": 640})
    assert too_wide(page)
    page.close()


@pytest.mark.parametrize(("state", "locale"), CASES, ids=case_id)
def test_axe_finds_no_violation(tour, state, locale):
    found = tour.report(state, locale).violations

    assert not found, "\n".join(found)


@pytest.mark.parametrize(("state", "locale"), CASES, ids=case_id)
def test_every_target_is_at_least_24_pixels(tour, state, locale):
    found = tour.report(state, locale).small_targets

    assert not found, "\n".join(found)


@pytest.mark.parametrize(("state", "locale"), CASES, ids=case_id)
def test_320_pixels_are_enough_and_640_for_the_wide_board(tour, state, locale):
    found = tour.report(state, locale).too_wide

    assert not found, "\n".join(found)
