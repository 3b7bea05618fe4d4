"""A board as a small picture: where the frames and notes lie, without a word of what they say."""

from collections import OrderedDict
from typing import Final

from markupsafe import Markup

from board.core.errors import BoardMissing
from board.core.kinds import KINDS
from board.core.scene import EMPTY, Record, Scene, in_order
from board.store.boards import BoardCard
from board.web.services import services

WIDTH: Final = 320  # of the picture, in its own units; CSS gives it its size on the page
HEIGHT: Final = 180
MARGIN: Final = 12
FILLED: Final = 0.45  # how much of the picture's height (or width) a scene takes at least
ITEMS_LIMIT: Final = 400  # more would not be seen at this size
KEPT: Final = 200  # pictures in memory

Box = tuple[float, float, float, float]  # left, top, width, height


class Thumbnails:
    """Pictures of boards, each made once for each change of its board."""

    def __init__(self) -> None:
        self._made: OrderedDict[str, tuple[int, Markup]] = OrderedDict()  # board id -> (updated_at_ms, SVG)

    def of(self, card: BoardCard) -> Markup:
        """The picture of a board as it is now; an empty one when it was deleted a moment ago."""
        made = self._made.get(card.id)
        if made is None or made[0] != card.updated_at_ms:
            made = (card.updated_at_ms, picture(_scene_of(card.id)))
            self._made[card.id] = made
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
        self._made.move_to_end(card.id)
        return made[1]


def _scene_of(board_id: str) -> Scene:
    try:
        return services().storage.load(board_id).scene
    except BoardMissing:
        return EMPTY


def picture(scene: Scene) -> Markup:
    """The layout of a scene as inline SVG; colours come from the style sheet by class."""
    shown = [record for record in in_order(scene) if KINDS[record["kind"]].has_box][:ITEMS_LIMIT]
    scale, left, top = _fit(shown)
    frames = [record for record in shown if record["kind"] == "frame"]
    others = [record for record in shown if record["kind"] != "frame"]
    parts: list[str] = []
    for record in frames:
        parts.extend(_frame(_placed(record, scale, left, top)))
    for record in others:
        x, y, width, height = _placed(record, scale, left, top)
        kind = f"thumb-note thumb-{record['type'].lower()}" if record["kind"] == "note" else "thumb-text"
        if record["kind"] == "text":
            height = min(height, 5.0)
        parts.append(_rect(kind, (x, y, max(width, 3.0), max(height, 3.0)), 1))
    drawing = "".join(parts) if parts else _EMPTY
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="xMidYMid meet"'
    svg = f'<svg class="thumb" {size} aria-hidden="true" focusable="false">{drawing}</svg>'
    return Markup(svg)  # noqa: S704 - numbers and our own class names only


def _fit(records: list[Record]) -> tuple[float, float, float]:
    """Scale and the board point that lands on the picture's origin."""
    if not records:
        return 1.0, 0.0, 0.0
    left = min(record["x"] for record in records)
    top = min(record["y"] for record in records)
    width = max(record["x"] + record["w"] for record in records) - left
    height = max(record["y"] + record["h"] for record in records) - top
    # A single note should look like a note on a table, not fill it.
    across, down = (WIDTH - 2 * MARGIN) / max(width, 600.0), (HEIGHT - 2 * MARGIN) / max(height, 400.0)
    # A long strip is cut at its far end: shown whole, it would be a thread.
    scale = max(min(across, down), FILLED * max(across, down))
    return scale, _start(left, width, WIDTH, scale), _start(top, height, HEIGHT, scale)


def _start(low: float, length: float, room: int, scale: float) -> float:
    """The board coordinate at the picture's edge: in the middle, or at the start of what is cut."""
    is_cut = length * scale > room - 2 * MARGIN + 1
    return low - MARGIN / scale if is_cut else low - (room / scale - length) / 2


def _placed(record: Record, scale: float, left: float, top: float) -> Box:
    return (
        (record["x"] - left) * scale,
        (record["y"] - top) * scale,
        record["w"] * scale,
        record["h"] * scale,
    )


def _frame(box: Box) -> list[str]:
    """The frame, and a bar where its title is."""
    x, y, width, height = box
    bar = (x + 4, y + 4, min(max(width * 0.4, 8.0), width - 8), 3.0)
    parts = [_rect("thumb-frame", box, 2)]
    if bar[2] > 4 and height > 12:
        parts.append(_rect("thumb-title", bar, 1))
    return parts


def _rect(kind: str, box: Box, radius: int) -> str:
    x, y, width, height = (f"{number:.1f}".removesuffix(".0") for number in box)
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}"/>'


# An empty table with room for a first note.
_EMPTY: Final = (
    _rect("thumb-slot", (WIDTH / 2 - 26, HEIGHT / 2 - 26, 52, 52), 3)
    + f'<path class="thumb-plus" d="M{WIDTH // 2 - 8} {HEIGHT // 2}h16M{WIDTH // 2} {HEIGHT // 2 - 8}v16"/>'
)
