"""The undo cases that Python and TypeScript share, and that undo of do is identity."""

import json
import random
from dataclasses import asdict
from pathlib import Path

import pytest

from board.core.apply import apply
from board.core.errors import BoardError
from board.core.ops import Entry
from board.core.scene import scene_of
from board.core.undo import undo_ops
from tests.support.items import some_op

PROTOCOL = Path(__file__).parent.parent / "protocol"


def undo_cases():
    for path in sorted(PROTOCOL.glob("undo_*.json")):
        for case in json.loads(path.read_text("utf-8"))["cases"]:
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


def entry_of(shape):
    return Entry(
        seq=shape["seq"],
        at_ms=0,
        actor=shape["actor"],
        op_id=None,
        ops=tuple(shape["ops"]),
        inverse=tuple(shape.get("inverse", ())),
        undoes=shape.get("undoes"),
        restores=shape.get("restores"),
    )


@pytest.mark.parametrize("case", list(undo_cases()))
def test_UNDO_shared_case(case):
    scene = scene_of(case["scene"])

    undoing = undo_ops(entry_of(case["entry"]), [entry_of(later) for later in case["later"]], scene)

    assert list(undoing.ops) == case["expect"]["ops"]
    assert [asdict(left) for left in undoing.left] == case["expect"]["left"]
    apply(scene, undoing.ops, actor="person-bruno", at_ms=0)


@pytest.mark.parametrize("seed", range(200))
def test_UNDO_of_do_is_identity_and_redo_of_undo_too(seed):
    rng = random.Random(seed)
    scene = {}
    for seq in range(1, 40):
        ops = [some_op(rng, scene) for _ in range(rng.randint(1, 4))]
        try:
            done = apply(scene, ops, actor="ada", at_ms=seq)
        except BoardError:
            continue
        entry = Entry(seq, seq, "ada", None, done.ops, done.inverse)

        undoing = undo_ops(entry, [], done.scene)
        undone = apply(done.scene, undoing.ops, actor="ada", at_ms=seq + 1000)
        undo = Entry(seq + 1, seq + 1, "ada", None, undone.ops, undone.inverse, undoes=seq)
        again = apply(undone.scene, undo_ops(undo, [], undone.scene).ops, actor="ada", at_ms=seq + 2000)

        assert undone.scene == scene, f"seed {seed}: undo of entry {seq} is not identity"
        assert again.scene == done.scene, f"seed {seed}: redo of entry {seq} is not identity"
        assert undoing.left == ()
        scene = done.scene
