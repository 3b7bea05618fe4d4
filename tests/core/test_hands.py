"""Who speaks next: room and remote in turns (HAND3)."""

import random

import pytest

from board.core.hands import in_turn, side_of


def order(*hands, **turns):
    """Names in the order of their turn; each hand is "name:side"."""
    split = [tuple(hand.split(":")) for hand in hands]
    return [name for name, _ in in_turn(split, lambda hand: hand[1], turns)]


def test_HAND3_room_and_remote_speak_in_turns_and_each_in_the_order_of_the_hands():
    assert order("a:room", "b:room", "c:room", "d:remote", "e:remote") == ["a", "d", "b", "e", "c"]


def test_HAND3_who_had_the_last_turn_lets_the_other_side_go_first():
    assert order("a:room", "b:remote", room=3, remote=2) == ["b", "a"]


def test_HAND3_where_nobody_has_said_where_they_are_the_first_hand_is_the_first():
    assert order("a:", "b:", "c:") == ["a", "b", "c"]


def test_HAND3_helpers_are_in_the_room_and_telephones_are_not():
    assert [side_of(mode) for mode in ("room", "assisted", "remote", "phone", "")] == [
        "room",
        "room",
        "remote",
        "remote",
        "",
    ]


@pytest.mark.parametrize("seed", range(200))
def test_HAND3_nobody_is_lost_and_no_side_waits_for_two_turns_of_another(seed):
    rng = random.Random(seed)
    hands = [(n, rng.choice(["room", "remote", ""])) for n in range(rng.randrange(30))]
    said = in_turn(hands, lambda hand: hand[1], {side: rng.randrange(5) for side in ("room", "remote")})

    assert sorted(said) == hands, seed
    for side in ("room", "remote", ""):
        theirs = [hand for hand in said if hand[1] == side]
        assert theirs == sorted(theirs), seed
    for place, (_, side) in enumerate(said):
        others = {one for _, one in said[place + 1 :]} - {side}
        again = next((n for n in range(place + 1, len(said)) if said[n][1] == side), len(said))
        between = {one for _, one in said[place + 1 : again]}
        assert place == 0 or again == len(said) or others <= between, seed
