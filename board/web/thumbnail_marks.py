"""One thing of a board as marks of a small picture: SVG without a word; CSS gives it its colours."""

from collections.abc import Sequence
from typing import Final

from board.core import connectors
from board.core.connectors import Point
from board.core.kinds import value_of
from board.core.scene import Record, Scene
from board.core.stroke_outline import ink_of

TITLE_BAND: Final = 96  # board units: where the parts of a divided frame begin
CLEAR: Final = 3  # between a bar that stands for words and the edge, in units of the picture
LEAST: Final = 3.0  # smaller things are drawn as large as this
BENDS: Final = 24  # of a line drawn by hand, about

_CORNERS: Final = {
    "diamond": ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    "triangle": ((0.5, 0), (1, 1), (0, 1)),
    "arrow": ((0, 0.25), (0.65, 0.25), (0.65, 0), (1, 0.5), (0.65, 1), (0.65, 0.75), (0, 0.75)),
}

Box = tuple[float, float, float, float]  # left, top, width, height


class Pen:
    """Draws records of one scene where they lie in the picture."""

    def __init__(self, scale: float, left: float, top: float) -> None:
        self._scale, self._left, self._top = scale, left, top

    def frame(self, record: Record) -> str:
        """Its ground, the parts it is divided into, and a bar where its title is."""
        x, y, width, height = box = self._box(record)
        ground = record.get("background")
        parts = [_rect("thumb-frame" + (f" thumb-ground-{ground}" if ground else ""), box, 2)]
        if record.get("grid"):
            parts.append(self._grid(record))
        wide = min(max(width * 0.4, 8.0), width - 2 * CLEAR)
        if wide > 4 and height > 12:
            parts.append(_rect("thumb-title", (x + CLEAR, y + CLEAR, wide, 3.0), 1))
        return "".join(parts)

    def thing(self, record: Record) -> str:
        """A note, a shape, a text or anything else that has a box."""
        x, y, width, height = self._box(record)
        box = (x, y, max(width, LEAST), max(height, LEAST))
        if record["kind"] == "note":
            return _rect(f"thumb-note thumb-{record['type'].lower()}{_painted(record.get('colour'))}", box, 1)
        if record["kind"] == "shape":
            return _shape(record["shape"], f"thumb-shape{_painted(record.get('fill'))}", box)
        if record["kind"] == "text":
            return _rect("thumb-text", (x, y, box[2], min(box[3], 3.0)), 1)
        if record["kind"] in ("dot", "stamp"):
            return _shape("ellipse", f"thumb-thing{_painted(record.get('colour'))}", box)
        if record["kind"] == "stroke":
            return self._stroke(record)
        return _rect("thumb-cluster" if record["kind"] == "cluster" else "thumb-thing", box, 2)

    def line(self, record: Record, scene: Scene) -> str:
        """A connector, as it runs; nothing when an end of it is not there."""
        way = connectors.path(scene, record)
        if way is None:
            return ""
        points = [self._point(point) for point in way.points]
        bend = "C" if way.kind == "curve" else "L"
        dash = " thumb-dash" if value_of(record, "dash") else ""
        return _path(f"thumb-line{dash}", f"M{points[0]}{bend}{' '.join(points[1:])}")

    def _stroke(self, record: Record) -> str:
        ink = ink_of(record)
        steps = ink[:: max(1, len(ink) // BENDS)]
        points = [self._point((record["x"] + one.x, record["y"] + one.y)) for one in steps]
        return _path("thumb-line", f"M{'L'.join(points)}") if points else ""

    def _point(self, point: Point) -> str:
        x, y = (point[0] - self._left) * self._scale, (point[1] - self._top) * self._scale
        return f"{_number(x)} {_number(y)}"

    def _box(self, record: Record) -> Box:
        x, y = (record["x"] - self._left) * self._scale, (record["y"] - self._top) * self._scale
        return x, y, record["w"] * self._scale, record["h"] * self._scale

    def _grid(self, frame: Record) -> str:
        """The lines or rings between its parts."""
        kind, parts = frame["grid"]["kind"], max(1, len(frame["grid"]["labels"]))
        x, y, width, height = self._box(frame)
        band = TITLE_BAND * self._scale
        y, height = y + band, height - band
        if height <= 0:
            return ""
        if kind == "rings":
            most = min(width, height) / 2 - 1
            middle = x + width / 2, y + height / 2
            return "".join(_ring(middle, most * n / parts) for n in range(1, parts + 1) if most > 0)
        shares = [0.5] if kind == "matrix" else [n / parts for n in range(1, parts)]
        upright = shares if kind in ("columns", "matrix") else []
        flat = shares if kind in ("rows", "matrix") else []
        ways = [f"M{_number(x + width * share)} {_number(y)}v{_number(height)}" for share in upright]
        ways += [f"M{_number(x)} {_number(y + height * share)}h{_number(width)}" for share in flat]
        return _path("thumb-grid", "".join(ways)) if ways else ""


def _painted(colour: str | None) -> str:
    return f" thumb-paper-{colour}" if colour else ""


def _shape(name: str, kind: str, box: Box) -> str:
    x, y, width, height = box
    if name == "ellipse":
        middle = f'cx="{_number(x + width / 2)}" cy="{_number(y + height / 2)}"'
        return f'<ellipse class="{kind}" {middle} rx="{_number(width / 2)}" ry="{_number(height / 2)}"/>'
    if name in _CORNERS:
        points = [f"{_number(x + a * width)} {_number(y + d * height)}" for a, d in _CORNERS[name]]
        return _path(kind, f"M{'L'.join(points)}Z")
    return _rect(kind, box, 2 if name == "rounded" else 0)


def _ring(middle: Point, radius: float) -> str:
    x, y = map(_number, middle)
    return f'<circle class="thumb-grid" cx="{x}" cy="{y}" r="{_number(radius)}"/>'


def _path(kind: str, way: str) -> str:
    return f'<path class="{kind}" d="{way}"/>'


def _rect(kind: str, box: Sequence[float], radius: int) -> str:
    x, y, width, height = map(_number, box)
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}"/>'


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
