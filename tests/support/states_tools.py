"""The states of the tools, menus and dialogs of the canvas; the rest is in `states.py`."""

from collections.abc import Callable

from tests.support.states import SMALL, Scene, State, canvas_selection, first_note, phone_canvas

PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.body.dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def palette(scene: Scene) -> None:
    canvas_selection(scene)
    scene.page.keyboard.press("Control+k")
    scene.page.get_by_role("combobox").wait_for()


def options(key: str) -> Callable[[Scene], None]:
    """The choices beside the bar for the tool of this key."""

    def enter(scene: Scene) -> None:
        board = scene.board(scene.world.board)
        board.page.keyboard.press(key)
        board.page.locator(".tool-options").wait_for()

    return enter


def more_tools(scene: Scene) -> None:
    board = scene.board(scene.world.board)
    board.page.locator(".toolbar [aria-haspopup=menu]").last.click()
    board.page.get_by_role("menu").wait_for()


def small_map(scene: Scene) -> None:
    board = scene.board(scene.world.board)
    button = board.page.get_by_role("button", name=scene.say("Map of the board"))
    if button.get_attribute("aria-pressed") == "false":
        button.click()
    board.page.locator(".minimap").wait_for()


def item_menu(scene: Scene) -> None:
    board = scene.board(scene.world.board)
    first_note(board).focus()
    board.page.keyboard.press("Space")
    board.page.locator(".selection-bar [aria-haspopup=menu]").last.click()
    board.page.get_by_role("menu").wait_for()


def paste(scene: Scene) -> None:
    board = scene.board(scene.world.blank)
    board.page.evaluate(PASTE, "Anna\tPanchina\nBruno\tAlbero")
    board.page.get_by_role("dialog").wait_for()


def by_palette(words: str, opened: str = "dialog[open]") -> Callable[[Scene], None]:
    """What a command opens."""

    def enter(scene: Scene) -> None:
        board = scene.board(scene.world.board)
        board.page.keyboard.press("Control+k")
        field = board.page.get_by_role("combobox")
        field.fill(scene.say(words))
        field.press("Enter")
        field.wait_for(state="detached")
        board.page.locator(opened).first.wait_for()

    return enter


def comments(scene: Scene) -> None:
    """A thread that is open, with a name begun in its reply."""
    board = scene.board(scene.world.board)
    board.page.locator("[data-opens=comments]").click()
    open_thread(scene)
    scene.page.locator(".thread-body textarea").press_sequentially("@b")
    scene.page.get_by_role("option").first.wait_for()


def open_thread(scene: Scene) -> None:
    scene.page.locator(".thread-head").first.click()
    scene.page.locator(".thread-body").wait_for()


def searching(scene: Scene) -> None:
    """Results with the filters above them, one of them gone to."""
    scene.board(scene.world.board)
    scene.page.keyboard.press("Control+f")
    find_school(scene)
    scene.page.keyboard.press("Enter")
    scene.page.locator(".filter-switch").click()
    scene.page.locator(".search-filters").wait_for()


def find_school(scene: Scene) -> None:
    scene.page.locator(".search-field").fill("scuola")
    scene.page.locator(".result").first.wait_for()


def search_empty(scene: Scene) -> None:
    scene.board(scene.world.board)
    scene.page.locator("[data-opens=search]").click()
    scene.page.locator(".search-field").wait_for()


def phone_search(scene: Scene) -> None:
    scene.board(scene.world.board).menu("Search")
    find_school(scene)
    scene.page.locator(".filter-switch").click()


def phone_comments(scene: Scene) -> None:
    scene.board(scene.world.board).menu("Comments")
    open_thread(scene)


def phone_tools(scene: Scene) -> None:
    phone_canvas(scene)
    scene.page.locator(".phone-tools > button").click()
    scene.page.get_by_role("menu").wait_for()


def phone_options(scene: Scene) -> None:
    phone_tools(scene)
    scene.page.get_by_role("menuitemradio", name=scene.say("Pen"), exact=True).click()
    scene.page.locator(".tool-options").wait_for()


def every_kind(scene: Scene) -> None:
    """The board with one of each, all of it in view."""
    scene.board(scene.world.kinds).page.keyboard.press("Shift+1")


TOOLS = [
    State("every kind", every_kind, "facilitator"),
    State("phone, every kind", every_kind, "facilitator", SMALL),
    State("all commands", palette, "facilitator"),
    State("shapes to choose", options("s"), "facilitator"),
    State("pens to choose", options("p"), "guest"),
    State("more tools", more_tools, "facilitator"),
    State("small map", small_map, "facilitator"),
    State("menu of an item", item_menu, "facilitator"),
    State("paste as notes", paste, "facilitator"),
    State("link dialog", by_palette("Add a link"), "guest"),
    State("comments", comments, "guest"),
    State("new comment", by_palette("Comment", ".talk-new textarea"), "guest"),
    State("search", searching, "guest"),
    State("search, empty", search_empty, "facilitator"),
    State("phone, comments", phone_comments, "guest", SMALL),
    State("phone, search", phone_search, "guest", SMALL),
    State("phone, tools", phone_tools, "guest", SMALL),
    State("phone, pens to choose", phone_options, "guest", SMALL),
]
