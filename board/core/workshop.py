"""A workshop on a board: which step is on, until when, and what participants may do now.

Steps are records like notes. One more record, of the kind `workshop`, says which of them is on; it is
changed by `workshop` events only, each of which the writer judges when its turn comes. The browser's copy
of what is asked here too is `static/src/core/workshop.ts`; `tests/protocol/workshop_*.json` holds the cases
of both.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any, Final, Literal

import msgspec

from board.core.errors import BadShape, ItemMissing
from board.core.errors_workshop import DraftOnly, NoSteps, NotHere, NotNow, StepIsOn
from board.core.kinds import KINDS, MINUTES_MAX, WORKSHOP_ID, value_of
from board.core.ops import Op
from board.core.relations import is_inside
from board.core.scene import Record, Scene, in_order
from board.core.values import check_id, check_value

MINUTE_MS: Final = 60_000
TIMER_MAX_MS: Final = MINUTES_MAX * MINUTE_MS

# What participants may do where the step does not say it: by its mode.
MODES: Final[Mapping[str, tuple[str, ...]]] = {
    "explain": (),
    "silent": ("add", "edit_own"),
    "reveal": ("comment",),
    "pair": ("add", "edit_own", "move", "comment"),
    "present": ("edit_own", "comment"),
    "cluster": ("move", "group", "comment"),
    "vote": ("vote",),
    "discuss": ("add", "edit_own", "edit_all", "move", "group", "comment"),
    "decide": ("comment",),
    "owners": ("add", "edit_own", "comment"),
}

_PLACE: Final = frozenset({"x", "y", "w", "h", "rotation", "frame", "z"})
_GROUPING: Final = frozenset({"cluster", "group", "under"})
_SPOKEN: Final = ("comment", "reply")
_SAYING: Final = frozenset({"comment", "edit_own", "edit_all"})


# --- what is on ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rights:
    """What participants may do in the step that is on. No `areas`: on the whole board."""

    step: Record
    may: frozenset[str]
    areas: tuple[str, ...]
    since_ms: int
    is_private: bool  # what they write is seen by nobody else yet
    is_moderated: bool = False  # the same, but that who leads reads it and puts it on the board (MOD1)


def workshop_of(scene: Scene) -> Record | None:
    """The record that says what is on; None where no workshop was ever begun."""
    record = scene.get(WORKSHOP_ID)
    return record if record is not None and record["kind"] == "workshop" else None


def steps_of(scene: Scene) -> list[Record]:
    """The agenda, in order."""
    return in_order({key: record for key, record in scene.items() if record["kind"] == "step"})


def step_on(scene: Scene) -> Record | None:
    """The step that is on; None while no workshop is going on, or when its step is gone."""
    workshop = workshop_of(scene)
    step = None if workshop is None else scene.get(workshop["step"] or "")
    return step if step is not None and step["kind"] == "step" else None


def rights_now(scene: Scene) -> Rights | None:
    """What participants may do now; None while no step is on: then it is as on every board."""
    step = step_on(scene)
    if step is None:
        return None
    chosen = value_of(step, "may")
    may = frozenset(MODES[step["mode"]] if chosen is None else chosen)
    areas = tuple(key for key in value_of(step, "areas") if scene.get(key, {}).get("kind") == "frame")
    is_open = value_of(scene[WORKSHOP_ID], "open")  # what was private has been revealed
    is_private = value_of(step, "private") and "add" in may and not is_open
    is_moderated = value_of(step, "moderated") and "add" in may and not is_private
    if is_moderated:  # nothing new is to be read on the board
        may -= _SAYING
    return Rights(step, may, areas, scene[WORKSHOP_ID]["since_ms"], is_private, is_moderated)


def check_step(ops: Iterable[Op], scene: Scene, person_id: str, *, is_private: bool = False) -> None:
    """Return if the step that is on lets this participant do all of `ops` (PERM3), or keep them in private.

    Raises NotNow, NotHere; DraftOnly for a note that everybody would see while writing is private (VIS3).
    """
    rights = rights_now(scene)
    if rights is None:
        return
    made: dict[str, Record] = {}  # what these ops make, for those that follow
    for op in ops:
        if "item" in op:
            item = {"author": person_id, "created_at_ms": rights.since_ms, **op["item"]}
            made[item["id"]] = item
        record = made.get(op["item"]["id"] if "item" in op else op["id"]) or scene.get(op.get("id", ""))
        if record is None:
            continue  # `apply` says that it is not there
        if not _may(rights.may, _needs(op, record, rights, person_id)):
            raise NotNow(**_shown(rights.step, scene))
        if (rights.is_private or rights.is_moderated) and not is_private:
            _check_shown(op, record, rights.step, scene)
        _check_area(op, record, rights, {**scene, **made} if made and rights.areas else scene)


def _check_shown(op: Op, record: Record, step: Record, scene: Scene) -> None:
    """Only notes are written beside the board, and nothing else is added to it meanwhile."""
    if op["do"] != "create" or record["kind"] in _SPOKEN:
        return
    if record["kind"] == "note":
        raise DraftOnly
    raise NotNow(**_shown(step, scene))


def check_voting(scene: Scene) -> None:
    """Return if the step that is on lets participants vote. Raises NotNow."""
    rights = rights_now(scene)
    if rights is not None and "vote" not in rights.may:
        raise NotNow(**_shown(rights.step, scene))


def check_agenda(ops: Iterable[Op], scene: Scene) -> None:
    """Return unless these ops take the step away that is on (STEP3). Raises StepIsOn."""
    step = step_on(scene)
    if step is not None and any(op["do"] == "delete" and op["id"] == step["id"] for op in ops):
        raise StepIsOn(id=step["id"])


def _shown(step: Record, scene: Scene) -> dict[str, Any]:
    """The step as a refusal names it: by its title, or else by its place in the agenda."""
    place = 1 + sum((one["z"], one["id"]) < (step["z"], step["id"]) for one in steps_of(scene))
    return {"step": step["title"].strip() or str(place), "id": step["id"]}


def _may(may: Set[str], needs: Iterable[Set[str]]) -> bool:
    """Each of `needs` is met by any one of its rights."""
    return all(not may.isdisjoint(any_of) for any_of in needs)


def _needs(op: Op, record: Record, rights: Rights, person_id: str) -> list[Set[str]]:
    """The rights that the op takes: of each set one is enough."""
    if record["kind"] in _SPOKEN:
        return [{"comment"}]
    is_own = record["author"] == person_id
    # What somebody has added in this step they are still adding.
    adding = {"add"} if is_own and record["created_at_ms"] >= rights.since_ms else set()
    if record["kind"] == "cluster":
        if rights.is_moderated and _is_renamed(op, record):
            return [_SAYING]
        return [{"group", *({"move"} if _is_moved(op, record) else ())}]
    if op["do"] == "create":
        return [{"add"}]
    writing = {"edit_all", *({"edit_own"} if is_own else ()), *(() if rights.is_moderated else adding)}
    names = _changed(op["set"], record) if op["do"] == "patch" else {"text"}
    needs: list[Set[str]] = []
    if not names.isdisjoint(_GROUPING):
        needs.append({"group", *adding})
    elif not names.isdisjoint(_PLACE):
        needs.append({"move", *adding})
    if names - _GROUPING - _PLACE:
        needs.append(writing)
    return needs


def _changed(values: Mapping[str, Any], record: Record) -> set[str]:
    """The fields of a patch that say something else than the record; `apply` refuses what it has not."""
    fields = KINDS[record["kind"]].fields
    return {name for name in values if name in fields and value_of(record, name) != values[name]}


def _is_renamed(op: Op, record: Record) -> bool:
    return op["do"] == "patch" and "title" in _changed(op["set"], record)


def _is_moved(op: Op, record: Record) -> bool:
    return op["do"] == "patch" and _changed(op["set"], record) <= _PLACE


def _check_area(op: Op, record: Record, rights: Rights, scene: Scene) -> None:
    """Whether the item is in an area of the step, and stays there. What lies in no frame by its nature,
    such as a line, is judged by nothing here."""
    if not rights.areas or "frame" not in KINDS[record["kind"]].fields:
        return
    for values in (record, op.get("set", {})):
        if "frame" in values and not _is_in(values["frame"], rights.areas, scene):
            raise NotHere(**_shown(rights.step, scene))


def _is_in(frame_id: str | None, areas: Iterable[str], scene: Scene) -> bool:
    return frame_id is not None and any(is_inside(scene, frame_id, area) for area in areas)


# --- what facilitators do ----------------------------------------------------------------------------


class Start(msgspec.Struct, tag_field="do", tag="start", forbid_unknown_fields=True, frozen=True):
    """Begin with this step, or with the first. A workshop that is on goes on."""

    step: str | None = None


class Go(msgspec.Struct, tag_field="do", tag="step", forbid_unknown_fields=True, frozen=True):
    """Go to this step, forward or back. It names the step, so that two who press at once go one step."""

    step: str


class End(msgspec.Struct, tag_field="do", tag="end", forbid_unknown_fields=True, frozen=True):
    """The workshop is over: no step is on."""


class Timer(msgspec.Struct, tag_field="do", tag="timer", forbid_unknown_fields=True, frozen=True):
    """One of: run, pause or take away the timer; let it run for so long; give or take some time."""

    to: Literal["run", "pause", "off"] | None = None
    set_ms: int | None = None
    add_ms: int | None = None


class Bring(msgspec.Struct, tag_field="do", tag="bring", forbid_unknown_fields=True, frozen=True):
    """Show everybody this part of the board, and with `hold` keep them there."""

    x: float
    y: float
    w: float
    h: float
    hold: bool | None = None


class Hold(msgspec.Struct, tag_field="do", tag="hold", forbid_unknown_fields=True, frozen=True):
    """Keep everybody where they were brought, or let them go."""

    on: bool


class Reveal(msgspec.Struct, tag_field="do", tag="reveal", forbid_unknown_fields=True, frozen=True):
    """Show everybody what was written in private; with `anonymous` nobody ever knows by whom."""

    anonymous: bool = False


Action = Start | Go | End | Timer | Bring | Hold | Reveal


def read_action(payload: object) -> Action:
    """What a `workshop` event asks for. Raises BadShape, BadNumber."""
    try:
        action: Action = msgspec.convert(payload, Action, strict=True)
    except (msgspec.ValidationError, RecursionError) as error:
        raise BadShape from error
    if isinstance(action, Timer):
        asked = [value for value in (action.to, action.set_ms, action.add_ms) if value is not None]
        if len(asked) != 1 or any(abs(ms) > TIMER_MAX_MS for ms in asked if isinstance(ms, int)):
            raise BadShape
    if isinstance(action, Bring):
        _box(action)
    if isinstance(action, Start | Go) and action.step is not None:
        check_id(action.step)
    return action


def carry_out(scene: Scene, action: Action, *, actor: str, now_ms: int) -> list[Op]:
    """The ops that `action` comes to now; none when everything is so already.

    Raises NoSteps, ItemMissing for a step that is not there, BadShape for holding where nobody was brought.
    """
    record = workshop_of(scene)
    before = {"step": None, "since_ms": now_ms, **KINDS["workshop"].defaults, **(record or {})}
    values = _values(scene, before, action, actor, now_ms)
    changed = {name: value for name, value in values.items() if before[name] != value}
    if not changed:
        return []
    if record is not None:
        return [{"do": "patch", "id": WORKSHOP_ID, "set": changed}]
    item = {"kind": "workshop", "id": WORKSHOP_ID, "z": "a0", "step": None, "since_ms": now_ms, **changed}
    return [{"do": "create", "item": item}]


def reveals(scene: Scene, action: Action) -> bool:
    """Whether this shows what was written in private: asked for, or by going on to a step of that mode."""
    workshop = workshop_of(scene)
    if workshop is None:
        return False
    if isinstance(action, Start | Go):
        step = _step_for(scene, action)
        return bool(
            step["mode"] == "reveal" and step["id"] != workshop["step"] and _is_veiled(scene, workshop)
        )
    return isinstance(action, Reveal)


def _is_veiled(scene: Scene, workshop: Mapping[str, Any]) -> bool:
    """Whether there was private writing that has not been revealed; nobody is told whether anybody wrote."""
    rights = rights_now(scene)
    return bool(workshop.get("veiled", False)) or (rights is not None and rights.is_private)


def _revealed(before: Mapping[str, Any]) -> dict[str, Any]:
    return {"open": True, "veiled": False, "reveals": before["reveals"] + 1}


def left_ms(timer: Mapping[str, int] | None, now_ms: int) -> int:
    """How long the timer has still to run; 0 when it is over, or there is none."""
    if timer is None:
        return 0
    return timer["left_ms"] if "left_ms" in timer else max(0, timer["ends_at_ms"] - now_ms)


def _values(
    scene: Scene, before: Mapping[str, Any], action: Action, actor: str, now_ms: int
) -> dict[str, Any]:
    if isinstance(action, Start | Go):
        step = _step_for(scene, action)
        if step["id"] == before["step"]:
            return {}
        if reveals(scene, action):
            return {**_on(step, now_ms), **_revealed(before)}
        is_veiled = _is_veiled(scene, before) or value_of(step, "private")
        return {**_on(step, now_ms), "open": False, "veiled": is_veiled}
    if isinstance(action, Reveal):
        if workshop_of(scene) is None:
            raise NoSteps
        return _revealed(before)
    if isinstance(action, End):
        if before["step"] is None:
            return {}
        over = {"step": None, "since_ms": now_ms, "timer": None, "hold": False, "open": False}
        return {**over, "veiled": _is_veiled(scene, before), "apart_ms": 0}
    if isinstance(action, Timer):
        return {"timer": _timer(before["timer"], action, now_ms)}
    if isinstance(action, Bring):
        n = 0 if before["bring"] is None else before["bring"]["n"]
        hold = before["hold"] if action.hold is None else action.hold
        return {"bring": {"n": n + 1, "by": actor, **_box(action)}, "hold": hold}
    if action.on and before["bring"] is None:
        raise BadShape
    return {"hold": action.on}


def _step_for(scene: Scene, action: Start | Go) -> Record:
    if action.step is None:
        first = step_on(scene) or next(iter(steps_of(scene)), None)
        if first is None:
            raise NoSteps
        return first
    step = scene.get(action.step)
    if step is None or step["kind"] != "step":
        raise ItemMissing(id=action.step)
    return step


def _on(step: Record, now_ms: int) -> dict[str, Any]:
    """A step begins: its minutes run."""
    minutes = value_of(step, "minutes")
    timer = {"ends_at_ms": now_ms + minutes * MINUTE_MS} if minutes else None
    return {"step": step["id"], "since_ms": now_ms, "timer": timer}


def _timer(timer: Mapping[str, int] | None, action: Timer, now_ms: int) -> Mapping[str, int] | None:
    left = left_ms(timer, now_ms)
    is_paused = timer is not None and "left_ms" in timer
    if action.set_ms is not None:
        return _running(action.set_ms, now_ms)
    if action.add_ms is not None:
        if timer is None and action.add_ms <= 0:
            return None
        left = min(max(0, left + action.add_ms), TIMER_MAX_MS)
        return {"left_ms": left} if is_paused else _running(left, now_ms)
    if action.to == "off" or timer is None:
        return None
    if action.to == "pause":
        return timer if is_paused else {"left_ms": left}
    return _running(left, now_ms) if is_paused else timer


def _running(for_ms: int, now_ms: int) -> dict[str, int]:
    return {"ends_at_ms": now_ms + max(0, for_ms)}


def _box(action: Bring) -> dict[str, float]:
    return {
        "x": check_value("x", "position", action.x),
        "y": check_value("y", "position", action.y),
        "w": check_value("w", "size", action.w),
        "h": check_value("h", "size", action.h),
    }
