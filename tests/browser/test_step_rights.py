"""PERM3 on a participant's page: tools come and go with the step that is on."""

from playwright.sync_api import expect

from tests.support.items import create
from tests.support.pages import open_board
from tests.support.server import SocketPerson

AGENDA = (
    create("step", "step-explain", z="a1", title="Welcome", mode="explain"),
    create("step", "step-silent", z="a2", title="Write", mode="silent"),
    create("step", "step-cluster", z="a3", title="Group", mode="cluster"),
)


def test_PERM3_tools_follow_the_step_and_nobody_goes_on_writing_in_the_next_one(stage, facilitator):
    page = stage.me.page
    leading = SocketPerson(facilitator, stage.board_id).connect()
    assert leading.op(*AGENDA)["ok"]
    add = page.get_by_role("button", name="Note", exact=True)
    expect(add).to_be_visible()

    leading.call("workshop", {"do": "start"})
    expect(add).to_have_count(0)
    page.mouse.dblclick(*stage.empty_point())
    expect(page.locator("textarea.board-editor")).to_have_count(0)

    leading.call("workshop", {"do": "step", "step": "step-silent"})
    expect(add).to_be_visible()
    page.mouse.dblclick(*stage.empty_point())
    page.keyboard.type("Shade")
    stage.watcher.one("Shade")
    leading.call("workshop", {"do": "step", "step": "step-cluster"})

    expect(page.locator("textarea.board-editor")).to_have_count(0)
    expect(add).to_have_count(0)
    expect(page.get_by_role("button", name="Comment", exact=True)).to_be_visible()
    page.mouse.click(*stage.point(140, 240))
    bar = page.get_by_role("toolbar", name="Selection")
    expect(bar.get_by_role("button", name="Move to a frame")).to_be_visible()
    expect(bar.get_by_role("button", name="Delete")).to_have_count(0)
    expect(bar.get_by_role("button", name="Write")).to_have_count(0)
    leading.disconnect()


def test_HAND1_HAND2_a_hand_is_raised_and_gets_its_turn_and_the_ready_are_counted(
    stage, server, facilitator, visitors
):
    page = stage.me.page
    leading = SocketPerson(facilitator, stage.board_id).connect()
    assert leading.op(*AGENDA)["ok"]
    leading.call("workshop", {"do": "start"})
    leader = open_board(visitors.new(server, caller=facilitator, locale="en"), stage.board_id, "en").page

    page.get_by_role("button", name="Raise your hand").click()
    expect(page.get_by_role("button", name="Hand up, number 1", pressed=True)).to_be_visible()
    page.get_by_role("button", name="Ready", exact=True).click()
    expect(page.get_by_role("button", name="Ready", exact=True, pressed=True)).to_be_visible()
    expect(leader.get_by_text("1 of 2 ready")).to_be_visible()
    leader.get_by_role("button", name="1 hand up").click()
    leader.get_by_role("menuitem", name="Mia").click()

    expect(page.get_by_role("button", name="Raise your hand", pressed=False)).to_be_visible()
    expect(leader.get_by_role("button", name="1 hand up")).to_have_count(0)
    leading.call("workshop", {"do": "step", "step": "step-silent"})
    expect(page.get_by_role("button", name="Ready", exact=True, pressed=False)).to_be_visible()
    leading.disconnect()
