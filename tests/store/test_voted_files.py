"""Board files with votes: what came of a vote must be what can come of one (VOTE2)."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from board.core.errors import ImportBad
from board.core.voting import WAYS, Terms, read_ballot, totals
from board.store.board_file import read, replay_file
from tests.support.scenes import LogWriter, note

File = dict[str, Any]
VOTE = "vote_0001"
ITEMS = ("note_0001", "note_0002")
SAID: dict[str, Any] = {"yesno": 1, "scale": 4, "matrix": [5, 2]}


def voted_file(way: str, voters: int = 3) -> File:
    """A board of which the last entry reveals a vote."""
    said = [{ITEMS[0]: SAID.get(way, 2)}] * voters
    terms = Terms(way, 3, 2, ITEMS)
    result = totals(terms, [read_ballot(terms, one) for one in said])
    vote = {"kind": "vote", "id": VOTE, "z": "a0", "title": "?", "about": "notes", "way": way}
    log = LogWriter()
    steps = [
        [note(1), note(2), {"do": "create", "item": vote}],
        [{"do": "patch", "id": VOTE, "set": {"state": "open", "items": list(ITEMS), "opened_ms": 5}}],
        [{"do": "patch", "id": VOTE, "set": {"state": "closed", "closed_ms": 6}}],
        [{"do": "patch", "id": VOTE, "set": {"state": "revealed", "result": result}}],
    ]
    entries = [log.entry(*step) for step in steps]
    return copy.deepcopy(
        {
            "format": "tavolo.board",
            "version": 2,
            "board": {"id": "board_0001", "name": "Votes", "method": "blank", "created_at_ms": 5, "head": 4},
            "people": [{"id": "person_ada", "name": "Ada"}],
            "items": [dict(log.scene[key]) for key in (*ITEMS, VOTE)],
            "log": [
                {
                    "seq": entry.seq,
                    "at_ms": entry.at_ms,
                    "actor": entry.actor,
                    "ops": list(entry.ops),
                    "inverse": list(entry.inverse),
                    "v": 1,
                }
                for entry in entries
            ],
            "snapshots": [],
        }
    )


def both(change: Callable[[dict[str, Any]], object]) -> Callable[[File], None]:
    """The change in the entry that reveals the vote, and in the vote itself."""

    def carry_out(file: File) -> None:
        change(file["log"][3]["ops"][0]["set"])
        change(file["items"][2])

    return carry_out


def without_result(file: File) -> None:
    del file["log"][3]["ops"][0]["set"]["result"], file["items"][2]["result"]
    file["log"][3]["inverse"][0]["set"].pop("result")


def another_way(file: File) -> None:
    file["log"][0]["ops"][2]["item"]["way"] = file["items"][2]["way"] = "matrix"


def first(result: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = result["result"]["items"][0]
    return found


BAD: dict[str, Callable[[File], None]] = {
    "revealed without a result": without_result,
    "a result of another way": another_way,
    "totals without how many were cast": both(lambda vote: vote["result"].update(cast=None)),
    "counts of another width": both(lambda vote: first(vote)["counts"].append(1)),
    "part of other counts": both(lambda vote: first(vote).update(assisted=[])),
    "a total that the counts do not make": both(lambda vote: first(vote).update(total=1)),
    "another rank": both(lambda vote: first(vote).update(rank=2)),
    "less than nothing": both(lambda vote: first(vote).update(counts=[-6], total=-6)),
    "more than anybody can count": both(lambda vote: first(vote).update(counts=[10**400], total=10**400)),
    "of something else": both(lambda vote: first(vote).update(id="note_0009")),
    "an item less": both(lambda vote: vote["result"]["items"].pop()),
}


@pytest.mark.parametrize("voters", [2, 3])
@pytest.mark.parametrize("way", WAYS)
def test_VOTE2_a_file_brings_back_what_came_of_a_vote(way: str, voters: int) -> None:
    file = voted_file(way, voters)

    assert replay_file(read(file)).scene[VOTE] == file["items"][2]


@pytest.mark.parametrize("why", BAD)
def test_VOTE2_a_file_with_a_result_that_cannot_be_is_refused(why: str) -> None:
    file = voted_file("dots")
    BAD[why](file)

    with pytest.raises(ImportBad) as caught:
        replay_file(read(file))

    assert "vote" in caught.value.data["why"]
