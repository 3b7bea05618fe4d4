"""Small groups as people see them: one leads on a wide screen, one sits at a table on a phone."""

from playwright.sync_api import expect

from tests.support.axe import small_targets, violations
from tests.support.pages import open_board
from tests.support.server import wait_until
from tests.support.stage import LEFT, ONE, RIGHT, TWO, Watcher, new_board

SMALL = {"width": 360, "height": 640}


def move(board, name):
    """To the second table, by the menu of the person."""
    board.page.get_by_role("button", name=f"Move {name} to another table").click()
    board.page.get_by_text("Table 2: Right 2", exact=True).click()


def test_TABLE2_people_are_spread_sent_to_their_tables_and_gathered(server, facilitator, visitors):
    board_id, code = new_board(facilitator, LEFT, RIGHT, ONE, TWO, name="Small groups")
    ada = open_board(visitors.new(server, caller=facilitator), board_id)
    mia = open_board(
        visitors.new(server, caller=server.guest(code, "Mia"), size=SMALL, locale="it"), board_id, "it"
    )
    watcher = Watcher(server.guest(code, "Bob"), board_id)
    lead, wide, phone = ada.page.get_by_role, ada.page, mia.page
    strip = phone.get_by_role("region", name=mia.say("What is happening now"))

    lead("button", name="Agenda", exact=True).click()
    lead("button", name="Tables for small groups").click()
    wide.get_by_label("How many tables").fill("2")
    wide.get_by_label("Where each table works").select_option(label="In a frame of its own, like “Right”")
    lead("button", name="Spread people at random").click()
    watcher.wait_scene(lambda scene: sum(one["kind"] == "frame" for one in scene.values()) == 3, "the area")
    tables = wide.get_by_role("list", name="Tables", exact=True).get_by_role("listitem", name="Table ")
    expect(tables).to_have_count(2)
    expect(wide.get_by_role("button", name="Move Mia to another table")).to_be_visible()
    expect(strip).to_have_count(0)

    move(ada, "Mia")
    expect(tables.nth(1).get_by_role("button", name="Move Mia to another table")).to_be_visible()
    lead("button", name="Send everybody to their tables").click()

    expect(strip).to_contain_text("Sei al tavolo 2: Right 2")
    expect(phone.locator("p.hidden-text[role=status]")).to_contain_text("Sei al tavolo 2: Right 2")
    late = open_board(visitors.new(server, caller=server.guest(code, "Late")), board_id)
    seated = late.page.get_by_role("region", name="What is happening now")
    expect(seated).to_contain_text("You are at table")
    expect(lead("button", name="Move Late to another table")).to_be_visible()
    move(ada, "Late")
    expect(seated).to_contain_text("You are at table 2: Right 2")
    expect(seated).to_contain_text("Mia")
    wall = visitors.new(server, caller=facilitator).go(f"/b/{board_id}/projector")
    shown = wall.get_by_role("region", name="Tables")
    expect(shown.get_by_role("listitem").filter(has_text="Table 2: Right 2")).to_contain_text("Late, Mia")
    assert violations(wall) == []
    wall.get_by_role("button", name="Board", exact=True).click()
    expect(shown).to_have_count(0)
    # Nothing is cut by the edge of what scrolls: a part of a button would count as a small one.
    phone.locator(".list").evaluate("list => list.scrollTo(0, 0)")
    for board in (ada, mia, late):
        assert violations(board.page) == []
    assert small_targets(phone) == []

    lead("button", name="Gather everybody").first.click()
    expect(strip).to_have_count(0)
    expect(seated).to_have_count(0)
    wait_until(
        lambda: any("bring" in one for one in watcher.scene.values() if one["kind"] == "workshop"),
        "everybody to be brought",
    )
