"""A board that somebody made becomes a method: its areas, its drawing, and the notes that were chosen."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any, Final

from board.core.errors_methods import MethodTooLarge
from board.core.kinds import value_of
from board.core.relations import named_by
from board.core.scene import Record, Scene, in_order
from board.methods.method import (
    FRAMES_LIMIT,
    METHOD_VERSION,
    MINUTES_MOST,
    PLACE_LIMIT,
    STEPS_LIMIT,
    THINGS_LIMIT,
    Box,
    End,
    Grid,
    Label,
    Line,
    Mark,
    Method,
    MethodFrame,
    Shape,
    Starter,
    Step,
    Words,
)

# What may be chosen to come along; frames always do, and lines where both of their ends do.
CHOSEN_KINDS: Final = ("note", "text", "shape")


def method_of(scene: Scene, names: Words, purposes: Words, chosen: Set[str]) -> Method:
    """A method with all frames and steps of a board, and those notes, texts and shapes that are `chosen`.

    What people wrote stands in both languages. Raises MethodTooLarge.
    """
    frames = list(_frames(scene))
    things = [item for item in in_order(scene) if item["kind"] in CHOSEN_KINDS and item["id"] in chosen]
    maker = _Maker({frame["id"]: f"area{n}" for n, frame in enumerate(frames, start=1)})
    steps = [item for item in in_order(scene) if item["kind"] == "step"]
    lines = [item for item in in_order(scene) if item["kind"] == "connector" and maker.keeps(item)]
    if len(frames) > FRAMES_LIMIT or len(steps) > STEPS_LIMIT or len(things) + len(lines) > THINGS_LIMIT:
        raise MethodTooLarge
    maker.count_from([*frames, *things], lines)
    marks: list[Mark] = [maker.mark(item) for item in things if item["kind"] != "note"]
    marks += [maker.line(item) for item in lines]
    return Method(
        version=METHOD_VERSION,
        id="own",
        names=names,
        purposes=purposes,
        origin="own",
        verified="n/a",
        stage="any",
        minutes=min(MINUTES_MOST, sum(value_of(step, "minutes") for step in steps)),
        people="any",
        frames=tuple(maker.frame(frame) for frame in frames),
        starter=tuple(maker.starter(item) for item in things if item["kind"] == "note"),
        steps=tuple(maker.step(step) for step in steps),
        marks=tuple(marks),
    )


def _frames(scene: Scene) -> Iterator[Record]:
    """Every frame by z, each before those that lie in it."""
    inside: dict[str | None, list[Record]] = {}
    for record in in_order(scene):
        if record["kind"] == "frame":
            home = value_of(record, "frame")
            inside.setdefault(home if home in scene else None, []).append(record)
    waiting = inside.get(None, [])[::-1]
    while waiting:
        frame = waiting.pop()
        yield frame
        waiting += inside.get(frame["id"], [])[::-1]


@dataclass
class _Maker:
    """Makes the parts of a method of records, counted from the top left corner of what comes along."""

    keys: dict[str, str]  # frame id -> its key in the method
    left: float = 0
    top: float = 0

    def count_from(self, boxes: list[Record], lines: list[Record]) -> None:
        """Find the corner. Raises MethodTooLarge when the far side is too far from it."""
        points = [(item["x"], item["y"]) for item in boxes]
        points += [(item["x"] + item["w"], item["y"] + item["h"]) for item in boxes]
        ends = [item[name] for item in lines for name in ("from", "to")]
        points += [(end["x"], end["y"]) for end in ends if "x" in end]
        if not points:
            return
        self.left, self.top = min(x for x, _ in points), min(y for _, y in points)
        if max(max(x - self.left, y - self.top) for x, y in points) > PLACE_LIMIT:
            raise MethodTooLarge

    def frame(self, record: Record) -> MethodFrame:
        box, grid = self._box(record), value_of(record, "grid")
        return MethodFrame(
            key=self.keys[record["id"]],
            title=_both(record["title"]),
            prompt=_both(record["prompt"]),
            layout="area",
            accepts=(),
            x=box.x,
            y=box.y,
            w=box.w,
            h=box.h,
            inside=self._home(record),
            grid=None if grid is None else _grid(grid),
            background=value_of(record, "background"),
        )

    def starter(self, record: Record) -> Starter:
        return Starter(self._home(record), record["type"], _both(record["text"]), self._box(record))

    def mark(self, record: Record) -> Mark:
        home, text, box = self._home(record), _both(record["text"]), self._box(record)
        if record["kind"] == "shape":
            look = value_of(record, "fill"), value_of(record, "line")
            return Shape(home, record["shape"], text, box, *look)
        return Label(home, text, box, value_of(record, "weight"), value_of(record, "align"))

    def line(self, record: Record) -> Line:
        return Line(
            start=self._end(record["from"]),
            end=self._end(record["to"]),
            label=_both(value_of(record, "label")),
            route=value_of(record, "route"),
            heads=value_of(record, "heads"),
            colour=value_of(record, "colour"),
            dash=value_of(record, "dash"),
        )

    def step(self, record: Record) -> Step:
        said = value_of(record, "say_it"), value_of(record, "say_en")
        may = value_of(record, "may")
        return Step(
            mode=record["mode"],
            minutes=value_of(record, "minutes"),
            text=Words(said[0] or said[1], said[1] or said[0]),
            areas=tuple(self.keys[key] for key in value_of(record, "areas") if key in self.keys),
            title=_both(record["title"]),
            may=None if may is None else tuple(may),
            private=value_of(record, "private"),
            anonymous=value_of(record, "anonymous"),
            counted=value_of(record, "counted"),
            moderated=value_of(record, "moderated"),
        )

    def keeps(self, record: Record) -> bool:
        """Whether both ends of a connector come along: points do, and frames."""
        ends = (record["from"], record["to"])
        return all("x" in end or named_by(end) in self.keys for end in ends)

    def _end(self, end: dict[str, Any]) -> End:
        if "x" in end:
            return End(x=round(end["x"] - self.left, 2), y=round(end["y"] - self.top, 2))
        return End(frame=self.keys[str(named_by(end))], side=end["side"])

    def _home(self, record: Record) -> str | None:
        return self.keys.get(value_of(record, "frame") or "")

    def _box(self, record: Record) -> Box:
        x, y = round(record["x"] - self.left, 2), round(record["y"] - self.top, 2)
        return Box(x, y, record["w"], record["h"])


def _grid(grid: dict[str, Any]) -> Grid:
    labels = tuple(_both(label) for label in grid["labels"])
    return Grid(grid["kind"], labels, _both(grid["x"]), _both(grid["y"]))


def _both(text: str) -> Words:
    return Words(text, text)
