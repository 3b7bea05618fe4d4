"""The golden workshop from end to end: one leads on a wide canvas, one takes part in the list of a phone, the
others come over sockets. Every result equals what the domain expects."""

import json
import re
from collections import Counter

import pytest
from playwright.sync_api import Locator, expect

from tests.support.axe import small_targets, too_wide, violations
from tests.support.browser import Visitor
from tests.support.golden_agenda import (
    AGENDA,
    HELPED,
    NOTES_BY_AUTHOR,
    NOTES_BY_CLUSTER,
    NOTES_BY_TYPE,
    QUESTIONS,
    ballot_of,
    expected_ranking,
)
from tests.support.golden_decided import COMMITMENTS, DECISIONS, commitment_op, decision_op
from tests.support.golden_play import WORKSHOP
from tests.support.golden_workshop import GoldenWorkshop, new_golden_workshop, texts_in, written_in
from tests.support.pages import BoardPage, download, open_board
from tests.support.server import SocketPerson, wait_until

SMALL = {"width": 360, "height": 640}
ON_PHONE = "p07"
CLUSTER_OF_LEADER, CLUSTER_OF_PHONE = "C1", "C5"


class Story:
    """Giulia leads at `wide`, in English; Fatima takes part at `phone`, in Italian."""

    def __init__(self, workshop: GoldenWorkshop, wide: BoardPage, phone: BoardPage) -> None:
        self.workshop, self.wide, self.phone = workshop, wide, phone
        self.found: list[str] = []  # what axe and the measures find on the phone
        self.modes: set[str] = set()

    # --- the agenda ---

    def begin(self) -> None:
        press(self.wide, "Agenda")
        press(self.wide, "Start the workshop")
        self.arrive(0)
        press(self.wide, "Agenda")

    def next_step(self, place: int) -> None:
        press(self.wide, "Next step")
        self.arrive(place)

    def arrive(self, place: int) -> None:
        """Both pages show this step, and the phone has no barrier in it."""
        _, mode, title, _, _ = AGENDA[place]
        for board in (self.wide, self.phone):
            strip = board.page.get_by_role("region", name=board.say("What is happening now"))
            expect(strip).to_contain_text(title)
        if mode not in self.modes:
            self.look(mode)
        self.modes.add(mode)

    def look(self, what: str) -> None:
        for check in (violations, small_targets, too_wide):
            self.found += [f"{what}: {line}" for line in check(self.phone.page)]

    # --- what Fatima does with her thumb ---

    def write(self, step: str) -> None:
        page, say = self.phone.page, self.phone.say
        for item in written_in(step, ON_PHONE):
            press(self.phone, "Add a note")
            tile = page.locator(f".type-tile:has(input[value={item['type']}])")
            tile.click()
            expect(tile.get_by_role("radio")).to_be_checked()
            page.get_by_role("textbox", name=say("Text"), exact=True).fill(item["text"])
            press(self.phone, "Add the note")
            expect(page.locator(".list")).to_contain_text(item["text"])
        self.phone.wait_saved()

    def group_on_phone(self) -> None:
        """A new cluster of the notes of one area, then one of another area comes to it."""
        page, say = self.phone.page, self.phone.say
        first, *others = texts_in(CLUSTER_OF_PHONE, "needs")
        self.open_clusters(first)
        page.get_by_role("menuitem", name=say("New cluster…")).click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label(say("Title"), exact=True).fill(WORKSHOP.clusters[CLUSTER_OF_PHONE])
        for text in others:
            dialog.get_by_label(re.compile(re.escape(text[:40]))).check()
        dialog.get_by_role("button", name=say("Add the cluster")).click()
        for text in texts_in(CLUSTER_OF_PHONE, "problems"):
            self.open_clusters(text)
            page.get_by_role("menuitemradio", name=WORKSHOP.clusters[CLUSTER_OF_PHONE]).click()
        self.phone.wait_saved()

    def open_clusters(self, text: str) -> None:
        row = self.phone.page.locator(".list [role=listitem]", has_text=text)
        row.get_by_role("button", name=self.phone.say("What to do with it")).click()
        self.phone.page.get_by_role("menuitem", name=self.phone.say("Cluster…")).click()

    def vote_on_phone(self, vote: str) -> None:
        ids, say = self.workshop.candidates(vote), self.phone.say
        if not votes(self.phone).is_visible():  # the result of the one before may still be there
            band = self.phone.page.locator(".vote-band")
            band.get_by_role("button", name=say("Vote now"), exact=True).click()
        for key, dots in Counter(ballot_of(vote, ON_PHONE)).items():
            name = self.workshop.name_of(ids[key])
            give = votes(self.phone).get_by_role(
                "button", name=say("Give a dot: %(name)s", name=name), exact=True
            )
            for _ in range(dots):
                give.click()
        expect(votes(self.phone).locator(".vote-left")).to_contain_text(say("Saved"))
        self.look(f"ballot {vote}")

    # --- what Giulia does with the mouse ---

    def group_on_canvas(self) -> None:
        """She selects notes of two areas and makes a cluster of them."""
        page, say = self.wide.page, self.wide.say
        texts = texts_in(CLUSTER_OF_LEADER, "problems", "needs")
        page.locator(".board-root").focus()
        self.wide.show_everything()
        for text in texts:
            spot = self.wide.spot(re.compile(re.escape(text[:40])))
            page.mouse.move(*spot.middle)
            page.keyboard.down("Shift")
            page.mouse.click(*spot.middle)
            page.keyboard.up("Shift")
        page.keyboard.press("Control+k")
        page.get_by_role("combobox", name=say("Find a command")).fill(say("Cluster…"))
        page.keyboard.press("Enter")
        page.get_by_role("menuitem", name=say("New cluster…")).click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label(say("Title"), exact=True).fill(WORKSHOP.clusters[CLUSTER_OF_LEADER])
        dialog.get_by_role("button", name=say("Add the cluster")).click()
        self.wide.wait_saved()

    def set_up_vote(self, vote: str, about: str | None = None, where: str | None = None) -> None:
        page, say = self.wide.page, self.wide.say
        if not votes(self.wide).is_visible():
            self.wide.menu("Votes")
        press_in(votes(self.wide), say("New vote"))
        dialog = page.get_by_role("dialog")
        dialog.get_by_label(say("Question"), exact=True).fill(QUESTIONS[vote])
        if about:
            dialog.get_by_label(say("What it is on")).select_option(label=say(about))
        if where:
            dialog.get_by_label(where, exact=True).check()
        press_in(dialog, say("Add the vote"))
        press_in(votes(self.wide), say("Open the vote"))
        expect(votes(self.wide)).to_contain_text("0 of 14 have voted")

    def vote_for_silvano(self, vote: str) -> None:
        """He dictates, she enters it."""
        say, ids = self.wide.say, self.workshop.candidates(vote)
        press_in(votes(self.wide), say("Enter for others…"))
        dialog = self.wide.page.get_by_role("dialog")
        dialog.get_by_label(say("Name"), exact=True).select_option(label=WORKSHOP.names[HELPED])
        for key, dots in Counter(ballot_of(vote, HELPED)).items():
            dialog.get_by_label(self.workshop.name_of(ids[key]), exact=True).fill(str(dots))
        press_in(dialog, say("Enter the votes"))
        expect(dialog.get_by_label(say("Name"), exact=True)).to_be_focused()
        self.wide.page.keyboard.press("Escape")
        expect(votes(self.wide)).to_contain_text("14 of 14 have voted")

    def hold_vote(self, vote: str, about: str | None = None, where: str | None = None) -> None:
        self.set_up_vote(vote, about, where)
        self.workshop.vote_on(vote)
        self.vote_on_phone(vote)
        self.workshop.cast(vote)
        self.vote_for_silvano(vote)
        press_in(votes(self.wide), self.wide.say("Close and reveal"))
        assert self.workshop.ranking(vote) == expected_ranking(vote)
        for board in (self.wide, self.phone):
            results = votes(board).locator(f'[data-vote="{self.workshop.vote_on(vote)["id"]}"] .vote-result')
            expect(results).to_have_count(len(expected_ranking(vote)["ranking"]))
            ranks = [str(one["rank"]) for one in expected_ranking(vote)["ranking"]]
            shown = results.locator(".vote-rank").all_inner_texts()
            assert [re.sub(r"\D", "", text) for text in shown] == ranks
        self.look(f"result {vote}")

    # --- what comes of it ---

    def decide(self) -> None:
        """The first decision in writing, in the dialog; then all others."""
        say, (text, how, _, _) = self.wide.say, DECISIONS[0]
        strip = self.wide.page.get_by_role("region", name=say("What is happening now"))
        press_in(strip, say("Decisions"))
        press(self.wide, "New decision")
        dialog = self.wide.page.get_by_role("dialog")
        dialog.get_by_label(say("What was decided")).fill(text)
        dialog.get_by_label(say("How it was taken")).fill(how)
        press_in(dialog, say("Add the decision"))
        wait_until(lambda: self.workshop.items("decision"), "the first decision")
        ids = {key: item_id for item_id, key in self.workshop.cluster_keys().items()}
        ids |= {vote: self.workshop.vote_on(vote)["id"] for vote in QUESTIONS}
        assert self.workshop.lead.op(*(decision_op(place, ids) for place in range(1, len(DECISIONS))))["ok"]

    def commit(self) -> None:
        say, (text, who, due) = self.wide.say, COMMITMENTS[0]
        press(self.wide, "New commitment")
        dialog = self.wide.page.get_by_role("dialog")
        dialog.get_by_label(say("What will be done")).fill(text)
        dialog.get_by_label(say("Who"), exact=True).fill(who)
        dialog.get_by_label(say("By when")).fill(due)
        press_in(dialog, say("Add the commitment"))
        wait_until(lambda: self.workshop.items("commitment"), "the first commitment")
        assert self.workshop.lead.op(*(commitment_op(place) for place in range(1, len(COMMITMENTS))))["ok"]

    def read_on_phone(self) -> None:
        """Everybody reads what was decided; a participant changes nothing of it."""
        page, say = self.phone.page, self.phone.say
        strip = page.get_by_role("region", name=say("What is happening now"))
        press_in(strip, say("Commitments"))
        panel = page.get_by_role("complementary", name=say("Decisions"))
        for text in (*(text for text, *_ in DECISIONS), *(text for text, *_ in COMMITMENTS)):
            expect(panel).to_contain_text(text)
        expect(panel.get_by_role("button", name=say("New decision"))).to_have_count(0)
        self.look("decisions")
        press(self.phone, "Close the panel")


def votes(board: BoardPage) -> Locator:
    return board.page.get_by_role("complementary", name=board.say("Votes"))


def press(board: BoardPage, name: str) -> None:
    board.page.get_by_role("button", name=board.say(name), exact=True).click()


def press_in(part: Locator, name: str) -> None:
    part.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def story(server, facilitator, visitors):
    workshop = new_golden_workshop(server, facilitator)
    wide = open_board(visitors.new(server, caller=facilitator), workshop.board)
    guest = server.guest(workshop.code, WORKSHOP.names[ON_PHONE])
    phone: Visitor = visitors.new(
        server, caller=guest, size=SMALL, locale="it", has_touch=True, is_mobile=True
    )
    yield Story(workshop, wide, open_board(phone, workshop.board, "it"))
    workshop.leave()


def test_the_golden_workshop_from_the_welcome_to_the_end(story, server):
    workshop, everybody = story.workshop, WORKSHOP.authors
    workshop.join(server, [author for author in everybody if author != ON_PHONE])
    people: list[SocketPerson] = list(workshop.people.values())
    story.begin()

    story.next_step(1)
    story.write("problems")
    workshop.write("problems")
    assert workshop.notes() == {}, "nothing is shown before the reveal"
    story.next_step(2)
    workshop.wait_notes(20)
    story.phone.wait_rows(20 + 5)
    story.next_step(3)

    story.next_step(4)
    story.write("needs")
    workshop.write("needs")
    story.next_step(5)
    workshop.wait_notes(48)
    story.next_step(6)
    story.group_on_canvas()
    story.group_on_phone()
    others = [key for key in WORKSHOP.clusters if key not in (CLUSTER_OF_LEADER, CLUSTER_OF_PHONE)]
    for cluster, person in zip(others, people, strict=False):
        workshop.group(cluster, person)
    wait_until(lambda: len(workshop.cluster_keys()) == 7, "seven clusters")

    story.next_step(7)
    story.hold_vote("V1", about="Clusters of notes")

    story.next_step(8)
    workshop.write("offers")
    story.next_step(9)
    workshop.wait_notes(60)
    story.next_step(10)
    workshop.match(people[0])
    story.next_step(11)
    story.hold_vote("V2", where="Azioni su piccola scala")
    story.next_step(12)
    expect(story.phone.page.locator(".vote-band")).to_have_count(0)  # she has seen the result
    story.next_step(13)
    story.decide()
    story.next_step(14)
    story.commit()
    story.read_on_phone()
    press(story.wide, "End the workshop")

    check_results(story)
    assert not story.found, "\n".join(story.found)
    assert story.modes == {mode for _, mode, *_ in AGENDA}


def check_results(story: Story) -> None:
    workshop = story.workshop
    notes, keys = workshop.notes(), workshop.cluster_keys()
    authors = {person.caller.person_id: author for author, person in workshop.people.items()}
    assert len(notes) == 60
    assert Counter(note["type"] for note in notes.values()) == NOTES_BY_TYPE
    assert Counter(keys[note["cluster"]] for note in notes.values()) == NOTES_BY_CLUSTER
    written = Counter(authors.get(note["author"], ON_PHONE) for note in notes.values())
    assert written == NOTES_BY_AUTHOR
    expect(story.phone.page.locator(".step-band")).to_have_count(0)
    decisions = {item["number"]: item["text"] for item in workshop.items("decision")}
    assert decisions == {place: text for place, (text, *_) in enumerate(DECISIONS, 1)}
    taken = {(item["text"], item["who"], item["due"]) for item in workshop.items("commitment")}
    assert taken == set(COMMITMENTS)
    shown = {row.text for row in story.phone.notes().values()}
    assert set(notes) <= shown
    press(story.wide, "Take home")
    file = json.loads(download(story.wide, story.wide.say("Whole board")))
    assert set(notes) <= {item["text"] for item in file["items"] if item["kind"] == "note"}
