"""The outline of a line drawn by hand, as wide everywhere as the pen was pressed.

Mirrors `static/src/core/stroke_outline.ts`, where the package perfect-freehand finds the outline: this is
its way, for lines whose points are smooth already and whose pressure is known.
`tests/protocol/stroke_outline.json` holds the cases that both run.
"""

from collections.abc import Mapping, Sequence
from math import cos, hypot, pi, sin
from typing import Any, Final, NamedTuple

ACROSS: Final = 10_000  # the points of a stroke count so far across and down its box
STROKE_WIDTH: Final = 4.0
FULL: Final = 100
THINNING: Final = 0.5  # at no pressure half as wide, at full pressure half as wide again
SMOOTHING: Final = 0.5  # how near points of the outline are, as a share of the width
CIRCLE_POINTS: Final = 16
END_LENGTH: Final = 3  # the last board units before the end are left to its cap
HALF_TURN: Final = pi + 0.0001
CORNER_STEP: Final = 1 / 13
CAP_STEP: Final = 1 / 29

Point = tuple[float, float]


class Ink(NamedTuple):
    """A point of a stroke with the pressure of the pen there, 0 to 1."""

    x: float
    y: float
    pressure: float


class _Step(NamedTuple):
    at: Point
    pressure: float
    way: Point  # of length 1, from here back to the point before
    run: float  # from the beginning


def ink_of(record: Mapping[str, Any]) -> list[Ink]:
    """What was drawn, counted from the corner of its box, in board units."""
    flat, w, h = record["points"], record["w"], record["h"]
    return [
        Ink(flat[at] / ACROSS * w, flat[at + 1] / ACROSS * h, flat[at + 2] / FULL)
        for at in range(0, len(flat) - 2, 3)
    ]


def stroke_outline(ink: Sequence[Ink], width: float, *, is_even: bool) -> list[Point]:
    """Around all of the line, as a closed polygon whose middles a smooth curve goes through."""
    if not ink:
        return []
    if all((one.x, one.y) == (ink[0].x, ink[0].y) for one in ink):
        return _dot(ink[0], _radius(ink[0].pressure, width, is_even))
    line = [ink[0], _between(ink[0], ink[1]), ink[1]] if len(ink) == 2 else ink
    return _around(_steps(line, width), width, is_even)


def _radius(pressure: float, width: float, is_even: bool) -> float:
    return max(0.01, width * (0.5 if is_even else 0.5 - THINNING * (0.5 - pressure)))


def _between(a: Ink, b: Ink) -> Ink:
    return Ink((a.x + b.x) / 2, (a.y + b.y) / 2, (a.pressure + b.pressure) / 2)


def _dot(ink: Ink, radius: float) -> list[Point]:
    angles = (2 * pi * at / CIRCLE_POINTS for at in range(CIRCLE_POINTS))
    return [(ink.x + radius * cos(angle), ink.y + radius * sin(angle)) for angle in angles]


def _steps(line: Sequence[Ink], width: float) -> list[_Step]:
    """The points that count: none twice, and the first few only when the line has come far enough."""
    steps = [_Step((line[0].x, line[0].y), line[0].pressure, (1.0, 1.0), 0.0)]
    run, is_under_way = 0.0, False
    before = steps[0].at
    for number, ink in enumerate(line[1:], 1):
        at, is_last = (ink.x, ink.y), number == len(line) - 1
        if at == before:
            continue
        length = hypot(before[1] - at[1], before[0] - at[0])
        run += length
        if not is_last and not is_under_way:
            if run < width:
                continue
            is_under_way = True
        back = (before[0] - at[0], before[1] - at[1])
        size = hypot(*back)
        steps.append(_Step(at, ink.pressure, (back[0] / size, back[1] / size), run))
        before = at
    return [steps[0]._replace(way=steps[1].way if len(steps) > 1 else (0.0, 0.0)), *steps[1:]]


def _around(steps: list[_Step], width: float, is_even: bool) -> list[Point]:
    if len(steps) == 1:
        return _dot(Ink(*steps[0].at, steps[0].pressure), _radius(steps[0].pressure, width, is_even))
    left, right, radius = _sides(steps, width, is_even)
    last, first = steps[-1], steps[0]
    across = _side((-last.way[0], -last.way[1]), radius)
    end: list[Point] = []
    share = CAP_STEP
    while share < 1:
        end.append(_turned(_plus(last.at, across), last.at, HALF_TURN * 3 * share))
        share += CAP_STEP
    start: list[Point] = []
    share = CORNER_STEP
    while share <= 1:
        start.append(_turned(right[0], first.at, HALF_TURN * share))
        share += CORNER_STEP
    return [*left, *end, *reversed(right), *start]


def _sides(steps: list[_Step], width: float, is_even: bool) -> tuple[list[Point], list[Point], float]:
    """The points left and right of the line, and the radius at its end."""
    left: list[Point] = []
    right: list[Point] = []
    least = (width * SMOOTHING) ** 2
    total, way_before, was_corner, radius = steps[-1].run, steps[0].way, False, 0.0
    last_left = last_right = steps[0].at
    for number, step in enumerate(steps):
        is_last = number == len(steps) - 1
        if not is_last and total - step.run < END_LENGTH:
            continue
        radius = _radius(step.pressure, width, is_even)
        next_way = step.way if is_last else steps[number + 1].way
        likeness = 1.0 if is_last else _dot_product(step.way, next_way)
        is_after_corner = _dot_product(step.way, way_before) < 0 and not was_corner
        if is_after_corner or likeness < 0:
            _corner(step.at, _side(way_before, radius), left, right)
            last_left, last_right = left[-1], right[-1]
            was_corner = was_corner or likeness < 0
            continue
        was_corner = False
        if is_last:
            side = _side(step.way, radius)
            left.append(_minus(step.at, side))
            right.append(_plus(step.at, side))
            continue
        blend = (
            next_way[0] + (step.way[0] - next_way[0]) * likeness,
            next_way[1] + (step.way[1] - next_way[1]) * likeness,
        )
        side = _side(blend, radius)
        for points, point, before in (
            (left, _minus(step.at, side), last_left),
            (right, _plus(step.at, side), last_right),
        ):
            if number <= 1 or _far(before, point) > least:
                points.append(point)
        last_left, last_right = (left or [last_left])[-1], (right or [last_right])[-1]
        way_before = step.way
    return left, right, radius


def _corner(at: Point, side: Point, left: list[Point], right: list[Point]) -> None:
    """A line that turns back gets a round corner."""
    share = 0.0
    while share <= 1:
        left.append(_turned(_minus(at, side), at, HALF_TURN * share))
        right.append(_turned(_plus(at, side), at, HALF_TURN * -share))
        share += CORNER_STEP


def _side(way: Point, length: float) -> Point:
    return (way[1] * length, -way[0] * length)


def _dot_product(a: Point, b: Point) -> float:
    return a[0] * b[0] + a[1] * b[1]


def _plus(a: Point, b: Point) -> Point:
    return (a[0] + b[0], a[1] + b[1])


def _minus(a: Point, b: Point) -> Point:
    return (a[0] - b[0], a[1] - b[1])


def _far(a: Point, b: Point) -> float:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def _turned(point: Point, middle: Point, angle: float) -> Point:
    dx, dy = point[0] - middle[0], point[1] - middle[1]
    return (
        dx * cos(angle) - dy * sin(angle) + middle[0],
        dx * sin(angle) + dy * cos(angle) + middle[1],
    )
