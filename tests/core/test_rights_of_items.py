"""What depends on the item itself: locks (LOCK1), and whose comment it is (TALK1)."""

import pytest

from board.core.errors import Denied
from board.core.errors_items import ItemLocked, NotYours
from board.core.errors_people import NotYourItem
from board.core.roles import authorize_ops
from board.core.scene import scene_of
from tests.support.items import create, new_item


def item(kind, item_id, author="person_ada", **values):
    return {**new_item(kind, item_id, **values), "author": author, "created_at_ms": 0}


SCENE = scene_of(
    [
        item("note", "note_0001", locked=True),
        item("note", "note_0002"),
        item("comment", "talk_0001", on="note_0002"),
        item("comment", "talk_0002", "person_bob"),
    ]
)


def may(role, *ops, person="person_bob"):
    authorize_ops(role, ops, SCENE, person)


def patch(item_id, **values):
    return {"do": "patch", "id": item_id, "set": values}


def gone(item_id):
    return {"do": "delete", "id": item_id}


TYPED = {"do": "text", "id": "note_0001", "epoch": 0, "update": "AAA="}


@pytest.mark.parametrize("op", [patch("note_0001", x=1), gone("note_0001"), TYPED])
def test_LOCK1_what_is_locked_is_the_facilitators(op):
    with pytest.raises(ItemLocked):
        may("participant", op)
    may("facilitator", op)
    may("co-facilitator", op)


@pytest.mark.parametrize(
    "op",
    [
        patch("note_0001", locked=False),
        patch("note_0002", locked=True),
        create("dot", "dot_00001", locked=True),
    ],
)
def test_LOCK1_only_facilitators_lock_and_unlock(op):
    with pytest.raises(Denied):
        may("participant", op)
    may("facilitator", op)


def test_LOCK1_what_is_made_and_locked_in_one_message_is_refused_too():
    with pytest.raises(Denied):
        may("participant", create("dot", "dot_00001"), patch("dot_00001", locked=True))
    may("participant", create("dot", "dot_00001"), patch("dot_00001", x=1))


@pytest.mark.parametrize("value", [{"state": "revealed"}, {"state": "open"}, {"items": ["note_0002"]}])
def test_VOTE2_no_vote_is_made_and_then_opened_or_revealed_by_ops_of_one_message(value):
    with pytest.raises(Denied):
        may("facilitator", create("vote", "vote_0001"), patch("vote_0001", **value))
    may("facilitator", create("vote", "vote_0001"), patch("vote_0001", title="Which first?"))


@pytest.mark.parametrize(
    "op", [patch("talk_0001", text="x"), patch("talk_0001", mentions=[]), gone("talk_0001")]
)
def test_TALK1_a_comment_is_its_authors(op):
    with pytest.raises(NotYours):
        may("participant", op)
    may("participant", op, person="person_ada")
    may("facilitator", op)


def test_TALK1_everybody_who_writes_resolves_moves_and_answers():
    may("participant", patch("talk_0001", resolved=True), patch("talk_0001", x=9))
    may("participant", create("reply", "reply_001", thread="talk_0001"))


def test_TALK1_a_comment_goes_with_what_it_is_on():
    may("participant", gone("talk_0001"), gone("note_0002"))


# --- participants only add (PERM4) ------------------------------------------------------------------


def only_adds(role, *ops, person="person_bob"):
    authorize_ops(role, ops, SCENE, person, is_add_only=True)


@pytest.mark.parametrize(
    "op",
    [
        patch("note_0002", x=1),
        patch("note_0002", text="Mine now"),
        gone("note_0002"),
        {"do": "text", "id": "note_0002", "epoch": 0, "update": "AAA="},
    ],
)
def test_PERM4_participants_leave_alone_what_others_have_made(op):
    with pytest.raises(NotYourItem):
        only_adds("participant", op)
    only_adds("participant", op, person="person_ada")
    only_adds("co-facilitator", op)
    only_adds("facilitator", op)
    may("participant", op)


def test_PERM4_everybody_adds_and_comments():
    only_adds("participant", create("note", "note_0003"))
    only_adds("participant", create("comment", "talk_0003", on="note_0002"))
    only_adds("participant", create("reply", "reply_001", thread="talk_0001"))
    only_adds("participant", patch("talk_0001", resolved=True))


def test_PERM4_what_others_put_on_ones_own_goes_with_it():
    only_adds("participant", gone("note_0002"), gone("talk_0001"), person="person_ada")


def test_PERM4_locks_stay_locks():
    with pytest.raises(ItemLocked):
        only_adds("participant", patch("note_0001", x=1), person="person_ada")
