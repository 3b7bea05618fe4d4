"""What a drawing is made of: a short list of marks in board units, bottom to top, in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from board.export.pictures import Picture

FaceName = Literal["note", "head", "mark"]


@dataclass(frozen=True, slots=True)
class BoxMark:
    """A filled box; `edge` is the colour of a line of one unit inside it, or empty. Decoration."""

    x: float
    y: float
    w: float
    h: float
    radius: float
    fill: str
    edge: str = ""


# "M" x y: go there. "L" x y: a straight line. "C" x1 y1 x2 y2 x y: a cubic Bézier. "Z": back to the start.
Step = tuple[str, *tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class PathMark:
    """An outline or a line. Colours are #rrggbb or #rrggbbaa, empty for none; `dash` are lengths of lines
    and gaps. Decoration."""

    steps: tuple[Step, ...]
    fill: str = ""
    edge: str = ""
    width: float = 1
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """One line of text: where it starts (its left end, also when it reads from the right), its baseline.

    `parts`: the same text in pieces, each with the address that it leads to or ""; () when none does.
    """

    text: str
    x: float
    baseline: float
    is_right_to_left: bool
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TextMark:
    """Lines that belong together: one paragraph, or a heading of `level` 1 to 6.

    `is_decoration`: people who listen do not need it. `sign`: what stands elsewhere and is read first, as a
    part of the same paragraph.
    """

    lines: tuple[PlacedLine, ...]
    face: FaceName
    size: float
    colour: str
    level: int = 0
    is_decoration: bool = False
    language: str = ""
    sign: "TextMark | None" = None


@dataclass(frozen=True, slots=True)
class ImageMark:
    """A picture that fills its box; `alt` says in words what is on it, empty for decoration."""

    x: float
    y: float
    w: float
    h: float
    picture: Picture
    alt: str


@dataclass(frozen=True, slots=True)
class TurnedMark:
    """Marks whose coordinates count from the point (x, y), turned around it by `degrees`, clockwise."""

    x: float
    y: float
    degrees: float
    marks: "tuple[Mark, ...]"


Mark = BoxMark | PathMark | TextMark | ImageMark | TurnedMark


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box of the board."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of a part of the board: its marks, what it shows of the board, and its name."""

    name: str
    bounds: Bounds
    marks: Sequence[Mark]
