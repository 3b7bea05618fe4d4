"""Sheets to PDF and PNG by Typst: what people wrote goes in as data, never as code."""

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import typst

from board.export import look
from board.export.layers import is_ground
from board.export.marks import (
    Bounds,
    BoxMark,
    ImageMark,
    Mark,
    PathMark,
    PlacedLine,
    TextMark,
    TurnedMark,
)
from board.export.measuring import FONTS, mark_face
from board.export.packing import packed
from board.export.pictures import Picture
from board.export.sheets import Sheet
from board.export.to_svg import ground_svg

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
    with TemporaryDirectory(prefix="tavolo-") as folder:
        compiler = _compiler(sheets, title, locale, at, _Files(Path(folder), is_for_pdf=True))
        try:
            made = compiler.compile(format="pdf", pdf_standards=list(STANDARDS), timestamp=at)
            return packed(_bytes(made)), True
        except typst.TypstError:
            return packed(_bytes(compiler.compile(format="pdf", timestamp=at))), False


def to_png(sheet: Sheet, title: str, locale: str, at: datetime, pixels: float) -> bytes:
    """A picture with `pixels` pixels for one board unit, less when it would be too large."""
    with TemporaryDirectory(prefix="tavolo-") as folder:
        compiler = _compiler([sheet], title, locale, at, _Files(Path(folder), is_for_pdf=False))
        return _bytes(compiler.compile(format="png", ppi=72 * pixels / sheet.scale))


def fitting_pixels(width: float, height: float, wanted: float) -> float:
    """Pixels for one unit, so that a picture of this size stays within the limit."""
    return min(wanted, math.sqrt(PIXELS_LIMIT / max(1, width * height)))


def _bytes(made: bytes | list[bytes] | None) -> bytes:
    """A PDF is one file, and so is a PNG of one page."""
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


@dataclass
class _Files:
    """The folder of one document: the template, its data, and what is drawn from files of their own."""

    folder: Path
    is_for_pdf: bool
    _names: dict[int, str] = field(default_factory=dict)  # identity of a picture -> its file
    _count: int = 0

    def add(self, content: bytes, ending: str) -> str:
        """The name of a new file."""
        self._count += 1
        name = f"{self._count}.{ending}"
        (self.folder / name).write_bytes(content)
        return name

    def picture(self, picture: Picture) -> str:
        """The name of its file; one for all items that show it."""
        if id(picture) not in self._names:
            self._names[id(picture)] = self.add(picture.content, picture.ending)
        return self._names[id(picture)]


def _compiler(
    sheets: Sequence[Sheet], title: str, locale: str, at: datetime, files: _Files
) -> typst.Compiler:
    moment = {name: getattr(at, name) for name in ("year", "month", "day", "hour", "minute", "second")}
    pages = [_page(sheet, files) for sheet in sheets]
    drawing = {
        "title": title,
        "language": locale,
        "date": moment,
        "faces": FACES,
        "plain": _plain(pages),
        "pages": pages,
    }
    (files.folder / "drawing.json").write_text(json.dumps(drawing, ensure_ascii=False), "utf-8")
    main = files.folder / TEMPLATE.name
    main.write_bytes(TEMPLATE.read_bytes())
    return typst.Compiler(
        str(main), root=str(files.folder), font_paths=[str(FONTS)], ignore_system_fonts=True
    )


def _plain(pages: Sequence[dict[str, Any]]) -> dict[str, str]:
    """The looks that most words have."""
    looks = Counter(
        (mark["face"], mark["colour"])
        for page in pages
        for mark in page["marks"]
        if isinstance(mark, dict) and "lines" in mark
    )
    [(face, colour), _] = looks.most_common(1)[0] if looks else (("note", look.INK), 0)
    return {"face": face, "colour": colour}


def _page(sheet: Sheet, files: _Files) -> dict[str, Any]:
    return {
        "width": sheet.width,
        "height": sheet.height,
        "scale": sheet.scale,
        "x": sheet.x,
        "y": sheet.y,
        "fill": sheet.fill,
        "marks": _marks(sheet.marks, files),
        "pins": _marks(sheet.pins, files),
        "furniture": [one for mark in sheet.furniture for one in _mark(mark, files)],
    }


def _marks(marks: Sequence[Mark], files: _Files) -> list[Any]:
    if not files.is_for_pdf:
        return [one for mark in marks for one in _mark(mark, files)]
    found: list[Any] = []
    for is_silent, run in groupby(marks, key=is_ground):
        together = list(run)
        ground = _ground(together, files) if is_silent else None
        found += [ground] if ground else [one for mark in together for one in _mark(mark, files)]
    return found


def _ground(marks: Sequence[Mark], files: _Files) -> dict[str, Any] | None:
    """What nobody reads as one picture of lines: a hundredth of the work of as many elements."""
    edges = [_edges(mark) for mark in marks]
    x, y = min(edge[0] for edge in edges), min(edge[1] for edge in edges)
    bounds = Bounds(x, y, max(edge[2] for edge in edges) - x, max(edge[3] for edge in edges) - y)
    content = ground_svg(marks, bounds)
    if content is None:
        return None
    return {"file": files.add(content, "svg"), "x": x, "y": y, "w": bounds.w, "h": bounds.h, "alt": ""}


def _edges(mark: Mark) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a mark that nobody reads, with some room."""
    if isinstance(mark, BoxMark):
        return mark.x - 1, mark.y - 1, mark.x + mark.w + 1, mark.y + mark.h + 1
    if isinstance(mark, PathMark):
        across = [number for _, *numbers in mark.steps for number in numbers[0::2]]
        down = [number for _, *numbers in mark.steps for number in numbers[1::2]]
        return (
            min(across) - mark.width,
            min(down) - mark.width,
            max(across) + mark.width,
            max(down) + mark.width,
        )
    if not isinstance(mark, TextMark):
        raise TypeError(type(mark))
    left, size = min(line.x for line in mark.lines), mark.size
    right = max(line.x + size * 2 * len(line.text) for line in mark.lines)
    heights = [line.baseline for line in mark.lines]
    return left - size, min(heights) - size * 2, right, max(heights) + size


def _mark(mark: Mark, files: _Files) -> list[Any]:
    if isinstance(mark, BoxMark):
        return [["r", mark.x, mark.y, mark.w, mark.h, mark.radius, mark.fill, mark.edge, 1]]
    if isinstance(mark, PathMark):
        return [_path(mark)]
    if isinstance(mark, ImageMark):
        place = {"x": mark.x, "y": mark.y, "w": mark.w, "h": mark.h}
        return [{"file": files.picture(mark.picture), "alt": mark.alt, **place}]
    if isinstance(mark, TurnedMark):
        inner = [one for each in mark.marks for one in _mark(each, files)]
        return [{"turn": mark.degrees, "x": mark.x, "y": mark.y, "marks": inner}]
    if files.is_for_pdf and _is_even(mark.lines):
        return [_words(mark, mark.lines, mark.sign)]
    lines = [_words(mark, [line], None) for line in mark.lines]
    return [*_mark(mark.sign, files), *lines] if mark.sign else lines


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


def _words(mark: TextMark, lines: Sequence[PlacedLine], sign: TextMark | None) -> dict[str, Any]:
    left = min((line.x for line in lines), default=0)
    words: dict[str, Any] = {
        "face": mark.face,
        "size": mark.size,
        "colour": mark.colour,
        "x": left,
        "y": lines[0].baseline if lines else 0,
        "lines": [
            [line.x - left, line.is_right_to_left, [list(part) for part in line.parts] or line.text]
            for line in lines
        ],
    }
    if len(lines) > 1:
        words["leading"] = lines[1].baseline - lines[0].baseline
    if sign is not None:
        width = mark_face().layout.width(f"{sign.lines[0].text} ") * sign.size / 1000
        words["sign"] = {**_words(sign, sign.lines, None), "width": width}
    if mark.level:
        words["level"] = mark.level
    if mark.is_decoration:
        words["aside"] = True
    if mark.language:
        words["language"] = mark.language.split("-")[0]
    return words
