"""The golden workshop: whole, in both languages, with its real authors and times."""

from collections import Counter
from datetime import UTC, datetime
from itertools import combinations
from typing import Any

import pytest

from board.core.apply import apply
from board.core.kinds import NAME_LIMIT
from board.core.ops import check_name, check_ops
from board.core.scene import EMPTY, scene_of
from board.methods.demo import golden_file
from tests.support.scenes import overlap

BAND = 96  # the title of a frame


@pytest.fixture(params=["it", "en"])
def file(request: pytest.FixtureRequest) -> dict[str, Any]:
    return golden_file(request.param)


def of_kind(file: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [item for item in file["items"] if item["kind"] == kind]


def test_it_holds_60_notes_7_frames_and_16_people(file: dict[str, Any]) -> None:
    assert Counter(item["kind"] for item in file["items"]) == {"note": 60, "frame": 7, "text": 20}
    assert len(file["people"]) == 16
    assert Counter(note["type"] for note in of_kind(file, "note")) == {
        "D": 6,
        "P": 14,
        "B": 14,
        "S": 14,
        "O": 12,
    }


def test_it_is_in_the_readers_language() -> None:
    italian, english = scene_of(golden_file("it")["items"]), scene_of(golden_file("en")["items"])

    assert italian["demo_note_B01"]["text"].startswith("Un laboratorio di scienze vero")
    assert english["demo_note_B01"]["text"] == "A real science lab for 9 classes"
    assert italian["demo_frame_F3"]["title"] == "Menu delle opportunità"
    assert english["demo_frame_F3"]["title"] == "Opportunity menu"
    assert italian["demo_label_F1_C1"]["text"] == "Spazi e cortili"
    assert golden_file("de")["items"] == golden_file("en")["items"]


def test_each_note_is_by_its_author_at_its_time(file: dict[str, Any]) -> None:
    notes = {note["id"]: note for note in of_kind(file, "note")}

    first = notes["demo_note_D01"]
    assert first["author"] == "demo_person_p15"
    assert datetime.fromtimestamp(first["created_at_ms"] / 1000, UTC) == datetime(
        2026, 10, 14, 15, 10, tzinfo=UTC
    )
    authors = Counter(note["author"].removeprefix("demo_person_") for note in notes.values())
    assert authors == {
        "p03": 4, "p04": 3, "p05": 6, "p06": 6, "p07": 3, "p08": 3, "p09": 5,
        "p10": 4, "p11": 5, "p12": 3, "p13": 4, "p14": 4, "p15": 7, "p16": 3,
    }  # fmt: skip


def test_SEQ1_the_log_is_in_the_order_of_time_and_leads_to_the_items(file: dict[str, Any]) -> None:
    scene = EMPTY
    for seq, entry in enumerate(file["log"], start=1):
        assert entry["seq"] == seq
        asked = [
            {
                "do": "create",
                "item": {k: v for k, v in op["item"].items() if k not in ("author", "created_at_ms")},
            }
            for op in entry["ops"]
        ]
        scene = apply(scene, check_ops(asked), actor=entry["actor"], at_ms=entry["at_ms"]).scene

    times = [entry["at_ms"] for entry in file["log"]]
    assert times == sorted(times)
    assert file["board"]["head"] == len(file["log"])
    assert scene == scene_of(file["items"])


def test_nothing_covers_anything_else(file: dict[str, Any]) -> None:
    inside = [item for item in file["items"] if item["kind"] != "frame"]
    frames = {frame["id"]: frame for frame in of_kind(file, "frame")}

    assert not any(overlap(one, other) for one, other in combinations(inside, 2))
    assert not any(overlap(one, other) for one, other in combinations(frames.values(), 2))
    for item in inside:
        home = frames[item["frame"]]
        assert home["x"] <= item["x"] <= home["x"] + home["w"] - item["w"]
        assert home["y"] + BAND <= item["y"] <= home["y"] + home["h"] - item["h"]


def test_each_label_stands_right_above_its_column_and_is_read_before_it(file: dict[str, Any]) -> None:
    for frame_id in {label["frame"] for label in of_kind(file, "text")}:
        column: dict[str, Any] = {}
        for item in (item for item in file["items"] if item.get("frame") == frame_id):
            if item["kind"] == "text":
                column = item
                assert 100 <= item["y"] <= item["y"] + item["h"] <= 152
            assert (item["x"], item["w"]) == (column["x"], column["w"])
            assert item is column or item["y"] > column["y"]


def test_every_area_asks_a_question_and_every_name_is_good(file: dict[str, Any]) -> None:
    for frame in of_kind(file, "frame"):
        assert frame["title"]
        assert frame["prompt"]
    for name in [file["board"]["name"], *[person["name"] for person in file["people"]]]:
        assert check_name(name, NAME_LIMIT) == name
    assert len({person["id"] for person in file["people"]}) == 16


def test_ids_are_the_same_in_both_languages() -> None:
    italian, english = golden_file("it"), golden_file("en")

    assert [item["id"] for item in italian["items"]] == [item["id"] for item in english["items"]]
    assert italian["people"] == english["people"]
