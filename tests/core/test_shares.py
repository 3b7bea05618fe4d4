"""Shares of contributions for who leads: never by name, and nobody can be told apart (SHARE1)."""

import random

import pytest

from board.core.scene import scene_of
from board.core.shares import LEAST, Group, shares
from board.core.visibility import Member
from tests.support.items import new_item


def a_board(authors, **people_at):
    notes = [
        {**new_item("note", f"note-{n:04}"), "author": author, "created_at_ms": 0}
        for n, author in enumerate(authors)
    ]
    tables = [
        {**new_item("table", key, people=people), "author": "ada", "created_at_ms": 0}
        for key, people in people_at.items()
    ]
    return scene_of([*notes, *tables])


def members(count, **values):
    return [Member(f"person-{n}", f"Name {n}", "participant", **values) for n in range(count)]


def test_SHARE1_tables_are_compared_by_people_and_by_what_they_have_contributed():
    ids = [f"person-{n}" for n in range(6)]
    scene = a_board(["person-0", "person-0", "person-4", "ada", ""], table_one=ids[:3], table_two=ids[3:])
    told = shares(scene, [*members(6), Member("ada", "Ada", "facilitator")], {})

    assert told["all"] == [Group(None, 6, 3)]
    assert told["table"] == [Group("table_one", 3, 2), Group("table_two", 3, 1)]


def test_SHARE1_a_group_of_fewer_than_three_goes_with_others_and_hides_behind_the_next():
    people = [
        *members(4, mode="room"),
        Member("far", "Far", "participant", mode="remote"),
        *[Member(f"helped-{n}", "Helped", "participant", is_helped=True) for n in range(3)],
    ]
    told = shares(a_board(["far"]), people, {})
    assert told["mode"] == [Group("room", 4, 0), Group(None, 4, 1)]


def test_SHARE1_where_nobody_can_be_told_apart_nothing_is_told():
    told = shares(a_board(["person-0"]), members(2), {"person-0": "it", "person-1": "en"})
    assert (told["table"], told["mode"], told["language"]) == ([], [], [])


@pytest.mark.parametrize("seed", range(300))
def test_SHARE1_every_group_that_is_told_has_enough_people_and_all_are_counted_once(seed):
    rng = random.Random(seed)
    people = [
        Member(f"person-{n}", "X", "participant", mode=rng.choice(["", "room", "remote", "phone"]))
        for n in range(rng.randrange(15))
    ]
    languages = {one.person_id: rng.choice(["it", "en", "ar", None]) for one in people}
    told = shares(a_board([f"person-{rng.randrange(20)}" for _ in range(30)]), people, languages)
    [total] = told.pop("all")

    for groups in told.values():
        assert all(group.people >= LEAST for group in groups), seed
        assert not groups or sum(group.people for group in groups) == total.people, seed
        assert not groups or sum(group.contributions for group in groups) == total.contributions, seed


def test_HAND3_who_has_no_device_is_assisted_unless_somebody_says_otherwise():
    people = [Member(f"p{n}", "P", "participant", is_helped=True) for n in range(3)]
    people += [Member(f"q{n}", "Q", "participant", is_helped=True, mode="phone") for n in range(3)]

    told = shares({}, people, {})

    assert told["mode"] == [Group("assisted", 3, 0), Group("phone", 3, 0)]
