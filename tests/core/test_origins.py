"""What was made of what, and what keeps that together when a link of the chain goes (PROV2)."""

import json
from pathlib import Path
from typing import Any

import pytest

from board.core.apply import apply
from board.core.kinds import ORIGINS_LIMIT
from board.core.origins import Origins, remembering
from board.core.scene import Scene, scene_of
from tests.support.items import create
from tests.support.scenes import gone, note, patch, scene_after

CASES = json.loads((Path(__file__).resolve().parents[1] / "protocol" / "origins.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_PROV2_ways_are_what_the_browser_shows(case: dict[str, Any]) -> None:
    origins = Origins(scene_of(case["scene"]))

    assert {key: [one["id"] for one in origins.now_in(key)] for key in case["now_in"]} == case["now_in"]
    led_to = {key: [one["number"] for one in found] for key, found in origins.led_to().items()}
    assert led_to == case["led_to"]
    told, notes = origins.led_to_by_note(), case.get("by_note", {})
    by_note = {one["id"]: [d["number"] for d in told(one)] for one in case["scene"] if one["id"] in notes}
    assert by_note == notes


def after(scene: Scene, *ops: dict[str, Any]) -> Scene:
    return apply(scene, remembering(ops, scene), actor="person_ada", at_ms=1).scene


def clustered() -> Scene:
    cluster = create("cluster", "cluster_1", title="Shade")
    return scene_after(cluster, note(1, cluster="cluster_1"), note(2, cluster="cluster_1"), note(3))


def test_PROV2_notes_of_a_cluster_that_led_to_a_decision_remember_it_when_it_goes() -> None:
    decided = apply(
        clustered(), [create("decision", "decision-1", sources=["cluster_1"])], actor="a", at_ms=0
    ).scene

    left = after(decided, gone("cluster_1"))

    assert [one["id"] for one in Origins(left).now_in("cluster_1")] == ["note_0001", "note_0002"]
    assert "came_from" not in left["note_0003"]


def test_PROV2_a_cluster_that_led_to_nothing_leaves_no_trace() -> None:
    ops = [gone("cluster_1")]

    assert remembering(ops, clustered()) is ops


def test_PROV2_what_a_deleted_note_was_made_of_passes_on() -> None:
    scene = scene_after(
        note(1),
        note(2, came_from=[{"id": "note_0001"}, {"board": "board_001", "id": "note_0001"}]),
        note(3, came_from=[{"id": "note_0002"}]),
    )

    left = after(scene, gone("note_0002"))

    assert left["note_0003"]["came_from"] == [
        {"id": "note_0002"},
        {"id": "note_0001"},
        {"board": "board_001", "id": "note_0001"},
    ]
    assert [one["id"] for one in Origins(left).now_in("note_0001")] == ["note_0003"]


def test_PROV2_several_links_that_go_at_once_pass_on_what_the_first_was_made_of() -> None:
    scene = scene_after(
        note(1),
        note(2, came_from=[{"id": "note_0001"}]),
        note(3, came_from=[{"id": "note_0002"}]),
        note(4, came_from=[{"id": "note_0003"}]),
    )

    left = after(scene, gone("note_0002"), gone("note_0003"))

    assert [one["id"] for one in left["note_0004"]["came_from"]] == ["note_0003", "note_0002", "note_0001"]


def test_PROV2_no_note_remembers_more_than_a_note_may_say_nor_itself() -> None:
    many = [{"id": f"note_9{n:03}"} for n in range(ORIGINS_LIMIT)]
    scene = scene_after(note(1, came_from=many), note(2, came_from=[{"id": "note_0001"}]), note(3))
    circle = apply(scene, [patch("note_0003", came_from=[{"id": "note_0002"}])], actor="a", at_ms=0).scene
    circle = apply(circle, [patch("note_0001", came_from=[{"id": "note_0003"}])], actor="a", at_ms=0).scene

    assert len(after(scene, gone("note_0001"))["note_0002"]["came_from"]) == ORIGINS_LIMIT
    assert after(circle, gone("note_0002"))["note_0003"]["came_from"] == [
        {"id": "note_0002"},
        {"id": "note_0001"},
    ]


def merged(*more: dict[str, Any], source: str = "note_0003") -> Scene:
    """Notes 1 and 2 were merged into 3, which led to a decision."""
    scene = scene_after(
        note(1), note(2), note(3, came_from=[{"id": "note_0001"}, {"id": "note_0002"}]), *more
    )
    return apply(scene, [create("decision", "decision-1", sources=[source])], actor="a", at_ms=0).scene


def test_PROV2_the_notes_of_a_merged_one_that_led_to_a_decision_remember_it_when_it_goes() -> None:
    left = after(merged(), gone("note_0003"))

    assert [one["id"] for one in Origins(left).now_in("note_0003")] == ["note_0001", "note_0002"]
    assert [one["number"] for one in Origins(left).led_to()["note_0001"]] == [1]


def test_PROV2_a_merged_note_that_led_to_nothing_leaves_no_trace() -> None:
    left = after(merged(source="note_0001"), gone("note_0003"))

    assert "came_from" not in left["note_0001"]
    assert "came_from" not in left["note_0002"]


def test_PROV2_a_part_that_is_gone_does_not_go_on_in_the_other_part() -> None:
    scene = merged(note(4, came_from=[{"id": "note_0001"}, {"id": "note_0002"}]))

    left = after(scene, gone("note_0003"))

    assert Origins(left).now_in("note_0003") == []
    assert Origins(left).now_in("note_0001") == [left["note_0004"]]


def test_PROV2_a_merged_note_that_was_merged_again_goes_on_where_it_did_and_then_in_its_first_notes() -> None:
    scene = merged(note(4), note(5, came_from=[{"id": "note_0003"}, {"id": "note_0004"}]))

    left = after(scene, gone("note_0003"))
    assert [one["id"] for one in Origins(left).now_in("note_0003")] == ["note_0005"]
