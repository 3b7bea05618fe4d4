"""Photographs every page, tool and panel in every state, for people to look at: part of `make screenshots`.

`python -m tests.support.screens [PATTERN]` takes those whose name matches. The pictures are in
test-results/screens, a folder for each language, with sheets that show many of them at a time.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw

from tests.support.browser import PHONE, Visitors, running_chromium
from tests.support.server import ROOT, running_server
from tests.support.states import BOARD, PAGES, SMALL, State
from tests.support.states_decisions import DECISIONS
from tests.support.states_led import LED, leave_led
from tests.support.states_sight import SIGHT
from tests.support.states_tools import TOOLS
from tests.support.states_votes import VOTES
from tests.support.states_workshop import WORKSHOP
from tests.support.tour import Tour
from tests.support.world import leave, new_world

OUT = ROOT / "test-results" / "screens"
LOCALES = ("en", "it")
COLUMNS = {False: 3, True: 7}  # of a sheet; of phones
CELL = {False: (640, 400), True: (270, 555)}
SHEET = 21  # pictures on one sheet, at most
CAPTION = 18


def slug(name: str) -> str:
    """The name of a state as the name of a file."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def as_on_a_phone(state: State) -> State:
    """Small states are tested at 320 pixels; to look at they have the size of a usual phone."""
    if state.size != SMALL:
        return state
    return replace(state, size=(PHONE["width"], PHONE["height"]))


def sheets(pictures: Sequence[Path], *, is_phone: bool) -> Iterator[Image.Image]:
    """Many pictures side by side, each with its name."""
    width, height = CELL[is_phone]
    columns = COLUMNS[is_phone]
    for first in range(0, len(pictures), SHEET):
        part = pictures[first : first + SHEET]
        rows = -(-len(part) // columns)
        sheet = Image.new("RGB", (columns * width, rows * (height + CAPTION)), "white")
        draw = ImageDraw.Draw(sheet)
        for place, path in enumerate(part):
            x, y = place % columns * width, place // columns * (height + CAPTION)
            with Image.open(path) as picture:
                picture.thumbnail((width - 6, height))
                sheet.paste(picture, (x, y + CAPTION))
            draw.text((x + 4, y + 3), path.stem, fill="black")
        yield sheet


def photograph(tour: Tour, states: Sequence[State], locale: str) -> None:
    folder = OUT / locale
    folder.mkdir(parents=True, exist_ok=True)
    kept: dict[bool, list[Path]] = {False: [], True: []}
    for state in states:
        path = folder / f"{slug(state.name)}.png"
        tour.show(state, locale).screenshot(path=path, caret="hide")
        kept[state.size[0] < 600].append(path)
        print(path.relative_to(ROOT), flush=True)
    for is_phone, paths in kept.items():
        name = "phones" if is_phone else "desktop"
        for number, sheet in enumerate(sheets(paths, is_phone=is_phone), 1):
            sheet.save(OUT / f"{locale}-{name}-{number}.png")


def main(pattern: str = "") -> None:
    states = [
        as_on_a_phone(one)
        for one in (*PAGES, *BOARD, *TOOLS, *SIGHT, *WORKSHOP, *VOTES, *DECISIONS, *LED)
        if re.search(pattern, one.name)
    ]
    shutil.rmtree(OUT, ignore_errors=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder) / "data") as server,
        running_chromium() as chromium,
        closing(Visitors(chromium)) as visitors,
    ):
        world = new_world(server)
        tour = Tour(world, visitors)
        for locale in LOCALES:
            photograph(tour, states, locale)
        leave_led()
        leave(world)


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
