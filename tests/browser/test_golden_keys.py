"""The golden workshop for somebody without a pointer and without the canvas: the list, and keys alone."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.axe import violations
from tests.support.golden_agenda import AGENDA, QUESTIONS
from tests.support.golden_play import WORKSHOP
from tests.support.golden_workshop import GoldenWorkshop, new_golden_workshop, written_in
from tests.support.keys import Keys
from tests.support.pages import BoardPage, open_board
from tests.support.server import wait_until

BY_KEYS = "p09"
AT_SOCKETS = ("p03", "p04", "p05")
CLUSTER = "Cortili"


class Listener:
    """Ines in her list. Nothing here touches a pointer, and every stop of Tab shows where it is."""

    def __init__(self, workshop: GoldenWorkshop, board: BoardPage) -> None:
        self.workshop, self.board, self.keys = workshop, board, Keys(board.page)

    def say(self, msgid: str, **values: object) -> str:
        return self.board.say(msgid, **values)

    def wait_focus(self, name: str) -> None:
        try:
            wait_until(lambda: name in (self.keys.focus or ""), "the focus")
        except AssertionError:
            raise AssertionError(f"the focus is on {self.keys.focus}, not on {name}") from None
        self.keys.check_focus_seen()

    def write(self, step: str, area: str) -> None:
        """All her notes of this step, one after the other in the same field."""
        self.keys.tab_to(self.say("New note in %(where)s", where=area))
        for item in written_in(step, BY_KEYS):
            self.keys.type(item["text"])
            self.keys.press("Enter")
            expect(self.board.page.locator(".list")).to_contain_text(item["text"])
        self.board.wait_saved()

    def walk_to(self, text: str) -> None:
        """By Tab to the rows, by arrows to the one that says this."""
        page = self.board.page
        row = page.locator(".list .row-main", has_text=text)
        expect(row).to_have_count(1)
        at = row.locator("xpath=ancestor::*[@data-section][1]").get_attribute("data-section")
        for _ in range(60):
            self.keys.press("Tab")
            here = page.evaluate(
                """() => document.activeElement.matches(".list .row-main")
                && document.activeElement.closest("[data-section]").dataset.section"""
            )
            if here == at:
                break
        self.keys.press("Home")
        for _ in range(60):
            if text in (self.keys.focus or ""):
                self.keys.check_focus_seen()
                return
            self.keys.press("ArrowDown")
        raise AssertionError(f"no key leads to {text}, only to {self.keys.focus}")

    # --- what there is to do, by step ---

    def problems(self) -> None:
        self.write("problems", "Albero dei problemi")

    def problems_told(self) -> None:
        [own] = written_in("problems", BY_KEYS)
        self.walk_to(own["text"])
        self.keys.press("c")
        self.wait_focus(self.say("Comment"))
        self.keys.type("Da quando?")
        self.keys.press("Enter")
        self.wait_made("comment", "text", "Da quando?")
        self.keys.press("Escape")

    def needs(self) -> None:
        self.write("needs", "Problemi, bisogni, soluzioni")

    def clusters(self) -> None:
        first, second, *_ = written_in("needs", BY_KEYS)
        self.walk_to(first["text"])
        self.keys.press("g")
        self.wait_focus(self.say("New cluster…"))
        self.keys.press("Enter")
        self.wait_focus(self.say("Title"))
        self.keys.type(CLUSTER)
        self.keys.tab_to(re.compile(re.escape(second["text"][:30])))
        self.keys.press("Space", "Enter")
        self.wait_made("cluster", "title", CLUSTER)

    def vote_1(self) -> None:
        self.vote("V1", "clusters", CLUSTER)

    def offers(self) -> None:
        self.write("offers", "Menu delle opportunità")

    def matches(self) -> None:
        [own] = written_in("offers", BY_KEYS)
        self.walk_to(own["text"])
        self.keys.press("g")
        self.wait_focus(CLUSTER)
        self.keys.press("Enter")
        wait_until(lambda: self.workshop.notes()[own["text"]].get("cluster"), "the offer in the cluster")

    def vote_2(self) -> None:
        self.vote("V2", "notes", "Cortile aperto")

    def talk(self) -> None:
        first, *_ = written_in("needs", BY_KEYS)
        self.walk_to(first["text"])
        self.keys.press("Enter")
        self.wait_focus(self.say("Text"))
        self.keys.press("End")
        self.keys.type(", anche d'estate")
        self.keys.press("Enter")
        wait_until(lambda: f"{first['text']}, anche d'estate" in self.workshop.notes(), "the changed note")

    def vote(self, vote: str, about: str, on: str) -> None:
        """The facilitator opens a vote; everybody gives one thing two dots; the result can be read."""
        item = {
            "kind": "vote",
            "id": f"vote-{vote}-by-keys",
            "z": "a1",
            "title": QUESTIONS[vote],
            "way": "dots",
        }
        terms = {"about": about, "each": 3, "most": 2, "areas": [] if about == "clusters" else ["frame-00F5"]}
        assert self.workshop.lead.op({"do": "create", "item": {**item, **terms}})["ok"]
        self.conduct(item["id"], "open")
        self.keys.tab_to(self.say("Vote now"))
        self.keys.press("Enter")
        self.wait_focus(QUESTIONS[vote])
        self.keys.tab_to(self.say("Give a dot: %(name)s", name=on))
        self.keys.press("Space", "Space")
        votes = self.board.page.get_by_role("complementary", name=self.say("Votes"))
        expect(votes.locator(".vote-left")).to_contain_text(self.say("Saved"))
        choices = {next(one["id"] for one in self.candidates(about) if on in one.values()): 2}
        for person in self.workshop.people.values():
            assert person.call("ballot", {"vote": item["id"], "choices": choices})["ok"]
        for deed in ("close", "reveal"):
            self.conduct(item["id"], deed)
        expect(votes.locator(".vote-result").first).to_contain_text("8 dots")
        self.wait_focus(QUESTIONS[vote])
        self.keys.press("Escape")
        expect(votes).to_have_count(0)

    def candidates(self, about: str) -> list[dict[str, Any]]:
        return self.workshop.items("cluster" if about == "clusters" else "note")

    def conduct(self, vote: str, deed: str) -> None:
        assert self.workshop.lead.call("vote", {"vote": vote, "do": deed})["ok"]

    def wait_made(self, kind: str, name: str, text: str) -> None:
        wait_until(lambda: any(item[name] == text for item in self.workshop.items(kind)), f"{kind} {text}")


@pytest.fixture
def ines(server, facilitator, visitors):
    workshop = new_golden_workshop(server, facilitator)
    workshop.join(server, AT_SOCKETS)
    guest = server.guest(workshop.code, WORKSHOP.names[BY_KEYS])
    yield Listener(workshop, open_board(visitors.new(server, caller=guest), workshop.board))
    workshop.leave()


def test_the_golden_workshop_by_keys_in_the_list_alone(ines: Listener) -> None:
    workshop, page, found, modes = ines.workshop, ines.board.page, [], set()
    ines.keys.tab_to(ines.say("List"))
    ines.keys.press("Enter")
    assert workshop.lead.call("workshop", {"do": "start"})["ok"]
    for key, mode, title, *_ in AGENDA:
        workshop.go(key)
        expect(page.get_by_role("region", name=ines.say("What is happening now"))).to_contain_text(title)
        if mode not in modes:
            found += [f"{mode}: {line}" for line in violations(page)]
        modes.add(mode)
        if mode == "silent":
            workshop.write(key)
        act = getattr(ines, key.replace("-", "_"), None)
        if act:
            act()

    assert not found, "\n".join(found)
    own = [item["text"] for step in ("problems", "needs", "offers") for item in written_in(step, BY_KEYS)]
    notes = workshop.notes()
    assert [text for text in own if text not in notes] == own[1:2], "all as written, but for the one changed"
