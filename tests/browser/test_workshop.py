"""A workshop as people see it: one leads on a wide screen, one takes part on a phone, one shows the wall."""

import re
from dataclasses import dataclass
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.support.axe import small_targets, too_wide, violations
from tests.support.items import create
from tests.support.pages import BoardPage, open_board
from tests.support.rooms import patch
from tests.support.scenes import label
from tests.support.server import Caller, SocketPerson, wait_until
from tests.support.stage import LEFT, ONE, RIGHT, TWO, new_board

MODES = ("explain", "silent", "reveal", "pair", "present", "cluster", "vote", "discuss", "decide", "owners")
SMALL = {"width": 360, "height": 640}
SEEN_BY_ALL = re.compile("Time left: ")
NUMBER = count(1)

# Where the board point (0, 0) is on the screen, and how large a unit is: moved or not, one sees by it.
PLACE = """() => [...document.querySelectorAll(".board-mirror__item")].map(
  (item) => item.getBoundingClientRect().toJSON())"""
# Sizes of all letters that are to be seen, in pixels.
SIZES = """() => {
  const sizes = [];
  const walker = document.createTreeWalker(document.querySelector(".wall"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!walker.currentNode.nodeValue.trim() || parent.closest(".hidden-text, .canvas-host")) continue;
    sizes.push(parseFloat(getComputedStyle(parent).fontSize));
  }
  return sizes;
}"""


@dataclass
class Workshop:
    """Ada leads at `ada`, Mia takes part at `mia`; `lead` does what a page would by the same events."""

    board_id: str
    code: str
    lead: SocketPerson
    ada: BoardPage
    mia: BoardPage

    def do(self, **action):
        answer = self.lead.call("workshop", action)
        assert answer["ok"], answer


def step(place: int, mode: str, **values):
    return create("step", f"step-{place}-{mode}", z=f"a{place}", title=f"Step {mode}", mode=mode, **values)


@pytest.fixture
def workshop(server, facilitator, visitors):
    """A board with two areas and a step of each mode, none of them on yet."""
    steps = [step(place, mode, minutes=5) for place, mode in enumerate(MODES)]
    steps[1]["item"].update(
        areas=["frame-right"], say_en="One idea on each note.", say_it="Una nota, un'idea."
    )
    board_id, code = new_board(facilitator, LEFT, RIGHT, ONE, TWO, *steps, name=f"Workshop {next(NUMBER)}")
    lead = SocketPerson(facilitator, board_id).connect()
    ada = open_board(visitors.new(server, caller=facilitator), board_id)
    guest = visitors.new(server, caller=server.guest(code, "Mia"), size=SMALL, locale="it")
    yield Workshop(board_id, code, lead, ada, open_board(guest, board_id, "it"))
    lead.disconnect()


def strip(board: BoardPage):
    return board.page.get_by_role("region", name=board.say("What is happening now"))


def heard(board: BoardPage):
    return board.page.locator("p.hidden-text[role=status]")


def press(board: BoardPage, name: str):
    board.page.get_by_role("button", name=board.say(name), exact=True).click()


def test_STEP_a_facilitator_makes_an_agenda_and_leads_through_it(server, facilitator, visitors):
    board_id, code = new_board(facilitator, LEFT, name="From nothing")
    ada = open_board(visitors.new(server, caller=facilitator), board_id)
    mia = open_board(visitors.new(server, caller=server.guest(code, "Mia"), size=SMALL), board_id)

    press(ada, "Agenda")
    press(ada, "Begin with the usual steps")
    press(ada, "Start the workshop")

    expect(strip(mia)).to_contain_text("Step 1 of 9")
    expect(strip(mia)).to_contain_text("Listen: the facilitator explains what comes next.")
    expect(heard(mia)).to_contain_text("Now step 1 of 9")
    press(ada, "Next step")
    expect(strip(mia)).to_contain_text("Step 2 of 9")
    press(ada, "Back")
    expect(strip(mia)).to_contain_text("Step 1 of 9")

    # A double click, or a key that is held: one step, however quick the answer is.
    onward = ada.page.get_by_role("button", name="Next step", exact=True)
    onward.click()
    expect(strip(ada)).to_contain_text("Step 2 of 9")
    onward.hover()
    ada.page.mouse.down(click_count=2)
    ada.page.mouse.up(click_count=2)
    onward.focus()
    for _ in range(2):
        ada.page.keyboard.down("Enter")
        expect(strip(ada)).to_contain_text("Step 3 of 9")
    ada.page.keyboard.up("Enter")
    for place in (2, 1):
        press(ada, "Back")
        expect(strip(mia)).to_contain_text(f"Step {place} of 9")
    late = open_board(visitors.new(server, caller=server.guest(code, "Late")), board_id)
    expect(heard(late)).to_contain_text("Now step 1 of 9, Explain: Listen")

    ada.page.get_by_role("button", name="More for the workshop").click()
    ada.page.get_by_role("menuitem", name="End the workshop").click()
    expect(strip(mia)).to_have_count(0)
    expect(ada.page.get_by_role("button", name="Agenda", exact=True)).to_be_focused()


def test_STEP_the_agenda_is_made_and_ordered_by_keyboard(server, facilitator, visitors):
    board_id, _ = new_board(facilitator, LEFT, name="By keyboard")
    board = open_board(visitors.new(server, caller=facilitator), board_id)
    page, keys = board.page, board.page.keyboard
    titles = page.locator(".agenda-title")

    page.get_by_role("button", name="Agenda", exact=True).press("Enter")
    for title in ("First", "Second"):
        page.get_by_role("button", name="Add a step", exact=True).press("Enter")
        expect(page.get_by_label("What happens")).to_be_focused()
        keys.press("Tab")
        keys.type(title)
        keys.press("Enter")
        expect(titles.last).to_have_text(title)

    page.locator(".agenda-main").last.focus()
    keys.press("Alt+ArrowUp")
    expect(titles).to_have_text(["Second", "First"])
    expect(page.locator(".agenda-main").first).to_be_focused()
    keys.press("Delete")
    expect(titles).to_have_text(["First"])
    expect(page.locator(".agenda-main").first).to_be_focused()


def test_TIMER_everybody_sees_the_same_time_and_its_end_cuts_no_sentence(workshop):
    ada, mia = workshop.ada, workshop.mia
    workshop.do(do="step", step="step-7-discuss")
    expect(strip(mia).get_by_text(re.compile(r"Tempo rimasto: [45] minuti"))).to_have_count(1)

    press(ada, "Pause the timer")
    expect(mia.page.locator(".step-time[data-look=paused]")).to_have_count(1)
    shown = [board.page.locator(".step-time [aria-hidden=true]").last for board in (ada, mia)]
    wait_until(lambda: shown[0].inner_text() == shown[1].inner_text(), "the same time on both")
    press(ada, "Let the timer run")
    expect(heard(mia)).to_contain_text("Il timer riparte")

    mia.page.locator(".list [role=listitem] .row-main").first.click()
    field = mia.page.locator(".row-editor textarea")
    field.press_sequentially("Una frase che")
    workshop.do(do="timer", set_ms=0)
    expect(mia.page.get_by_text("Tempo scaduto", exact=True)).to_be_visible()
    expect(field).to_be_focused()
    field.press_sequentially(" continua")
    expect(field).to_have_value(re.compile("Una frase che continua$"))
    mia.wait_saved()
    wait_until(
        lambda: any(
            item.get("text", "").endswith("Una frase che continua") for item in items_of(workshop).values()
        ),
        "the whole sentence on the board",
    )


def items_of(workshop: Workshop):
    snapshot = workshop.lead.caller.snapshot(workshop.board_id)
    return {item["id"]: item for item in snapshot["items"]}


def test_STEP_no_mode_has_a_barrier(workshop):
    """axe, the size of what can be pressed and the width, on both screens, in every mode."""
    found = []
    for place, mode in enumerate(MODES):
        workshop.do(do="step", step=f"step-{place}-{mode}")
        for board in (workshop.ada, workshop.mia):
            expect(strip(board)).to_contain_text(f"Step {mode}")
            checks = (violations, small_targets, too_wide)
            found += [f"{mode}: {line}" for check in checks for line in check(board.page)]

    assert not found, "\n".join(found)


def canvas_person(server, visitors, workshop: Workshop, name: str) -> BoardPage:
    return open_board(visitors.new(server, caller=server.guest(workshop.code, name)), workshop.board_id)


def places(board: BoardPage) -> list[dict[str, float]]:
    return board.page.evaluate(PLACE)


def zoom_of(board: BoardPage) -> int:
    return board.zoom_percent()


def test_STEP_everybody_is_brought_but_nobody_who_writes_and_no_focus_moves(server, visitors, workshop):
    leo = canvas_person(server, visitors, workshop, "Leo")
    workshop.do(do="step", step="step-7-discuss")
    expect(strip(leo)).to_contain_text("Step discuss")
    before = zoom_of(leo)
    leo.page.get_by_role("button", name="Menu", exact=True).focus()

    workshop.do(do="bring", x=900, y=0, w=400, h=300)
    wait_until(lambda: zoom_of(leo) > before, "the view of Leo")
    expect(heard(leo)).to_have_text("The facilitator shows everybody: Right.")
    expect(leo.page.get_by_role("button", name="Menu", exact=True)).to_be_focused()

    leo.page.get_by_role("button", name="Show everything").click()
    wait_until(lambda: zoom_of(leo) == before, "all of the board again")
    leo.write_note("A note")
    leo.item(re.compile("A note")).press("Enter")
    field = leo.page.get_by_role("textbox", name="Text of the note")
    field.wait_for()
    workshop.do(do="bring", x=0, y=0, w=300, h=200)
    expect(leo.page.get_by_role("button", name="Look where everybody looks")).to_be_visible()
    expect(field).to_be_focused()
    assert zoom_of(leo) == before
    leo.page.keyboard.press("Escape")
    wait_until(lambda: zoom_of(leo) > before, "the view of Leo when he has finished")


def test_STEP_a_held_view_comes_back_and_lets_the_keyboard_go_everywhere(server, visitors, workshop):
    workshop.ada.page.goto("about:blank")  # while the view is held, her page takes everybody along
    leo = canvas_person(server, visitors, workshop, "Leo")
    workshop.do(do="step", step="step-4-present")
    workshop.do(do="bring", x=900, y=0, w=400, h=300, hold=True)
    expect(strip(leo)).to_contain_text("The facilitator keeps the view here.")
    wait_until(lambda: zoom_of(leo) > 200, "the held view")

    leo.page.get_by_role("button", name="Show everything").click()
    wait_until(lambda: zoom_of(leo) < 200, "all of the board")
    wait_until(lambda: zoom_of(leo) > 200, "the held view again")
    first = leo.page.locator(".board-mirror__item").first
    first.focus()
    expect(first).to_be_focused()
    leo.page.get_by_role("button", name="Menu", exact=True).press("Enter")
    leo.page.get_by_role("menu").wait_for()
    leo.page.keyboard.press("Escape")

    workshop.do(do="hold", on=False)
    expect(strip(leo)).not_to_contain_text("The facilitator keeps the view here.")
    leo.page.get_by_role("button", name="Show everything").click()
    wait_until(lambda: zoom_of(leo) < 200, "a view of one's own")


def test_VIEW_one_goes_along_with_another_person_until_one_looks_elsewhere(server, visitors, workshop):
    leo = canvas_person(server, visitors, workshop, "Leo")
    alone = zoom_of(leo)
    leo.page.get_by_role("button", name=re.compile("Show people")).click()
    leo.page.get_by_role("button", name=re.compile("^Follow the view of (?!Mia)")).click()
    expect(leo.page.get_by_role("region", name="Following")).to_be_visible()

    wait_until(lambda: zoom_of(leo) < alone, "all that Ada sees, beside the panel")
    before = zoom_of(leo)
    closer = workshop.ada.page.get_by_role("button", name="Closer", exact=True)
    closer.click()
    wait_until(lambda: zoom_of(leo) > before, "a view that went closer")
    before = zoom_of(leo)
    closer.click()
    wait_until(lambda: zoom_of(leo) > before, "the same again")
    leo.page.keyboard.press("Escape")
    expect(leo.page.get_by_role("region", name="Following")).to_have_count(0)


def test_WALL_the_projector_view_has_large_letters_the_code_and_no_tools(
    server, facilitator, visitors, workshop
):
    workshop.do(do="step", step="step-1-silent")
    visitor = visitors.new(server, caller=facilitator, size={"width": 1920, "height": 1080})
    page = visitor.go(f"/b/{workshop.board_id}/projector")

    expect(page.get_by_text("One idea on each note.")).to_be_visible()
    expect(page.get_by_text(workshop.code, exact=True)).to_be_visible()
    expect(page.get_by_text(SEEN_BY_ALL)).to_have_count(1)
    assert min(page.evaluate(SIZES)) >= 24
    assert page.get_by_role("toolbar").count() == 0
    assert not [*violations(page), *too_wide(page)]
    workshop.do(do="step", step="step-2-reveal")
    expect(page.get_by_text("Read what everybody has written.")).to_be_visible()
    guest = visitors.new(server, caller=server.guest(workshop.code, "Eva"))
    guest.trouble.statuses = {403}
    assert guest.page.goto(f"{server.url}/b/{workshop.board_id}/projector").status == 403


def test_VIS3_the_wall_shows_nothing_that_its_own_facilitator_writes_in_private(
    server, facilitator, visitors, workshop
):
    workshop.lead.op(patch("step-1-silent", private=True))
    workshop.do(do="step", step="step-1-silent")
    before = BoardPage(visitors.new(server, caller=facilitator).go(f"/b/{workshop.board_id}/projector"))
    before.item(re.compile("Right")).wait_for(state="attached")
    workshop.ada.write_note("A thought of my own")
    workshop.ada.wait_saved()
    after = BoardPage(visitors.new(server, caller=facilitator).go(f"/b/{workshop.board_id}/projector"))

    public = label("public", "For everybody", x=1_000, y=300, z="a5", frame="frame-right")
    assert workshop.lead.op(public)["ok"]
    for wall in (before, after):
        wall.item(re.compile("For everybody")).wait_for(state="attached")
        assert not [name for name in wall.mirror_names() if "thought" in name]


def test_STEP_the_facilitator_s_page_tells_who_may_lead(workshop):
    """A participant has no controls, also where the menu is."""
    workshop.do(do="start")
    expect(strip(workshop.mia)).to_be_visible()
    expect(workshop.mia.page.get_by_role("button", name=workshop.mia.say("Next step"))).to_have_count(0)
    assert isinstance(workshop.lead.caller, Caller)


def test_STEP_a_long_instruction_is_one_line_on_a_phone_until_it_is_unfolded(workshop):
    mia = workshop.mia
    long = "Una cosa per ogni nota, in poche parole. " * 6
    assert workshop.lead.op(patch("step-1-silent", say_it=long, say_en=long))["ok"]
    workshop.do(do="start", step="step-1-silent")
    unfold = strip(mia).get_by_role("button", name=mia.say("Read it all"))
    fold = strip(mia).get_by_role("button", name=mia.say("Less"))

    unfold.wait_for()
    box = strip(mia).bounding_box()
    assert box is not None
    assert box["height"] <= SMALL["height"] / 4
    assert small_targets(mia.page) == []

    unfold.click()
    expect(fold).to_be_focused()
    mia.page.reload()
    mia.wait_ready()
    expect(fold).to_be_visible()
    workshop.do(do="step", step="step-7-discuss")
    expect(strip(mia)).to_contain_text(mia.say("Step %(n)s of %(all)s", n=8, all=10))
    workshop.do(do="step", step="step-1-silent")
    expect(fold).to_be_visible()
