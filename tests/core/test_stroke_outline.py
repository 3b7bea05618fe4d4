"""Outlines of strokes: the cases that the browser draws by."""

import json
from pathlib import Path
from typing import Any

import pytest

from board.core.stroke_outline import Ink, stroke_outline

SHARED = json.loads((Path(__file__).parents[1] / "protocol" / "stroke_outline.json").read_text("utf-8"))


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["name"])
def test_INK_shared_case(case: dict[str, Any]) -> None:
    outline = stroke_outline(
        [Ink(*point) for point in case["points"]], case["width"], is_even=case["is_even"]
    )

    assert [number for point in outline for number in point] == pytest.approx(case["outline"], abs=0.011)


def test_INK_nothing_drawn_has_no_outline() -> None:
    assert stroke_outline([], 4, is_even=False) == []
