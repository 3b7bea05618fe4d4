"""A board as a small picture: where the frames and notes lie, without a word of what they say."""

from collections import OrderedDict
from typing import Final

from markupsafe import Markup

from board.core.errors import BoardMissing
from board.core.kinds import KINDS
from board.core.scene import EMPTY, Record, Scene, in_order
from board.store.boards import BoardCard
from board.web.services import services
from board.web.thumbnail_marks import Pen

WIDTH: Final = 320  # of the picture, in its own units; CSS gives it its size on the page
HEIGHT: Final = 180
MARGIN: Final = 12
FILLED: Final = 0.45  # how much of the picture's height (or width) a scene takes at least
ITEMS_LIMIT: Final = 400  # more would not be seen at this size
KEPT: Final = 200  # pictures in memory


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
    records = in_order(scene)
    shown = [record for record in records if KINDS[record["kind"]].has_box][:ITEMS_LIMIT]
    pen = Pen(*_fit(shown))
    parts = [pen.frame(record) for record in shown if record["kind"] == "frame"]
    parts += [pen.line(record, scene) for record in records if record["kind"] == "connector"][:ITEMS_LIMIT]
    others = [record for record in shown if record["kind"] != "frame"]
    parts += map(pen.thing, sorted(others, key=lambda record: record["kind"] != "cluster"))
    drawing = "".join(parts) or _EMPTY
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


# An empty table with room for a first note.
_EMPTY: Final = (
    f'<rect class="thumb-slot" x="{WIDTH // 2 - 26}" y="{HEIGHT // 2 - 26}" width="52" height="52" rx="3"/>'
    f'<path class="thumb-plus" d="M{WIDTH // 2 - 8} {HEIGHT // 2}h16M{WIDTH // 2} {HEIGHT // 2 - 8}v16"/>'
)
