"""Where connectors run: the cases that the browser draws by."""

import json
from pathlib import Path
from typing import Any

import pytest

from board.core.connectors import bounds, path
from board.core.scene import scene_of

SHARED = json.loads((Path(__file__).parents[1] / "protocol" / "connectors.json").read_text("utf-8"))


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["name"])
def test_CONN1_shared_case(case: dict[str, Any]) -> None:
    found = path(scene_of(case["scene"]), case["connector"])

    if case["expect"] is None:
        assert found is None
        return
    assert found is not None
    assert found.kind == case["expect"]["kind"]
    assert [number for point in found.points for number in point] == pytest.approx(
        [number for point in case["expect"]["points"] for number in point]
    )
    assert bounds(found) == pytest.approx(case["expect"]["bounds"])
