"""UNDO4 over HTTP: preview, one button, and who may press it."""

import pytest

from board.live.writer import Submission
from board.store.compact import compact_board
from tests.support.scenes import gone, note, patch

ALWAYS = {"from_ms": 0, "to_ms": 2**52}


@pytest.fixture
def board(site):
    site.services.registry.start()
    return site.board()


@pytest.fixture
def bob(site, board):
    return site.guest(board, "Bob")


@pytest.fixture
def change(site, board):
    """Makes one change as this person's page does; the answer is its seq."""
    sent = []

    def make(visitor, *ops):
        me = visitor.get("/api/me").json["person"]
        room = site.services.registry.admit(board.id, me["id"], me["name"])
        answers = []
        sent.append(ops)
        op_id = (f"client-{len(sent):04}", 1)
        site.services.registry.writer.write([Submission(room, me["id"], op_id, ops, None, answers.append)])
        site.clock.now_ms += 1_000
        return answers[0]

    return make


def person_id(visitor):
    return visitor.get("/api/me").json["person"]["id"]


def items(visitor, board):
    return {item["id"]: item for item in visitor.get(f"/api/boards/{board.id}/snapshot").json["items"]}


def test_UNDO4_a_preview_changes_nothing_and_the_repair_does_what_it_said(site, board, bob, change):
    ada = site.facilitator()
    change(ada, note(1, text="Ombra"))
    before = items(ada, board)
    change(bob, patch("note_0001", x=40))
    change(bob, note(2, text="Spam"))
    change(bob, gone("note_0001"))
    wish = {"person": person_id(bob), **ALWAYS}

    preview = ada.post(f"/api/boards/{board.id}/repair", json={**wish, "preview": True}).json
    unchanged = items(ada, board)
    done = ada.post(f"/api/boards/{board.id}/repair", json=wish).json

    assert preview["changes"] == done["changes"] == 3
    assert [(item["id"], item["name"], item["what"]) for item in preview["items"]] == [
        ("note_0001", "Ombra", "back"),
        ("note_0002", "Spam", "away"),
    ]
    assert preview["items"] == done["items"]
    assert unchanged.keys() - before.keys() == {"note_0002"}
    assert items(ada, board) == before
    assert done["seq"] == preview["seq"] + 3
    made = ada.get(f"/api/boards/{board.id}/entries?after={preview['seq']}").json["entries"]
    assert {entry["actor"] for entry in made} == {person_id(ada)}
    assert [entry["undoes"] for entry in made] == [preview["seq"], preview["seq"] - 1, preview["seq"] - 2]


def test_UNDO4_names_what_is_left_alone(site, board, bob, change):
    ada = site.facilitator()
    change(bob, note(1, text="Ombra"))
    change(ada, patch("note_0001", text="Ombra e verde"))

    told = ada.post(f"/api/boards/{board.id}/repair", json={"person": person_id(bob), **ALWAYS}).json

    assert (told["changes"], told["items"]) == (0, [])
    assert told["left"] == [{"id": "note_0001", "kind": "note", "name": "Ombra e verde"}]


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"person": "person-0001"},
        {"person": "no", "from_ms": 0, "to_ms": 1},
        {"person": "person-0001", "from_ms": 2, "to_ms": 1},
        {"person": "person-0001", "from_ms": -1, "to_ms": 1},
        {"person": "person-0001", "from_ms": 0, "to_ms": 2**60},
        {"person": "person-0001", "from_ms": "0", "to_ms": 1},
    ],
)
def test_LIM2_a_wish_that_cannot_be_read_is_refused(site, board, wish):
    answer = site.facilitator().post(f"/api/boards/{board.id}/repair", json=wish)

    assert (answer.status_code, answer.json["code"]) == (400, "bad.shape")


def test_PERM1_only_facilitators_repair(board, bob, change):
    change(bob, note(1))

    answer = bob.post(f"/api/boards/{board.id}/repair", json={"person": person_id(bob), **ALWAYS})

    assert (answer.status_code, answer.json["code"]) == (403, "denied")


def test_UNDO4_what_was_compacted_has_no_way_back(site, board, bob, change):
    ada = site.facilitator()
    change(bob, note(1, text="Old"))
    compact_board(site.services.database, board.id, before_ms=2**52, now_ms=site.clock.now_ms)
    change(bob, note(2, text="New"))

    preview = ada.post(
        f"/api/boards/{board.id}/repair", json={"person": person_id(bob), **ALWAYS, "preview": True}
    ).json
    answer = change(bob, {"do": "undo", "of": ("client-0001", 1)})

    assert [(item["name"], item["what"]) for item in preview["items"]] == [("New", "away")]
    assert answer.code == "undo.too_old"
