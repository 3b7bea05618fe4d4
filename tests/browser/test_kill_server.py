"""`kill -9` of the server in the middle of the golden run, while two browsers watch and write."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import PHONE, Visitors, without_trouble
from tests.support.golden_play import (
    EXPECTED,
    SCRIPT,
    Workshop,
    all_sent,
    check_server,
    join_all,
    new_workshop,
    replayed,
    texts_of,
)
from tests.support.pages import BoardPage, join_by_page
from tests.support.server import LiveServer, SocketPerson, wait_until
from tests.support.timeline import check_saved_was_true, keep_timeline, labels, timeline
from tests.support.words import words

BEFORE_THE_KILL = 30
FROM_CANVAS = "Written on the canvas while the server was away"
FROM_PHONE = "Scritta sul telefono mentre il server non c'era"
IT = words("it")


@dataclass
class Run:
    """After the second half of the play. `offline` holds what each page said while the server was away."""

    workshop: Workshop
    people: dict[str, SocketPerson]
    acked: dict[str, dict[int, Any]]  # what the clients knew to be stored when the server was killed
    pages: dict[str, BoardPage]
    offline: dict[str, list[str]]

    @property
    def expected(self) -> dict[str, str]:
        """The script and the two notes from the pages, by id."""
        items = self.workshop.facilitator.snapshot(self.workshop.board)["items"]
        typed = {item["id"]: item["text"] for item in items if item.get("text") in (FROM_CANVAS, FROM_PHONE)}
        assert len(typed) == 2
        return {**EXPECTED, **typed}


def open_pages(visitors: Visitors, server: LiveServer, workshop: Workshop) -> dict[str, BoardPage]:
    canvas = visitors.new(server)
    phone = visitors.new(server, size=PHONE, locale="it", is_mobile=True, has_touch=True)
    for visitor in (canvas, phone):
        visitor.trouble.may_lose_server = True
        keep_timeline(visitor.context)
    pages = {
        "canvas": join_by_page(canvas, workshop.code, "On the canvas"),
        "phone": join_by_page(phone, workshop.code, "Al telefono", "it"),
    }
    for board in pages.values():
        board.page.evaluate("window.isTheFirstLoad = true")
    return pages


def write_on_canvas(board: BoardPage) -> None:
    """With the mouse and the keyboard: an empty spot, double click, type, Escape."""
    board.show_everything()
    box = board.canvas.bounding_box()
    board.page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + 60)
    field = board.page.get_by_role("textbox", name=board.say("Text of the note"))
    field.wait_for()
    board.page.keyboard.type(FROM_CANVAS)
    board.page.keyboard.press("Escape")


def write_on_phone(board: BoardPage) -> None:
    """With the big button and its sheet."""
    board.page.get_by_role("button", name=board.say("Add a note"), exact=True).tap()
    board.page.get_by_label(board.say("Text"), exact=True).fill(FROM_PHONE)
    board.page.get_by_role("button", name=board.say("Add the note"), exact=True).tap()


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, chromium: Browser):
    server = LiveServer(tmp_path_factory.mktemp("killed") / "data").start()
    try:
        with without_trouble(Visitors(chromium)) as visitors:
            workshop = new_workshop(server)
            pages = open_pages(visitors, server, workshop)
            people = join_all(server, workshop)
            for author, op in SCRIPT[:BEFORE_THE_KILL]:
                people[author].send(op)
            wait_until(lambda: sum(len(person.acked) for person in people.values()) >= 10, "ten answers")

            server.kill()
            acked = {author: dict(person.acked) for author, person in people.items()}
            for board in pages.values():
                board.wait_offline()
            write_on_canvas(pages["canvas"])
            write_on_phone(pages["phone"])
            expect(pages["phone"].page.locator(".list")).to_contain_text(FROM_PHONE)
            for board in pages.values():
                expect(board.page.locator(".save-words")).to_have_text(re.compile(r", \d+ "))
            offline = {name: labels(timeline(board.page)) for name, board in pages.items()}
            server.start()
            for person in people.values():
                person.reconnect()
            for author, op in SCRIPT[BEFORE_THE_KILL:]:
                people[author].send(op)
            all_sent(people)
            for board in pages.values():
                board.wait_saved()
            yield Run(workshop, people, acked, pages, offline)
            for person in people.values():
                person.disconnect()
    finally:
        server.stop()


def test_the_check_of_the_save_state_notices_a_lie():
    sent = {"what": "op", "to": "1/1", "op": "client/1"}
    answer = {"what": "answer", "to": "1/1", "ok": True}
    saved = {"what": "label", "words": "Saved"}

    check_saved_was_true([sent, answer, saved], "Saved")
    with pytest.raises(AssertionError, match="client/1"):
        check_saved_was_true([sent, saved, answer], "Saved")


def test_both_pages_say_offline_and_count_what_is_unsent(run):
    assert run.offline["canvas"][-1].startswith("Offline, ")
    assert run.offline["phone"][-1] == IT("Offline, %(n)s unsent", n=1)
    assert "Offline" in run.offline["canvas"]


def test_ACK1_no_acknowledged_note_is_missing(run):
    for author, acked in run.acked.items():
        assert all(answer["ok"] for answer in acked.values())
        now = run.people[author].acked
        assert {n: answer["seq"] for n, answer in acked.items()} == {n: now[n]["seq"] for n in acked}


def test_SEQ2_log_snapshot_and_export_hold_every_note_once(run):
    check_server(run.workshop, run.expected)


def test_SEQ1_every_client_holds_the_same_notes(run):
    expected = run.expected
    head = run.workshop.facilitator.snapshot(run.workshop.board)["seq"]
    for person in run.people.values():
        wait_until(lambda person=person: person.head >= head, "the newest entry")
        assert texts_of(replayed(person.entries).values()) == expected


@pytest.mark.parametrize("name", ["canvas", "phone"])
def test_both_pages_come_back_by_themselves_with_the_same_notes(run, name):
    expected = run.expected
    board = run.pages[name]
    if name == "canvas":
        board.sight("List")

    board.wait_rows(len(expected))

    shown = {note_id: row.text for note_id, row in board.notes().items()}
    assert shown == {note_id: text if text.strip() else None for note_id, text in expected.items()}
    assert board.page.evaluate("window.isTheFirstLoad"), "the page has been loaded again"


@pytest.mark.parametrize("name", ["canvas", "phone"])
def test_ACK2_saved_was_never_shown_while_something_was_unsent(run, name):
    record = timeline(run.pages[name].page)
    saved = run.pages[name].say("Saved")

    assert sum(event["what"] == "op" for event in record) >= 1
    assert labels(record)[-1] == saved
    check_saved_was_true(record, saved)
    since_the_kill = labels(record)[len(run.offline[name]) :]
    assert saved not in since_the_kill[:-1], since_the_kill
