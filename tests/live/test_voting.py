"""Votes on a real board: who may do what when, and what becomes of ballots (VOTE1 to VOTE3)."""

from typing import Any

import pytest

from board.core.errors import BadShape, Denied, ItemMissing, UndoNothing
from board.core.errors_voting import (
    BallotTwice,
    BallotUndeclared,
    BallotWrong,
    VoteBegun,
    VoteNothing,
    VoteNotOpen,
    VoteNotYours,
)
from board.core.errors_workshop import NotNow
from board.core.log import BallotCast, Commit, Refusal
from board.core.repair import Period, repair
from board.core.visibility import Member
from board.core.voting import HEAD_BYTES
from board.live.voting import OPEN_MOST, Voter, standing
from tests.support.polling import NOTES, VOTE, Polling, refused, vote_op
from tests.support.rooms import BOARD, refusal_code


class Watched(bytes):
    """A kept ballot that counts how much of it is read."""

    read = 0

    def __getitem__(self, key: Any) -> Any:
        found = super().__getitem__(key)
        self.read += len(found) if isinstance(found, bytes) else 1
        return found


def test_VOTE2_a_vote_from_opening_to_its_result():
    polling = Polling()
    polling.do("open")
    assert polling.vote["items"] == list(NOTES)

    for number, choices in enumerate(({"note_0001": 2, "note_0002": 1}, {"note_0002": 1}, {"note_0001": 1})):
        polling.cast(f"voter_{number:04}", choices)
    polling.do("close")
    assert "result" not in polling.vote
    polling.do("reveal")

    result = polling.vote["result"]
    assert (result["voters"], result["cast"]) == (3, 5)
    assert [(item["id"], item["total"], item["people"], item["rank"]) for item in result["items"]] == [
        ("note_0001", 3, 2, 1),
        ("note_0002", 2, 2, 2),
        ("note_0003", 0, 0, 3),
    ]


def test_VOTE1_no_entry_holds_a_ballot():
    polling = Polling()
    polling.do("open")
    head = polling.room.head

    for number in range(3):
        polling.cast(f"voter_{number:04}", {NOTES[number]: 1})

    assert polling.room.head == head
    assert polling.bench.storage.read_after(BOARD, head) == []


def test_VOTE2_ballots_change_until_the_vote_is_closed():
    polling = Polling()
    assert refused(polling.cast("voter_0000", {"note_0001": 1})) is VoteNotOpen
    polling.do("open")
    for number in range(3):
        polling.cast(f"voter_{number:04}", {"note_0001": 2})
    polling.cast("voter_0000", {"note_0003": 1})
    polling.do("close")

    assert refused(polling.cast("voter_0000", {"note_0001": 1})) is VoteNotOpen
    polling.do("reveal")
    assert [item["counts"] for item in polling.vote["result"]["items"]] == [[4], [1], [0]]


def test_VOTE1_a_ballot_in_the_same_batch_is_before_or_after_the_closing():
    polling = Polling()
    polling.do("open")
    answers = polling.write(
        polling.ballot("voter_0000", {"note_0001": 1}),
        polling.ballot("voter_0001", {"note_0001": 1}),
        polling.ballot("voter_0002", {"note_0001": 1}),
        polling.deed("close"),
        polling.ballot("voter_0003", {"note_0002": 1}),
        polling.deed("reveal"),
    )

    assert [type(answer) for answer in answers] == [int, int, int, int, VoteNotOpen, int]
    assert polling.vote["result"]["cast"] == 3


def test_VOTE1_fewer_than_three_voters_have_no_totals():
    polling = Polling()
    polling.do("open")
    polling.cast("voter_0000", {"note_0001": 1})
    polling.cast("voter_0001", {"note_0001": 1})
    polling.do("close")
    polling.do("reveal")

    assert polling.vote["result"] == {"voters": 2, "named": 0, "room": 0, "cast": None, "items": None}


def test_VOTE2_only_the_named_voters_vote_and_by_default_participants():
    open_to_all, named = Polling(), Polling(voters=["voter_0000", "helper_0001"])
    for polling in (open_to_all, named):
        polling.do("open")

    assert refused(open_to_all.cast("ada", {"note_0001": 1})) is VoteNotYours
    assert refused(open_to_all.cast("vera", {"note_0001": 1})) is Denied
    assert isinstance(named.cast("helper_0001", {"note_0001": 1}), int)
    assert isinstance(named.cast("voter_0000", {"note_0001": 1}), int)
    assert refused(named.cast("voter_0001", {"note_0001": 1})) is VoteNotYours


def test_LIM1_only_so_many_votes_are_open_at_once():
    polling = Polling()
    names = [f"vote_{number:04}" for number in range(2, OPEN_MOST + 2)]
    polling.op(*(vote_op(name) for name in names))
    for name in names:
        polling.do("open", vote_id=name)

    assert refusal_code(polling.do("open")) == "vote.too_many_open"

    polling.do("cancel", vote_id=names[0])
    assert isinstance(polling.do("open"), int)


def test_VOTE2_only_who_runs_the_workshop_opens_closes_and_reveals():
    polling = Polling()

    for deed in ("open", "close", "reveal", "cancel"):
        assert refused(polling.do(deed, "voter_0000")) is Denied
    assert refused(polling.do("close")) is VoteNotOpen
    assert refused(polling.do("reveal")) is VoteNotOpen
    assert refused(polling.do("open", vote_id="note_0001")) is ItemMissing
    polling.do("open")
    assert refused(polling.do("open")) is VoteBegun


def test_VOTE2_a_vote_that_has_begun_is_neither_changed_nor_deleted_nor_taken_back():
    polling = Polling()
    polling.do("open")

    patch = {"do": "patch", "id": VOTE, "set": {"title": "Another question?"}}
    for op in (patch, {"do": "delete", "id": VOTE}):
        answer = polling.op(op)
        assert isinstance(answer, Refusal)
        assert answer.code == VoteBegun.code
    served = polling.op({"do": "patch", "id": VOTE, "set": {"state": "revealed"}})
    assert isinstance(served, Refusal)
    assert served.code == Denied.code
    made = polling.op(vote_op("vote_0002", state="revealed"))
    assert isinstance(made, Refusal)
    assert made.code == Denied.code


def test_VOTE2_neither_undo_nor_repair_changes_a_vote_that_was_revealed():
    polling = Polling()
    polling.op({"do": "patch", "id": VOTE, "set": {"way": "scale", "title": "How good?"}})
    polling.do("open")
    for number in range(3):
        polling.cast(f"voter_{number:04}", {"note_0001": 4})
    polling.do("close")
    polling.do("reveal")
    revealed = polling.vote

    for made_or_patched in (2, 3):
        answer = polling.op({"do": "undo", "of": ["client-ada", made_or_patched]})
        assert isinstance(answer, Refusal)
        assert answer.code == UndoNothing.code
    log = polling.bench.storage.read_after(BOARD, 0)
    found = repair(log, polling.room.scene, Period("ada", 0, polling.bench.now_ms))

    assert polling.vote == revealed
    assert found.scene[VOTE] == revealed


def test_VOTE2_a_vote_needs_something_to_vote_on():
    polling = Polling(about="clusters")

    assert refused(polling.do("open")) is VoteNothing


def test_VOTE2_a_vote_that_was_called_off_can_be_held_again():
    polling = Polling()
    polling.do("open")
    polling.cast("voter_0000", {"note_0001": 1})

    polling.do("cancel")
    assert "state" not in polling.vote
    assert polling.bench.storage.ballots(BOARD, VOTE) == {}
    polling.do("open")

    assert standing(polling.bench.storage, polling.room, "voter_0000") == ({}, {VOTE: 0})


def test_VOTE1_a_voter_who_comes_back_finds_what_they_said_and_nobody_else_does():
    polling = Polling()
    polling.do("open")
    polling.cast("voter_0000", {"note_0001": 2, "note_0002": 0})

    assert standing(polling.bench.storage, polling.room, "voter_0000") == (
        {VOTE: {"note_0001": 2}},
        {VOTE: 1},
    )
    assert standing(polling.bench.storage, polling.room, "ada") == ({}, {VOTE: 1})


def test_VOTE1_a_ballot_and_a_page_that_comes_read_what_others_said_of_nobody():
    polling = Polling(helped=3)
    polling.do("open")
    polling.cast("voter_0000", {"note_0001": 2})
    [content] = polling.bench.storage.ballots(BOARD, VOTE).values()
    kept = [Watched(content) for _ in range(50)]
    others = [BallotCast(VOTE, f"{number:032}".encode(), one) for number, one in enumerate(kept)]
    polling.bench.storage.commit([Commit(BOARD, polling.room.head, (), (), {}, beside=tuple(others))])

    polling.cast("voter_0001", {"note_0002": 1})
    assert polling.told[-1].turnout == 52
    polling.cast("ada", {"note_0002": [2]}, Voter(room=3, is_other=True))
    assert polling.told[-1].turnout == 55
    assert standing(polling.bench.storage, polling.room, "voter_0001") == (
        {VOTE: {"note_0002": 1}},
        {VOTE: 55},
    )

    times = 4  # two ballots, once more for what was declared, and the page
    assert max(one.read for one in kept) <= times * HEAD_BYTES


@pytest.mark.parametrize("choices", [None, [], {"note_0001": "2"}])
def test_VOTE2_a_malformed_ballot_is_refused(choices: Any):
    polling = Polling()
    polling.do("open")

    assert refused(polling.cast("voter_0000", choices)) is BadShape
    assert refused(polling.cast("voter_0000", {"note_0001": 3})) is BallotWrong


def test_VOTE3_a_named_person_is_entered_for_once_and_never_over_their_own_ballot():
    polling = Polling()
    polling.do("open")
    polling.cast("voter_0000", {"note_0001": 1})
    other = Voter("voter_0001", is_other=True)

    assert refused(polling.cast("voter_0002", {"note_0001": 1}, other)) is Denied
    assert refused(polling.cast("ada", {}, Voter("voter_0000", is_other=True))) is BallotTwice
    assert isinstance(polling.cast("ada", {"note_0002": 1}, other), int)
    assert refused(polling.cast("ada", {"note_0002": 2}, other)) is BallotTwice
    assert refused(polling.cast("ada", {}, Voter("vera", is_other=True))) is VoteNotYours
    assert isinstance(polling.cast("voter_0001", {"note_0003": 1}), int), "their own word counts"


def test_VOTE3_people_without_a_device_are_never_more_than_declared():
    polling = Polling(helped=4)
    polling.do("open")

    anna = Voter(name="Anna", is_other=True)
    assert isinstance(polling.cast("ada", {"note_0001": 1}, anna), int)
    assert refused(polling.cast("ada", {"note_0001": 1}, Voter(name="ANNA", is_other=True))) is BallotTwice
    assert refused(polling.cast("ada", {}, Voter(room=4, is_other=True))) is BallotUndeclared
    assert isinstance(polling.cast("ada", {"note_0002": [6]}, Voter(room=3, is_other=True)), int)
    assert isinstance(polling.cast("ada", {"note_0002": [2]}, Voter(room=2, is_other=True)), int), (
        "counted anew"
    )
    assert polling.told[-1].turnout == 3
    assert isinstance(polling.cast("ada", {}, Voter(name="Ugo", is_other=True)), int)
    assert refused(polling.cast("ada", {}, Voter(name="Eva", is_other=True))) is BallotUndeclared


def test_VOTE3_a_name_and_the_person_without_a_device_who_has_it_are_one():
    polling = Polling(helped=1)
    polling.room.meet(Member("voter_rosa", "Rosa", "participant", is_helped=True))
    polling.do("open")

    assert isinstance(polling.cast("ada", {"note_0001": 1}, Voter("voter_rosa", is_other=True)), int)
    assert refused(polling.cast("ada", {"note_0001": 1}, Voter(name="rosa", is_other=True))) is BallotTwice
    assert isinstance(polling.cast("ada", {}, Voter(name="Ugo", is_other=True)), int), "Rosa is not declared"


def test_PERM3_participants_vote_only_where_the_step_lets_them():
    polling = Polling()
    for key, mode in (("step_0001", "cluster"), ("step_0002", "vote")):
        polling.op(
            {"do": "create", "item": {"kind": "step", "id": key, "z": "a0", "title": "", "mode": mode}}
        )
    polling.do("open")
    polling.go("start", "step_0001")

    assert refused(polling.cast("voter_0000", {"note_0001": 1})) is NotNow
    polling.go("step", "step_0002")
    assert isinstance(polling.cast("voter_0000", {"note_0001": 1}), int)
