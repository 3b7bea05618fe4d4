"""Restoring through the real writer, among people who go on changing the board (HIST3)."""

import random

import pytest

from board.core.apply import replay
from board.core.errors import Denied, TextEpoch
from board.core.note_text import typing
from board.core.scene import EMPTY, Scene
from board.core.visibility import Member
from board.live.restoring import WayBack
from board.live.work import Work
from tests.support.rooms import BOARD, Bench, delete, frame, note, patch


def scene_at(bench: Bench, seq: int) -> Scene:
    scene = EMPTY
    for entry in bench.storage.read_after(BOARD, 0, seq):
        scene = replay(scene, entry.ops)
    return scene


def plain(scene: Scene) -> dict[str, dict[str, object]]:
    hidden = ("epoch", "edits")
    return {key: {n: v for n, v in item.items() if n not in hidden} for key, item in scene.items()}


def way_back(bench: Bench, seq: int, person: str = "ada", *, is_prepared: bool = True) -> WayBack:
    made = WayBack(bench.room, person, seq, scene_at(bench, seq))
    if is_prepared:
        made.prepare(bench.room.scene, bench.room.head)
    return made


def carry_out(bench: Bench, way: WayBack) -> object:
    answers: list[object] = []
    bench.room.queued += 1
    bench.registry.writer.write([Work(bench.room, way.person_id, way.plan, answers.append)])
    return answers[0]


def test_HIST3_the_entries_are_the_facilitators_and_everybody_is_told() -> None:
    bench = Bench()
    bench.join("bob")
    bench.send("bob", 1, note("note-0001", text="Ombra"))
    bench.send("bob", 2, delete("note-0001"))

    head = carry_out(bench, way_back(bench, 1))
    bench.room.flush()

    told = bench.outbox.news("sid-bob", "entries")[-1]
    assert (head, told["seq"], told["actor"], told["restores"]) == (3, 3, "ada", 1)
    assert told["ops"][0]["item"]["author"] == "bob"


def test_HIST3_what_comes_before_its_turn_is_taken_into_account() -> None:
    bench = Bench()
    bench.send("bob", 1, note("note-0001"))
    way = way_back(bench, 1)

    bench.send("cai", 1, note("note-0002"), patch("note-0001", x=50))

    carry_out(bench, way)
    assert plain(bench.room.scene) == plain(scene_at(bench, 1))


def test_PERM1_who_is_no_facilitator_any_more_restores_nothing() -> None:
    bench = Bench()
    bench.send("bob", 1, note("note-0001"))
    way = way_back(bench, 0)
    bench.room.members["ada"] = Member("ada", "Ada", "participant")

    answer = carry_out(bench, way)

    assert isinstance(answer, Denied)
    assert bench.room.head == 1


@pytest.mark.parametrize("seed", range(20))
def test_HIST3_any_moment_comes_back_among_everything_else(seed: int) -> None:
    rng = random.Random(seed)
    bench = Bench()
    count = {"ada": 0, "bob": 0, "cai": 0}
    for turn in range(60):
        known = sorted(bench.room.scene)
        frames = [None, *(key for key in known if bench.room.scene[key]["kind"] == "frame")]
        person = rng.choice(["ada", "bob", "cai"])
        if rng.random() < 0.15:
            seq = rng.randint(0, bench.room.head)
            carry_out(bench, way_back(bench, seq, is_prepared=rng.random() < 0.5))
            assert plain(bench.room.scene) == plain(scene_at(bench, seq)), f"seed {seed}"
            continue
        op = rng.choice(
            [
                lambda turn=turn, frames=frames: note(f"note-{turn:04}", frame=rng.choice(frames)),
                lambda turn=turn: frame(f"area-{turn:04}"),
                lambda known=known: patch(rng.choice(known or ["none-0001"]), x=rng.randrange(9)),
                lambda known=known: delete(rng.choice(known or ["none-0001"])),
            ]
        )()
        count[person] += 1
        bench.send(person, count[person], op)

    log = bench.storage.read_after(BOARD, 0, 10_000)
    assert [entry.seq for entry in log] == list(range(1, bench.room.head + 1))
    scenes = [EMPTY]
    for entry in log:
        scenes.append(replay(scenes[-1], entry.ops))
        assert plain(replay(scenes[-1], entry.inverse)) == plain(scenes[-2]), f"seed {seed}"
    assert scenes[-1] == bench.room.scene == bench.storage.load(BOARD).scene


def typed(bench: Bench, item_id: str, text: str, client: int) -> dict[str, object]:
    """The op of somebody who types in a note until it says `text`."""
    record = bench.room.scene[item_id]
    edits = record.get("edits") or {"base": record["text"], "updates": []}
    update = typing(edits["base"], edits["updates"], client, text)
    return {"do": "text", "id": item_id, "epoch": record.get("epoch", 0), "update": update}


def test_HIST3_TXT4_what_was_typed_into_the_text_of_before_has_to_be_typed_anew() -> None:
    bench = Bench()
    bench.send("bob", 1, note("note-0001", text="Ombra"))
    bench.send("bob", 2, typed(bench, "note-0001", "Ombra e verde", 11))
    late = typed(bench, "note-0001", "Ombra e verde e panchine", 12)

    carry_out(bench, way_back(bench, 1))

    assert bench.room.scene["note-0001"]["text"] == "Ombra"
    assert isinstance(bench.send("cai", 1, late), TextEpoch)
    assert bench.send("cai", 1, typed(bench, "note-0001", "Ombra e panchine", 13)) == 4
    assert bench.room.scene["note-0001"]["text"] == "Ombra e panchine"


def test_HIST3_TXT4_a_note_that_comes_back_takes_nothing_that_was_typed_before_it_went() -> None:
    bench = Bench()
    bench.send("bob", 1, note("note-0001", text="Ombra"))
    bench.send("bob", 2, typed(bench, "note-0001", "Ombra e verde", 11))
    late = typed(bench, "note-0001", "Ombra e verde e panchine", 12)
    bench.send("bob", 3, delete("note-0001"))

    carry_out(bench, way_back(bench, 2))

    assert bench.room.scene["note-0001"]["text"] == "Ombra e verde"
    assert isinstance(bench.send("cai", 1, late), TextEpoch)
    assert bench.send("cai", 1, typed(bench, "note-0001", "Ombra, verde", 13)) == 5
