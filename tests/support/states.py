"""Every state of every page that a person can meet, as a list: how to get there, and its name.

The tests of accessibility, of languages and of narrow screens all walk through it.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.support.browser import DESKTOP, NARROW, Visitor
from tests.support.pages import BoardPage, open_board
from tests.support.rooms import delete, note
from tests.support.server import SocketPerson
from tests.support.words import Words, words
from tests.support.world import LONG_NAME, PASSPHRASE, World

SMALL = (NARROW["width"], NARROW["height"])


@dataclass(frozen=True)
class State:
    """A page in a state, and how to get there."""

    name: str
    enter: Callable[["Scene"], None]
    who: str = "nobody"  # or "guest", "facilitator"
    size: tuple[int, int] = (DESKTOP["width"], DESKTOP["height"])
    forced_colours: bool = False  # the person's own colours instead of those of the page

    @property
    def reflows(self) -> bool:
        """Whether the same state must fit on 320 pixels: not the wide layout of the board."""
        return self in PAGES or self.size[0] == NARROW["width"] or self.name == "ended"


@dataclass(frozen=True)
class Scene:
    """What `enter` works with: a visitor whose page is anywhere."""

    world: World
    visitor: Visitor
    locale: str

    @property
    def page(self) -> Page:
        return self.visitor.page

    @property
    def say(self) -> Words:
        return words(self.locale)

    def go(self, path: str) -> Page:
        return self.visitor.go(path)

    def board(self, board_id: str) -> BoardPage:
        return open_board(self.visitor, board_id, self.locale)


# --- pages ----------------------------------------------------------------------------------------


def at(path: str) -> Callable[[Scene], None]:
    """Just the address."""

    def enter(scene: Scene) -> None:
        world = scene.world
        codes = {"code": world.code, "closed": world.closed_code, "lobby": world.lobby_code}
        places = {"board": world.board, "meeting": world.meeting, "setup": world.setup_path}
        scene.go(path.format(**codes, **places))

    return enter


def join_with_errors(scene: Scene) -> None:
    scene.go("/join")
    scene.page.get_by_label(scene.say("Code"), exact=True).fill("999999")
    scene.page.get_by_role("button", name=scene.say("Join"), exact=True).click()
    expect(scene.page.get_by_role("alert")).to_have_count(2)


def waiting_room(scene: Scene) -> None:
    scene.go(f"/join/{scene.world.lobby_code}")
    scene.page.get_by_label(scene.say("Your name"), exact=True).fill("Mia")
    scene.page.get_by_label(scene.say("Passphrase"), exact=True).fill(PASSPHRASE)
    scene.page.get_by_role("button", name=scene.say("Join"), exact=True).click()
    scene.page.locator("[data-door-words]").wait_for()


def sign_in_with_error(scene: Scene) -> None:
    scene.go("/sign-in")
    scene.page.get_by_label(scene.say("E-mail address")).fill("nobody@example.org")
    scene.page.get_by_label(scene.say("Password")).fill("not the password")
    scene.page.get_by_role("button", name=scene.say("Sign in"), exact=True).click()
    expect(scene.page.get_by_role("alert")).to_have_count(1)


def name_too_long(scene: Scene) -> None:
    at("/new")(scene)
    scene.page.get_by_label(scene.say("Name of the board")).fill("x" * 121)
    scene.page.get_by_role("button", name=scene.say("Create the board"), exact=True).click()
    expect(scene.page.get_by_role("alert").first).to_be_visible()


def submit_empty(path: str, button: str) -> Callable[[Scene], None]:
    """A form sent as it came."""

    def enter(scene: Scene) -> None:
        at(path)(scene)
        fields = scene.page.locator("main input[type=text]:visible, main input[type=email]:visible")
        for field in fields.all():
            field.fill("")
        scene.page.get_by_role("button", name=scene.say(button), exact=True).click()
        expect(scene.page.get_by_role("alert").first).to_be_visible()

    return enter


def home_menu(scene: Scene) -> None:
    scene.go("/")
    scene.page.locator("summary").first.click()


PAGES = [
    State("start", at("/")),
    State("join", at("/join")),
    State("join by link", at("/join/{code}")),
    State("join a closed board", at("/join/{closed}")),
    State("join with a passphrase", at("/join/{lobby}")),
    State("join with errors", join_with_errors),
    State("waiting room", waiting_room),
    State("sign in", at("/sign-in")),
    State("sign in with an error", sign_in_with_error),
    State("about", at("/about")),
    State("nothing here", at("/nothing-here")),
    State("a board of others", at("/b/aaaaaaaaaaaaaaaaaaaa")),
    State("set up", at("{setup}")),
    State("a used set-up link", at("/setup/not-a-link")),
    State("home of a guest", at("/"), "guest"),
    State("home", at("/"), "facilitator"),
    State("home with a menu", home_menu, "facilitator"),
    State("new board", at("/new"), "facilitator"),
    State("new board with an error", name_too_long, "facilitator"),
    State("a method", at("/methods/T08"), "facilitator"),
    State("import a method with an error", submit_empty("/methods/import", "Import"), "facilitator"),
    State("save as a method with an error", submit_empty("/b/{board}/method", "Save"), "facilitator"),
    State("projects", at("/projects"), "facilitator"),
    State("a project with an error", submit_empty("/projects/first_project/change", "Save"), "facilitator"),
    State("meetings", at("/meetings"), "facilitator"),
    State("a meeting", at("/meetings/{meeting}"), "facilitator"),
    State("a meeting with an error", submit_empty("/meetings/{meeting}/change", "Save"), "facilitator"),
    State("account", at("/account"), "facilitator"),
    State("account with errors", submit_empty("/account", "Save"), "facilitator"),
    State("import", at("/import"), "facilitator"),
    State("import with an error", submit_empty("/import", "Import"), "facilitator"),
    State("rename", at("/b/{board}/rename"), "facilitator"),
    State("rename with an error", submit_empty("/b/{board}/rename", "Save"), "facilitator"),
    State("delete", at("/b/{board}/delete"), "facilitator"),
    State("projector", at("/b/{board}/invite"), "facilitator"),
    State("a facilitator's page for a guest", at("/new"), "guest"),
]


# --- the board ------------------------------------------------------------------------------------


def canvas(scene: Scene) -> None:
    scene.board(scene.world.board)


def canvas_empty(scene: Scene) -> None:
    scene.board(scene.world.blank)


def first_note(board: BoardPage) -> Locator:
    return board.item(re.compile(f"^{board.say('Problem')}: ")).first


def canvas_selection(scene: Scene) -> None:
    board = scene.board(scene.world.board)
    first_note(board).focus()
    board.page.keyboard.press("Space")
    board.page.get_by_role("toolbar", name=scene.say("Selection")).wait_for()


def canvas_editor(scene: Scene) -> None:
    board = scene.board(scene.world.board)
    first_note(board).focus()
    board.page.keyboard.press("Enter")
    board.page.locator(".board-editor").wait_for()


def canvas_menu(owner: str) -> Callable[[Scene], None]:
    def enter(scene: Scene) -> None:
        canvas_selection(scene)
        bar = scene.page.get_by_role("toolbar", name=scene.say("Selection"))
        bar.locator("[aria-haspopup=menu]").nth(0 if owner == "first" else -1).click()
        scene.page.get_by_role("menu").wait_for()

    return enter


def main_menu(scene: Scene) -> None:
    board = scene.board(scene.world.board)
    board.page.get_by_role("button", name=scene.say("Menu"), exact=True).click()
    board.page.get_by_role("menu").wait_for()


def context_menu(scene: Scene) -> None:
    board = scene.board(scene.world.blank)
    board.canvas.click(button="right", position={"x": 600, "y": 400})
    board.page.get_by_role("menu").wait_for()


def type_menu(scene: Scene) -> None:
    board = scene.board(scene.world.board)
    board.page.locator(".tool-type").click()
    board.page.get_by_role("menu").wait_for()


def sight(name: str) -> Callable[[Scene], None]:
    def enter(scene: Scene) -> None:
        scene.board(scene.world.board).sight(name).page.locator(".list").wait_for()

    return enter


def list_editor(scene: Scene) -> None:
    sight("List")(scene)
    scene.page.locator(".list [role=listitem] .row-main").first.click()
    scene.page.locator(".row-editor textarea").wait_for()


def list_menu(scene: Scene) -> None:
    sight("List")(scene)
    scene.page.locator(".list [role=listitem] .row-main").first.focus()
    scene.page.keyboard.press("m")
    scene.page.get_by_role("menu").wait_for()


def list_empty(scene: Scene) -> None:
    scene.board(scene.world.blank).sight("List")


def people_panel(scene: Scene) -> None:
    board = scene.board(scene.world.board)
    board.page.locator(".people-button").click()
    board.page.locator(".people-list").wait_for()


def button_dialog(msgid: str, ready: str) -> Callable[[Scene], None]:
    """A dialog behind a button of the top bar."""

    def enter(scene: Scene) -> None:
        board = scene.board(scene.world.board)
        board.page.get_by_role("banner").get_by_role("button", name=scene.say(msgid), exact=True).click()
        board.page.get_by_role("dialog").locator(ready).first.wait_for()

    return enter


def menu_dialog(msgid: str) -> Callable[[Scene], None]:
    """A dialog behind the main menu."""

    def enter(scene: Scene) -> None:
        scene.board(scene.world.board).menu(msgid)
        scene.page.get_by_role("dialog").wait_for()

    return enter


def frame_dialog(scene: Scene) -> None:
    board = scene.board(scene.world.board)
    board.page.locator(".board-mirror__item").first.focus()
    board.page.keyboard.press("Enter")
    board.page.get_by_role("dialog").wait_for()


def notice(scene: Scene) -> None:
    """Somebody deletes the note that one is writing on: the page says so and gives the text back."""
    board = scene.board(scene.world.board)
    board.sight("List")
    person = SocketPerson(scene.world.facilitator, scene.world.board).connect()
    item_id = f"note-{secrets.token_hex(6)}"
    assert person.op(note(item_id, text="Ecco", z="az"))["ok"]
    board.row(item_id).locator(".row-main").click()
    board.page.keyboard.type(" qualcosa")
    assert person.op(delete(item_id))["ok"]
    person.disconnect()
    board.page.locator(".toast").wait_for()


def offline(scene: Scene) -> None:
    board = scene.board(scene.world.board)
    scene.visitor.trouble.may_lose_server = True
    scene.visitor.context.set_offline(True)
    board.wait_offline()


def ended(scene: Scene) -> None:
    """Signed out in another window: the page says that it has left the board."""
    world = scene.world
    caller = world.server.guest(world.code, LONG_NAME)
    scene.visitor.be(caller)
    scene.board(world.board)
    caller.post("/api/sign-out", {})
    scene.page.locator(".ended-card").wait_for()


def history(*steps: str) -> Callable[[Scene], None]:
    """The history, some changes back, and then behind these buttons."""

    def enter(scene: Scene) -> None:
        board = scene.board(scene.world.board)
        board.menu("History")
        board.page.locator(".time-slider").wait_for()
        if not steps:
            board.page.locator(".history-group, .history-dock").first.wait_for()
            return
        board.page.get_by_role("button", name=scene.say("One change back")).click()
        board.page.locator(".past-band").wait_for()
        for step in steps[1:]:
            board.page.get_by_role("button", name=scene.say(step), exact=True).click()
            board.page.get_by_role("dialog").wait_for()

    return enter


def who(scene: Scene) -> None:
    canvas_selection(scene)
    scene.page.keyboard.press("Shift+F10")
    scene.page.get_by_role("menuitem", name=scene.say("Who wrote this?")).click()
    scene.page.locator(".who-since").wait_for()


def phone_sheet(scene: Scene) -> None:
    board = scene.board(scene.world.board)
    board.page.get_by_role("button", name=scene.say("Add a note"), exact=True).click()
    board.page.get_by_role("dialog").wait_for()


def phone_people(scene: Scene) -> None:
    board = scene.board(scene.world.board)
    board.page.get_by_role("button", name=scene.say("People"), exact=True).click()
    board.page.get_by_role("dialog").wait_for()


def phone_canvas(scene: Scene) -> None:
    board = scene.board(scene.world.board)
    board.page.get_by_role("button", name=scene.say("Canvas"), exact=True).click()
    board.page.locator(".zoombar").wait_for()


def phone_row_menu(scene: Scene) -> None:
    board = scene.board(scene.world.board)
    board.page.locator(".list [role=listitem] .row-more").first.click()
    board.page.get_by_role("menu").wait_for()


def phone_mine(scene: Scene) -> None:
    board = scene.board(scene.world.board)
    board.page.locator(".part-choice select").select_option("mine")


BOARD = [
    State("canvas", canvas, "facilitator"),
    State("canvas of a participant", canvas, "guest"),
    State("canvas, empty", canvas_empty, "facilitator"),
    State("canvas with a selection", canvas_selection, "facilitator"),
    State("canvas with the editor", canvas_editor, "facilitator"),
    State("canvas, menu of types", canvas_menu("first"), "facilitator"),
    State("canvas, menu of frames", canvas_menu("last"), "facilitator"),
    State("canvas, context menu", context_menu, "facilitator"),
    State("canvas, type of the next note", type_menu, "facilitator"),
    State("main menu", main_menu, "facilitator"),
    State("main menu of a participant", main_menu, "guest"),
    State("canvas and list", sight("Canvas and list"), "facilitator"),
    State("list", sight("List"), "facilitator"),
    State("list of a participant", sight("List"), "guest"),
    State("list, empty", list_empty, "facilitator"),
    State("list with the editor", list_editor, "facilitator"),
    State("list, menu of frames", list_menu, "facilitator"),
    State("people", people_panel, "facilitator"),
    State("people of a participant", people_panel, "guest"),
    State("invite", button_dialog("Invite", ".invite-code"), "facilitator"),
    State("take home", button_dialog("Take home", "form"), "facilitator"),
    State("shortcuts", menu_dialog("Keyboard shortcuts"), "facilitator"),
    State("rename dialog", menu_dialog("Rename the board"), "facilitator"),
    State("sign out dialog", menu_dialog("Sign out"), "facilitator"),
    State("leave dialog", menu_dialog("Leave the board"), "guest"),
    State("frame dialog", frame_dialog, "facilitator"),
    State("history", history(), "facilitator"),
    State("history, a change back", history("back"), "facilitator"),
    State("history, restore", history("back", "Restore this moment"), "facilitator"),
    State("history, copy", history("back", "Copy as a new board"), "facilitator"),
    State("who wrote this", who, "facilitator"),
    State("a notice", notice, "facilitator"),
    State("offline", offline, "guest"),
    State("ended", ended),
    State("phone", canvas, "guest", SMALL),
    State("phone of a facilitator", canvas, "facilitator", SMALL),
    State("phone, empty", canvas_empty, "facilitator", SMALL),
    State("phone, add a note", phone_sheet, "guest", SMALL),
    State("phone, people", phone_people, "guest", SMALL),
    State("phone, canvas", phone_canvas, "guest", SMALL),
    State("phone, menu of a note", phone_row_menu, "facilitator", SMALL),
    State("phone, my notes", phone_mine, "guest", SMALL),
    State("phone, main menu", main_menu, "facilitator", SMALL),
    State("phone, history", history("back"), "facilitator", SMALL),
    State("phone, changes", history("back", "Changes"), "facilitator", SMALL),
    State("phone, offline", offline, "guest", SMALL),
]
