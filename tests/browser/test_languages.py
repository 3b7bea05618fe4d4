"""Italian and English: every text of every state in the person's language, and who decides which it is."""

import pytest
from playwright.sync_api import expect

from tests.support.pages import join_by_page, open_board
from tests.support.states import BOARD, PAGES
from tests.support.states_decisions import DECISIONS
from tests.support.states_tools import TOOLS
from tests.support.states_votes import VOTES
from tests.support.words import texts_of, untranslated, words

CASES = [(state, locale) for locale in ("it", "en") for state in [*PAGES, *BOARD, *TOOLS, *VOTES, *DECISIONS]]


def case_id(value: object) -> str:
    return getattr(value, "name", str(value))


@pytest.mark.parametrize(("state", "locale"), CASES, ids=case_id)
def test_TEXT1_nothing_is_in_the_other_language(tour, state, locale):
    report = tour.report(state, locale)

    # The first facilitator's name was made in the language of the server, and is a name from then on.
    found = [text for text in report.untranslated if text != "Facilitatore"]
    assert not found, "\n".join(found)
    assert report.lang == locale


@pytest.mark.parametrize(("state", "locale"), CASES, ids=case_id)
def test_NET1_no_state_has_errors_or_asks_another_host(tour, state, locale):
    trouble = tour.report(state, locale).trouble

    assert not trouble, "\n".join(trouble)


def test_the_check_finds_an_english_sentence_on_an_italian_page(server, visitors):
    page = visitors.new(server, locale="en").go("/sign-in")

    assert "E-mail address" in untranslated(page, "it")
    assert untranslated(page, "en") == []
    assert "E-mail address" in texts_of(page)


@pytest.mark.parametrize(
    ("browser", "shown"), [("it-IT", "it"), ("en-GB", "en"), ("de-DE", "it"), ("en-US", "en")]
)
def test_TEXT1_the_browsers_language_comes_first_else_the_servers(server, visitors, browser, shown):
    page = visitors.new(server, locale=browser).go("/")

    assert page.locator("html").get_attribute("lang") == shown
    assert page.get_by_role("heading", level=1).inner_text() == words(shown)("Join a workshop")


def test_TEXT1_a_choice_on_a_page_is_kept_over_pages_and_on_the_board(server, visitors):
    visitor = visitors.new(server, locale="en")
    visitor.go("/about").get_by_role("button", name="Italiano").click()
    visitor.page.get_by_role("heading", name=words("it")("About Tavolo"), exact=True).wait_for()
    assert visitor.page.url.endswith("/about"), "one stays where one was"

    board = join_by_page(visitor, server.demo_code, "Mia", "it")

    assert board.page.locator("html").get_attribute("lang") == "it"
    assert board.save_words == "Salvato"


def test_TEXT1_a_choice_on_the_board_is_kept(server, visitors):
    caller = server.guest(server.demo_code, "Mia")
    board = open_board(visitors.new(server, caller=caller, locale="it"), caller.board_id, "it")

    board.page.get_by_role("button", name=board.say("Menu"), exact=True).click()
    board.page.get_by_role("menuitemradio", name="English").click()
    board.page.locator("html[lang=en]").wait_for()

    expect(board.page.locator(".save-words")).to_have_text("Saved")
    board.page.goto(f"{server.url}/about")
    assert board.page.locator("html").get_attribute("lang") == "en"
