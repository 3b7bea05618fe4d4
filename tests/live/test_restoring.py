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
from tests.sim.things import changed, loose_ends, made, some_kind
from tests.support.items import ASSET, create
from tests.support.rooms import BOARD, Bench, delete, frame, note, patch, refusal_code


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


def hung_together(bench: Bench) -> None:
    """One of nearly everything: in a frame and a cluster, connected, commented on, answered, locked."""
    bench.storage.add_picture(BOARD, ASSET)
    at = {"item": "image-001", "side": "auto"}
    bench.send("ada", 1, frame("area-0001"), patch("area-0001", background="blue"))
    bench.send(
        "bob",
        1,
        create("cluster", "group-001", frame="area-0001"),
        note("note-0001", frame="area-0001", cluster="group-001"),
        create("image", "image-001", frame="area-0001", asset=ASSET, alt="The yard"),
        create("stroke", "stroke-01", frame="area-0001"),
        create("connector", "line-0001", **{"from": {"item": "note-0001", "side": "auto"}, "to": at}),
        create("comment", "talk-0001", on="image-001", text="Why?"),
        create("comment", "talk-0002", on="line-0001"),
    )
    bench.send("cai", 1, create("reply", "reply-001", thread="talk-0001", text="Because."))
    bench.send("ada", 2, patch("line-0001", locked=True), patch("image-001", locked=True))


def test_HIST3_what_hangs_together_comes_back_together_with_locks_and_pictures() -> None:
    bench = Bench()
    hung_together(bench)
    then = bench.room.head
    bench.send("ada", 3, delete("image-001"), delete("group-001"), delete("area-0001"))
    assert set(bench.room.scene) == {"note-0001", "stroke-01"}

    carry_out(bench, way_back(bench, then))

    assert bench.room.scene == scene_at(bench, then)
    assert bench.room.scene["line-0001"]["locked"]
    assert bench.room.scene["reply-001"]["author"] == "cai"
    assert refusal_code(bench.send("bob", 2, delete("image-001"))) == "item.locked"


def test_HIST3_going_back_takes_away_what_was_put_on_the_board_since() -> None:
    bench = Bench()
    bench.send("bob", 1, note("note-0001"))
    bench.send("bob", 2, note("note-0002"))
    before = bench.room.head
    line = {"from": {"item": "note-0001", "side": "auto"}, "to": {"item": "note-0002", "side": "auto"}}
    bench.send(
        "cai", 1, create("connector", "line-0001", **line), create("comment", "talk-0001", on="note-0001")
    )
    bench.send("ada", 1, patch("note-0001", locked=True), create("cluster", "group-001"))
    bench.send("ada", 2, patch("note-0002", cluster="group-001"))

    carry_out(bench, way_back(bench, before))

    assert bench.room.scene == scene_at(bench, before)


@pytest.mark.parametrize("seed", range(40))
def test_HIST3_any_moment_of_any_kinds_comes_back_among_undos(seed: int) -> None:
    rng = random.Random(seed)
    bench = Bench()
    bench.storage.add_picture(BOARD, ASSET)
    count = {"ada": 0, "bob": 0, "cai": 0}
    for turn in range(60):
        person = rng.choice(["ada", "bob", "cai"])
        scene = bench.room.scene
        if rng.random() < 0.15:
            seq = rng.randint(0, bench.room.head)
            carry_out(bench, way_back(bench, seq, is_prepared=rng.random() < 0.5))
            assert plain(bench.room.scene) == plain(scene_at(bench, seq)), f"seed {seed}"
            assert not list(loose_ends(bench.room.scene)), f"seed {seed}"
            continue
        ops = [made(rng, scene, kind := some_kind(rng, scene), f"{kind}-{turn:05}")]
        if scene and rng.random() < 0.5:
            record = scene[rng.choice(sorted(scene))]
            ops = [rng.choice([delete(record["id"]), patch(record["id"], **changed(rng, scene, record))])]
        elif person == "ada" and rng.random() < 0.4:
            ops = [made(rng, scene, "frame", f"frame-{turn:05}")]
        elif count[person] and rng.random() < 0.4:
            ops = [{"do": "undo", "of": [f"client-{person}", rng.randint(1, count[person])]}]
        count[person] += 1
        bench.send(person, count[person], *ops)
        assert not list(loose_ends(bench.room.scene)), f"seed {seed}"


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
