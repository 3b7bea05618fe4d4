"""What is drawn besides notes, labels and frames: shapes, connectors, strokes, cards, dots, clusters."""

from dataclasses import replace
from math import hypot
from typing import Final

from board.core import connectors
from board.core.connectors import Point
from board.core.kinds import value_of
from board.core.scene import Record
from board.core.stroke_outline import ink_of, stroke_outline
from board.export import look
from board.export.covering import is_plain
from board.export.desk import Desk, box, one_line, written
from board.export.linking import plain
from board.export.marks import ImageMark, Mark, PathMark, PlacedLine, Step, TextMark
from board.export.measuring import head_face, note_face

# Board units, as in static/src/render/paint_{shapes,connectors,things}.ts.
LINE_WIDTH: Final = 2.0
CORNER: Final = 16.0
SHAPE_TEXT_MOST: Final = 28.0
HEAD_LENGTH: Final = 14.0
HEAD_WIDTH: Final = 10.0
LABEL_SIZE: Final = 16.0
LABEL_MOST: Final = 240.0
DASH: Final = (8.0, 6.0)
CARD_RADIUS: Final = 8.0
CARD_PADDING: Final = 14.0
CARD_TITLE: Final = 18.0
CARD_ADDRESS: Final = 13.0
CLUSTER_TITLE: Final = 20.0
CLUSTER_RADIUS: Final = 24.0
THROUGH: Final = "66"  # what a highlighter lets through, as the last two digits of a colour

KAPPA: Final = 0.5523  # how far the control points of a quarter circle lie from its ends
_CORNERS: Final = {
    "diamond": ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    "triangle": ((0.5, 0), (1, 1), (0, 1)),
    "arrow": ((0, 0.25), (0.65, 0.25), (0.65, 0), (1, 0.5), (0.65, 1), (0.65, 0.75), (0, 0.75)),
    "callout": ((0, 0), (1, 0), (1, 0.8), (0.4, 0.8), (0.2, 1), (0.2, 0.8), (0, 0.8)),
    "rectangle": ((0, 0), (1, 0), (1, 1), (0, 1)),
}


def shape(record: Record, desk: Desk) -> list[Mark]:
    """Its outline and its text."""
    name = record["shape"]
    if name == "ellipse":
        steps = _rounded(record, record["w"] / 2, record["h"] / 2)
    elif name == "rounded":
        corner = min(CORNER, record["w"] / 2, record["h"] / 2)
        steps = _rounded(record, corner, corner)
    else:
        x, y, w, h = (record[side] for side in ("x", "y", "w", "h"))
        steps = _polygon([(x + across * w, y + down * h) for across, down in _CORNERS[name]])
    fill = look.paper(record.get("fill") or "white")
    marks: list[Mark] = [PathMark(steps, fill, look.COLOURS[record.get("line") or "ink"], LINE_WIDTH)]
    return [*marks, *written(record, head_face(), desk, SHAPE_TEXT_MOST)]


def connector(record: Record, desk: Desk) -> list[Mark]:
    """Its line, heads and label; nothing when an item of its ends is not in the picture."""
    way = connectors.path(desk.scene or {}, record)
    if way is None:
        return []
    points, colour = way.points, look.COLOURS[record.get("colour") or "ink"]
    first, rest = points[0], points[1:]
    steps: tuple[Step, ...] = (("M", *first),)
    if way.kind == "curve":
        steps += (("C", *(number for point in rest for number in point)),)
    else:
        steps += tuple(("L", *point) for point in rest)
    dash = DASH if record.get("dash") else ()
    marks: list[Mark] = [PathMark(steps, "", colour, LINE_WIDTH, dash)]
    heads = value_of(record, "heads")
    if heads in ("end", "both"):
        marks += _head(points[-2], points[-1], colour)
    if heads in ("start", "both"):
        marks += _head(points[1], points[0], colour)
    if record.get("label"):
        marks += _label(record["label"], _middle(way), desk)
    return marks


def stroke(record: Record, _desk: Desk) -> list[Mark]:
    """What was drawn by hand, as wide as the pen was pressed: the outline that the canvas fills."""
    is_marker = record["tool"] == "highlighter"
    colour = look.COLOURS[record.get("colour") or ("yellow" if is_marker else "ink")]
    outline = stroke_outline(ink_of(record), float(value_of(record, "width")), is_even=is_marker)
    points = [(record["x"] + x, record["y"] + y) for x, y in outline]
    return [PathMark(_curve_along(points), colour + (THROUGH if is_marker else ""))] if points else []


def _curve_along(points: list[Point]) -> tuple[Step, ...]:
    """A closed curve through the middles of a polygon's sides, each corner bending it."""
    middles = [
        ((x + next_x) / 2, (y + next_y) / 2)
        for (x, y), (next_x, next_y) in zip(points, [*points[1:], points[0]], strict=True)
    ]
    steps: list[Step] = [("M", *middles[-1])]
    for before, (x, y), (end_x, end_y) in zip([middles[-1], *middles], points, middles, strict=False):
        first = (before[0] + 2 / 3 * (x - before[0]), before[1] + 2 / 3 * (y - before[1]))
        steps.append(("C", *first, end_x + 2 / 3 * (x - end_x), end_y + 2 / 3 * (y - end_y), end_x, end_y))
    return (*steps, ("Z",))


def dot(record: Record, _desk: Desk) -> list[Mark]:
    """A filled circle."""
    steps = _rounded(record, record["w"] / 2, record["h"] / 2)
    return [PathMark(steps, look.COLOURS[record.get("colour") or "red"])]


def stamp(record: Record, desk: Desk) -> list[Mark]:
    """Its sign in the middle of its box."""
    size = min(record["w"], record["h"]) * 0.8
    text = desk.covering.drawable(record["emoji"], note_face())
    width = note_face().layout.width(text) * size / 1000
    left = record["x"] + (record["w"] - width) / 2
    first = note_face().fonts[0]
    # The middle of the em box of the first font, as the canvas has it.
    middle = (first.ascent - first.descent) / (first.ascent + first.descent) / 2
    baseline = record["y"] + record["h"] / 2 + size * middle
    return [TextMark((PlacedLine(text, left, baseline, False),), "note", size, look.INK)]


def link(record: Record, desk: Desk) -> list[Mark]:
    """A card with the title and the address."""
    address = record["url"].removeprefix("https://").removeprefix("http://").removeprefix("mailto:")
    down = record["h"] / 2 - (CARD_TITLE + CARD_ADDRESS) * 0.65
    marks: list[Mark] = [box(record, CARD_RADIUS, look.SURFACE, look.LINE, desk)]
    title = _line(record["title"] or address, record, CARD_TITLE, down, look.ACCENT, desk)
    marks += [_leading_to(record["url"], mark) for mark in title]
    if record["title"]:
        marks += _line(address, record, CARD_ADDRESS, down + CARD_TITLE * 1.3, look.INK_MUTED, desk)
    return marks


def _leading_to(address: str, mark: Mark) -> Mark:
    if not isinstance(mark, TextMark):
        return mark
    return replace(
        mark, lines=tuple(replace(line, parts=((line.text, plain(address)),)) for line in mark.lines)
    )


def image(record: Record, desk: Desk) -> list[Mark]:
    """The picture; its place and its description when the board has lost it."""
    picture = desk.pictures.get(record["asset"])
    if picture is not None:
        left, top = desk.snapped(record["x"]), desk.snapped(record["y"])
        right, bottom = desk.snapped(record["x"] + record["w"]), desk.snapped(record["y"] + record["h"])
        alt = " ".join("".join(sign if is_plain(sign) else " " for sign in record["alt"]).split())
        return [ImageMark(left, top, right - left, bottom - top, picture, alt)]
    frame: list[Mark] = [box(record, CARD_RADIUS, look.SURFACE, look.LINE, desk)]
    return frame + _line(record["alt"], record, CARD_ADDRESS, CARD_PADDING, look.INK_MUTED, desk)


def cluster(record: Record, desk: Desk) -> list[Mark]:
    """A dashed ground with its title."""
    corner = min(CLUSTER_RADIUS, record["w"] / 2, record["h"] / 2)
    fill, edge = (look.mix(look.ACCENT, look.SURFACE, share) for share in (0.06, 0.5))
    ground = PathMark(_rounded(record, corner, corner), fill, edge, LINE_WIDTH, DASH)
    return [ground, *_line(record["title"], record, CLUSTER_TITLE, 8, look.INK, desk)]


def _line(text: str, record: Record, size: float, down: float, colour: str, desk: Desk) -> list[Mark]:
    """One line of text from the left edge of a box, `down` units from its top."""
    room = record["w"] - 2 * CARD_PADDING
    if not text.strip() or room <= 0:
        return []
    place = (desk.snapped(record["x"] + CARD_PADDING), desk.snapped(record["y"] + down), room)
    return [one_line((note_face(), text, size, size * 1.3), place, colour, desk, 0)]


def _polygon(points: list[Point]) -> tuple[Step, ...]:
    return (("M", *points[0]), *(("L", *point) for point in points[1:]), ("Z",))


def _rounded(record: Record, rx: float, ry: float) -> tuple[Step, ...]:
    """The box of an item with corners of a quarter ellipse."""
    left, top = record["x"], record["y"]
    right, bottom = left + record["w"], top + record["h"]
    cx, cy = rx * (1 - KAPPA), ry * (1 - KAPPA)
    return (
        ("M", left + rx, top),
        ("L", right - rx, top),
        ("C", right - cx, top, right, top + cy, right, top + ry),
        ("L", right, bottom - ry),
        ("C", right, bottom - cy, right - cx, bottom, right - rx, bottom),
        ("L", left + rx, bottom),
        ("C", left + cx, bottom, left, bottom - cy, left, bottom - ry),
        ("L", left, top + ry),
        ("C", left, top + cy, left + cx, top, left + rx, top),
        ("Z",),
    )


def circle(x: float, y: float, radius: float) -> tuple[Step, ...]:
    """A circle around a point."""
    return _rounded({"x": x - radius, "y": y - radius, "w": 2 * radius, "h": 2 * radius}, radius, radius)


def _head(back: Point, tip: Point, colour: str) -> list[Mark]:
    way = hypot(tip[0] - back[0], tip[1] - back[1])
    if way == 0:
        return []
    dx, dy = (tip[0] - back[0]) / way, (tip[1] - back[1]) / way
    x, y, half = tip[0] - dx * HEAD_LENGTH, tip[1] - dy * HEAD_LENGTH, HEAD_WIDTH / 2
    return [PathMark(_polygon([tip, (x - dy * half, y + dx * half), (x + dy * half, y - dx * half)]), colour)]


def _middle(way: connectors.Path) -> Point:
    """The point halfway along."""
    if way.kind == "curve":
        a, b, c, d = way.points
        return (a[0] + 3 * b[0] + 3 * c[0] + d[0]) / 8, (a[1] + 3 * b[1] + 3 * c[1] + d[1]) / 8
    pairs = list(zip(way.points, way.points[1:], strict=False))
    rest = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairs) / 2
    for a, b in pairs:
        length = hypot(b[0] - a[0], b[1] - a[1])
        if rest <= length:
            share = rest / length if length else 0.0
            return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
        rest -= length
    return way.points[0]


def _label(text: str, at: Point, desk: Desk) -> list[Mark]:
    """The words of a connector on the ground of the board, in the middle of its line."""
    line = note_face().layout.shorten(text, int(LABEL_MOST * 1000 / LABEL_SIZE))
    width, height = line.width * LABEL_SIZE / 1000, LABEL_SIZE * 1.3
    left, top = at[0] - width / 2, at[1] - height / 2
    ground = _polygon(
        [
            (left - 4, top),
            (left + width + 4, top),
            (left + width + 4, top + height),
            (left - 4, top + height),
        ]
    )
    baseline = top + note_face().baseline * LABEL_SIZE
    placed = desk.line(line, left, width, baseline, LABEL_SIZE, note_face())
    return [PathMark(ground, look.CANVAS), TextMark((placed,), "note", LABEL_SIZE, look.INK)]
