"""Two people who do and undo in any order: hypothesis looks for the shortest way to break a promise."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from board.core import undo
from board.core.apply import apply, replay
from board.core.kinds import KINDS
from board.core.note_text import typing
from board.core.ops import Entry
from board.core.undo import undo_ops
from tests.support.rooms import delete, frame, note, patch

PEOPLE = st.sampled_from(["anna", "bruno"])
WORDS = st.text("abc ", max_size=4)
PICK = st.integers(0, 10_000)
VALUES = {"x": [0, 5, 9], "y": [0, 5, 9], "type": ["I", "P"], "title": ["Area", "Altro"]}


class TwoPeople(RuleBasedStateMachine):
    """Each has a pile to undo and one to redo, as their page does."""

    def __init__(self):
        super().__init__()
        self.scenes = [{}]  # seq -> the board after it
        self.log = []
        self.piles = {person: ([], []) for person in ("anna", "bruno")}  # to undo, to redo: seqs

    @property
    def scene(self):
        return self.scenes[-1]

    def enter(self, person, ops, undoes=None):
        """The seq of the new entry; None when it has no effect and is not kept."""
        seq = len(self.log) + 1
        done = apply(self.scene, ops, actor=person, at_ms=seq)
        if not done.ops:
            return None
        self.log.append(Entry(seq, seq, person, None, done.ops, done.inverse, undoes=undoes))
        self.scenes.append(done.scene)
        return seq

    def do(self, person, *ops):
        seq = self.enter(person, ops)
        if seq is not None:
            self.piles[person][0].append(seq)
            self.piles[person][1].clear()

    def any_of(self, pick, *kinds):
        ids = sorted(key for key, record in self.scene.items() if record["kind"] in kinds)
        return ids[pick % len(ids)] if ids else None

    # Few items, so that people get in each other's way.
    @precondition(lambda self: len(self.scene) < 3)
    @rule(person=PEOPLE, words=WORDS, pick=PICK)
    def adds_a_note(self, person, words, pick):
        inside = self.any_of(pick, "frame") if pick % 2 else None
        self.do(person, note(f"note-{len(self.log):05}", text=words, frame=inside))

    @precondition(lambda self: len(self.scene) < 4)
    @rule(person=PEOPLE, pick=PICK)
    def draws_a_frame_around_something(self, person, pick):
        made, inside = f"frame-{len(self.log):04}", self.any_of(pick, "note")
        self.do(person, frame(made), *([patch(inside, frame=made)] if inside else []))

    @precondition(lambda self: self.scene)
    @rule(person=PEOPLE, pick=PICK, name=st.sampled_from(sorted(VALUES)))
    def sets_a_field(self, person, pick, name):
        item_id = self.any_of(pick, "note", "frame")
        if name in KINDS[self.scene[item_id]["kind"]].fields:
            self.do(person, patch(item_id, **{name: VALUES[name][pick % len(VALUES[name])]}))

    @rule(person=PEOPLE, pick=PICK)
    def moves_a_note_to_another_frame(self, person, pick):
        note_id, frame_id = self.any_of(pick, "note"), self.any_of(pick // 7, "frame")
        if note_id:
            self.do(person, patch(note_id, frame=frame_id if pick % 3 else None))

    @rule(person=PEOPLE, pick=PICK, words=WORDS)
    def types(self, person, pick, words):
        note_id = self.any_of(pick, "note")
        if note_id is None:
            return
        record = self.scene[note_id]
        edits = record.get("edits", {"base": record["text"], "updates": []})
        update = typing(edits["base"], edits["updates"], 10 + len(self.log), record["text"] + words)
        if words:
            self.do(person, {"do": "text", "id": note_id, "epoch": record.get("epoch", 0), "update": update})

    @precondition(lambda self: self.scene)
    @rule(person=PEOPLE, pick=PICK)
    def deletes(self, person, pick):
        self.do(person, delete(self.any_of(pick, "note", "frame")))

    @rule(person=PEOPLE)
    def undoes(self, person):
        self.take_back(person, 0)

    @rule(person=PEOPLE)
    def does_again(self, person):
        """An undo of the undo."""
        self.take_back(person, 1)

    def take_back(self, person, way):
        pile, other = self.piles[person][way], self.piles[person][1 - way]
        if not pile:
            return
        taken = self.log[pile.pop() - 1]
        before, later = self.scene, self.log[taken.seq :]
        undoing = undo_ops(taken, later, before)
        seq = self.enter(person, undoing.ops, undoes=taken.seq)
        if seq is not None:
            other.append(seq)
        if all(entry.actor == person for entry in later):
            assert plain(self.scene) == plain(self.scenes[taken.seq - 1]), "undo of do is identity"
            assert undoing.left == ()
        else:
            self.check_others(taken, before)

    def check_others(self, taken, before):
        theirs = {
            (op["id"], name)
            for entry in self.log[taken.seq :]
            if entry.actor != taken.actor and entry.undoes is None
            for op in entry.ops
            if op["do"] == "patch"
            for name in op["set"].keys() & KINDS[before.get(op["id"], {"kind": "note"})["kind"]].fields.keys()
        }
        for item_id, name in theirs:
            if item_id in before:
                assert self.scene.get(item_id, {}).get(name) == before[item_id][name], (item_id, name)

    @invariant()
    def the_log_is_the_board(self):
        if self.log:
            assert replay(self.scenes[-2], self.log[-1].ops) == self.scene

    @invariant()
    def every_item_is_in_a_frame_that_is_there(self):
        for record in self.scene.values():
            assert record.get("frame") is None or self.scene[record["frame"]]["kind"] == "frame"


def plain(scene):
    """The scene without how its texts came to be."""
    return {
        key: {name: value for name, value in record.items() if name not in ("epoch", "edits")}
        for key, record in scene.items()
    }


PATIENCE = settings(
    max_examples=100,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def test_UNDO_of_do_is_identity_and_nobodys_later_field_is_changed():
    run_state_machine_as_test(TwoPeople, settings=PATIENCE)


def test_UNDO2_a_planted_mistake_is_found(monkeypatch):
    monkeypatch.setattr(undo.Touches, "has_field", lambda *_: False)

    # It stops when it has found one: where in the sequence that is depends on the code it goes through.
    many = settings(PATIENCE, phases=[Phase.generate], max_examples=3_000)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(TwoPeople, settings=many)
