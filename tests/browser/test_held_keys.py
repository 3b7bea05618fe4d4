"""Keys pressed before a menu or a dialog has been loaded are for it, never for what lies behind it."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.support.server import wait_until
from tests.support.stage import Stage


def held_back(page: Page, part: str) -> Callable[[], None]:
    """From now on this file of the script does not come; the answer lets it."""
    waiting: list[Route] = []
    page.route(f"**/{part}-*.js", lambda route: waiting.append(route))

    def let_in() -> None:
        wait_until(lambda: page.evaluate("1") and waiting, f"the page to ask for {part}")
        for route in waiting:
            route.continue_()

    return let_in


def test_LIST2_keys_wait_for_a_menu_that_is_being_loaded(stage: Stage):
    me, page, say = stage.me, stage.me.page, stage.me.say
    stage.visitor.is_planted = True  # nobody else sits where files do not come
    let_menu_in = held_back(page, "rare_menu")
    let_tools_in = held_back(page, "rare_tools")
    let_panels_in = held_back(page, "rare_panels")
    page.reload()
    me.wait_ready()
    one = stage.watcher.one("One")

    me.sight("List")
    row = me.row(one["id"])
    row.locator(".row-main").focus()
    for key in ("t", "Enter", "Escape"):  # nobody wants it any more
        page.keyboard.press(key)
    for key in ("t", say("Problem")[0], "Enter"):
        page.keyboard.press(key)
    let_menu_in()

    stage.watcher.wait_scene(lambda scene: scene[one["id"]]["type"] == "P", "the type")
    expect(page.get_by_role("menu")).to_have_count(0)
    expect(row.locator(".row-main")).to_be_focused()

    me.sight("Canvas")
    me.canvas.focus()
    page.keyboard.press("Control+k")
    page.keyboard.type("note")  # n would begin one
    let_tools_in()

    expect(page.get_by_role("combobox", name=say("Find a command"))).to_have_value("note")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.keyboard.press("Control+f")
    page.keyboard.type("note")
    let_panels_in()

    expect(page.get_by_role("textbox", name=say("Search the board"))).to_have_value("note")
    assert len(stage.watcher.scene) == 4, "a key has made something"
