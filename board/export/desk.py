"""What all painters of a picture share: whole pixels, the lines of a text, a box, one line in a room."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from board.core.layout import Line
from board.core.scene import Record, Scene
from board.export import look
from board.export.covering import Covering
from board.export.linking import LinkInLine, links_in_lines, parts_of
from board.export.marks import BoxMark, FaceName, Mark, PlacedLine, TextMark
from board.export.measuring import Face, head_face
from board.export.pictures import Picture

# Of the size of the text, as on the canvas.
UNDERLINE_DOWN: Final = 0.12
UNDERLINE: Final = 0.06
# Most texts have no address.
MAY_HAVE_LINKS: Final = re.compile(r"://|www\.|@|mailto:", re.IGNORECASE)


@dataclass(frozen=True)
class Desk:
    """What is the same for all items of a picture. `grid`: pixels for one board unit that edges and
    baselines keep to, or 0 for a picture without pixels."""

    people: Mapping[str, str]  # names by person id
    covering: Covering
    locale: str = "en"
    grid: float = 0
    levels: Mapping[str, int] | None = None  # frame id -> how many frames it lies in
    scene: Scene | None = None  # what connectors begin and end at
    pictures: Mapping[str, Picture] = field(default_factory=dict)  # by asset id
    stacks: Mapping[str, int] = field(default_factory=dict)  # id of the note on top -> notes in the stack
    is_layered: bool = False  # what nobody reads is gathered: for writers that take time for each change

    def snapped(self, units: float) -> float:
        """The place that the canvas would take: on whole pixels."""
        return int(units * self.grid + 0.5 + 1e9) / self.grid - 1e9 / self.grid if self.grid else units

    def line(
        self,
        line: Line,
        left: float,
        width: float,
        baseline: float,
        size: float,
        face: Face,
        align: look.Align = "start",
    ) -> PlacedLine:
        """A line of the layout where it stands in a box that is `width` wide."""
        text = self.covering.drawable(line.text, face)
        room = width - line.width * size / 1000
        if align == "center":
            room /= 2
        elif line.is_right_to_left != (align == "start"):
            room = 0
        return PlacedLine(text, left + room, self.snapped(baseline), line.is_right_to_left)


def box(record: Record, radius: float, fill: str, edge: str, desk: Desk) -> BoxMark:
    """The box of an item, with a thin line inside it."""
    left, top = desk.snapped(record["x"]), desk.snapped(record["y"])
    right, bottom = desk.snapped(record["x"] + record["w"]), desk.snapped(record["y"] + record["h"])
    return BoxMark(left, top, right - left, bottom - top, radius, fill, edge)


def written(
    record: Record, face: Face, desk: Desk, most: float | None = None, sign: TextMark | None = None
) -> list[Mark]:
    """The text of an item, at most `most` tall, after its `sign`; nothing when there is neither. Addresses
    in it are underlined."""
    if not record["text"]:
        return [sign] if sign else []
    inner = look.text_box(record)
    found = face.layout.fit(record["text"], inner.w, inner.h, most)
    top = desk.snapped(record["y"] + inner.y + look.space_above(record, inner, found))
    left, align = desk.snapped(record["x"] + inner.x), look.align_of(record)
    links = links_in_lines(record["text"], found.lines) if MAY_HAVE_LINKS.search(record["text"]) else []
    marks: list[Mark] = []
    lines: list[PlacedLine] = []
    for row, line in enumerate(found.lines):
        if not line.text:
            continue
        down = top + row * found.line_height
        baseline = down + face.baseline * found.size
        placed = desk.line(line, left, inner.w, baseline, found.size, face, align)
        if here := [link for link in links if link.row == row]:
            rule = desk.snapped(down + (face.baseline + UNDERLINE_DOWN) * found.size)
            marks += [_underline(link, line.text, placed.x, rule, found.size, face, desk) for link in here]
            parts = parts_of(line.text, here, lambda text: desk.covering.drawable(text, face))
            placed = replace(placed, parts=tuple(parts))
        lines.append(placed)
    name: FaceName = "head" if face is head_face() else "note"
    words = TextMark(tuple(lines), name, found.size, look.INK, language=record.get("lang", ""), sign=sign)
    return [*marks, words]


def _underline(
    link: LinkInLine, text: str, left: float, top: float, size: float, face: Face, desk: Desk
) -> BoxMark:
    begin, end = (face.layout.width(text[:at]) * size / 1000 for at in (link.start, link.end))
    thick = size * UNDERLINE
    if desk.grid:
        thick = max(1 / desk.grid, desk.snapped(thick))
    return BoxMark(left + begin, top, end - begin, thick, 0, look.INK)


def one_line(
    what: tuple[Face, str, float, float],
    place: tuple[float, float, float],
    colour: str,
    desk: Desk,
    level: int,
) -> TextMark:
    """A text on one line in the middle of the line's height, shortened to its room."""
    face, text, size, height = what
    left, top, room = place
    line = face.layout.shorten(text, int(room * 1000 / size))
    baseline = top + (height - size * 1.3) / 2 + face.baseline * size
    placed = desk.line(line, left, room, baseline, size, face)
    return TextMark((placed,), "head" if face is head_face() else "note", size, colour, level)
