"""A method becomes a board: its areas, its drawing and its starter notes as ops."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from board.core.kinds import AREAS_LIMIT
from board.core.ops import Op, check_ops
from board.core.order import key_between
from board.methods.method import NO_WORDS, Box, End, Line, Mark, Method, MethodFrame, Shape, Starter, Step

NOTE_SIZE: Final = 200
GAP: Final = 20
PADDING: Final = 40  # between the edge of a frame and its notes
BAND: Final = 120  # the top of a frame: its title and prompt
NAMED_BAND: Final = 140  # the same where the parts of the frame have names
BETWEEN: Final = 400  # from one method to the next on the same board
TITLE_BAND: Final = 96  # where the parts of a divided frame begin

Item = dict[str, Any]


def instantiate(chosen: Method, locale: str, new_id: Callable[[], str]) -> list[Op]:
    """The ops that lay a method out on an empty board: areas, drawing, starter notes, agenda.

    `new_id` gives a fresh item id each time.
    """
    return in_creation_order(_items(chosen, locale, new_id))


def instantiate_all(methods: Sequence[Method], locale: str, new_id: Callable[[], str]) -> list[Op]:
    """The ops that lay methods out beside each other, in their order; the agenda goes through all of them.

    A step that is about the whole of its method is about the areas of that one.
    """
    items: list[Item] = []
    left = 0.0
    for chosen in methods:
        made = _items(chosen, locale, new_id)
        areas = [item["id"] for item in made if item["kind"] == "frame"]
        for item in made:
            if item["kind"] == "step" and not item["areas"] and len(areas) <= AREAS_LIMIT:
                item["areas"] = areas
        items += [_moved(item, left) for item in made]
        left += max((frame.x + frame.w for frame in chosen.frames), default=0) + BETWEEN
    return in_creation_order(items)


def _items(chosen: Method, locale: str, new_id: Callable[[], str]) -> list[Item]:
    ids = {frame.key: new_id() for frame in chosen.frames}
    items = [_frame(frame, ids, locale) for frame in chosen.frames]
    items += [{**_mark(mark, ids, locale), "id": new_id(), "locked": True} for mark in chosen.marks]
    for starter, box in _starters(chosen):
        home = None if starter.frame is None else ids[starter.frame]
        text = {"type": starter.type, "text": starter.text.in_locale(locale)}
        items.append({"kind": "note", "id": new_id(), **_box(box), "frame": home, **text})
    items += [{**_step(step, ids, locale), "id": new_id()} for step in chosen.steps]
    return items


def _moved(item: Item, right: float) -> Item:
    """The item so far to the right; the free ends of a line too."""
    moved = {**item}
    for place in (moved, *(moved[end] for end in ("from", "to") if end in moved)):
        if "x" in place:
            place["x"] += right
    return moved


def in_creation_order(items: list[Item]) -> list[Op]:
    """Checked ops that create `items`, whose z follows their order here."""
    ops: list[Op] = []
    z: str | None = None
    for item in items:
        z = key_between(z, None)
        ops.append({"do": "create", "item": {**item, "z": z}})
    return check_ops(ops)


def _frame(frame: MethodFrame, ids: Mapping[str, str], locale: str) -> Item:
    item: Item = {
        "kind": "frame",
        "id": ids[frame.key],
        **_box(Box(frame.x, frame.y, frame.w, frame.h)),
        "title": frame.title.in_locale(locale),
        "prompt": frame.prompt.in_locale(locale),
    }
    if frame.inside is not None:
        item["frame"] = ids[frame.inside]
    if frame.grid is not None:
        item["grid"] = frame.grid.in_locale(locale)
    if frame.background:
        item["background"] = frame.background
    return item


def _mark(mark: Mark, ids: Mapping[str, str], locale: str) -> Item:
    if isinstance(mark, Line):
        label = mark.label.in_locale(locale)
        ends = {"from": _end(mark.start, ids), "to": _end(mark.end, ids)}
        look = {"heads": mark.heads, "colour": mark.colour, "dash": mark.dash}
        return {"kind": "connector", **ends, "label": label, "route": mark.route, **look}
    home = None if mark.frame is None else ids[mark.frame]
    shared = {**_box(mark.box), "frame": home, "text": mark.text.in_locale(locale)}
    if isinstance(mark, Shape):
        return {"kind": "shape", **shared, "shape": mark.shape, "fill": mark.fill, "line": mark.line}
    return {"kind": "text", **shared, "weight": mark.weight, "align": mark.align}


def _step(step: Step, ids: Mapping[str, str], locale: str) -> Item:
    return {
        "kind": "step",
        "title": step.title.in_locale(locale),
        "mode": step.mode,
        "say_it": step.text.it,
        "say_en": step.text.en,
        "areas": [ids[key] for key in step.areas],
        "may": None if step.may is None else list(step.may),
        "private": step.is_private,
        "anonymous": step.anonymous,
        "counted": step.counted,
        "moderated": step.moderated,
        "minutes": step.minutes,
    }


def _end(end: End, ids: Mapping[str, str]) -> dict[str, Any]:
    if end.frame is not None:
        return {"item": ids[end.frame], "side": end.side}
    return {"x": end.x, "y": end.y}


def _starters(chosen: Method) -> Iterator[tuple[Starter, Box]]:
    """Each starter note with its place, area by area."""
    yield from ((one, one.box) for one in chosen.starter if one.frame is None and one.box is not None)
    for frame in chosen.frames:
        place = 0
        for one in chosen.starter:
            if one.frame != frame.key:
                continue
            yield one, one.box or _next_place(frame, place)
            place += one.box is None


def _next_place(frame: MethodFrame, place: int) -> Box:
    """Where note number `place` of a frame goes: row by row below the band, in lines with its rows."""
    columns = max(1, int((frame.w - 2 * PADDING + GAP) // (NOTE_SIZE + GAP)))
    row, column = divmod(place, columns)
    band, step = BAND, float(NOTE_SIZE + GAP)
    if frame.grid is not None and any(label != NO_WORDS for label in frame.grid.labels):
        band = NAMED_BAND
    if frame.grid is not None and frame.grid.kind == "rows":
        step = (frame.h - TITLE_BAND) / len(frame.grid.labels)
    x, y = frame.x + PADDING + column * (NOTE_SIZE + GAP), frame.y + band + row * step
    return Box(x, round(y), NOTE_SIZE, NOTE_SIZE)


def _box(box: Box) -> dict[str, float]:
    return {"x": box.x, "y": box.y, "w": box.w, "h": box.h}
