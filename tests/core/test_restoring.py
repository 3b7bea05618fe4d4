"""From any scene to any earlier one, in ops that each fit and do exactly one thing (HIST3, HIST4)."""

import random
from contextlib import suppress

import pytest

from board.core.apply import apply, replay
from board.core.errors import BoardError
from board.core.kinds import KINDS, OPS_LIMIT
from board.core.ops import Op
from board.core.origins import Origins
from board.core.restoring import copy_ops, grouped, restore_ops
from board.core.scene import EMPTY, Scene
from tests.sim.things import bases, changed, made, some_kind
from tests.support.items import create
from tests.support.scenes import frame, gone, label, note, patch, scene_after

HEAD = 9
SEEDS = range(300)


def carried_out(scene: Scene, ops: list[Op], actor: str = "person_cai") -> Scene:
    """The scene after each group of `ops`, as the writer would carry them out."""
    for group in grouped(ops):
        applied = apply(scene, group, actor=actor, at_ms=99)
        assert len(applied.ops) == len(group) <= OPS_LIMIT, "each op has one effect (APPLY2)"
        assert replay(scene, applied.ops) == applied.scene
        assert replay(applied.scene, applied.inverse) == scene
        scene = applied.scene
    return scene


def plain(scene: Scene) -> dict[str, dict[str, object]]:
    """What people see of a scene: without what merges texts."""
    return {
        item_id: {name: value for name, value in record.items() if name not in ("epoch", "edits")}
        for item_id, record in scene.items()
    }


def some_change(rng: random.Random, scene: Scene, number: int) -> Op:
    """One random op that fits the scene."""
    frames = [None, *(key for key, record in scene.items() if record["kind"] == "frame")]
    do = rng.choice(["add", "add", "frame", "patch", "patch", "move", "delete"])
    if do == "add" or not scene:
        make = rng.choice([note, lambda key, **rest: label(key, "Spazi", **rest)])
        return make(number, frame=rng.choice(frames), x=rng.randrange(9))
    if do == "frame":
        return frame(number, f"Area {number}")
    item_id = rng.choice(sorted(scene))
    if do == "delete":
        return gone(item_id)
    if do == "move" and scene[item_id]["kind"] != "frame":
        return patch(item_id, frame=rng.choice(frames))
    return patch(item_id, x=rng.randrange(9), z=rng.choice(["a0", "a1"]))


def two_moments(rng: random.Random) -> tuple[Scene, Scene]:
    """A scene, and what it had become some changes later."""
    scenes: list[Scene] = [EMPTY]
    for number in range(rng.randrange(2, 40)):
        op = some_change(rng, scenes[-1], number)
        scenes.append(apply(scenes[-1], [op], actor=rng.choice(["person_ada", "person_bob"]), at_ms=1).scene)
    return rng.choice(scenes), scenes[-1]


def some_change_of_any_kind(rng: random.Random, scene: Scene, number: int) -> Op:
    """Things of all kinds, in, on and at each other; perhaps one that does not fit."""
    do = rng.choice(["make", "make", "make", "frame", "change", "change", "lock", "delete", "delete"])
    if do in ("make", "frame") or not scene:
        kind = "frame" if do == "frame" else some_kind(rng, scene)
        return made(rng, scene, kind, f"{kind}-{number:05}")
    record = scene[rng.choice(sorted(scene))]
    if do == "delete":
        return gone(rng.choice([record["id"], *(key for key in bases(scene) if key in scene)]))
    if do == "lock" and "locked" in KINDS[record["kind"]].fields:
        return patch(record["id"], locked=rng.random() < 0.5)
    return patch(record["id"], **changed(rng, scene, record))


@pytest.mark.parametrize("seed", SEEDS)
def test_HIST3_HIST4_any_moment_of_any_kinds_comes_back_and_is_copied(seed: int) -> None:
    """What lies in, on or at something is there again, with its locks, authors and times."""
    rng = random.Random(seed)
    scenes: list[Scene] = [EMPTY]
    for number in range(rng.randrange(2, 60)):
        op = some_change_of_any_kind(rng, scenes[-1], number)
        with suppress(BoardError):
            scenes.append(
                apply(scenes[-1], [op], actor=rng.choice(["person_ada", "person_bob"]), at_ms=1).scene
            )
    then, now = rng.choice(scenes), scenes[-1]

    assert plain(carried_out(now, restore_ops(now, then, head=HEAD))) == plain(then), f"seed {seed}"
    assert plain(carried_out(EMPTY, copy_ops(then))) == plain(then), f"seed {seed}"


@pytest.mark.parametrize("seed", SEEDS)
def test_HIST3_any_moment_comes_back(seed: int) -> None:
    then, now = two_moments(random.Random(seed))

    restored = carried_out(now, restore_ops(now, then, head=HEAD))

    assert plain(restored) == plain(then), f"seed {seed}"


@pytest.mark.parametrize("seed", SEEDS)
def test_HIST3_the_board_never_holds_more_than_the_fuller_of_both(seed: int) -> None:
    then, now = two_moments(random.Random(seed))
    scene = now

    for op in restore_ops(now, then, head=HEAD):
        scene = apply(scene, [op], actor="person_cai", at_ms=99).scene

        assert len(scene) <= max(len(now), len(then)), f"seed {seed}"


def test_HIST3_nothing_to_do_is_no_op() -> None:
    scene = scene_after(frame(1, "Area"), note(1, frame="frame_0001"))

    assert restore_ops(scene, scene, head=HEAD) == []


def test_HIST3_a_deleted_note_keeps_its_author_and_time() -> None:
    then = scene_after(note(1, text="Ombra"), actor="person_bob", at_ms=7)

    restored = carried_out(EMPTY, restore_ops(EMPTY, then, head=HEAD), actor="person_cai")

    record = restored["note_0001"]
    assert (record["author"], record["created_at_ms"], record["text"]) == ("person_bob", 7, "Ombra")


def test_HIST3_a_text_comes_back_by_a_patch() -> None:
    then = scene_after(note(1, text="Ombra"))
    now = apply(then, [patch("note_0001", text="Sole", x=9)], actor="person_bob", at_ms=2).scene

    assert restore_ops(now, then, head=HEAD) == [patch("note_0001", x=0, text="Ombra")]


def test_HIST3_what_was_typed_before_a_deletion_does_not_mix_with_what_comes_after() -> None:
    typed = {"epoch": 3, "edits": {"base": "", "updates": ["AAA="]}}
    then = {"note_0001": {**scene_after(note(1))["note_0001"], **typed}}

    [op] = restore_ops(EMPTY, then, head=HEAD)

    assert op["item"]["epoch"] == (HEAD + 1) * OPS_LIMIT
    assert "edits" not in op["item"]


def test_HIST3_a_frame_that_goes_gives_its_items_back_first() -> None:
    then = scene_after(frame(1, "Old"), note(1, frame="frame_0001"))
    moved = [frame(2, "New"), patch("note_0001", frame="frame_0002"), gone("frame_0001")]
    now = apply(then, moved, actor="person_bob", at_ms=2).scene

    ops = restore_ops(now, then, head=HEAD)

    assert [op["do"] for op in ops] == ["patch", "delete", "restore", "patch"]
    assert plain(carried_out(now, ops)) == plain(then)


def test_HIST4_a_copy_has_everything_with_its_authors() -> None:
    then = scene_after(note(1, z="a1"), frame(1, "Area", z="a2"), label(1, "Spazi"), actor="person_bob")

    copied = carried_out(EMPTY, copy_ops(then))

    assert copied == then


def test_HIST3_many_ops_go_in_entries_of_at_most_a_hundred() -> None:
    then = scene_after(*[note(key) for key in range(250)])

    groups = grouped(restore_ops(EMPTY, then, head=HEAD))

    assert [len(group) for group in groups] == [100, 100, 50]


def test_PROV1_notes_of_a_copied_board_say_where_they_come_from() -> None:
    known = [{"id": "note_0001"}, {"board": "board_000", "id": "note_0000"}]
    then = scene_after(note(1), note(2), patch("note_0002", came_from=known))

    copied = carried_out(EMPTY, copy_ops(then, "board_001"))

    assert copied["note_0001"]["came_from"] == [{"board": "board_001", "id": "note_0001"}]
    assert copied["note_0002"]["came_from"] == [
        {"board": "board_001", "id": "note_0002"},
        {"id": "note_0001"},
    ]


def test_PROV2_a_copied_board_keeps_the_ways_between_decisions_and_notes() -> None:
    then = scene_after(
        note(1),
        note(2, came_from=[{"id": "note_0001"}]),
        create("decision", "decision-1", number=1, sources=["note_0001", "note_gone"]),
    )

    copied = Origins(carried_out(EMPTY, copy_ops(then, "board_001")))

    assert [one["id"] for one in copied.now_in("note_0001")] == ["note_0002"]
    assert copied.led_to().keys() == Origins(then).led_to().keys()
