"""Where a picture stands on its page: as large as itself, or on paper with title, date and page number."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from board.export import look
from board.export.covering import Covering
from board.export.marks import Drawing, Mark, PlacedLine, TextMark
from board.export.measuring import Face, head_face, note_face

POINTS_PER_MM: Final = 72 / 25.4
PAGE_LIMIT_PT: Final = 14_400  # a page of a PDF is at most so wide or high
# Short and long side in millimetres.
PAPERS: Final = {"a4": (210, 297), "a3": (297, 420), "a2": (420, 594), "a1": (594, 841), "a0": (841, 1189)}
OWN: Final = "own"  # a page as large as the picture
PAPER_NAMES: Final = (OWN, *PAPERS)

MARGIN_SHARE: Final = 0.06  # of the short side of the paper
TEXT_SHARE: Final = 0.019  # of the short side: the size of title, date and number
ENLARGED_MOST: Final = 2.0  # a single note does not fill an A0


@dataclass(frozen=True)
class Sheet:
    """One page, in points. `scale`: points for one board unit; (x, y) is where the board's origin lies."""

    width: float
    height: float
    scale: float
    x: float
    y: float
    fill: str
    marks: Sequence[Mark]
    furniture: Sequence[TextMark]  # in points
    pins: Sequence[Mark] = ()  # above all, in points


@dataclass(frozen=True)
class Furniture:
    """What stands around the pictures on paper: the board's name, the date, and a word for the number,
    "Page %(page)s of %(pages)s"."""

    title: str
    date: str
    numbering: str
    covering: Covering


def own_sheet(drawing: Drawing) -> Sheet:
    """A page as large as the picture, a board unit to a point; less when a page cannot be so large."""
    bounds = drawing.bounds
    scale = min(1.0, PAGE_LIMIT_PT / max(bounds.w, bounds.h))
    place = (-bounds.x * scale, -bounds.y * scale)
    return Sheet(bounds.w * scale, bounds.h * scale, scale, *place, look.CANVAS, drawing.marks, ())


def paper_sheet(drawing: Drawing, paper: str) -> Sheet:
    """The picture on a page of this paper, upright or across as suits it better."""
    bounds = drawing.bounds
    short, long = (side * POINTS_PER_MM for side in PAPERS[paper])
    width, height = (long, short) if bounds.w > bounds.h else (short, long)
    margin, size = short * MARGIN_SHARE, short * TEXT_SHARE
    band = size * 2.2  # for the title above, and for the number below
    room = (width - 2 * margin, height - 2 * margin - 2 * band)
    scale = min(room[0] / bounds.w, room[1] / bounds.h, ENLARGED_MOST)
    left = margin + (room[0] - bounds.w * scale) / 2 - bounds.x * scale
    top = margin + band + (room[1] - bounds.h * scale) / 2 - bounds.y * scale
    return Sheet(width, height, scale, left, top, look.SURFACE, drawing.marks, ())


def numbered(sheets: Sequence[Sheet], furniture: Furniture) -> list[Sheet]:
    """The same pages with title, date and number in the margin."""
    pages = enumerate(sheets, start=1)
    return [replace(sheet, furniture=_around(sheet, furniture, page, len(sheets))) for page, sheet in pages]


def _around(sheet: Sheet, furniture: Furniture, page: int, pages: int) -> tuple[TextMark, ...]:
    width, height = sheet.width, sheet.height
    margin, size = min(width, height) * MARGIN_SHARE, min(width, height) * TEXT_SHARE
    number = furniture.numbering % {"page": page, "pages": pages}
    return (
        _words(furniture, furniture.title, "left", (margin, margin + size, width - 2 * margin), size),
        _words(furniture, furniture.date, "left", (margin, height - margin, width / 2 - margin), size * 0.8),
        _words(furniture, number, "right", (margin, height - margin, width - 2 * margin), size * 0.8),
    )


def _words(
    furniture: Furniture, text: str, side: str, place: tuple[float, float, float], size: float
) -> TextMark:
    """One line in the margin; the same on each page, so people who listen are spared it."""
    is_title = text == furniture.title
    face: Face = head_face() if is_title else note_face()
    left, baseline, room = place
    line = face.layout.shorten(text, int(room * 1000 / size))
    x = left + room - line.width * size / 1000 if side == "right" else left
    drawn = furniture.covering.drawable(line.text, face)
    placed = PlacedLine(drawn, x, baseline, line.is_right_to_left)
    colour = look.INK if is_title else look.INK_MUTED
    return TextMark((placed,), "head" if is_title else "note", size, colour, is_decoration=True)
