"""How many clicks lead from an empty install to the first note, and to the end of the base cycle: counted on
the pages, and the same in README.md."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.pages import BoardPage
from tests.support.rooms import note
from tests.support.server import ROOT, Caller, SocketPerson, wait_until
from tests.support.words import words

OWN_SERVER = True  # the way begins with the one-time link
SMALL = {"width": 360, "height": 640}
METHOD = "iPESTLE"
TITLES = ("Shade", "Doors")


class Hand:
    """One person's clicks, counted. What is typed is not."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1

    def press(self, name: str, role: str = "button", within: Locator | None = None) -> None:
        self.click((within or self.page).get_by_role(role, name=name, exact=True).first)


def in_readme() -> list[tuple[int, int]]:
    """The figures of the table in README.md: facilitator and participant, line by line."""
    text = (ROOT / "README.md").read_text("utf-8")
    found = re.findall(r"^\| [^|]+ \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    return [(int(first), int(second)) for first, second in found]


@pytest.fixture
def hands(server, visitors):
    """Somebody at a computer, somebody with a phone; nobody is anybody yet."""
    wide = visitors.new(server)
    phone = visitors.new(server, size=SMALL, has_touch=True, is_mobile=True)
    return Hand(wide.page), Hand(phone.page)


def test_the_way_to_the_first_note_and_to_the_end_of_the_base_cycle(server, hands) -> None:
    lead, guest = hands
    board, code = set_up(server, lead)
    join(server, guest, code)
    write(guest, "More trees")
    first_note = (lead.clicks, guest.clicks)

    lead.press("Close", within=lead.page.get_by_role("dialog"))
    others = [come(server, code, name) for name in ("Leo", "Zoe")]
    cycle(lead, guest, others, board)
    for person in others:
        person.disconnect()

    assert [first_note, (lead.clicks, guest.clicks)] == in_readme()


def set_up(server, lead: Hand) -> tuple[BoardPage, str]:
    """From the link that the server prints to the code on the screen."""
    page = lead.page
    page.goto(server.url + server.setup_path)
    lead.press("Enter as facilitator")
    lead.press("New board", "link")
    lead.click(page.locator("label.method-choice", has_text=METHOD))
    lead.press("Create the board")
    page.wait_for_url("**/b/*")
    board = BoardPage(page).wait_ready()
    lead.press("Invite")
    link = page.get_by_role("dialog").get_by_label("Link", exact=True).input_value()
    return board, link.rsplit("/", 1)[-1]


def join(server, guest: Hand, code: str) -> None:
    """From the QR code: a name, one button."""
    say = words("en")
    guest.page.goto(f"{server.url}/join/{code}")
    guest.page.get_by_label(say("Your name"), exact=True).fill("Mia")
    guest.press("Join")
    guest.page.wait_for_url("**/b/*")
    BoardPage(guest.page).wait_ready()


def write(guest: Hand, text: str) -> None:
    guest.press("Add a note")
    guest.page.get_by_role("textbox", name="Text", exact=True).fill(text)
    guest.press("Add the note")
    expect(guest.page.locator(".list")).to_contain_text(text)


def come(server, code: str, name: str) -> SocketPerson:
    caller: Caller = server.guest(code, name)
    return SocketPerson(caller, caller.board_id).connect()


def cycle(lead: Hand, guest: Hand, others: list[SocketPerson], board: BoardPage) -> None:
    """Explain, write in silence, reveal, discuss, group, vote, reveal, decide, who does what."""
    lead.press("Start the workshop")
    go_on(lead, guest, "Step 2 of 9")
    write(guest, "A door to the yard")
    draft(others[0])
    for place in (3, 4, 5):
        go_on(lead, guest, f"Step {place} of 9")
    expect(guest.page.locator(".list")).to_contain_text("Benches")
    for number, title in enumerate(TITLES):
        group(guest, ("More trees", "A door to the yard")[number], title)
    go_on(lead, guest, "Step 6 of 9")
    lead.press("Open the vote")
    guest.press("Vote now")
    votes = guest.page.get_by_role("complementary", name="Votes")
    for title in (TITLES[0], TITLES[0], TITLES[1]):
        guest.press(f"Give a dot: {title}", within=votes)
    expect(guest.page.locator(".vote-left")).to_contain_text("Saved")
    vote_with(others, board)
    lead.press("Close and reveal")
    arrive(lead, guest, "Step 7 of 9")
    expect(guest.page.locator(".vote-result").first).to_contain_text(TITLES[0])
    go_on(lead, guest, "Step 8 of 9")
    lead.press("Decisions", within=lead.page.locator(".step-band"))
    put(lead, "New decision", "What was decided", "Add the decision")
    go_on(lead, guest, "Step 9 of 9")
    put(lead, "New commitment", "What will be done", "Add the commitment")
    lead.press("End the workshop")
    expect(guest.page.locator(".step-band")).to_have_count(0)


def go_on(lead: Hand, guest: Hand, words_there: str) -> None:
    lead.press("Next step")
    arrive(lead, guest, words_there)


def arrive(lead: Hand, guest: Hand, words_there: str) -> None:
    """Both pages show this step: what is pressed next belongs to it."""
    for hand in (lead, guest):
        expect(hand.page.locator(".step-band")).to_contain_text(words_there)


def put(lead: Hand, begin: str, field: str, done: str) -> None:
    """A decision or a commitment in writing."""
    lead.press(begin)
    dialog = lead.page.get_by_role("dialog")
    dialog.get_by_label(field).fill("Plant ten trees")
    lead.press(done, within=dialog)
    expect(lead.page.locator(".decided-list").first).to_contain_text("Plant ten trees")


def draft(person: SocketPerson) -> None:
    item = note("note-of-leo-1", text="Benches")["item"]
    assert person.call("draft", {"id": [person.client_id, 1], "put": item, "round": 0})["ok"]


def group(guest: Hand, text: str, title: str) -> None:
    row = guest.page.locator(".list [role=listitem]:not(:has([role=listitem]))", has_text=text)
    guest.click(row.get_by_role("button", name="What to do with it"))
    guest.press("Cluster…", "menuitem")
    guest.click(guest.page.get_by_role("menuitem", name="New cluster…"))
    dialog = guest.page.get_by_role("dialog")
    dialog.get_by_label("Title", exact=True).fill(title)
    guest.press("Add the cluster")
    expect(guest.page.locator(".list")).to_contain_text(f"Cluster: {title}")


def vote_with(others: list[SocketPerson], board: BoardPage) -> None:
    """The two at sockets vote as well, so that there is a result to show."""

    def open_vote() -> dict:
        items = others[0].caller.snapshot(others[0].board_id)["items"]
        return next((item for item in items if item.get("state") == "open"), {})

    vote = wait_until(open_vote, "the open vote")
    for person in others:
        ballot = {"vote": vote["id"], "choices": {vote["items"][0]: 1}}
        assert person.call("ballot", ballot)["ok"]
    expect(board.page.locator(".vote-band")).to_contain_text("3 of 3 have voted")
