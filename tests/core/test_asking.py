"""What an entry did can be asked for again, and leads to the same (FILE1)."""

import random
from typing import Any

import pytest

from board.core.apply import Applied, apply
from board.core.asking import asked
from board.core.errors import BadShape, BoardError
from board.core.note_text import typing
from board.core.ops import Op
from board.core.scene import EMPTY, Scene
from tests.support.scenes import frame, gone, label, note, patch

ADA, AT = "person_ada", 7


def again(scene: Scene, done: Applied, actor: str = ADA, at_ms: int = AT) -> Applied:
    """The effect of an entry, asked for on the same scene."""
    return apply(scene, [asked(op, actor=actor, at_ms=at_ms) for op in done.ops], actor=actor, at_ms=at_ms)


def typed(scene: Scene, item_id: str, text: str, client: int) -> Op:
    record = scene[item_id]
    edits = record.get("edits") or {"base": record["text"], "updates": []}
    update = typing(edits["base"], edits["updates"], client, text)
    return {"do": "text", "id": item_id, "epoch": record.get("epoch", 0), "update": update}


def some_ops(rng: random.Random, scene: Scene, number: int, lost: dict[str, Any]) -> list[Op]:
    """What a client or the server may ask for."""
    texts = sorted(key for key, record in scene.items() if record["kind"] != "frame")
    do = rng.choice(["add", "frame", "type", "type", "patch", "write", "rebuild", "delete", "restore"])
    if do == "add" or not texts:
        return [note(number, text="Ombra") if rng.random() < 0.5 else label(number, "Spazi")]
    if do == "frame":
        return [frame(number, "Area"), patch(rng.choice(texts), frame=f"frame_{number:04}")]
    if do == "restore":
        back = [record for key, record in lost.items() if key not in scene]
        outside = [{**record, "frame": None} if "frame" in record else record for record in back]
        return [{"do": "restore", "item": rng.choice(outside)}] if outside else []
    item_id = rng.choice(texts)
    if do == "type":
        return [typed(scene, item_id, scene[item_id]["text"] + rng.choice("abc"), 100 + number)]
    if do == "rebuild":
        return [{"do": "rebuild", "id": item_id}]
    if do == "delete":
        return [gone(rng.choice(sorted(scene)))]
    return [patch(item_id, text=f"Sole {number}") if do == "write" else patch(item_id, x=rng.randrange(9))]


@pytest.mark.parametrize("seed", range(40))
def test_FILE1_every_entry_can_be_carried_out_again(seed: int) -> None:
    rng = random.Random(seed)
    scene, lost = EMPTY, dict[str, Any]()
    for number in range(60):
        ops = some_ops(rng, scene, number, lost)
        done = apply(scene, ops, actor=ADA, at_ms=AT + number)

        assert again(scene, done, at_ms=AT + number) == done, f"seed {seed}"

        lost.update((op["item"]["id"], op["item"]) for op in done.inverse if op["do"] == "create")
        scene = done.scene


@pytest.mark.parametrize(
    "change",
    [
        {"author": "no"},
        {"author": None},
        {"created_at_ms": -1},
        {"created_at_ms": True},
        {"epoch": "1"},
        {"edits": {}},
        {"edits": {"base": "", "updates": "x"}},
        {"edits": {"base": "\0", "updates": []}},
        {"flavour": "red"},
    ],
)
def test_FILE1_an_item_that_no_op_could_make_is_refused(change: dict[str, Any]) -> None:
    item = {**note(1)["item"], "author": "person_bob", "created_at_ms": 1, **change}

    with pytest.raises(BoardError):
        asked({"do": "create", "item": item}, actor=ADA, at_ms=AT)


@pytest.mark.parametrize(
    "op", [{}, {"do": "undo", "of": ["client-1", 1]}, {"do": "rebuild", "id": "note_0001"}]
)
def test_FILE1_what_is_no_effect_is_refused(op: Op) -> None:
    with pytest.raises(BadShape):
        asked(op, actor=ADA, at_ms=AT)
