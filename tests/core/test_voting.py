"""What a ballot may say, and what all of them say together (VOTE1, VOTE2)."""

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from board.core.errors import BadShape
from board.core.errors_voting import BallotWrong
from board.core.scene import scene_of
from board.core.votes import voted_on
from board.core.voting import (
    HEAD_BYTES,
    WAYS,
    Ballot,
    Terms,
    choices_in,
    head_of,
    packed,
    read_ballot,
    totals,
    unpacked,
)

GOLDEN = json.loads((Path(__file__).parent.parent / "protocol" / "golden_votes.json").read_text("utf-8"))
ITEMS = ("a", "b", "c")
TERMS = {way: Terms(way, 3, 2, ITEMS) for way in WAYS}
# Way -> what one person may say.
FITTING: dict[str, list[dict[str, Any]]] = {
    "dots": [{}, {"a": 2, "b": 1}, {"c": 1}],
    "points": [{"a": 2, "b": -1}, {"c": -2}],
    "budget": [{"a": 2, "c": 1}],
    "yesno": [{"a": 1, "b": -1, "c": 0}],
    "scale": [{"a": 5, "b": 1}],
    "matrix": [{"a": [5, 1], "c": [3, 3]}],
}
TOO_MUCH: dict[str, list[dict[str, Any]]] = {
    "dots": [{"a": 3}, {"a": 2, "b": 2}, {"a": -1}, {"unknown": 1}],
    "points": [{"a": -3}, {"a": 2, "b": -2}],
    "budget": [{"a": 3}, {"b": -1}],
    "yesno": [{"unknown": 1}],
    "scale": [{"unknown": 1}],
    "matrix": [{"unknown": [1, 1]}],
}
MALFORMED: dict[str, list[Any]] = {
    "dots": [None, [], "a", {"a": "1"}, {"a": True}, {"a": 1.5}, {"a": None}],
    "points": [{"a": [1]}],
    "budget": [{"a": {}}],
    "yesno": [{"a": 2}, {"a": True}, {"a": "yes"}],
    "scale": [{"a": 0}, {"a": 6}, {"a": 2.5}, {"a": False}],
    "matrix": [{"a": 3}, {"a": [3]}, {"a": [3, 0]}, {"a": [3, 6]}, {"a": [3, 3, 3]}],
}


def dots(*choices: dict[str, Any]) -> list[Ballot]:
    return [read_ballot(TERMS["dots"], one) for one in choices]


@pytest.mark.parametrize("vote", GOLDEN["votes"], ids=lambda vote: vote["id"])
def test_VOTE2_golden_votes_give_exactly_what_is_expected(vote):
    items = tuple(sorted({item for ballot in vote["ballots"].values() for item in ballot}))
    terms = Terms("dots", vote["each"], vote["most"], items)
    ballots = [read_ballot(terms, dict(Counter(chosen))) for chosen in vote["ballots"].values()]

    result = totals(terms, ballots)

    expected = GOLDEN["expected"][vote["id"]]
    assert result["voters"] == expected["ballots"]
    assert result["cast"] == expected["dots_cast"]
    assert terms.each * result["voters"] == expected["dots_max"]
    assert [
        {
            "item": item["id"],
            "dots": item["total"],
            "distinct_voters": item["people"],
            "rank": item["rank"],
            "tied": item["tied"],
        }
        for item in result["items"]
    ] == expected["ranking"]


@pytest.mark.parametrize("way", WAYS)
def test_VOTE1_a_ballot_says_what_was_said(way):
    for choices in FITTING[way]:
        ballot = read_ballot(TERMS[way], choices)

        assert choices_in(TERMS[way], unpacked(packed(ballot))) == choices


def test_VOTE1_whose_a_kept_ballot_is_stands_at_its_beginning():
    room = packed(read_ballot(TERMS["dots"], {"a": [4], "b": [2]}, "room", people=300))

    assert head_of(room) == head_of(room[:HEAD_BYTES]) == ("room", 300)
    assert head_of(packed(read_ballot(TERMS["dots"], {}))) == ("own", 1)


@pytest.mark.parametrize("way", WAYS)
def test_VOTE1_every_ballot_of_a_vote_takes_the_same_room(way):
    sizes = {len(packed(read_ballot(TERMS[way], choices))) for choices in [{}, *FITTING[way]]}

    assert len(sizes) == 1


@pytest.mark.parametrize("way", WAYS)
def test_VOTE2_a_ballot_that_says_too_much_is_refused(way):
    for choices in TOO_MUCH[way]:
        with pytest.raises(BallotWrong):
            read_ballot(TERMS[way], choices)


@pytest.mark.parametrize("way", WAYS)
def test_VOTE2_a_malformed_ballot_is_refused(way):
    for choices in MALFORMED[way]:
        with pytest.raises(BadShape):
            read_ballot(TERMS[way], choices)


def test_VOTE1_fewer_than_three_voters_have_no_totals():
    for count in range(3):
        result = totals(TERMS["dots"], dots(*[{"a": 1}] * count))

        assert result == {"voters": count, "named": 0, "room": 0, "cast": None, "items": None}
    assert totals(TERMS["dots"], dots({"a": 1}, {}, {}))["cast"] == 1


def test_VOTE1_the_order_of_the_ballots_changes_nothing():
    ballots = dots({"a": 2, "b": 1}, {"b": 2}, {"c": 1}, {"a": 1, "c": 2}, {})
    seed = random.randrange(2**32)
    shuffled = random.Random(seed).sample(ballots, len(ballots))

    assert totals(TERMS["dots"], shuffled) == totals(TERMS["dots"], ballots), f"seed {seed}"


def test_VOTE2_yes_less_no_ranks_and_abstaining_counts_as_taking_part():
    said = [{"a": 1, "b": -1}, {"a": 1, "b": 0}, {"a": -1, "b": 0, "c": 1}]

    result = totals(TERMS["yesno"], [read_ballot(TERMS["yesno"], one) for one in said])

    told = [
        (item["id"], item["counts"], item["total"], item["people"], item["rank"]) for item in result["items"]
    ]
    assert told == [("a", [2, 1, 0], 1, 3, 1), ("c", [1, 0, 0], 1, 1, 1), ("b", [0, 1, 2], -1, 3, 3)]


def test_VOTE2_a_scale_ranks_by_the_exact_mean_and_what_nobody_marked_comes_last():
    said = [{"a": 4, "b": 1}, {"a": 4}, {"a": 5}]

    result = totals(TERMS["scale"], [read_ballot(TERMS["scale"], one) for one in said])

    assert [(item["id"], item["total"], item["rank"]) for item in result["items"]] == [
        ("a", 4.33, 1),
        ("b", 1, 2),
        ("c", None, 3),
    ]


def test_VOTE2_a_matrix_keeps_both_questions_apart():
    said = [{"a": [5, 1]}, {"a": [4, 2]}, {"b": [3, 5]}]

    result = totals(TERMS["matrix"], [read_ballot(TERMS["matrix"], one) for one in said])

    first, second, last = result["items"]
    assert (first["id"], first["total"], first["counts"]) == ("b", 8, [0, 0, 1, 0, 0, 0, 0, 0, 0, 1])
    assert (second["id"], second["total"], second["counts"]) == ("a", 6, [0, 0, 0, 1, 1, 1, 1, 0, 0, 0])
    assert (last["id"], last["total"]) == ("c", None)


def test_VOTE3_the_room_gives_no_more_than_its_people_have():
    terms = TERMS["dots"]
    room = read_ballot(terms, {"a": [4], "b": [2]}, "room", people=2)

    assert room.people == 2
    assert choices_in(terms, room) == {"a": [4], "b": [2]}
    for too_much in ({"a": [5]}, {"a": [4], "b": [3]}):
        with pytest.raises(BallotWrong):
            read_ballot(terms, too_much, "room", people=2)
    with pytest.raises(BallotWrong):
        read_ballot(TERMS["matrix"], {"a": [1, 1, 1, 0, 0, 2, 0, 0, 0, 0]}, "room", people=2)
    with pytest.raises(BadShape):
        read_ballot(terms, {"a": 1}, "room", people=2)


def test_VOTE3_what_was_entered_for_others_is_told_apart():
    own = dots({"a": 1}, {"a": 1}, {"b": 2})
    named = read_ballot(TERMS["dots"], {"a": 2}, "named")
    room = read_ballot(TERMS["dots"], {"b": [3]}, "room", people=2)

    result = totals(TERMS["dots"], [*own, named, room])

    assert (result["voters"], result["named"], result["room"]) == (6, 1, 2)
    told = [(item["id"], item["total"], item["people"], item["assisted"]) for item in result["items"]]
    assert told == [("b", 5, 1, [3]), ("a", 4, 3, [2]), ("c", 0, 0, [0])]


def test_VOTE1_nothing_is_told_apart_that_would_give_one_or_two_people_away():
    own = dots({"a": 1}, {"a": 1}, {"b": 2})
    named = read_ballot(TERMS["dots"], {"a": 2}, "named")
    room = read_ballot(TERMS["dots"], {"b": [9]}, "room", people=5)

    few_assisted = totals(TERMS["dots"], [*own, named])
    only_the_room = totals(TERMS["dots"], [room])

    assert all("assisted" not in item for item in few_assisted["items"])
    assert all("assisted" in item for item in only_the_room["items"])


@pytest.mark.parametrize("case", GOLDEN["few"], ids=lambda case: case["id"])
def test_VOTE1_who_enters_ballots_of_others_learns_nothing_of_the_few_who_voted_themselves(case):
    entered = [read_ballot(TERMS["dots"], {"b": 1}, how) for how in case["entered"]]
    rooms = [read_ballot(TERMS["dots"], {}, "room", people) for people in case["rooms"]]

    result = totals(TERMS["dots"], [*dots(*[{"a": 2}] * case["own"]), *entered, *rooms])

    assert result["voters"] == case["voters"]
    assert (result["items"] is not None) == case["are_told"]
    assert (result["cast"] is not None) == case["are_told"]


def test_STACK2_a_stack_counts_once_in_a_vote_on_notes():
    notes = [
        {"kind": "note", "id": "note-0001", "z": "a1", "frame": None},
        {"kind": "note", "id": "note-0002", "z": "a0", "frame": None, "under": "note-0001"},
        {"kind": "note", "id": "note-0003", "z": "a2", "frame": None, "under": "gone-0001"},
    ]
    vote = {"kind": "vote", "id": "vote-0001", "z": "a0", "about": "notes"}

    assert voted_on(scene_of([*notes, vote]), vote) == ["note-0001", "note-0003"]
