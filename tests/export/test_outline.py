"""The outline: the same cases that the browser's outline runs."""

import json
from pathlib import Path
from typing import Any

import pytest

from board.core.scene import scene_of
from board.export.outline import outline, written_notes

PROTOCOL = Path(__file__).resolve().parents[1] / "protocol"
CASES = [
    case
    for path in sorted(PROTOCOL.glob("outline_*.json"))
    for case in json.loads(path.read_text("utf-8"))["cases"]
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_outline_is_what_the_browser_shows(case: dict[str, Any]) -> None:
    shape = outline(scene_of(case["scene"]))

    every_item = [item for part in shape.frames for item in part.items] + list(shape.loose)
    assert {
        "frames": [
            {
                "id": part.frame["id"],
                "items": [item["id"] for item in part.items],
                "notes": len(written_notes(part.items)),
                "level": part.level,
            }
            for part in shape.frames
        ],
        "loose": [item["id"] for item in shape.loose],
        "notes": len(written_notes(every_item)),
    } == case["expect"]
