"""HIDE3: what is told of hidden items says nothing of what was in them, and leads to the same board."""

import json
from typing import Any

import pytest

from board.core.apply import apply, replay
from board.core.history import describe
from board.core.kinds import KINDS
from board.core.log import PastEntry
from board.core.ops import Entry, Op
from board.core.scene import EMPTY, Scene
from board.core.undo import undo_ops
from board.core.visibility import Viewer, project
from tests.support.items import new_item
from tests.support.typists import typed

ID = "item_00001"
OF_PEOPLE = [kind.name for kind in KINDS.values() if kind.is_on_board and not kind.is_for_facilitators]
SAID: dict[str, Any] = {
    **dict.fromkeys(("text", "title", "alt"), "Ugo is late"),
    "url": "https://example.org/ugo",
    "emoji": "🐌",
    "points": [11, 22, 33, 444, 555, 66],
    "asset": "abcdef0123" * 4,
    "people": ["person_ugo1"],
}
SEEN_BY = Viewer("person_bob", "participant", frozenset((ID,)))
LEADS = Viewer("person_ada", "facilitator")


def said_in(kind: str) -> dict[str, Any]:
    """The fields of this kind in which people say something."""
    return {name: SAID[of] for name, of in KINDS[kind].fields.items() if of in SAID}


def entries_of(*changes: Op) -> list[Entry]:
    """The log of these changes, one entry each."""
    scene, log = EMPTY, []
    for seq, op in enumerate(changes, start=1):
        applied = apply(scene, [op], actor="person_bob", at_ms=seq)
        scene = applied.scene
        log.append(Entry(seq, seq, "person_bob", None, applied.ops, applied.inverse))
    return log


def thread_before(kind: str) -> list[Op]:
    return [{"do": "create", "item": new_item("comment", "comment-01")}] if kind == "reply" else []


@pytest.mark.parametrize("kind", OF_PEOPLE)
def test_HIDE3_no_word_of_a_hidden_item_is_told_whatever_its_kind(kind):
    said = said_in(kind)
    log = entries_of(
        *thread_before(kind),
        {"do": "create", "item": new_item(kind, ID, **said)},
        *([{"do": "patch", "id": ID, "set": {"z": "a5"}}]),
    )
    record = replay(EMPTY, [op for entry in log for op in entry.ops])[ID]

    for told in (project(dict(record), SEEN_BY), [project(entry, SEEN_BY) for entry in log]):
        for value in said.values():
            assert json.dumps(value) not in json.dumps(told)
    assert project(dict(record), LEADS) == record
    assert json.dumps(said) in json.dumps([said, [project(entry, LEADS) for entry in log]])


def test_HIDE3_nor_what_was_typed_into_it_nor_what_it_said_later():
    made = {"do": "create", "item": new_item("note", ID, text="Ugo")}
    typing = typed({"id": ID, "text": "Ugo"}, "Ugo is late", 77)
    log = entries_of(made, typing, {"do": "patch", "id": ID, "set": {"text": "Ugo is slow", "x": 9}})

    told = [project(entry, SEEN_BY) for entry in log]

    assert told[1]["ops"] == [{"do": "patch", "id": ID, "set": {"text": ""}}]
    assert told[2]["ops"] == [
        {"do": "patch", "id": ID, "set": {"text": "", "x": 9, "epoch": 1, "edits": None}}
    ]
    for word in ("Ugo", "late", "slow", typing["update"]):
        assert word not in json.dumps(told)


@pytest.mark.parametrize("since", [0, 1, 2, 3])
def test_HIDE3_who_catches_up_from_any_moment_has_the_same_board(since):
    beside = {"do": "create", "item": new_item("note", "item_00002", text="Shade")}
    made = {"do": "create", "item": new_item("note", ID, text="Ugo")}
    typing = typed({"id": ID, "text": "Ugo"}, "Ugo is late", 77)
    log = entries_of(beside, made, typing, {"do": "delete", "id": ID})
    known: Scene = replay(EMPTY, [op for entry in log[:since] for op in entry.ops])

    told = [op for entry in log[since:] for op in project(entry, SEEN_BY)["ops"]]

    assert replay(known, told) == replay(EMPTY, [op for entry in log for op in entry.ops])


def test_HIDE3_the_history_tells_what_was_done_but_not_what_was_said():
    made = {"do": "create", "item": new_item("note", ID, text="Ugo is late")}
    _, last = entries_of(made, {"do": "delete", "id": ID})
    past = PastEntry(last.seq, last.at_ms, last.actor, None, None, None, last.ops, last.inverse)

    [told] = describe(past, SEEN_BY, {})["did"]
    [known] = describe(past, LEADS, {})["did"]

    assert told == {"do": "delete", "kind": "note", "ids": [ID], "n": 1}
    assert known == {**told, "text": "Ugo is late"}


def test_HIDE3_an_undo_leaves_away_what_is_hidden_and_what_was_on_it():
    on = {"from": {"item": ID, "side": "auto"}}
    made = [
        {"do": "create", "item": new_item("note", ID)},
        {"do": "create", "item": new_item("note", "item_00002")},
        {"do": "create", "item": new_item("connector", "item_00003", **on)},
    ]
    deleted = apply(
        entries_scene(made),
        [{"do": "delete", "id": ID}, {"do": "delete", "id": "item_00002"}],
        actor="b",
        at_ms=9,
    )
    entry = Entry(4, 9, "b", None, deleted.ops, deleted.inverse)

    undoing = undo_ops(entry, (), deleted.scene, frozenset((ID,)))

    assert [op["item"]["id"] for op in undoing.ops] == ["item_00002"]
    assert {left.id for left in undoing.left} == {ID, "item_00003"}


def entries_scene(ops: list[Op]) -> Scene:
    return apply(EMPTY, ops, actor="b", at_ms=1).scene
