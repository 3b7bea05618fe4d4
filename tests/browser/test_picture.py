"""VIEW: a board that is painted in pieces, as it changes, looks as if it had been painted at once."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]
COUNT = 640  # notes: enough for the overview
FAR = {"x": -400, "y": -500, "zoom": 0.12}
MOVED = {"x": -733.3, "y": -431.7, "zoom": 0.12}  # the bitmap is carried along
NEAR = {"x": 1100.4, "y": 900.9, "zoom": 0.9}
MIDDLE = {"x": 300, "y": 200, "zoom": 0.31}
SOFT = 24  # of 255: edges that are drawn soft round a little differently in a clip


@pytest.fixture(scope="module")
def script() -> Iterator[str]:
    """The page's own painters, bundled."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "picture.js"
        esbuild = ROOT / "node_modules" / ".bin" / "esbuild"
        page = "tests/browser/support/picture_page.ts"
        subprocess.run(
            [esbuild, page, "--bundle", f"--outfile={out}", "--log-level=warning"], cwd=ROOT, check=True
        )
        yield out.read_text("utf-8")


def compared(
    chromium: Browser, script: str, seed: int, ratio: float, cameras: list[dict[str, float]]
) -> list[dict[str, Any]]:
    page = chromium.new_page(viewport={"width": 1200, "height": 700}, device_scale_factor=ratio)
    page.set_content("<!doctype html><html lang=en></html>")
    page.add_style_tag(path=ROOT / "static" / "styles" / "tokens.css")
    page.add_script_tag(content=script)
    found = page.evaluate("([...given]) => comparePictures(...given)", [seed, COUNT, cameras])
    page.close()
    return list(found)


@pytest.mark.browser
@pytest.mark.parametrize(("seed", "ratio"), [(4, 1), (11, 1.5), (18, 2)])
def test_what_is_painted_through_the_overview_equals_what_is_painted_directly(
    chromium: Browser, script: str, seed: int, ratio: float
) -> None:
    found = compared(chromium, script, seed, ratio, [FAR, MOVED, NEAR, MIDDLE, FAR])

    different = [one["different"] for one in found]
    assert max(different) <= SOFT, f"seed {seed}: {different}"
    assert [one["isOverview"] for one in found[::12]] == [True, True, False, False, True]
