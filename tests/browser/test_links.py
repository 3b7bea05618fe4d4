"""An address that somebody wrote in a note opens from its menu, in a page that does not know the board."""

from playwright.sync_api import expect

from tests.support.server import wait_until


def test_the_menu_of_a_note_opens_the_addresses_in_its_text(stage):
    page, note = stage.me.page, stage.point(140, 240)
    page.context.route("https://example.org/**", lambda route: route.fulfill(body="<title>There</title>"))
    page.mouse.dblclick(*note)
    expect(page.get_by_role("textbox", name="Text of the note")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("See (https://example.org/plan), or ask anna@example.org.")
    page.keyboard.press("Escape")

    page.mouse.click(*note, button="right")
    expect(page.get_by_role("menuitem", name="Open anna@example.org")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("menuitem", name="Open example.org/plan").click()

    expect(opened.value).to_have_title("There")
    assert opened.value.evaluate("window.opener") is None
    assert opened.value.evaluate("document.referrer") == ""


def test_ctrl_and_a_click_open_the_address_under_the_pointer(stage):
    page, note = stage.me.page, stage.point(140, 240)
    address = stage.point(100, 220)  # the second line of the text
    page.context.route("https://example.org/**", lambda route: route.fulfill(body="<title>There</title>"))
    page.mouse.dblclick(*note)
    expect(page.get_by_role("textbox", name="Text of the note")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("example\nhttps://example.org/a")
    page.keyboard.press("Escape")
    stage.watcher.wait_scene(lambda scene: scene["note-one-1"]["text"].endswith("/a"), "the address")
    page.keyboard.press("Escape")
    page.keyboard.down("Control")

    def is_offered():
        page.mouse.move(address[0] + 1, address[1])
        page.mouse.move(*address)
        return page.locator(".board-root").evaluate("(root) => root.style.cursor") == "pointer"

    wait_until(is_offered, "the address under the pointer")
    with page.context.expect_page() as opened:
        page.mouse.click(*address)
    page.keyboard.up("Control")

    expect(opened.value).to_have_title("There")
    assert opened.value.evaluate("window.opener") is None
    expect(page.locator(".selection-bar")).to_have_count(0)
