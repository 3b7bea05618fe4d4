"""Where connectors run: their geometry follows from their ends and is never stored.

`static/src/core/connectors.ts` says the same; `tests/protocol/connectors.json` holds the cases that
both run.
"""

from dataclasses import dataclass
from math import cos, hypot, radians, sin
from typing import Any, Final, Literal

from board.core.kinds import value_of
from board.core.scene import Record, Scene

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, width, height

STUB: Final = 24.0  # board units that an elbow goes straight out of an item
CURVE_LEAST: Final = 40.0  # how far a curve leans out of an item at least

_OUT: Final[dict[str, Point]] = {"top": (0, -1), "right": (1, 0), "bottom": (0, 1), "left": (-1, 0)}


@dataclass(frozen=True)
class Anchor:
    """One end: a point, and the direction in which the line leaves it."""

    at: Point
    out: Point


@dataclass(frozen=True)
class Path:
    """A "line" through all points, or a "curve": start, two control points, end (cubic Bézier)."""

    kind: Literal["line", "curve"]
    points: tuple[Point, ...]


def ends(scene: Scene, record: Record) -> tuple[Anchor, Anchor] | None:
    """Both ends of a connector; None when an item of them is not on the board."""
    middles = [_middle(scene, record[name]) for name in ("from", "to")]
    if middles[0] is None or middles[1] is None:
        return None
    return (
        _anchor(scene, record["from"], middles[0], middles[1]),
        _anchor(scene, record["to"], middles[1], middles[0]),
    )


def path(scene: Scene, record: Record) -> Path | None:
    """The way of a connector; None when an item of its ends is not on the board."""
    found = ends(scene, record)
    if found is None:
        return None
    start, end = found
    route = value_of(record, "route")
    if route == "curved":
        lean = max(CURVE_LEAST, hypot(end.at[0] - start.at[0], end.at[1] - start.at[1]) / 2)
        return Path("curve", (start.at, _along(start, lean), _along(end, lean), end.at))
    if route == "elbow":
        return Path("line", _elbow(start, end))
    return Path("line", (start.at, end.at))


def bounds(way: Path) -> Box:
    """The smallest box around all points of the path, those that only bend it too."""
    xs, ys = [x for x, _ in way.points], [y for _, y in way.points]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def _middle(scene: Scene, end: Any) -> Point | None:
    if "item" not in end:
        return end["x"], end["y"]
    item = scene.get(end["item"])
    return None if item is None else (item["x"] + item["w"] / 2, item["y"] + item["h"] / 2)


def _anchor(scene: Scene, end: Any, middle: Point, other: Point) -> Anchor:
    dx, dy = other[0] - middle[0], other[1] - middle[1]
    if "item" not in end:
        return Anchor(middle, _OUT[_side_towards(dx, dy, 1, 1)])
    item = scene[end["item"]]
    turn = radians(item.get("rotation", 0))
    w, h = item["w"], item["h"]
    side = end["side"]
    if side == "auto":
        side = _side_towards(*_turned((dx, dy), -turn), w, h)
    out = _OUT[side]
    arm = _turned((out[0] * w / 2, out[1] * h / 2), turn)
    return Anchor((middle[0] + arm[0], middle[1] + arm[1]), _turned(out, turn))


def _side_towards(dx: float, dy: float, w: float, h: float) -> str:
    """The side of a box that looks at what is so far away from its middle."""
    if abs(dx) * h >= abs(dy) * w:
        return "left" if dx < 0 else "right"
    return "top" if dy < 0 else "bottom"


def _turned(point: Point, turn: float) -> Point:
    if turn == 0:
        return point
    c, s = cos(turn), sin(turn)
    return point[0] * c - point[1] * s, point[0] * s + point[1] * c


def _along(anchor: Anchor, length: float) -> Point:
    return anchor.at[0] + anchor.out[0] * length, anchor.at[1] + anchor.out[1] * length


def _elbow(start: Anchor, end: Anchor) -> tuple[Point, ...]:
    """Straight out of both ends, and between them along the axes."""
    a, b = _along(start, STUB), _along(end, STUB)
    is_a_flat, is_b_flat = (abs(anchor.out[0]) >= abs(anchor.out[1]) for anchor in (start, end))
    if is_a_flat and is_b_flat:
        x = (a[0] + b[0]) / 2
        corners = [(x, a[1]), (x, b[1])]
    elif not is_a_flat and not is_b_flat:
        y = (a[1] + b[1]) / 2
        corners = [(a[0], y), (b[0], y)]
    else:
        corners = [(b[0], a[1]) if is_a_flat else (a[0], b[1])]
    points = [start.at, a, *corners, b, end.at]
    return tuple(point for at, point in enumerate(points) if at == 0 or point != points[at - 1])
