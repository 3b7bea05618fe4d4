"""VIS3: what a `draft` message may say, and what a reveal makes of private notes."""

from random import Random

import pytest

from board.core.drafts import Chance, Draft, decode_draft, revealed
from board.core.errors import BoardError
from board.core.ids import make_id
from board.core.ops import check_ops
from tests.support.rooms import frame, note

ID = ["client-0001", 1]


def put(**changes):
    return {"id": ID, "put": note("draft-0001", **changes)["item"], "round": 0}


def chance(seed: int = 1) -> Chance:
    random = Random(seed)
    return Chance(random.randrange, lambda: make_id(random.randrange))


def draft(person_id: str, text: str, *, number: int = 1, is_anonymous: bool = False, **changes) -> Draft:
    item = note(f"draft-{number:04}", text=text, **changes)["item"]
    return Draft(person_id, item, 0, number, is_anonymous)


def made(drafts, scene=None, seed=1, **options):
    ops = revealed(drafts, scene or {}, at_ms=9, chance=chance(seed), **options)
    return [op["item"] for op in ops]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (None, "bad.shape"),
        ({}, "bad.shape"),
        ({"id": ID}, "bad.shape"),
        ({"id": ["short", 1], "gone": "draft-0001"}, "bad.shape"),
        ({"id": ID, "gone": "draft-0001", "round": 0}, "bad.shape"),
        ({"id": ID, "gone": "draft-0001", "publish": "draft-0001"}, "bad.shape"),
        ({"id": ID, "gone": 7}, "bad.shape"),
        ({"id": ID, "publish": "?"}, "bad.shape"),
        ({**put(), "round": -1}, "bad.shape"),
        ({**put(), "round": True}, "bad.shape"),
        ({**put(), "round": 1.0}, "bad.shape"),
        ({**put(), "put": "text"}, "bad.shape"),
        ({**put(), "put": frame("area-00001")["item"]}, "bad.shape"),
        (put(type="Z"), "bad.shape"),
        (put(x=float("nan")), "bad.number"),
        (put(text="a\x00b"), "bad.text"),
        (put(text="x" * 2_001), "text.too_long"),
        (put(author="person_ada"), "bad.field"),
        (put(locked=True), "bad.field"),
        (put(group="group-0001"), "bad.field"),
        (put(cluster="cluster-01"), "bad.field"),
    ],
)
def test_VIS3_a_private_note_is_checked_like_every_other(message, code):
    with pytest.raises(BoardError) as caught:
        decode_draft(message)

    assert caught.value.code == code


def test_KIND1_a_private_note_names_no_defaults():
    assert "locked" not in (decode_draft(put(locked=False, colour="")).put or {})


def test_VIS3_what_is_revealed_are_notes_that_a_board_takes():
    notes = made([draft("bob", "one"), draft("cai", "two", number=2)])

    plain = [
        {key: value for key, value in item.items() if key not in ("author", "created_at_ms")}
        for item in notes
    ]
    assert check_ops([{"do": "create", "item": item} for item in plain])


def test_VIS3_a_reveal_tells_nothing_of_when_and_in_which_order_it_was_written():
    first = [draft("bob", f"note {n}", number=n, z=f"a{n}", x=300 * n) for n in range(9)]
    second = [draft("bob", f"note {n}", number=100 - n, z=f"b{9 - n}", x=300 * n) for n in reversed(range(9))]

    assert made(first) == made(second)


def test_VIS3_a_reveal_without_names_tells_nothing_of_who_wrote_what():
    first = [draft(person, f"by {n}", x=300 * n) for n, person in enumerate(["bob", "cai", "bob"])]
    second = [draft(person, f"by {n}", x=300 * n) for n, person in enumerate(["cai", "ada", "ada"])]

    assert made(first, is_anonymous=True) == made(second, is_anonymous=True)
    assert made(first) != made(second)


def test_VIS3_a_reveal_is_shuffled():
    notes = [draft("bob", f"note {n}", number=n, x=300 * n) for n in range(8)]

    orders = {tuple(item["text"] for item in made(notes, seed=seed)) for seed in range(20)}

    assert len(orders) > 15


def test_VIS3_revealed_notes_lie_above_everything_in_the_order_of_the_shuffle():
    scene = {"note-0001": note("note-0001", z="a5")["item"]}

    keys = [item["z"] for item in made([draft("bob", f"{n}", x=300 * n) for n in range(4)], scene)]

    assert keys == sorted(keys)
    assert keys[0] > "a5"


def test_BEHALF1_a_reveal_says_whose_it_is_and_who_typed_it():
    [item] = made([draft("person_ada", "a", **{"for": "person_rosa"})])

    assert (item["author"], item["entered_by"]) == ("person_rosa", "person_ada")
    assert "for" not in item


def test_BEHALF1_an_anonymous_reveal_forgets_both():
    [item] = made([draft("person_ada", "a", is_anonymous=True, **{"for": "person_rosa"})])

    assert item["author"] == ""
    assert not {"for", "entered_by"} & item.keys()
