"""A vote in real browsers: set up by who leads, voted on canvas, list, phone and by keys, and revealed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Error, Locator, expect

from tests.support.browser import Visitor, Visitors
from tests.support.keys import Keys
from tests.support.pages import BoardPage, open_board
from tests.support.server import Caller, LiveServer, SocketPerson, wait_until
from tests.support.stage import STAGE, new_board

SMALL_PHONE = {"width": 360, "height": 640}
QUESTION = "Which first?"


@dataclass
class Hall:
    """A board with two notes, who leads it, Mia on a wide screen, Leo on a phone, and Zoe at a socket."""

    leader: BoardPage
    mia: BoardPage
    leo: BoardPage
    zoe: SocketPerson
    watcher: SocketPerson
    mias: Visitor
    board_id: str

    @property
    def vote(self) -> dict:
        """The vote as the server told it last."""
        votes: dict[str, dict] = {}
        for entry in self.watcher.entries:
            for op in entry["ops"]:
                if op["do"] == "create" and op["item"]["kind"] == "vote":
                    votes[op["item"]["id"]] = op["item"]
                elif op["do"] == "patch" and op["id"] in votes:
                    votes[op["id"]] = {**votes[op["id"]], **op["set"]}
        return list(votes.values())[-1] if votes else {}

    def wait_state(self, state: str) -> dict:
        wait_until(lambda: self.vote.get("state") == state, f"the vote is {state}")
        return self.vote


@pytest.fixture
def hall(server: LiveServer, facilitator: Caller, visitors: Visitors) -> Iterator[Hall]:
    board_id, code = new_board(facilitator, *STAGE)
    leading = open_board(visitors.new(server, caller=facilitator), board_id)
    guests = {name: server.guest(code, name) for name in ("Mia", "Leo", "Zoe", "Ugo")}
    mias = visitors.new(server, caller=guests["Mia"])
    mia = open_board(mias, board_id)
    phone = visitors.new(server, caller=guests["Leo"], size=SMALL_PHONE, has_touch=True)
    zoe, ugo = (SocketPerson(guests[name], board_id).connect() for name in ("Zoe", "Ugo"))
    yield Hall(leading, mia, open_board(phone, board_id), zoe, ugo, mias, board_id)
    zoe.disconnect()
    ugo.disconnect()


def panel(board: BoardPage) -> Locator:
    return board.page.get_by_role("complementary", name=board.say("Votes"))


def press(board: BoardPage, name: str) -> None:
    panel(board).get_by_role("button", name=board.say(name), exact=True).click()


def set_up(hall: Hall) -> None:
    """Two dots each, both may be on one note, by the panel and its dialog."""
    leader = hall.leader
    leader.menu("Votes")
    press(leader, "New vote")
    dialog = leader.page.get_by_role("dialog")
    dialog.get_by_label(leader.say("Question"), exact=True).fill(QUESTION)
    dialog.get_by_label(leader.say("For each person"), exact=True).fill("2")
    dialog.get_by_role("button", name=leader.say("Add the vote")).click()
    expect(panel(leader)).to_contain_text(leader.say("Not open yet"))
    press(leader, "Open the vote")
    hall.wait_state("open")


def dot(board: BoardPage, name: str) -> Locator:
    """The button that gives a dot, in the panel."""
    return panel(board).get_by_role("button", name=board.say("Give a dot: %(name)s", name=name), exact=True)


def enter(board: BoardPage) -> None:
    """From the line across the board into the ballot."""
    board.page.locator(".vote-band").get_by_role("button", name=board.say("Vote now"), exact=True).click()
    expect(panel(board)).to_contain_text(QUESTION)


def test_VOTE2_a_vote_on_canvas_list_and_phone_and_its_result(hall: Hall) -> None:
    set_up(hall)
    mia, leo = hall.mia, hall.leo

    # On the canvas, on the note itself; then in the list.
    mark = mia.page.locator(".vote-mark[data-item=note-one-1]")
    mark.get_by_role("button", name=mia.say("Give a dot: %(name)s", name="One"), exact=True).click()
    expect(mark.locator(".vote-number")).to_have_text("1")
    mia.sight("List")
    row = mia.row("note-two-2").locator(".row-vote")
    row.get_by_role("button", name=mia.say("Give a dot: %(name)s", name="Two"), exact=True).click()
    expect(row.locator(".vote-number")).to_have_text("1")

    # On a phone; no more than two.
    enter(leo)
    dot(leo, "One").click()
    dot(leo, "One").click()
    expect(panel(leo).locator(".vote-left")).to_contain_text("0 dots left")
    expect(dot(leo, "Two")).to_have_attribute("aria-disabled", "true")
    expect(panel(leo).locator(".vote-left")).to_contain_text(leo.say("Saved"))

    assert hall.zoe.call("ballot", {"vote": hall.vote["id"], "choices": {"note-two-2": 2}})["ok"]
    expect(panel(hall.leader)).to_contain_text("3 of 4 have voted")

    press(hall.leader, "Close and reveal")
    result = hall.wait_state("revealed")["result"]
    assert [(item["id"], item["total"], item["people"], item["tied"]) for item in result["items"]] == [
        ("note-one-1", 3, 2, True),
        ("note-two-2", 3, 2, True),
    ]
    expect(panel(leo).locator(".vote-result")).to_have_count(2)
    expect(panel(leo).locator(".vote-result").first).to_contain_text(leo.say("tied"))
    expect(panel(leo).locator(".vote-result").first).to_contain_text("2 people")
    marks = hall.leader.page.locator(".vote-outcome")
    expect(marks).to_have_count(2)
    expect(marks.first).to_have_text(re.compile("^1"))
    expect(mia.page.locator(".vote-mark")).to_have_count(0)


def test_VOTE2_a_ballot_comes_back_after_a_reload_and_by_keys_alone(hall: Hall) -> None:
    set_up(hall)
    mia = hall.mia
    keys = Keys(mia.page)
    mia.page.locator(".vote-band button").focus()
    keys.press("Enter")
    expect(panel(mia)).to_contain_text(QUESTION)
    dot(mia, "Two").focus()
    keys.press("Space", "Space", "Space")
    expect(panel(mia).locator(".vote-left")).to_contain_text("0 dots left")
    expect(panel(mia).locator(".vote-left")).to_contain_text(mia.say("Saved"))

    mia.page.reload()
    mia.wait_ready()
    enter(mia)

    expect(panel(mia).locator(".vote-left")).to_contain_text("0 dots left")
    expect(panel(mia).locator(".vote-item", has_text="Two").locator(".vote-number")).to_have_text("2")
    assert "note-two-2" not in panel(hall.leader).inner_html()


def test_VOTE3_votes_of_others_are_entered_once(hall: Hall) -> None:
    set_up(hall)
    leader = hall.leader
    press(leader, "Enter for others…")
    dialog = leader.page.get_by_role("dialog")
    for trial in range(2):
        dialog.get_by_label(leader.say("Name"), exact=True).select_option(label="Zoe")
        dialog.get_by_label("Two", exact=True).fill("2")
        dialog.get_by_role("button", name=leader.say("Enter the votes"), exact=True).click()
        if trial == 0:
            expect(dialog.get_by_label("Two", exact=True)).to_have_value("")
            expect(dialog.get_by_label(leader.say("Name"), exact=True)).to_be_focused()
    expect(dialog).to_contain_text(leader.say("This person has voted already."))
    leader.page.keyboard.press("Escape")

    expect(panel(leader)).to_contain_text("1 of 4 has voted")
    assert hall.zoe.call("ballot", {"vote": hall.vote["id"], "choices": {}})["ok"], "their own word counts"


def say_and_crash(hall: Hall, mia: BoardPage, name: str) -> None:
    """A dot without a network, and the page is gone before there is one again."""
    hall.mias.context.set_offline(True)
    mia.wait_offline()
    dot(mia, name).click()
    expect(panel(mia)).to_contain_text("Not sent yet. Your votes are kept on this device")
    with pytest.raises(Error):
        mia.page.goto("chrome://crash")
    mia.page.close()


def come_back(hall: Hall) -> BoardPage:
    hall.mias.context.set_offline(False)
    hall.mias.page = hall.mias.another_page()
    return open_board(hall.mias, hall.board_id)


def kept_by(board: BoardPage) -> list[str]:
    """Names of what the browser keeps of ballots."""
    names = board.page.evaluate("Object.keys(localStorage)")
    return [name for name in names if name.startswith("tavolo.ballot")]


def test_VOTE4_a_ballot_that_was_not_sent_outlives_its_page_and_not_its_vote(hall: Hall) -> None:
    hall.mias.trouble.may_lose_server = True
    set_up(hall)
    mia = hall.mia
    enter(mia)
    say_and_crash(hall, mia, "One")
    expect(panel(hall.leader)).to_contain_text("0 of 4 have voted")

    mia = come_back(hall)
    expect(panel(hall.leader)).to_contain_text("1 of 4 has voted")
    enter(mia)
    expect(panel(mia).locator(".vote-item", has_text="One").locator(".vote-number")).to_have_text("1")
    expect(panel(mia).locator(".vote-left")).to_contain_text("Saved on the server")
    wait_until(lambda: kept_by(mia) == [], "the browser to keep no ballot")

    say_and_crash(hall, mia, "Two")
    press(hall.leader, "Close")
    hall.wait_state("closed")
    mia = come_back(hall)
    expect(mia.page.locator(".toasts")).to_contain_text("closed before your last change was sent")
    assert kept_by(mia) == []
