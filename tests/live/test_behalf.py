"""BEHALF1: notes that who leads types for others, on the board and in private."""

import pytest

from board.core.drafts import DraftWish
from board.core.visibility import Member
from board.live.drafts import Asked
from board.live.writer import DraftSubmission
from tests.support.rooms import BOARD, Bench, note, refusal_code

ROUND = 0


ROSA, VERA = "person-rosa", "person-vera"


@pytest.fixture
def bench():
    bench = Bench()
    bench.room.meet(Member(ROSA, "Rosa", "participant", is_helped=True))
    bench.room.meet(Member(VERA, "Vera", "viewer"))
    return bench


def for_rosa(item_id="note-0001", whose=ROSA, **values):
    return note(item_id, **values, **{"for": whose})


def test_BEHALF1_the_note_is_of_the_one_and_says_who_typed_it(bench):
    assert bench.send("ada", 1, for_rosa()) == 1

    made = bench.room.scene["note-0001"]
    assert (made["author"], made["entered_by"]) == (ROSA, "ada")
    assert "for" not in made
    [entry] = bench.storage.read_after(BOARD, 0)
    assert entry.actor == "ada"


def test_BEHALF1_nobody_but_who_leads_writes_in_the_name_of_others(bench):
    assert refusal_code(bench.send("cai", 1, for_rosa())) == "denied"
    assert refusal_code(bench.send("vera", 1, for_rosa())) == "denied.viewer"


@pytest.mark.parametrize("whose", [VERA, "person-gone"])
def test_BEHALF1_nobody_writes_for_who_does_not_take_part(bench, whose):
    assert refusal_code(bench.send("ada", 1, for_rosa(whose=whose))) == "people.missing"


def test_BEHALF1_it_comes_back_by_undo_as_it_was(bench):
    bench.send("ada", 1, for_rosa())
    before = bench.room.scene["note-0001"]

    bench.send("ada", 2, {"do": "delete", "id": "note-0001"})
    bench.send("ada", 3, {"do": "undo", "of": ["client-ada", 2]})

    assert bench.room.scene["note-0001"] == before


def test_BEHALF1_the_person_may_change_it_like_their_own(bench):
    bench.room.is_add_only = True
    bench.send("ada", 1, for_rosa())

    assert bench.send(ROSA, 1, {"do": "patch", "id": "note-0001", "set": {"type": "S"}}) == 2
    assert refusal_code(bench.send("cai", 1, {"do": "delete", "id": "note-0001"})) == "item.of_others"


def private(bench, person, item):
    wish = DraftWish((f"client-{person}", 1), put=item, round=ROUND)
    return DraftSubmission(bench.room, Asked(person, "sid", wish), bench.answers.append)


def test_BEHALF1_a_private_note_for_others_is_judged_alike(bench):
    [answer] = bench.write(private(bench, "ada", for_rosa(whose=VERA)["item"]))
    assert refusal_code(answer) == "people.missing"

    [answer] = bench.write(private(bench, "cai", for_rosa()["item"]))
    assert refusal_code(answer) == "denied"
    assert bench.write(private(bench, "ada", for_rosa()["item"])) == [1]
    assert bench.room.drafts["ada"]["note-0001"].item["for"] == ROSA
