"""Votes: what a ballot may say, and what all ballots together say (VOTE1, VOTE2).

A ballot becomes a row of counts, the same number for every ballot of a vote, so that ballots can be
added up and take the same room whatever they say.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, Literal

from board.core.errors import BadShape
from board.core.errors_voting import BallotWrong
from board.core.kinds import value_of
from board.core.scene import Record

Choices = dict[str, Any]  # item id -> what this person says of it
# By themselves; by somebody else for a person of the board, for one who is not, for several in the room.
How = Literal["own", "named", "guest", "room"]
_HOW: Final[tuple[How, ...]] = ("own", "named", "guest", "room")

FEWEST: Final = 3  # people, below whom nothing is told of what they said
STEPS: Final = 5  # of a scale
PEOPLE_MAX: Final = 1_000  # for whom one ballot of the room may stand

# Way -> how many counts each item has. Dots and budget: how many. Points: for, against. Yes or no: yes,
# no, abstain. Scale: how often each step. Matrix: the same for impact, then for feasibility.
_WIDTH: Final[Mapping[str, int]] = {
    "dots": 1,
    "points": 2,
    "budget": 1,
    "yesno": 3,
    "scale": STEPS,
    "matrix": 2 * STEPS,
}
WAYS: Final = tuple(_WIDTH)
_SPENT: Final = frozenset({"dots", "points", "budget"})  # where each person has so much to give
_BYTES: Final = 4  # of each number of a ballot that is kept
_COUNT_MAX: Final = 2**32 - 1
HEAD_BYTES: Final = 2 * _BYTES  # of a kept ballot: how, people
_ANSWERS: Final = (1, -1, 0)  # yes, no, abstain


@dataclass(frozen=True)
class Terms:
    """What a ballot of this vote may say: `each` in all and `most` on one item, where it is spent."""

    way: str
    each: int
    most: int
    items: tuple[str, ...]

    @property
    def width(self) -> int:
        return _WIDTH[self.way]


@dataclass(frozen=True)
class Ballot:
    """`counts` has `Terms.width` numbers for each item; `people` is 1 but for the room."""

    how: How
    people: int
    counts: tuple[int, ...]


def terms_of(vote: Record) -> Terms:
    """The terms of a vote that has been opened."""
    each, most, items = (value_of(vote, name) for name in ("each", "most", "items"))
    return Terms(vote["way"], each, most, tuple(items))


# --- one ballot -------------------------------------------------------------------------------------


def read_ballot(terms: Terms, choices: object, how: How = "own", people: int = 1) -> Ballot:
    """The ballot that these choices make. Raises BadShape, BallotWrong.

    Choices of one person name items: a number, or [impact, feasibility]. Those of the room name counts:
    how many in all, or how many people gave each answer.
    """
    if not isinstance(choices, dict):
        raise BadShape
    places = {item_id: place for place, item_id in enumerate(terms.items)}
    counts = [0] * (len(terms.items) * terms.width)
    for item_id, value in choices.items():
        if item_id not in places:
            raise BallotWrong(each=terms.each, most=terms.most)
        of_item = _room_counts(terms, value, people) if how == "room" else _counts(terms, value)
        start = places[item_id] * terms.width
        counts[start : start + terms.width] = of_item
    if terms.way in _SPENT and sum(counts) > terms.each * people:
        raise BallotWrong(each=terms.each * people, most=terms.most * people)
    return Ballot(how, people, tuple(counts))


def choices_in(terms: Terms, ballot: Ballot) -> Choices:
    """What `read_ballot` was given, without what says nothing."""
    said = {}
    for place, item_id in enumerate(terms.items):
        counts = ballot.counts[place * terms.width : (place + 1) * terms.width]
        if any(counts):
            said[item_id] = list(counts) if ballot.how == "room" else _said(terms.way, counts)
    return said


def _counts(terms: Terms, value: object) -> Sequence[int]:
    way = terms.way
    if way == "matrix":
        if not isinstance(value, list) or len(value) != 2:
            raise BadShape
        return [*_one_of(range(1, STEPS + 1), value[0]), *_one_of(range(1, STEPS + 1), value[1])]
    if way == "scale":
        return _one_of(range(1, STEPS + 1), value)
    if way == "yesno":
        return _one_of(_ANSWERS, value)
    number = _whole(value, -terms.most if way == "points" else 0, terms.most, terms)
    return [max(number, 0), max(-number, 0)] if way == "points" else [number]


def _room_counts(terms: Terms, value: object, people: int) -> Sequence[int]:
    if not isinstance(value, list) or len(value) != terms.width:
        raise BadShape
    most = terms.most * people if terms.way in _SPENT else people
    counts = [_whole(count, 0, most, terms) for count in value]
    # Of those who answer a question each gives one answer; the matrix asks two.
    for start in range(0, len(counts), STEPS):
        if sum(counts[start : start + STEPS]) > most:
            raise BallotWrong(each=terms.each * people, most=most)
    return counts


def _one_of(answers: Sequence[int], value: object) -> list[int]:
    if isinstance(value, bool) or not isinstance(value, int) or value not in answers:
        raise BadShape
    return [int(value == answer) for answer in answers]


def _whole(value: object, low: int, high: int, terms: Terms) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadShape
    if not low <= value <= high:
        raise BallotWrong(each=terms.each, most=terms.most)
    return value


def _said(way: str, counts: Sequence[int]) -> Any:
    if way == "matrix":
        return [counts[:STEPS].index(1) + 1, counts[STEPS:].index(1) + 1]
    if way == "scale":
        return counts.index(1) + 1
    if way == "yesno":
        return _ANSWERS[counts.index(1)]
    return counts[0] - counts[1] if way == "points" else counts[0]


# --- ballots as they are kept -----------------------------------------------------------------------


def packed(ballot: Ballot) -> bytes:
    """The ballot in as many bytes as every other one of the vote."""
    numbers = (_HOW.index(ballot.how), ballot.people, *ballot.counts)
    return struct.pack(f"<{len(numbers)}I", *numbers)


def head_of(content: bytes) -> tuple[How, int]:
    """Of a kept ballot, how it was entered and for how many; nothing of what it says is read."""
    how, people = _numbers(content[:HEAD_BYTES])
    return _HOW[how], people


def unpacked(content: bytes) -> Ballot:
    """What `packed` was given."""
    return Ballot(*head_of(content), _numbers(content[HEAD_BYTES:]))


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // _BYTES}I", content)


# --- all ballots ------------------------------------------------------------------------------------


def totals(terms: Terms, ballots: Sequence[Ballot]) -> dict[str, Any]:
    """What may be told: never who, and nothing but numbers of voters where fewer than three voted in all,
    or by themselves: whoever entered the rest could take it away again.

    Items in order of rank; those that are equal have the same rank and are `tied` (VOTE2). `people` are
    those who gave an item something themselves, or by name; a count of the room does not tell how many.
    `assisted` is what was entered for others, told apart only if neither part gives single people away.
    """
    voters = _people(ballots)
    others = [ballot for ballot in ballots if ballot.how != "own"]
    result: dict[str, Any] = {
        "voters": voters,
        "named": sum(ballot.how in ("named", "guest") for ballot in ballots),
        "room": sum(ballot.people for ballot in ballots if ballot.how == "room"),
        "cast": None,
        "items": None,
    }
    apart = _people(others)
    if voters < FEWEST or 0 < voters - apart < FEWEST:
        return result
    items = [_item(terms, place, ballots) for place in range(len(terms.items))]
    if apart >= FEWEST:
        for place, item in enumerate(items):
            item["assisted"] = _summed(terms, place, others)
    result["items"] = _ranked(terms.way, items)
    result["cast"] = sum(sum(item["counts"]) for item in items)
    return result


def is_sound(vote: Record) -> bool:
    """Whether what came of a vote fits its state and its way, as `totals` makes it: what reads a result
    need not ask again. For votes from elsewhere."""
    result = value_of(vote, "result")
    if (result is None) == (value_of(vote, "state") == "revealed"):
        return False
    if result is None or result["items"] is None:
        return result is None or result["cast"] is None
    width = _WIDTH[vote["way"]]
    items: list[dict[str, Any]] = result["items"]
    lists = [counts for item in items for counts in (item["counts"], item.get("assisted", item["counts"]))]
    if any(len(counts) != width or not all(0 <= n <= _COUNT_MAX for n in counts) for counts in lists):
        return False
    if sorted(item["id"] for item in items) != sorted(value_of(vote, "items")):
        return False
    if result["cast"] != sum(sum(item["counts"]) for item in items):
        return False
    return _ranked(vote["way"], items) == items


def _people(ballots: Sequence[Ballot]) -> int:
    return sum(ballot.people for ballot in ballots)


def _summed(terms: Terms, place: int, ballots: Sequence[Ballot]) -> list[int]:
    start = place * terms.width
    columns = zip(*(ballot.counts[start : start + terms.width] for ballot in ballots), strict=True)
    return [sum(column) for column in columns] or [0] * terms.width


def _item(terms: Terms, place: int, ballots: Sequence[Ballot]) -> dict[str, Any]:
    start = place * terms.width
    single = [ballot for ballot in ballots if ballot.how != "room"]
    people = sum(any(ballot.counts[start : start + terms.width]) for ballot in single)
    return {"id": terms.items[place], "people": people, "counts": _summed(terms, place, ballots)}


def score(way: str, counts: Sequence[int]) -> Fraction | None:
    """By what items are ranked: how many dots or points, yes less no, the mean of a scale, and the sum of
    both means of a matrix. None when nobody has said anything on a scale."""
    if way == "matrix":
        halves = score("scale", counts[:STEPS]), score("scale", counts[STEPS:])
        return None if halves[0] is None or halves[1] is None else halves[0] + halves[1]
    if way == "scale":
        answers = sum(counts)
        marks = sum(step * count for step, count in enumerate(counts, start=1))
        return Fraction(marks, answers) if answers else None
    if way in ("points", "yesno"):
        return Fraction(counts[0] - counts[1])
    return Fraction(counts[0])


def _ranked(way: str, items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    scores = {item["id"]: score(way, item["counts"]) for item in items}
    # What nobody has said anything about comes last.
    keys = {key: (found is None, -(found or 0)) for key, found in scores.items()}
    in_order = sorted(items, key=lambda item: (keys[item["id"]], -item["people"], item["id"]))
    values = [keys[item["id"]] for item in in_order]
    return [
        {
            **item,
            "total": _number(scores[item["id"]]),
            "rank": values.index(value) + 1,
            "tied": values.count(value) > 1,
        }
        for item, value in zip(in_order, values, strict=True)
    ]


def _number(found: Fraction | None) -> int | float | None:
    """With two decimals, and whole where it is whole: one form here and in the browser."""
    if found is None:
        return None
    return int(found) if found.denominator == 1 else round(float(found), 2)
