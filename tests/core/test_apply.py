"""The apply cases that Python and TypeScript share, and what apply promises for any ops."""

import copy
import json
import random
from pathlib import Path

import pytest

from board.core.apply import apply, replay
from board.core.errors import BoardError
from board.core.scene import scene_of
from tests.support.items import some_op

PROTOCOL = Path(__file__).parent.parent / "protocol"


def apply_cases():
    for path in sorted(PROTOCOL.glob("apply_*.json")):
        for case in json.loads(path.read_text("utf-8"))["cases"]:
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


@pytest.mark.parametrize("case", list(apply_cases()))
def test_APPLY_shared_case(case):
    scene = scene_of(case["scene"])
    expect = case["expect"]
    if "error" in expect:
        with pytest.raises(BoardError) as refusal:
            apply(scene, case["ops"], actor=case["actor"], at_ms=case["at_ms"])
        assert refusal.value.code == expect["error"]
        return

    applied = apply(scene, case["ops"], actor=case["actor"], at_ms=case["at_ms"])

    assert sorted(applied.scene.values(), key=lambda record: record["id"]) == expect["items"]
    assert list(applied.ops) == expect["ops"]
    assert list(applied.inverse) == expect["inverse"]


@pytest.mark.parametrize("seed", range(200))
def test_APPLY_random_ops_replay_invert_and_never_mutate(seed):
    rng = random.Random(seed)
    scene = {}
    for step in range(40):
        before = copy.deepcopy(scene)
        ops = [some_op(rng, scene) for _ in range(rng.randint(1, 4))]
        try:
            applied = apply(scene, ops, actor="ada", at_ms=step)
        except BoardError:
            assert scene == before, f"seed {seed}: a refused batch changed the scene"
            continue
        assert scene == before, f"seed {seed}: apply mutated its input"
        assert replay(scene, applied.ops) == applied.scene, f"seed {seed}: replay differs"
        assert replay(applied.scene, applied.inverse) == before, f"seed {seed}: the inverse differs"
        scene = applied.scene
