"""A part of a board as a list of marks: the same lines at the same places as on the canvas.

The painters of the browser (static/src/render/paint_*.ts) draw the same from the same measures. A kind
that has no row in `_PAINTERS` is not drawn.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from math import cos, radians, sin
from typing import Final

from board.core import connectors
from board.core.relations import named_by, top_of
from board.core.scene import Record, Scene
from board.export import drawing_things as things
from board.export import look
from board.export.desk import Desk, box, one_line, written
from board.export.drawing_grids import grid_of
from board.export.layers import Box, Part, is_ground, layered
from board.export.marks import Bounds, BoxMark, Drawing, Mark, PlacedLine, TextMark, TurnedMark
from board.export.measuring import head_face, label_face, mark_face, note_face
from board.export.outline import outline
from board.export.reading import drawing_order, in_reading_order
from board.export.strings import strings

MARGIN: Final = 24.0  # board units around what is shown
EMPTY: Final = Bounds(0, 0, 640, 360)
LEVELS: Final = 6  # of headings
MARKED_FROM: Final = 140  # board units: in narrower notes there is no room for words beside the initials


def draw(name: str, scene: Scene, desk: Desk, frame_id: str | None = None) -> Drawing:
    """All items of `scene`; with `frame_id` the picture ends where that frame does."""
    levels = {part.frame["id"]: part.level for part in outline(scene).frames}
    told = replace(desk, levels=levels, scene=scene, stacks=_stacks(scene))
    boxes = {
        item_id: found
        for item_id, record in scene.items()
        if record["kind"] in _PAINTERS and (found := _outer_box(scene, record)) is not None
    }
    order = drawing_order(in_reading_order(scene), boxes)
    parts = (_part(record, boxes[record["id"]], told) for record in order)
    marks = layered(parts) if desk.is_layered else [mark for part in parts for mark in part.marks]
    shown = [boxes[frame_id]] if frame_id in boxes else list(boxes.values())
    return Drawing(name, _around(shown, told), marks)


def _stacks(scene: Scene) -> dict[str, int]:
    """How many notes lie in each stack, by the id of the one on top."""
    counts: dict[str, int] = {}
    for record in scene.values():
        if "under" in record and (top := top_of(record, scene)) is not None:
            counts[top["id"]] = counts.get(top["id"], 1) + 1
    return counts


def _part(record: Record, outer: Box, desk: Desk) -> Part:
    marks = _turned(record, desk)
    if all(map(is_ground, marks)):
        return Part(outer, None, marks)
    if record["kind"] == "frame" and not record.get("grid"):
        return Part(outer, (*outer[:3], outer[1] + look.TITLE_BAND), marks)
    return Part(outer, outer, marks)


def part_of(scene: Scene, ids: Collection[str]) -> Scene:
    """These items, and what lies in those of them that are frames."""
    chosen = set(ids)
    children: dict[str, list[str]] = {}  # frame id -> ids of what is in it
    for record in scene.values():
        if record.get("frame"):
            children.setdefault(record["frame"], []).append(record["id"])
    waiting = list(chosen)
    while waiting:
        new = set(children.get(waiting.pop(), ())) - chosen
        chosen |= new
        waiting += new
    talk = {record["id"] for record in scene.values() if _is_said_of(record, chosen, scene)}
    return {
        item_id: record
        for item_id, record in scene.items()
        if item_id in chosen or item_id in talk or _joins(record, chosen)
    }


def _is_said_of(record: Record, chosen: Collection[str], scene: Scene) -> bool:
    """Whether this is a comment on one of the chosen items, or lies in a chosen frame, or a reply to one."""
    if record["kind"] == "reply":
        comment = scene.get(named_by(record["thread"]) or "")
        return comment is not None and comment["kind"] == "comment" and _is_said_of(comment, chosen, scene)
    if record["kind"] != "comment":
        return False
    if record.get("on"):
        return named_by(record["on"]) in chosen
    frames = (scene[one] for one in chosen if one in scene and scene[one]["kind"] == "frame")
    return any(
        one["x"] <= record["x"] <= one["x"] + one["w"] and one["y"] <= record["y"] <= one["y"] + one["h"]
        for one in frames
    )


def _joins(record: Record, chosen: Collection[str]) -> bool:
    """Whether this is a connector between two of the chosen items."""
    return record["kind"] == "connector" and all(record[end].get("item") in chosen for end in ("from", "to"))


def can_draw(record: Record) -> bool:
    """Whether an item of this kind shows in a picture."""
    return record["kind"] in _PAINTERS


def _turned(record: Record, desk: Desk) -> list[Mark]:
    paint = _PAINTERS[record["kind"]]
    degrees = record.get("rotation", 0)
    if not degrees:
        return paint(record, desk)
    middle = record["x"] + record["w"] / 2, record["y"] + record["h"] / 2
    upright = {**record, "x": -record["w"] / 2, "y": -record["h"] / 2}
    return [TurnedMark(*middle, degrees, tuple(paint(upright, desk)))]


def _outer_box(scene: Scene, record: Record) -> Box | None:
    """Left, top, right and bottom of an item as it stands, turned or not; None for a line whose ends are
    not in the picture."""
    if record["kind"] == "connector":
        way = connectors.path(scene, record)
        if way is None:
            return None
        x, y, w, h = connectors.bounds(way)
        return x, y, x + w, y + h
    w, h = record["w"], record["h"]
    x, y = record["x"] + w / 2, record["y"] + h / 2
    turn = radians(record.get("rotation", 0))
    c, s = abs(cos(turn)), abs(sin(turn))
    across, down = (w * c + h * s) / 2, (w * s + h * c) / 2
    return x - across, y - down, x + across, y + down


def _around(boxes: Sequence[Box], desk: Desk) -> Bounds:
    if not boxes:
        return EMPTY
    left = desk.snapped(min(box[0] for box in boxes) - MARGIN)
    top = desk.snapped(min(box[1] for box in boxes) - MARGIN)
    right = desk.snapped(max(box[2] for box in boxes) + MARGIN)
    bottom = desk.snapped(max(box[3] for box in boxes) + MARGIN)
    return Bounds(left, top, right - left, bottom - top)


def _note(note: Record, desk: Desk) -> list[Mark]:
    fill, edge, quiet = look.colours_of(note)
    letter, *icon = _letter(note, quiet, desk)
    marks: list[Mark] = [box(note, look.NOTE_RADIUS, fill, edge, desk), *icon]
    name = desk.people.get(note["author"])
    if name is not None and note["w"] >= 60 and note["h"] >= 60:
        marks.append(_initials(note, _sign(note, look.initials_of(name), desk), quiet, desk))
    return [*marks, *written(note, note_face(), desk, sign=letter), *_stack(note, quiet, desk)]


def _stack(note: Record, edge: str, desk: Desk) -> list[Mark]:
    """On the top of a stack, in its corner: how many notes lie there. Who has the picture cannot open it."""
    count = desk.stacks.get(note["id"], 0)
    if count == 0 or note["w"] < 60 or note["h"] < 60:
        return []
    face, size = note_face(), min(look.STACK_SIZE, note["h"] * 0.1)
    words = strings(desk.locale).ngettext("%(n)s note", "%(n)s notes", count) % {"n": count}
    width = face.layout.width(words) * size / 1000
    right, top = desk.snapped(note["x"] + note["w"] - 6), desk.snapped(note["y"] + min(5, note["h"] * 0.03))
    left, height = desk.snapped(right - width - size), size * 1.6
    baseline = desk.snapped(top + height / 2 + size * 0.36)
    text = TextMark((PlacedLine(words, left + size / 2, baseline, False),), "note", size, look.INK)
    return [BoxMark(left, top, right - left, height, height / 2, look.SURFACE, edge), text]


def _letter(note: Record, colour: str, desk: Desk) -> tuple[TextMark, *tuple[Mark, ...]]:
    """The letter of the type, which is read, and then its icon, in the top left corner."""
    face, size = mark_face(), min(look.MARK_SIZE, note["h"] * 0.12)
    letter, icon = note["type"], look.NOTE_LOOKS[note["type"]][0]
    left = desk.snapped(note["x"] + look.note_padding(note))
    baseline = desk.snapped(note["y"] + min(24, note["h"] * 0.165))
    beside = desk.snapped(left + face.layout.width(letter) * size / 1000 + size * 0.35)
    read = TextMark((PlacedLine(letter, left, baseline, False),), "mark", size, colour)
    if face.font_of(icon) is not None:
        shown = PlacedLine(icon, beside, baseline, False)
        return read, TextMark((shown,), "mark", size, colour, is_decoration=True)
    # No font of ours has the three bars: browsers take them from the system.
    bars = [
        BoxMark(beside, baseline - size * share, size * 0.55, size * 0.1, 0, colour)
        for share in (0.62, 0.4, 0.18)
    ]
    return read, *bars


def _sign(note: Record, initials: str, desk: Desk) -> str:
    """With the mark of what somebody else typed, where there is room for it."""
    if "entered_by" not in note:
        return initials
    if note["w"] < MARKED_FROM:
        return f"{initials}*"
    return strings(desk.locale).gettext("on behalf of %(name)s") % {"name": initials}


def _initials(note: Record, initials: str, colour: str, desk: Desk) -> TextMark:
    face, size = note_face(), look.INITIALS_SIZE
    right = desk.snapped(note["x"] + note["w"] - min(10, look.note_padding(note)))
    left = right - face.layout.width(initials) * size / 1000
    baseline = desk.snapped(note["y"] + note["h"] - 8)
    text = desk.covering.drawable(initials, face)
    return TextMark((PlacedLine(text, left, baseline, False),), "note", size, colour, is_decoration=True)


def _text(label: Record, desk: Desk) -> list[Mark]:
    face = head_face() if label.get("weight") == "bold" else label_face()
    return written(label, face, desk, label["h"] / 2)


def _frame(frame: Record, desk: Desk) -> list[Mark]:
    ground = look.paper(frame["background"], look.GROUND_SHARE) if frame.get("background") else look.SURFACE
    marks: list[Mark] = [box(frame, look.FRAME_RADIUS, ground, look.LINE, desk)]
    rule = desk.snapped(frame["y"] + look.TITLE_BAND)
    if frame.get("grid"):
        marks += grid_of(frame, desk)
    if frame["h"] > look.TITLE_BAND:
        left, right = desk.snapped(frame["x"]), desk.snapped(frame["x"] + frame["w"])
        marks.append(BoxMark(left, rule, right - left, 1, 0, look.LINE))
    return [*marks, *_band(frame, desk)]


def _band(frame: Record, desk: Desk) -> list[Mark]:
    """Title and prompt in the band, one line each; the title alone stands in the middle."""
    left, room = desk.snapped(frame["x"] + look.FRAME_PADDING), frame["w"] - 2 * look.FRAME_PADDING
    has_prompt = bool(frame["prompt"].strip())
    title_line, prompt_line = look.TITLE_SIZE * 1.3, look.PROMPT_SIZE * 1.3
    block = title_line + (prompt_line if has_prompt else 0)
    top = frame["y"] + (look.TITLE_BAND - block) / 2
    title = " ".join(frame["title"].split())
    level = min(LEVELS, (desk.levels or {}).get(frame["id"], 0) + 1)
    whole = head_face().layout.width(title)
    size = min(max(room * 1000 / max(1, whole), look.TITLE_LEAST), look.TITLE_SIZE)
    marks: list[Mark] = []
    if title and room > 0:
        heading = (head_face(), title, size, title_line)
        marks.append(one_line(heading, (left, desk.snapped(top), room), look.INK, desk, level))
    if has_prompt and room > 0:
        prompt = (note_face(), frame["prompt"], float(look.PROMPT_SIZE), prompt_line)
        place = (left, desk.snapped(top + title_line), room)
        marks.append(one_line(prompt, place, look.INK_MUTED, desk, 0))
    return marks


_PAINTERS: Final[dict[str, Callable[[Record, Desk], list[Mark]]]] = {
    "note": _note,
    "text": _text,
    "frame": _frame,
    "shape": things.shape,
    "connector": things.connector,
    "stroke": things.stroke,
    "image": things.image,
    "link": things.link,
    "stamp": things.stamp,
    "dot": things.dot,
    "cluster": things.cluster,
}
