"""HIDE1 and HIDE2 over HTTP: who may, what is kept, and that it can be put back however much later."""

import pytest
from sqlalchemy import func, select

from board.live.writer import Submission
from board.store.compact import compact_board
from board.store.tables import hidden
from tests.support.scenes import note, patch

WHY = "It names somebody"


@pytest.fixture
def board(site):
    site.services.registry.start()
    return site.board()


@pytest.fixture
def lead(site, board):
    return site.facilitator()


@pytest.fixture
def bob(site, board):
    """Somebody who made a note with a comment on it."""
    bob = site.guest(board, "Bob")
    comment = {"kind": "comment", "id": "comment_1", "x": 0, "y": 0, "z": "a0", "text": "So?"}
    change(site, board, bob, note(1, text="Ugo is late", frame="frame_one_1"))
    change(site, board, bob, {"do": "create", "item": {**comment, "on": "note_0001"}})
    return bob


def change(site, board, visitor, *ops, sent=[]):  # noqa: B006 - counts
    """One change as this person's page makes it."""
    me = visitor.get("/api/me").json["person"]
    room = site.services.registry.admit(board.id, me["id"], me["name"])
    answers = []
    sent.append(ops)
    site.services.registry.writer.write(
        [Submission(room, me["id"], (f"client-{len(sent):04}", 1), ops, None, answers.append)]
    )
    assert isinstance(answers[0], int), answers[0]


def id_of(visitor):
    return visitor.get("/api/me").json["person"]["id"]


def path(board, rest=""):
    return f"/api/boards/{board.id}/hidden{rest}"


def items(visitor, board):
    return {item["id"]: item for item in visitor.get(f"/api/boards/{board.id}/snapshot").json["items"]}


def listed(lead, board):
    return lead.get(path(board)).json["hidden"]


def hide(lead, board, *item_ids):
    answer = lead.post(path(board), json={"items": list(item_ids), "why": f" {WHY} "})
    assert answer.status_code == 200, answer.text
    return listed(lead, board)


def test_HIDE1_HIDE2_it_goes_with_a_reason_and_comes_back_as_it_was(lead, board, bob):
    before = items(lead, board)

    [one] = hide(lead, board, "note_0001")
    without = items(bob, board)
    answer = lead.post(path(board, "/back"), json={"hidden": [one["id"]]})

    me, him = (who.get("/api/me").json["person"]["id"] for who in (lead, bob))
    assert without.keys() == before.keys() - {"note_0001", "comment_1"}
    assert (one["why"], one["words"], one["author"], one["by"]) == (WHY, "Ugo is late", him, me)
    assert answer.status_code == 200
    assert items(bob, board) == before
    [back] = listed(lead, board)
    assert (back["is_back"], back["back_by"]) == (True, me)


def test_HIDE1_several_go_for_one_reason_and_what_goes_along_is_listed_once(lead, board, bob):
    found = hide(lead, board, "note_one_11", "note_0001", "comment_1")

    assert sorted(one["item"] for one in found) == ["note_0001", "note_one_11"]


def test_HIDE2_it_comes_back_also_after_the_board_was_compacted(site, lead, board, bob):
    before = items(lead, board)
    [one] = hide(lead, board, "note_0001")
    site.clock.now_ms += 1_000
    change(site, board, lead, patch("note_one_11", text="Later"))
    compact_board(site.services.database, board.id, before_ms=site.clock(), now_ms=site.clock())

    assert lead.post(path(board, "/back"), json={"hidden": [one["id"]]}).status_code == 200
    assert items(lead, board).keys() == before.keys()


def test_HIDE1_only_who_leads_hides_and_reads_the_list(lead, board, bob):
    [one] = hide(lead, board, "note_0001")

    assert bob.post(path(board), json={"items": ["note_one_11"], "why": WHY}).json["code"] == "denied"
    assert bob.get(path(board)).json["code"] == "denied"
    assert bob.post(path(board, "/back"), json={"hidden": [one["id"]]}).json["code"] == "denied"


def test_HIDE1_who_wrote_it_says_that_they_have_read_it_and_nobody_else_does(site, lead, board, bob):
    [one] = hide(lead, board, "note_0001")
    cai = site.guest(board, "Cai")

    assert cai.post(path(board, "/read"), json={"hidden": [one["id"]]}).json["code"] == "item.missing"
    assert not site.services.storage.hidden(board.id)[0].is_read
    assert bob.post(path(board, "/read"), json={"hidden": [one["id"]]}).status_code == 200
    assert site.services.storage.hidden(board.id)[0].is_read


def test_HIDE1_told_is_only_who_wrote_it_and_only_until_they_have_read_it(site, lead, board, bob):
    him, other = (who.get("/api/me").json["person"]["id"] for who in (bob, site.guest(board, "Cai")))
    change(site, board, bob, note(2, text="Ugo is late again", frame="frame_one_1"))
    first, second = hide(lead, board, "note_0001", "note_0002")
    unread = site.services.storage.hidden_unread

    assert [one.id for one in unread(board.id, him)] == [first["id"], second["id"]]
    assert unread(board.id, other) == []
    bob.post(path(board, "/read"), json={"hidden": [first["id"]]})
    assert [one.id for one in unread(board.id, him)] == [second["id"]]
    lead.post(path(board, "/back"), json={"hidden": [second["id"]]})
    assert unread(board.id, him) == []


def everything_told(visitor, board, head):
    """All that this person can ask of the log, as one text."""
    asked = ["entries?after=0", "history", *(f"at/{seq}" for seq in range(1, head + 1)), "export?format=json"]
    return "".join(visitor.get(f"/api/boards/{board.id}/{path}").text for path in asked)


def test_HIDE3_of_what_is_hidden_only_who_leads_reads_a_word_wherever_it_is_asked_for(site, lead, board, bob):
    change(site, board, bob, patch("note_0001", text="Ugo is always late"))
    [one] = hide(lead, board, "note_0001")
    change(site, board, bob, note(2, text="Shade"))
    staff, head = site.guest(board, "Sara", role="staff"), site.services.storage.load(board.id).head
    words = ("Ugo", "late", "So?")

    told = [everything_told(visitor, board, head) for visitor in (bob, staff)]

    assert not [word for word in words for text in told if word in text]
    assert all(word in everything_told(lead, board, head) for word in words)
    entries = staff.get(f"/api/boards/{board.id}/entries?after=0").json
    assert [entry["seq"] for entry in entries["entries"]] == list(range(1, head + 1))
    assert lead.post(path(board, "/back"), json={"hidden": [one["id"]]}).status_code == 200
    assert all(word in everything_told(staff, board, head) for word in words)


def test_HIDE3_a_page_that_asks_for_a_moment_again_is_not_left_with_the_words(site, lead, board, bob):
    staff, moment = site.guest(board, "Sara", role="staff"), f"/api/boards/{board.id}/at/2"
    tag = staff.get(moment).headers["ETag"]
    hide(lead, board, "note_0001")

    again = staff.get(moment, headers={"If-None-Match": tag})

    assert again.status_code == 200
    assert "Ugo" not in again.text


def test_HIDE3_a_board_file_of_who_does_not_lead_begins_after_what_is_hidden(site, lead, board, bob):
    named = lead.post(f"/api/boards/{board.id}/snapshots", json={"name": "Before"}).json["snapshot"]
    hide(lead, board, "note_0001")
    change(site, board, bob, note(2, text="Shade"))
    staff = site.guest(board, "Sara", role="staff")

    file = staff.get(f"/api/boards/{board.id}/export?format=json").json
    arrived = lead.post("/api/import", json=file)

    assert named["name"] not in [kept["name"] for kept in file["snapshots"]]
    assert arrived.status_code == 201, arrived.text
    assert items(lead, site.services.boards.get(arrived.json["board"]["id"])) == items(bob, board)


def test_HIDE3_a_copy_of_a_moment_by_who_does_not_lead_is_without_what_is_hidden_now(site, lead, board, bob):
    hide(lead, board, "note_0001")
    person = site.services.people.create_account("Eve", "eve@example.org", "a hash", "en", now_ms=1)
    site.services.projects.remove_lead(board.project_id, person.id, id_of(lead))
    site.services.projects.create("Hers", person.id, now_ms=1)  # where the copy goes
    staff = site.visitor()
    staff.client.set_cookie(
        "tavolo_session", site.services.people.open_session(person.id, now_ms=site.clock())
    )
    staff.post("/api/join", json={"code": site.services.boards.invite(board.id).code, "name": "Eve"})
    site.services.boards.set_role(board.id, person.id, "staff")

    made = staff.post(f"/api/boards/{board.id}/copy", json={"seq": 3}).json["board"]

    copied = staff.get(f"/api/boards/{made['id']}/snapshot").json["items"]
    assert {item["id"] for item in copied} == {"frame_one_1", "note_one_11", "note_two_22"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"items": ["note_0001"], "why": " "}, "reason.empty"),
        ({"items": ["note_none1"], "why": WHY}, "item.missing"),
        ({"items": ["frame_one_1"], "why": WHY}, "bad.shape"),
        ({"items": [], "why": WHY}, "bad.shape"),
        ({"items": ["?"], "why": WHY}, "bad.shape"),
    ],
)
def test_HIDE1_what_cannot_be_hidden_is_refused_and_nothing_changes(lead, board, bob, body, code):
    before = items(lead, board)

    assert lead.post(path(board), json=body).json["code"] == code
    assert items(lead, board) == before
    assert listed(lead, board) == []


def test_HIDE1_reasons_go_with_the_board(site, lead, board, bob):
    hide(lead, board, "note_0001")
    assert lead.get(f"/api/boards/{board.id}/export?format=json").text.count(WHY) == 0

    site.services.boards.delete(board.id, now_ms=site.clock())

    count = select(func.count()).select_from(hidden)
    assert site.services.database.read(lambda connection: connection.execute(count).scalar_one()) == 0
