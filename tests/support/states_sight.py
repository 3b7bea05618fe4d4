"""What people meet who see the board in another way: as a list, from afar, large, in their own colours."""

import re
from collections.abc import Callable

from tests.support.browser import PHONE
from tests.support.pages import BoardPage
from tests.support.states import (
    NARROW,
    SMALL,
    Scene,
    State,
    button_dialog,
    canvas,
    canvas_selection,
    context_menu,
    list_editor,
    main_menu,
    phone_canvas,
    sight,
)
from tests.support.states_tools import comments, options, palette, phone_comments

# A window of 1280 x 1024 at 400 %.
LARGE = (NARROW["width"], 256)


def on_row(key: str, opened: str) -> Callable[[Scene], None]:
    """What a key opens on the first note of the list."""

    def enter(scene: Scene) -> None:
        board = scene.board(scene.world.board)
        if scene.page.viewport_size and scene.page.viewport_size["width"] > PHONE["width"]:
            board.sight("List")
        board.page.locator(".list [role=listitem][data-type] .row-main").first.focus()
        board.page.keyboard.press(key)
        board.page.locator(opened).first.wait_for()

    return enter


def row_menu(board: BoardPage) -> None:
    board.page.locator(".list [role=listitem][data-type] .row-more").first.click()
    board.page.get_by_role("menu").wait_for()


def language_menu(scene: Scene) -> None:
    board = scene.board(scene.world.board).sight("List")
    row_menu(board)
    board.page.get_by_role("menuitem", name=scene.say("Language of the text")).click()
    board.page.get_by_role("menuitemradio").first.wait_for()


def something_else(scene: Scene, msgid: str | None = None) -> None:
    board = scene.board(scene.world.board)
    if scene.page.viewport_size and scene.page.viewport_size["width"] > PHONE["width"]:
        board.sight("List")
    board.page.locator(".add-more").first.click()
    board.page.get_by_role("menu").wait_for()
    if msgid is None:
        return
    name = re.compile(f"^{re.escape(scene.say(msgid))}")
    board.page.get_by_role("menuitem", name=name).click()
    board.page.get_by_role("dialog").wait_for()


def every_kind_in_the_list(scene: Scene) -> None:
    scene.board(scene.world.kinds).sight("List")


def line_to_change(scene: Scene) -> None:
    every_kind_in_the_list(scene)
    page = scene.page
    page.locator(".list [data-row^='to '] .row-main").first.click()
    page.get_by_role("dialog").wait_for()


def from_afar(scene: Scene) -> None:
    board = scene.board(scene.world.board)
    for _ in range(12):
        board.page.keyboard.press("-")


def large_take_home(scene: Scene) -> None:
    main_menu(scene)
    name = re.compile(f"^{re.escape(scene.say('Take home'))}")
    scene.page.get_by_role("menuitem", name=name).click()
    scene.page.get_by_role("dialog").locator("form").first.wait_for()


def large_palette(scene: Scene) -> None:
    scene.board(scene.world.board).page.keyboard.press("Control+k")
    scene.page.locator(".palette-list").wait_for()


SIGHT = [
    State("list, connect", on_row("l", "dialog[open]"), "guest"),
    State("list, clusters", on_row("g", "[role=menu]"), "guest"),
    State("list, language", language_menu, "guest"),
    State("list, something else", something_else, "facilitator"),
    State("list, new shape", lambda scene: something_else(scene, "Add a shape"), "guest"),
    State("list, new cluster", lambda scene: something_else(scene, "New cluster…"), "guest"),
    State("list, every kind", every_kind_in_the_list, "facilitator"),
    State("list, change a line", line_to_change, "facilitator"),
    State("canvas, from afar", from_afar, "facilitator"),
    State("phone, connect", on_row("l", "dialog[open]"), "guest", SMALL),
    State("phone, something else", something_else, "guest", SMALL),
    State("phone, new cluster", lambda scene: something_else(scene, "New cluster…"), "guest", SMALL),
    State("400 %, list", canvas, "facilitator", LARGE),
    State("400 %, canvas", phone_canvas, "guest", LARGE),
    State("400 %, main menu", main_menu, "facilitator", LARGE),
    State("400 %, take home", large_take_home, "facilitator", LARGE),
    State("400 %, all commands", large_palette, "facilitator", LARGE),
    State("400 %, connect", on_row("l", "dialog[open]"), "guest", LARGE),
    State("400 %, comments", phone_comments, "guest", LARGE),
    State("own colours, selection", canvas_selection, "facilitator", forced_colours=True),
    State("own colours, context menu", context_menu, "facilitator", forced_colours=True),
    State("own colours, pens", options("p"), "guest", forced_colours=True),
    State("own colours, all commands", palette, "facilitator", forced_colours=True),
    State("own colours, list", sight("List"), "facilitator", forced_colours=True),
    State("own colours, writing in the list", list_editor, "facilitator", forced_colours=True),
    State("own colours, connect", on_row("l", "dialog[open]"), "guest", forced_colours=True),
    State("own colours, comments", comments, "guest", forced_colours=True),
    State("own colours, take home", button_dialog("Take home", "form"), "facilitator", forced_colours=True),
    State("own colours, invite", button_dialog("Invite", ".invite-code"), "facilitator", forced_colours=True),
]
