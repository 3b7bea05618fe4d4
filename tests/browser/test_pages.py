"""The way of a facilitator and of a guest through the pages: set up, sign in, create, invite, join, leave."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import PHONE, Visitor
from tests.support.pages import BoardPage
from tests.support.server import wait_until
from tests.support.world import new_setup_path

OWN_SERVER = True  # the first facilitator becomes an account, and the start page lists all boards
EMAIL, PASSWORD = "ada@example.org", "quattro parole da ricordare"


@pytest.fixture
def ada(server, facilitator, visitors) -> Visitor:
    """The facilitator in a browser."""
    return visitors.new(server, caller=facilitator)


def create(visitor: Visitor, method: str, name: str = "") -> BoardPage:
    """Through the gallery."""
    page = visitor.go("/new")
    page.get_by_role("radio", name=re.compile(method)).check()
    if name:
        page.get_by_label("Name of the board").fill(name)
    page.get_by_role("button", name="Create the board").click()
    page.wait_for_url("**/b/*")
    return BoardPage(page).wait_ready()


def board_id_of(page: Page) -> str:
    return page.url.rpartition("/b/")[2].partition("/")[0]


def code_on(page: Page) -> str:
    """The code on the projector page."""
    return page.locator(".projector-code .hidden-text").inner_text().replace(" ", "")


def test_the_set_up_link_leads_to_an_account_and_back_in_by_password(server, facilitator, visitors):
    visitor = visitors.new(server)
    page = visitor.go(new_setup_path(server))
    page.get_by_role("button", name="Enter as facilitator").click()
    page.get_by_role("link", name="Choose them now").click()
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("sign in with your e-mail address")

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Join a workshop")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Boards")
    expect(page.locator(".header-name")).to_have_text("Ada")
    expect(page.get_by_role("link", name="Choose them now")).to_have_count(0)


def test_a_used_set_up_link_says_so(server, visitors):
    visitor = visitors.new(server)
    visitor.trouble.statuses = {410}
    path = new_setup_path(server)
    visitor.go(path).get_by_role("button", name="Enter as facilitator").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Boards")

    visitor.go(path)

    expect(visitor.page.get_by_role("alert")).to_contain_text("This link has been used or has expired")


@pytest.mark.parametrize(
    "method", ["Blank", "Problem tree", "Problems and solutions", "Opportunity menu", "Closing"]
)
def test_a_board_from_each_method_opens_with_its_frames(ada, method):
    board = create(ada, method)

    if method == "Blank":
        expect(board.page.locator(".stage-hint")).to_contain_text("The board is empty")
        return
    expect(board.item(re.compile("^Frame: ")).first).to_be_attached()
    board.sight("List")
    wait_until(lambda: board.page.locator(".section").count() >= 3, "the frames in the list")


def test_the_demo_opens_with_60_notes(ada):
    page = ada.go("/")
    page.get_by_role("button", name="Open the demo").click()
    page.wait_for_url("**/b/*")

    BoardPage(page).wait_ready().sight("List").wait_rows(60)


def test_a_board_is_named_renamed_and_deleted_from_the_start_page(ada):
    create(ada, "Blank", "Meeting 1")
    page = ada.go("/")
    card = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Meeting 1", exact=True))

    card.locator("summary").click()
    card.get_by_role("link", name="Rename").click()
    page.get_by_label("Name of the board").fill("Meeting 2")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Meeting 2")).to_be_visible()

    card = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Meeting 2", exact=True))
    card.locator("summary").click()
    card.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete the board").click()
    expect(page.get_by_role("status")).to_contain_text("The board is deleted")
    expect(page.get_by_role("heading", name="Meeting 2")).to_have_count(0)


def test_JOIN1_link_code_and_projector_bring_people_in(server, ada, visitors):
    board = create(ada, "Blank", "Open to all")
    projector = ada.go(f"/b/{board_id_of(board.page)}/invite")
    code = code_on(projector)
    assert re.fullmatch(r"[A-HJ-NP-Z2-9]{6}", code)
    expect(projector.locator(".projector-people")).to_contain_text("1 person has joined")
    assert (
        projector.get_by_alt_text("QR code with the link to join").evaluate("image => image.naturalWidth") > 0
    )

    phone = visitors.new(server, size=PHONE, is_mobile=True, has_touch=True)
    page = phone.go("/")
    page.get_by_label("Code").fill(f"{code[:3]} {code[3:]}".lower())
    page.get_by_label("Your name").fill("Mia")
    page.get_by_role("button", name="Join", exact=True).tap()
    page.wait_for_url("**/b/*")

    assert BoardPage(page).wait_ready().page.locator(".list-phone").is_visible()
    expect(projector.locator(".projector-people")).to_contain_text("2 people have joined", timeout=15_000)


def test_JOIN1_the_code_is_closed_opened_and_renewed_on_the_projector(server, ada, visitors):
    board = create(ada, "Blank", "Doors")
    page = ada.go(f"/b/{board_id_of(board.page)}/invite")
    code = code_on(page)
    guest = visitors.new(server)
    guest.trouble.statuses = {403, 404}

    page.get_by_role("button", name="Close the code").click()
    expect(page.locator(".projector-closed")).to_be_visible()
    expect(guest.go(f"/join/{code}").get_by_role("alert")).to_contain_text("not letting anyone in")

    page.get_by_role("button", name="Open the code").click()
    expect(page.locator(".projector-qr")).to_be_visible()
    expect(guest.go(f"/join/{code}").get_by_role("heading", level=1)).to_have_text("Doors")

    page.get_by_role("button", name="New code").click()
    wait_until(lambda: code_on(page) != code, "a new code")
    expect(guest.go(f"/join/{code}").get_by_role("alert")).to_contain_text("No board has this code")
    expect(guest.go(f"/join/{code_on(page)}").get_by_role("heading", level=1)).to_have_text("Doors")


def test_JOIN1_the_dialog_of_the_board_does_the_same(ada):
    board = create(ada, "Blank", "Dialog")
    board.page.get_by_role("banner").get_by_role("button", name="Invite").click()
    dialog = board.page.get_by_role("dialog", name="Invite people")
    link = dialog.get_by_label("Link")
    before = link.input_value()

    dialog.get_by_role("button", name="Close the code").click()
    expect(dialog).to_contain_text("Closed: nobody new can come in.")
    dialog.get_by_role("button", name="Open the code").click()
    expect(dialog).to_contain_text("Open: everyone with the code can come in.")
    dialog.get_by_role("button", name="New code").click()
    expect(link).not_to_have_value(before)
    halves = dialog.locator(".invite-code [aria-hidden]").all_inner_texts()
    assert link.input_value().endswith("/join/" + "".join(halves))

    board.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(board.page.get_by_role("banner").get_by_role("button", name="Invite")).to_be_focused()


def test_PERM1_a_role_changes_under_the_hands_of_who_has_it(server, ada, visitors):
    board = create(ada, "Blank", "Roles")
    code = code_on(ada.another_page_at(f"/b/{board_id_of(board.page)}/invite"))
    guest = server.guest(code, "Mia")
    other = BoardPage(visitors.new(server, caller=guest).go(f"/b/{guest.board_id}")).wait_ready()
    expect(
        other.page.get_by_role("toolbar", name="Tools").get_by_role("button", name="Note", exact=True)
    ).to_be_visible()

    board.page.bring_to_front()
    board.page.get_by_role("button", name=re.compile("Show people")).click()
    board.page.get_by_label("Role of Mia").select_option("viewer")

    tools = other.page.get_by_role("toolbar", name="Tools")
    expect(tools.get_by_role("button", name="Note", exact=True)).to_have_count(0)
    expect(other.page.locator(".save-words")).to_have_text("Watching only")

    board.page.get_by_label("Role of Mia").select_option("facilitator")
    expect(other.page.get_by_role("banner").get_by_role("button", name="Invite")).to_be_visible()


def test_a_new_name_of_the_board_reaches_everybody(server, ada, visitors):
    board = create(ada, "Blank", "Old name")
    code = code_on(ada.another_page_at(f"/b/{board_id_of(board.page)}/invite"))
    guest = server.guest(code, "Mia")
    other = BoardPage(visitors.new(server, caller=guest).go(f"/b/{guest.board_id}")).wait_ready()

    board.page.bring_to_front()
    board.page.get_by_role("button", name="Old name").click()
    board.page.get_by_label("Name of the board").fill("New name")
    board.page.get_by_role("button", name="Save").click()

    expect(other.page.get_by_role("heading", level=1)).to_have_text("New name")
    expect(other.page).to_have_title("New name · Tavolo")


def test_a_guest_leaves_and_is_asked_for_the_code_again(server, visitors):
    caller = server.guest(server.demo_code, "Mia")
    visitor = visitors.new(server, caller=caller)
    visitor.trouble.statuses = {401}
    board = BoardPage(visitor.go(f"/b/{caller.board_id}")).wait_ready()

    board.menu("Leave the board")
    board.page.get_by_role("dialog").get_by_role("button", name="Leave", exact=True).click()

    expect(board.page.get_by_role("heading", level=1)).to_have_text("Join a workshop")
    expect(visitor.go(f"/b/{caller.board_id}").get_by_role("link", name="Join with a code")).to_be_visible()


def test_pages_work_without_javascript(server, facilitator, visitors):
    visitor = visitors.new(server, caller=facilitator, java_script_enabled=False)
    page = visitor.go("/new")
    page.get_by_role("radio", name=re.compile("Blank")).check()
    page.get_by_label("Name of the board").fill("Plain")
    page.get_by_role("button", name="Create the board").click()
    expect(page.locator("noscript p")).to_be_visible()
    board_id = board_id_of(page)
    code = code_on(visitor.go(f"/b/{board_id}/invite"))

    guest = visitors.new(server, java_script_enabled=False)
    page = guest.go(f"/join/{code}")
    page.get_by_label("Your name").fill("Mia")
    page.get_by_role("button", name="Join", exact=True).click()

    page.wait_for_url(f"**/b/{board_id}")
    expect(guest.go("/").get_by_role("heading", name="Plain")).to_be_visible()
