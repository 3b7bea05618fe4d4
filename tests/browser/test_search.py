"""Searching on the real page: by keyboard and mouse, on canvas, list and phone; results that change."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import PHONE
from tests.support.items import create
from tests.support.rooms import delete, note, patch
from tests.support.server import wait_until
from tests.support.stage import new_stage

WATER = note("note-water-1", text="Perché l’acqua?", type="P", x=960, y=200, z="a4", frame="frame-right")
ASKED = create("comment", "comment-one-1", x=190, y=150, z="a5", text="E l'ACQUA?", on="note-one-1")
ANSWER = create("reply", "reply-one-1", z="a6", thread="comment-one-1", text="Dell'acqua poi.")
LINE = create(
    "connector",
    "line-one-1",
    z="a7",
    label="porta acqua",
    **{"from": {"item": "note-two-2", "side": "auto"}, "to": {"item": "note-water-1", "side": "auto"}},
)
FAR = note("note-far-1", text="Acqua lontana", x=9_000, y=9_000, z="a8")


@pytest.fixture
def board(stage):
    """Leo has put water into a note, a comment with its reply, a line, and a note far away."""
    do(stage, WATER, ASKED, LINE, FAR)
    do(stage, ANSWER)
    return stage


def do(stage, *ops):
    assert stage.watcher.person.op(*ops)["ok"]


def search(stage, words):
    page = stage.me.page
    page.keyboard.press("Control+f")
    expect(field(stage)).to_be_focused()
    page.keyboard.type(words)


def field(stage):
    return stage.me.page.get_by_role("textbox", name=stage.me.say("Search the board"))


def results(stage):
    return stage.me.page.locator(".result")


def result(stage, item_id):
    return stage.me.page.locator(f'[data-result="{item_id}"]')


def shown(stage):
    return [row.get_attribute("data-result") for row in results(stage).all()]


def spoken(stage):
    return stage.me.page.locator("p[role=status]")


def test_every_kind_is_found_without_accents_and_its_words_are_marked(board):
    search(board, "ACQUÀ")
    expect(results(board)).to_have_count(5)

    assert shown(board) == ["comment-one-1", "reply-one-1", "line-one-1", "note-water-1", "note-far-1"]
    expect(result(board, "note-water-1").locator("mark")).to_have_text("acqua")
    expect(result(board, "note-water-1")).to_contain_text("Problem · Right · Leo")
    expect(spoken(board)).to_have_text("5 results")


def test_enter_goes_from_result_to_result_and_the_words_stay(board):
    search(board, "acqua")
    expect(results(board)).to_have_count(5)
    for place in ("1 of 5", "2 of 5", "3 of 5"):
        board.me.page.keyboard.press("Enter")
        expect(board.me.page.locator(".search-count")).to_have_text(place)
    board.me.page.keyboard.press("Shift+Enter")
    expect(result(board, "reply-one-1")).to_have_attribute("aria-current", "true")
    expect(field(board)).to_be_focused()


def test_a_result_is_gone_to_selected_and_focused(board):
    search(board, "lontana")
    board.me.page.keyboard.press("ArrowDown")
    expect(result(board, "note-far-1")).to_be_focused()
    board.me.page.keyboard.press("Enter")

    far = board.me.item(re.compile("^Idea: Acqua lontana"))
    expect(far).to_be_focused()
    expect(far).to_have_attribute("aria-pressed", "true")
    expect(far).to_be_in_viewport()
    wait_until(lambda: board.me.spot(re.compile("^Idea: Acqua lontana")).width > 90, "it near enough to read")


def test_F3_goes_on_from_the_board_itself(board):
    search(board, "acqua")
    result(board, "note-water-1").click()
    expect(board.me.item(re.compile("^Problem: Perché"))).to_be_focused()

    board.me.page.keyboard.press("F3")
    expect(board.me.item(re.compile("^Idea: Acqua lontana"))).to_be_focused()
    board.me.page.keyboard.press("Shift+F3")
    board.me.page.keyboard.press("Shift+F3")
    expect(board.me.item(re.compile("^Line: .*porta acqua"))).to_be_focused()


def test_a_comment_that_is_found_opens_from_its_pin(board):
    search(board, "e l'acqua")
    result(board, "comment-one-1").click()
    expect(board.me.item(re.compile("^Comment: E l'ACQUA"))).to_be_focused()
    board.me.page.keyboard.press("Enter")
    expect(board.me.page.locator('[data-thread="comment-one-1"] .thread-head')).to_be_focused()


def test_results_follow_the_board(board):
    search(board, "acqua")
    expect(results(board)).to_have_count(5)
    do(board, patch("note-one-1", text="Anche qui acqua"))
    expect(result(board, "note-one-1")).to_be_visible()
    do(board, delete("note-water-1"))
    expect(results(board)).to_have_count(4)  # the line that ended there went too
    expect(field(board)).to_be_focused()


def test_filters_narrow_and_are_taken_off_together(board):
    page = board.me.page
    search(board, "acqua")
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Where").select_option(label="Right")
    expect(results(board)).to_have_count(1)
    page.get_by_label("Where").select_option("")
    page.get_by_label("What").select_option(label="Comment")
    expect(results(board)).to_have_count(1)
    page.get_by_label("What").select_option("")
    page.get_by_role("combobox", name="By", exact=True).select_option(label="Leo")
    expect(results(board)).to_have_count(5)
    page.get_by_label("Made until").fill("2001-01-01")
    expect(page.locator(".search-count")).to_have_text("Nothing found")
    expect(page.get_by_role("button", name="2 filters")).to_be_visible()

    page.get_by_role("button", name="Take all filters off").click()
    expect(results(board)).to_have_count(5)


def test_filters_alone_find_what_has_no_words(board):
    do(board, create("dot", "dot-one-1", x=500, y=500, z="a9"))
    board.me.page.locator("[data-opens=search]").click()
    board.me.page.get_by_role("button", name="Filters").click()
    board.me.page.get_by_label("What").select_option(label="Dot")
    expect(result(board, "dot-one-1")).to_contain_text("Dot")


def test_in_the_list_a_result_leads_to_its_row(board):
    board.me.sight("List")
    search(board, "lontana")
    result(board, "note-far-1").click()
    expect(board.me.row("note-far-1").locator(".row-main")).to_be_focused()
    expect(board.me.row("note-far-1")).to_be_in_viewport()

    field(board).fill("left")
    result(board, "frame-left").click()
    expect(board.me.page.get_by_role("heading", name="Left")).to_be_focused()


def test_escape_closes_the_search_and_ctrl_f_brings_it_back_as_it_was(board):
    search(board, "lontana")
    board.me.page.keyboard.press("Escape")
    expect(field(board)).to_have_count(0)
    expect(board.me.page.locator("[data-opens=search]")).to_be_focused()

    board.me.page.keyboard.press("Control+f")
    expect(field(board)).to_have_value("lontana")
    expect(results(board)).to_have_count(1)


def test_on_a_phone_a_result_closes_the_sheet_and_shows_the_row(server, facilitator, visitors):
    phone = new_stage(server, facilitator, visitors, locale="it", size=PHONE)
    do(phone, FAR)
    phone.me.page.locator(".part-choice select").select_option("mine")
    phone.me.menu("Search")
    field(phone).fill("LONTÀNA")
    result(phone, "note-far-1").click()

    expect(field(phone)).to_have_count(0)
    expect(phone.me.row("note-far-1").locator(".row-main")).to_be_focused()
    expect(phone.me.row("note-far-1")).to_be_in_viewport()
    phone.watcher.person.disconnect()
