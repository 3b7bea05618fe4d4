"""Making a picture or a PDF through the dialog (FILE4)."""

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.support.axe import small_targets, violations
from tests.support.pages import open_board
from tests.support.rooms import note
from tests.support.stage import STAGE, new_board


@pytest.fixture
def page(server, facilitator, visitors):
    odd = note("odd-note-1", text="Una 漢 nota", z="a9", frame="frame-left")
    board_id, _ = new_board(facilitator, *STAGE, odd)
    board = open_board(visitors.new(server, caller=facilitator), board_id)
    board.page.get_by_role("banner").get_by_role("button", name="Take home").click()
    return board.page


def test_FILE4_a_page_for_each_area_comes_as_a_file_and_says_what_no_font_has(page):
    page.get_by_label("What", exact=True).select_option("frames")
    page.get_by_label("Paper").select_option("a4")
    page.get_by_role("button", name="Make the document").press("Enter")

    link = page.get_by_role("link", name="Save the file")
    expect(link).to_be_visible(timeout=30_000)
    expect(page.get_by_role("dialog")).to_contain_text("漢")
    assert violations(page) == []
    assert small_targets(page) == []
    with page.expect_download() as coming:
        link.click()
    document = pypdfium2.PdfDocument(coming.value.path())
    frames = [op for op in STAGE if op["item"]["kind"] == "frame"]
    assert len(document) == len(frames)


def test_FILE4_a_document_can_be_cancelled_and_another_one_made(page):
    page.get_by_label("Format").select_option("png")
    page.get_by_role("button", name="Make the document").click()

    page.get_by_role("button", name="Cancel").click()

    page.get_by_label("Format").select_option("svg")
    page.get_by_role("button", name="Make the document").click()
    expect(page.get_by_role("link", name="Save the file")).to_be_visible(timeout=30_000)


def test_FILE4_a_pdf_tells_the_comments_when_that_is_ticked(server, facilitator, visitors):
    about = {"kind": "comment", "id": "comment-one", "x": 40, "y": 40, "z": "aa", "text": "Who pays for it?"}
    board_id, _ = new_board(facilitator, *STAGE, {"do": "create", "item": about})
    board = open_board(visitors.new(server, caller=facilitator), board_id)
    page = board.page
    page.get_by_role("banner").get_by_role("button", name="Take home").click()
    ticked = page.get_by_role("checkbox", name="With the comments")
    expect(ticked).not_to_be_checked()

    ticked.check()
    page.get_by_role("button", name="Make the document").press("Enter")

    link = page.get_by_role("link", name="Save the file")
    expect(link).to_be_visible(timeout=30_000)
    assert violations(page) == []
    assert small_targets(page) == []
    with page.expect_download() as coming:
        link.click()
    document = pypdfium2.PdfDocument(coming.value.path())
    assert "Who pays for it?" in document[len(document) - 1].get_textpage().get_text_bounded()
