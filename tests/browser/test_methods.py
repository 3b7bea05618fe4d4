"""Choosing a method and making one: the gallery by keyboard and on a phone, a board saved as a method."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import PHONE
from tests.support.pages import BoardPage
from tests.support.server import wait_until


def all_pictures_drawn(page: Page) -> bool:
    drawn: bool = page.evaluate(
        "[...document.images].filter((one) => one.loading !== 'lazy' || one.complete)"
        ".every((one) => one.complete && one.naturalWidth > 0)"
    )
    return drawn


@pytest.mark.parametrize("is_phone", [False, True], ids=["desktop", "phone"])
def test_METH1_a_board_is_made_from_the_gallery_by_keyboard_alone(server, facilitator, visitors, is_phone):
    options = {"size": PHONE, "is_mobile": True, "has_touch": True} if is_phone else {}
    page = visitors.new(server, caller=facilitator, locale="it", **options).go("/new")
    expect(page.get_by_role("radio", name="Lavagna vuota")).to_be_checked()
    expect(page.get_by_role("radio")).to_have_count(27)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wait_until(lambda: all_pictures_drawn(page), "the pictures")

    page.get_by_label("Cerca un metodo").focus()
    page.keyboard.type("perche 5")
    expect(page.get_by_role("radio")).to_have_count(3)  # blank and demo are always there
    expect(page.get_by_role("status")).to_have_text("1 metodo")
    page.get_by_role("radio", name="I 5 perché").focus()
    page.keyboard.press("Space")
    expect(page.get_by_label("Nome della lavagna")).to_have_attribute("placeholder", "I 5 perché")
    page.keyboard.press("Enter")

    page.wait_for_url("**/b/*")
    BoardPage(page, "it").wait_ready()
    assert facilitator.get("/api/boards").json()["boards"][0]["method"] == "T04"


def test_METH1_the_gallery_shows_the_methods_of_a_moment(server, facilitator, visitors):
    page = visitors.new(server, caller=facilitator).go("/new")

    page.get_by_label("For which moment").select_option(label="Closing")

    expect(page.get_by_role("radio", name="Closing: commitments")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(3)
    page.get_by_label("For which moment").select_option(label="All moments")
    expect(page.get_by_role("radio")).to_have_count(27)


def test_METH3_a_board_is_saved_as_a_method_used_and_deleted(server, facilitator, visitors):
    made = facilitator.post("/api/boards", {"method": "T24", "name": "Ours"})["board"]
    page = visitors.new(server, caller=facilitator).go(f"/b/{made['id']}")
    board = BoardPage(page).wait_ready()

    board.menu("Save as a method")
    page.get_by_label("Name in English").fill("Our way")
    page.get_by_role("checkbox").check()  # the one example of this method
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("status").first).to_contain_text("in the gallery now")
    expect(page.get_by_role("radio", name="Our way")).to_be_checked()
    page.get_by_role("button", name="Create the board").click()
    page.wait_for_url("**/b/*")
    new = BoardPage(page).wait_ready()
    new.sight("List")
    expect(page.get_by_role("heading", name="È nato")).to_be_visible()
    new.wait_rows(1)

    page.goto(f"{server.url}/new")
    page.get_by_role("link", name=re.compile("^Areas and steps.*Our way")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Our way")
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete the method").click()
    expect(page.get_by_role("radio", name="Our way")).to_have_count(0)
