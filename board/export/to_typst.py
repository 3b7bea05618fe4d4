"""Sheets to PDF and PNG by Typst: what people wrote goes in as data, never as code."""

import json
import math
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import typst

from board.export.marks import BoxMark, Mark, PathMark, PlacedLine, TextMark, TurnedMark
from board.export.measuring import FONTS
from board.export.sheets import Sheet

TEMPLATE: Final = Path(__file__).parent / "page.typ"
STANDARDS: Final = ("a-2a", "ua-1")
PIXELS_LIMIT: Final = 64_000_000  # of one PNG: about a gigabyte while it is made
# Names of the families in the font files, in the order in which they are asked for a character.
_REST: Final = ["Noto Sans Arabic", "Noto Sans Hebrew", "Twemoji Mozilla"]
FACES: Final = {
    "note": {"fonts": ["Inter", *_REST], "weight": 400},
    "mark": {"fonts": ["Inter", *_REST], "weight": 600},
    "head": {"fonts": ["Titillium Web", "Inter", *_REST], "weight": 600},
}


def to_pdf(sheets: Sequence[Sheet], title: str, locale: str, at: datetime) -> tuple[bytes, bool]:
    """A tagged PDF, PDF/UA-1 and PDF/A-2a; False beside it when it keeps neither standard.

    Every character has a font when it comes here, but one document that breaks a rule nobody thought of
    is still better than none.
    """
    at = at.replace(microsecond=0)
    compiler = _compiler(sheets, title, locale, at, is_tagged=True)
    try:
        return _bytes(compiler.compile(format="pdf", pdf_standards=list(STANDARDS), timestamp=at)), True
    except typst.TypstError:
        return _bytes(compiler.compile(format="pdf", timestamp=at)), False


def to_png(sheet: Sheet, title: str, locale: str, at: datetime, pixels: float) -> bytes:
    """A picture with `pixels` pixels for one board unit, less when it would be too large."""
    compiler = _compiler([sheet], title, locale, at, is_tagged=False)
    return _bytes(compiler.compile(format="png", ppi=72 * pixels / sheet.scale))


def fitting_pixels(width: float, height: float, wanted: float) -> float:
    """Pixels for one unit, so that a picture of this size stays within the limit."""
    return min(wanted, math.sqrt(PIXELS_LIMIT / max(1, width * height)))


def _bytes(made: bytes | list[bytes] | None) -> bytes:
    """A PDF is one file, and so is a PNG of one page."""
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


def _compiler(
    sheets: Sequence[Sheet], title: str, locale: str, at: datetime, *, is_tagged: bool
) -> typst.Compiler:
    moment = {name: getattr(at, name) for name in ("year", "month", "day", "hour", "minute", "second")}
    drawing = {
        "title": title,
        "language": locale,
        "date": moment,
        "faces": FACES,
        "pages": [_page(sheet, is_tagged) for sheet in sheets],
    }
    return typst.Compiler(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"drawing": json.dumps(drawing, ensure_ascii=False)},
    )


def _page(sheet: Sheet, is_tagged: bool) -> dict[str, Any]:
    return {
        "width": sheet.width,
        "height": sheet.height,
        "scale": sheet.scale,
        "x": sheet.x,
        "y": sheet.y,
        "fill": sheet.fill,
        "marks": _marks(sheet.marks, is_tagged),
        "furniture": _marks(sheet.furniture, is_tagged),
    }


def _marks(marks: Sequence[Mark], is_tagged: bool) -> list[Any]:
    found: list[Any] = []
    for mark in marks:
        if isinstance(mark, BoxMark):
            found.append(["r", mark.x, mark.y, mark.w, mark.h, mark.radius, mark.fill, mark.edge, 1])
        elif isinstance(mark, PathMark):
            found.append(_path(mark))
        elif isinstance(mark, TurnedMark):
            turned = {"turn": mark.degrees, "x": mark.x, "y": mark.y, "marks": _marks(mark.marks, is_tagged)}
            found.append(turned)
        elif is_tagged and _is_even(mark.lines):
            found.append(_words(mark, mark.lines))
        else:
            found += [_words(mark, [line]) for line in mark.lines]
    return found


def _path(mark: PathMark) -> dict[str, Any]:
    """Counted from its own corner: the size of a curve begins at its origin."""
    parts = [(kind, numbers) for kind, *numbers in mark.steps]
    x = min(number for _, numbers in parts for number in numbers[0::2])
    y = min(number for _, numbers in parts for number in numbers[1::2])
    steps = [
        [kind, *(number - (y if at % 2 else x) for at, number in enumerate(numbers))]
        for kind, numbers in parts
    ]
    about = {"fill": mark.fill, "edge": mark.edge, "width": mark.width, "dash": list(mark.dash)}
    return {"path": steps, "x": x, "y": y, **about}


def _is_even(lines: Sequence[PlacedLine]) -> bool:
    """Whether the lines have one distance, so that they can be one paragraph."""
    steps = {round(below.baseline - line.baseline, 3) for line, below in pairwise(lines)}
    return len(steps) <= 1 and (not steps or min(steps) > 0)


def _words(mark: TextMark, lines: Sequence[PlacedLine]) -> dict[str, Any]:
    left = min((line.x for line in lines), default=0)
    words: dict[str, Any] = {
        "face": mark.face,
        "size": mark.size,
        "colour": mark.colour,
        "x": left,
        "y": lines[0].baseline if lines else 0,
        "lines": [[line.x - left, line.is_right_to_left, line.text] for line in lines],
    }
    if len(lines) > 1:
        words["leading"] = lines[1].baseline - lines[0].baseline
    if mark.level:
        words["level"] = mark.level
    if mark.is_decoration:
        words["aside"] = True
    if mark.language:
        words["language"] = mark.language.split("-")[0]
    return words
