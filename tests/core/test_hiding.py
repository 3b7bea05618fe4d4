"""HIDE1, HIDE2: what hiding takes off a board, and what brings it back."""

import pytest

from board.core.apply import apply, replay
from board.core.errors import BadShape, ItemMissing, TextTooLong
from board.core.errors_moderation import NoPlace, NoReason
from board.core.hiding import check_reason, given_back, hide, put_back, told_to_author, told_to_leader
from tests.support.items import create
from tests.support.scenes import frame, gone, note, patch, scene_after


def hidden(scene, item_id, by="person_lea"):
    return hide(scene, item_id, "Names somebody", hidden_id="hidden_0001", by=by, at_ms=7)


def changed(scene, *ops):
    return apply(scene, ops, actor="person_bob", at_ms=9).scene


@pytest.fixture
def scene():
    return scene_after(
        frame(1, "Causes"),
        note(1, text="Bob is lazy", frame="frame_0001"),
        note(2),
        create("connector", "line_0001", **{"from": {"item": "note_0001"}, "to": {"item": "note_0002"}}),
        create("comment", "comment_1", on="note_0001", text="Is he?"),
        create("reply", "reply_001", thread="comment_1", text="No"),
    )


def test_HIDE1_a_hidden_item_goes_with_all_that_is_on_it(scene):
    one = hidden(scene, "note_0001")

    assert replay(scene, one.ops).keys() == {"frame_0001", "note_0002"}
    assert one.item == scene["note_0001"]
    assert (one.author, one.is_read) == ("person_ada", False)


def test_HIDE2_it_comes_back_as_it_was_with_connectors_and_comments(scene):
    one = hidden(scene, "note_0001")
    without = replay(scene, one.ops)

    assert apply(without, put_back(one, without), actor="person_lea", at_ms=9).scene == scene


def test_HIDE2_what_others_did_meanwhile_stays(scene):
    grouped = apply(
        scene,
        [create("cluster", "cluster_1", x=0, y=0), patch("note_0002", cluster="cluster_1")],
        actor="person_ada",
        at_ms=0,
    ).scene
    one = hidden(grouped, "cluster_1")
    after = changed(
        replay(grouped, one.ops),
        create("cluster", "cluster_2", x=0, y=0),
        patch("note_0002", cluster="cluster_2"),
    )

    back = changed(after, *put_back(one, after))

    assert back["note_0002"]["cluster"] == "cluster_2"
    assert "cluster_1" in back


def test_HIDE2_what_is_free_comes_back_into_what_it_was_in(scene):
    grouped = apply(
        scene,
        [create("cluster", "cluster_1", x=0, y=0), patch("note_0002", cluster="cluster_1")],
        actor="person_ada",
        at_ms=0,
    ).scene
    one = hidden(grouped, "cluster_1")
    after = replay(grouped, one.ops)
    assert after["note_0002"].get("cluster") is None

    assert changed(after, *put_back(one, after))["note_0002"]["cluster"] == "cluster_1"


def test_HIDE2_without_its_frame_it_lies_outside_and_without_what_it_was_on_it_stays_away(scene):
    of_note, of_comment = hidden(scene, "note_0001"), hidden(scene, "comment_1")
    after = changed(replay(scene, of_note.ops), gone("frame_0001"))

    assert changed(after, *put_back(of_note, after))["note_0001"]["frame"] is None
    with pytest.raises(NoPlace):
        put_back(of_comment, after)


def test_HIDE2_what_is_there_again_is_left_as_it_is(scene):
    assert put_back(hidden(scene, "note_0001"), scene) == ()


@pytest.mark.parametrize(("item_id", "error"), [("frame_0001", BadShape), ("note_none", ItemMissing)])
def test_HIDE1_only_what_people_contributed_can_be_hidden(scene, item_id, error):
    with pytest.raises(error):
        hidden(scene, item_id)


@pytest.mark.parametrize(("why", "error"), [("", NoReason), (" \n", NoReason), ("x" * 301, TextTooLong)])
def test_HIDE1_there_is_always_a_reason_of_some_length(why, error):
    with pytest.raises(error):
        check_reason(why)
    assert check_reason(" Spam ") == "Spam"


def test_HIDE1_who_wrote_it_is_told_until_they_have_read_it_or_it_is_back(scene):
    one = hidden(scene, "note_0001")

    told = [
        {"id": "hidden_0001", "kind": "note", "words": "Bob is lazy", "why": "Names somebody", "at_ms": 7}
    ]
    assert told_to_author([one], "person_ada", {}) == told
    assert told_to_author([one], "person_ada", scene) == []  # a moment has brought it back
    assert told_to_author([one], "person_bob", {}) == []
    assert told_to_author([given_back(one, by="person_lea", at_ms=9)], "person_ada", {}) == []
    assert told_to_author([hidden(scene, "note_0001", by="person_ada")], "person_ada", {}) == []


def test_HIDE1_nobody_is_told_of_an_anonymous_note(scene):
    anonymous = {**scene, "note_0002": {**scene["note_0002"], "author": ""}}

    assert told_to_author([hidden(anonymous, "note_0002")], "", {}) == []


def test_HIDE1_who_leads_sees_whether_it_is_back_by_whatever_way(scene):
    one = hidden(scene, "note_0001")

    assert told_to_leader(one, {})["is_back"] is False
    assert told_to_leader(one, scene)["is_back"] is True
    assert told_to_leader(given_back(one, by="person_lea", at_ms=9), {})["back_by"] == "person_lea"
