"""A small workshop by keys alone, from the first frame to the file: once on the canvas, once in the list."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import Visitors
from tests.support.keys import Keys
from tests.support.pages import BoardPage, open_board
from tests.support.rooms import patch
from tests.support.server import SocketPerson, wait_until
from tests.support.stage import Watcher, new_board


class Workshop:
    """A facilitator without a mouse on an empty board, and Leo, who sees what arrives."""

    def __init__(self, board: BoardPage, watcher: Watcher) -> None:
        self.board, self.watcher, self.keys = board, watcher, Keys(board.page)

    def say(self, msgid: str, **values: object) -> str:
        return self.board.say(msgid, **values)

    def wait_focus(self, name: str | re.Pattern[str]) -> None:
        pattern = re.compile(f"^{re.escape(name)}$") if isinstance(name, str) else name
        try:
            wait_until(lambda: pattern.search(self.keys.focus or ""), "the focus", 20)
        except AssertionError:
            raise AssertionError(f"the focus is on {self.keys.focus}, not on {name}") from None
        self.keys.check_focus_seen()

    def made(self, kind: str, **fields: object) -> dict:
        """The item with these fields, as soon as Leo has it."""

        def found(scene):
            fitting = [
                item
                for item in scene.values()
                if item["kind"] == kind and all(item.get(name) == value for name, value in fields.items())
            ]
            return fitting[0] if fitting else None

        return self.watcher.wait_scene(found, f"{kind} {fields}")

    def command(self, msgid: str) -> None:
        """By name, in the palette of all commands."""
        self.keys.press("Control+k")
        self.wait_focus(self.say("Find a command"))
        self.keys.type(self.say(msgid))
        self.keys.press("Enter")

    def walk_to(self, name: str) -> None:
        """On the canvas, by arrow keys, from wherever the focus is."""
        if not self.board.page.evaluate("!!document.activeElement.closest('.board-mirror')"):
            self.keys.tab_to(re.compile("."), "Tab")
            while not self.board.page.evaluate("!!document.activeElement.closest('.board-mirror')"):
                self.keys.press("Tab")
        self.keys.press("Escape", "Home")
        for _ in range(20):
            if name in (self.keys.focus or ""):
                return
            self.keys.press("ArrowDown")
        raise AssertionError(f"the arrow keys do not lead to {name}, but to {self.keys.focus}")

    def connect(self, word: str) -> None:
        """In the open dialog: what has this word, by "causes"."""
        self.wait_focus(self.say("The other one"))
        self.keys.type(word)
        self.keys.press("Tab")
        if self.keys.focus != self.say("How they belong together"):
            self.keys.tab_to(self.say("How they belong together"))
        self.keys.type(self.say("causes"))
        self.keys.tab_to(self.say("Connect"))
        self.keys.press("Enter")

    def taken_home(self) -> dict:
        """The whole board as a file, from the dialog that the top bar opens."""
        self.keys.tab_to(self.say("Take home"))
        self.keys.press("Enter")
        expect(self.board.page.get_by_role("dialog")).to_be_visible()
        self.keys.tab_to(re.compile(f"^{re.escape(self.say('Whole board'))}"))
        with self.board.page.expect_download() as waiting:
            self.keys.press("Enter")
        return json.loads(waiting.value.path().read_bytes())


@pytest.fixture
def workshop(request, server, facilitator, visitors: Visitors):
    board_id, code = new_board(facilitator)
    watcher = Watcher(server.guest(code, "Leo"), board_id)
    board = open_board(
        visitors.new(server, caller=facilitator, locale=request.param), board_id, request.param
    )
    yield Workshop(board, watcher)
    watcher.person.disconnect()


@pytest.mark.parametrize("workshop", ["en"], indirect=True)
def test_a_workshop_by_keys_on_the_canvas(workshop):
    keys, say = workshop.keys, workshop.say

    keys.press("f")
    workshop.wait_focus(say("Title"))
    keys.type("Causes")
    keys.press("Enter")
    frame = workshop.made("frame", title="Causes")

    for text in ("Few seats", "No shade"):
        keys.press("n")
        workshop.wait_focus(say("Text of the note"))
        keys.type(text)
        keys.press("Escape")
        workshop.made("note", text=text)
        workshop.wait_focus(re.compile(text))
        keys.press("m")
        workshop.wait_focus("Causes")
        keys.press("Enter")
        workshop.made("note", text=text, frame=frame["id"])
        workshop.command("Change the type")
        workshop.wait_focus(re.compile(say("Idea") + "$"))  # the choice, not the note
        keys.type(say("Problem")[0])
        keys.press("Enter")
        workshop.made("note", text=text, type="P")

    workshop.walk_to("Few seats")
    keys.press("Space")
    keys.press("Shift+L")
    workshop.connect("shade")
    few, shade = (workshop.watcher.one(text) for text in ("Few seats", "No shade"))
    line = workshop.made("connector", label="causes")
    assert (line["from"]["item"], line["to"]["item"]) == (few["id"], shade["id"])

    workshop.walk_to("Line: “Few seats” causes “No shade”")
    keys.press("Control+a")
    workshop.command("Make a cluster")
    workshop.wait_focus(say("Title"))
    keys.type("Comfort")
    keys.press("Enter")
    cluster = workshop.made("cluster", title="Comfort")
    workshop.made("note", text="Few seats", cluster=cluster["id"])
    workshop.made("note", text="No shade", cluster=cluster["id"])

    workshop.walk_to("Few seats")
    keys.press("Space", "c")
    workshop.wait_focus(say("Comment"))
    keys.type("Since when?")
    keys.press("Enter")
    comment = workshop.made("comment", text="Since when?")
    assert comment["on"] == few["id"]
    workshop.walk_to("Since when?")

    workshop.watcher.wait_scene(lambda scene: len(scene) == 6, "all of it")
    assert {item["kind"] for item in workshop.taken_home()["items"]} >= {"frame", "note", "cluster"}


@pytest.mark.parametrize("workshop", ["it"], indirect=True)
def test_a_workshop_by_keys_in_the_list(workshop):
    keys, say = workshop.keys, workshop.say
    keys.tab_to(say("List"))
    keys.press("Enter")

    keys.tab_to(say("Add a frame"))
    keys.press("Enter")
    workshop.wait_focus(say("Title"))
    keys.type("Cause")
    keys.press("Enter")
    frame = workshop.made("frame", title="Cause")

    keys.tab_to(say("New note in %(where)s", where="Cause"), "Shift+Tab")
    for text in ("Pochi posti", "Niente ombra"):
        keys.type(text)
        keys.press("Enter")
        workshop.made("note", text=text, frame=frame["id"])

    keys.tab_to(re.compile("Pochi posti"), "Shift+Tab")
    keys.press("t")
    workshop.wait_focus(re.compile(say("Idea") + "$"))  # the choice, not the note
    keys.type(say("Problem")[0])
    keys.press("Enter")
    workshop.made("note", text="Pochi posti", type="P")
    workshop.wait_focus(re.compile("Pochi posti"))

    keys.press("l")
    workshop.connect("ombra")
    few, shade = (workshop.watcher.one(text) for text in ("Pochi posti", "Niente ombra"))
    line = workshop.made("connector", label=say("causes"))
    assert (line["from"]["item"], line["to"]["item"]) == (few["id"], shade["id"])
    workshop.wait_focus(re.compile("Pochi posti"))
    keys.press("ArrowDown")
    workshop.wait_focus(say("%(label)s “%(other)s”", label=say("causes"), other="Niente ombra"))
    keys.press("End")
    workshop.wait_focus(say("“%(other)s” %(label)s this", label=say("causes"), other="Pochi posti"))

    keys.press("Home", "g")
    workshop.wait_focus(say("New cluster…"))
    keys.press("Enter")
    workshop.wait_focus(say("Title"))
    keys.type("Comodità")
    keys.tab_to(re.compile("Niente ombra"))
    keys.press("Space", "Enter")
    cluster = workshop.made("cluster", title="Comodità")
    for text in ("Pochi posti", "Niente ombra"):
        workshop.made("note", text=text, cluster=cluster["id"])
    heading = workshop.board.page.get_by_role("heading", name=re.compile("Comodità"))
    expect(heading).to_be_visible()

    keys.tab_to(re.compile("Comodità|Pochi posti|Niente ombra"), "Shift+Tab")
    keys.press("End", "Home", "ArrowDown", "c")
    workshop.wait_focus(say("Comment"))
    keys.type("Da quando?")
    keys.press("Enter")
    workshop.made("comment", text="Da quando?")

    workshop.watcher.wait_scene(lambda scene: len(scene) == 6, "all of it")
    assert {item["kind"] for item in workshop.taken_home()["items"]} >= {"frame", "note", "cluster"}


def test_LIST2_what_is_locked_can_be_talked_about_and_connected_but_not_changed(stage, server, facilitator):
    boss = SocketPerson(facilitator, stage.board_id).connect()
    assert boss.op(patch("note-one-1", locked=True))["ok"]
    boss.disconnect()
    stage.me.sight("List")
    page, keys = stage.me.page, Keys(stage.me.page)
    expect(stage.me.row("note-one-1").get_by_text("Locked")).to_be_visible()
    keys.tab_to(re.compile("One"))

    keys.press("t", "m", "Delete", "Enter")

    menu = page.get_by_role("menu")
    expect(menu.get_by_role("menuitem", name="Connect…")).to_be_visible()
    expect(menu.get_by_role("menuitem", name="Comment")).to_be_visible()
    for name in ("Write", "Change the type", "Move to a frame", "Lock", "Delete"):
        expect(menu.get_by_role("menuitem", name=name)).to_have_count(0)
    keys.press("Escape", "l")
    page.get_by_role("combobox", name="The other one").fill("Two")
    keys.press("Enter")
    line = stage.watcher.wait_scene(
        lambda scene: next((item for item in scene.values() if item["kind"] == "connector"), None), "the line"
    )
    assert (line["from"]["item"], line["to"]["item"]) == ("note-one-1", "note-two-2")
