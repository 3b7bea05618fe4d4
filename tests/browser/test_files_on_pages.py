"""Taking a board home and bringing it back, through the pages."""

import json

import pytest
from playwright.sync_api import expect

from tests.support.golden import EDGE_TEXTS
from tests.support.pages import BoardPage, download, open_board
from tests.support.rooms import note
from tests.support.stage import STAGE, new_board


def test_FILE1_export_and_import_through_the_pages_give_the_same_board(
    server, facilitator, visitors, tmp_path
):
    edges = [
        note(f"edge-note-{place}", text=text, z=f"a9{place + 1}", frame="frame-left")
        for place, text in enumerate(EDGE_TEXTS)
    ]
    board_id, _ = new_board(facilitator, *STAGE, *edges)
    visitor = visitors.new(server, caller=facilitator)
    board = open_board(visitor, board_id)
    board.page.get_by_role("banner").get_by_role("button", name="Take home").click()
    board.page.get_by_label("Name of the snapshot").fill("Before the import")
    board.page.get_by_role("button", name="Save a snapshot").click()
    expect(board.page.get_by_role("dialog")).to_contain_text("Before the import")
    exported = download(board, "Whole board")
    file = tmp_path / "board.json"
    file.write_bytes(exported)

    page = visitor.go("/import")
    page.get_by_label("Board file").set_input_files(file)
    page.get_by_role("button", name="Import").click()
    page.wait_for_url("**/b/*")

    copy = BoardPage(page).wait_ready()
    copy.sight("List").wait_rows(2 + len(EDGE_TEXTS))
    copy.page.get_by_role("banner").get_by_role("button", name="Take home").click()
    again = json.loads(download(copy, "Whole board"))
    before = json.loads(exported)
    assert before["board"].pop("id") != again["board"].pop("id")
    assert again == before


def test_FILE2_table_and_minute_come_as_files(server, facilitator, visitors):
    board_id, _ = new_board(facilitator, *STAGE)
    board = open_board(visitors.new(server, caller=facilitator), board_id)
    board.page.get_by_role("banner").get_by_role("button", name="Take home").click()

    table, minute = download(board, "Table"), download(board, "Minute")

    assert table.startswith(b"\xef\xbb\xbf")
    assert len(table.decode("utf-8-sig").splitlines()) == 3
    assert minute.decode().startswith("# ")
    assert "One" in minute.decode()


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"format": "other"}', b"\xff\xfe"])
def test_FILE1_a_file_that_is_no_board_is_refused_with_a_sentence(
    server, facilitator, visitors, tmp_path, content
):
    visitor = visitors.new(server, caller=facilitator)
    visitor.trouble.statuses = {400}
    page = visitor.go("/import")
    file = tmp_path / "wrong.json"
    file.write_bytes(content)
    page.get_by_label("Board file").set_input_files(file)
    page.get_by_role("button", name="Import").click()

    expect(page.get_by_role("alert")).to_contain_text("This file is not a board that Tavolo can open.")
