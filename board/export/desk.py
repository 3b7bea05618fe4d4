"""What all painters of a picture share: whole pixels, the lines of a text, a box, one line in a room."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from board.core.layout import Line
from board.core.scene import Record, Scene
from board.export import look
from board.export.covering import Covering
from board.export.marks import BoxMark, FaceName, Mark, PlacedLine, TextMark
from board.export.measuring import Face, head_face
from board.export.pictures import Picture


@dataclass(frozen=True)
class Desk:
    """What is the same for all items of a picture. `grid`: pixels for one board unit that edges and
    baselines keep to, or 0 for a picture without pixels."""

    people: Mapping[str, str]  # names by person id
    covering: Covering
    grid: float = 0
    levels: Mapping[str, int] | None = None  # frame id -> how many frames it lies in
    scene: Scene | None = None  # what connectors begin and end at
    pictures: Mapping[str, Picture] = field(default_factory=dict)  # by asset id
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
    """The text of an item, at most `most` tall, after its `sign`; nothing when there is neither."""
    if not record["text"]:
        return [sign] if sign else []
    inner = look.text_box(record)
    found = face.layout.fit(record["text"], inner.w, inner.h, most)
    top = desk.snapped(record["y"] + inner.y + look.space_above(record, inner, found))
    left, align = desk.snapped(record["x"] + inner.x), look.align_of(record)
    lines = tuple(
        desk.line(
            line,
            left,
            inner.w,
            top + row * found.line_height + face.baseline * found.size,
            found.size,
            face,
            align,
        )
        for row, line in enumerate(found.lines)
        if line.text
    )
    name: FaceName = "head" if face is head_face() else "note"
    return [TextMark(lines, name, found.size, look.INK, language=record.get("lang", ""), sign=sign)]


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
