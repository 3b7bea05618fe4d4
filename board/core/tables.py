"""Tables: people work in small groups for a while, each in an area of its own, and come back together.

Tables are records beside the steps. They are changed by `tables` events only, each of which the writer
judges when its turn comes; whether everybody is at their table is said by the record of the workshop. The
browser's copy of what is asked here too is `static/src/core/tables.ts`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Any

import msgspec

from board.core.drafts import Chance
from board.core.errors import BadShape, ItemMissing
from board.core.errors_workshop import NoTables, TableFull, TablesFull
from board.core.ids import RandomBelow
from board.core.kinds import SEATS_LIMIT, TABLES_LIMIT, TITLE_LIMIT, WORKSHOP_ID, value_of
from board.core.ops import Op
from board.core.order import key_between
from board.core.scene import Record, Scene, in_order
from board.core.values import check_id, check_text, check_value
from board.core.workshop import Bring, carry_out, workshop_of

_Count = Annotated[int, msgspec.Meta(ge=1, le=TABLES_LIMIT)]


class Spread(msgspec.Struct, tag_field="do", tag="random", forbid_unknown_fields=True, frozen=True):
    """So many tables, and everybody who is here at one of them by chance. Those that are there keep title
    and area; with `areas` the first table gets the first one, and so on."""

    count: _Count
    areas: list[str] | None = None


class Add(msgspec.Struct, tag_field="do", tag="add", forbid_unknown_fields=True, frozen=True):
    """One more table, with nobody at it."""

    title: str = ""
    area: str | None = None


class Change(msgspec.Struct, tag_field="do", tag="change", forbid_unknown_fields=True, frozen=True):
    """What a table is called, and where it works; what is left out stays."""

    table: str
    title: str | None = None
    area: str | msgspec.UnsetType | None = msgspec.UNSET


class Seat(msgspec.Struct, tag_field="do", tag="assign", forbid_unknown_fields=True, frozen=True):
    """This person is at this table, or at none."""

    person: str
    table: str | None


class Remove(msgspec.Struct, tag_field="do", tag="remove", forbid_unknown_fields=True, frozen=True):
    """The table goes, or all of them. While people are apart those who sat there go to the smallest ones."""

    table: str | None = None


class Part(msgspec.Struct, tag_field="do", tag="start", forbid_unknown_fields=True, frozen=True):
    """Everybody goes to their table; who has none goes to the smallest."""


class Gather(msgspec.Struct, tag_field="do", tag="end", forbid_unknown_fields=True, frozen=True):
    """All are together again, and are brought to this part of the board if one is named. Who sat where
    stays known."""

    x: float | None = None
    y: float | None = None
    w: float | None = None
    h: float | None = None


Action = Spread | Add | Change | Seat | Remove | Part | Gather


def tables_of(scene: Scene) -> list[Record]:
    """All tables, in order: the first is number 1."""
    return in_order({key: record for key, record in scene.items() if record["kind"] == "table"})


def is_apart(scene: Scene) -> bool:
    """Whether everybody is at their own table now."""
    workshop = workshop_of(scene)
    return workshop is not None and value_of(workshop, "apart_ms") > 0


def seated(scene: Scene) -> set[str]:
    """Ids of all who have a table."""
    return {person for table in tables_of(scene) for person in value_of(table, "people")}


def read_action(payload: object) -> Action:
    """What a `tables` event asks for. Raises BadShape, BadNumber, BadText, TextTooLong."""
    try:
        action: Action = msgspec.convert(payload, Action, strict=True)
    except (msgspec.ValidationError, RecursionError) as error:
        raise BadShape from error
    if isinstance(action, Add | Change):
        if action.title is not None:
            check_text("title", action.title, TITLE_LIMIT)
        if isinstance(action.area, str):
            check_id(action.area)
    if isinstance(action, Spread):
        for area in action.areas or ():
            check_id(area)
    if isinstance(action, Seat):
        check_id(action.person)
    if isinstance(action, Gather):
        _place_of(action)
    return action


def carry_out_tables(
    scene: Scene,
    action: Action,
    here: Sequence[str],
    *,
    actor: str,
    now_ms: int,
    chance: Chance,
    strangers: Iterable[str] = (),
) -> list[Op]:
    """The ops that `action` comes to now; none when everything is so already. `here`: the participants who
    are here, in any order. `strangers` have a table and are not on the board any more: they get up.

    Raises ItemMissing for a table that is not there, TablesFull, TableFull, and NoTables for going to none.
    """
    plan = _Plan(scene, chance.new_id)
    for person in strangers:
        plan.seat(person, None)
    values: dict[str, Any] = {}
    brought: list[Op] = []
    if isinstance(action, Spread):
        _spread(plan, action, shuffled(here, chance.below))
    elif isinstance(action, Add):
        plan.add(action.title, action.area)
    elif isinstance(action, Change):
        table = plan.table(action.table)
        table["title"] = table["title"] if action.title is None else action.title
        table["area"] = table["area"] if action.area is msgspec.UNSET else action.area
    elif isinstance(action, Seat):
        plan.seat(action.person, action.table)
    elif isinstance(action, Remove):
        _remove(plan, action)
        if not plan.tables and is_apart(scene):
            values = {"apart_ms": 0}
    elif isinstance(action, Part):
        if not plan.tables:
            raise NoTables
        plan.seat_all(here)
        values = {} if is_apart(scene) else {"apart_ms": now_ms, "hold": False}
    else:
        values = {"apart_ms": 0}
        place = _place_of(action)
        brought = [] if place is None else carry_out(scene, place, actor=actor, now_ms=now_ms)
    return [*plan.ops(), *_with_values(scene, brought, values, now_ms)]


def seat_late(scene: Scene, person_id: str) -> list[Op]:
    """What gives somebody who comes while everybody is at a table a place at the smallest one."""
    if not is_apart(scene) or person_id in seated(scene):
        return []
    plan = _Plan(scene, lambda: "")
    plan.seat_all([person_id])
    return plan.ops()


def unseat(scene: Scene, person_id: str) -> list[Op]:
    """What takes somebody who is sent away from their table (TABLE4)."""
    plan = _Plan(scene, lambda: "")
    plan.seat(person_id, None)
    return plan.ops()


def shuffled(people: Sequence[str], below: RandomBelow) -> list[str]:
    """The same people in an order that depends on chance alone."""
    rest = sorted(people)
    for last in range(len(rest) - 1, 0, -1):
        other = below(last + 1)
        rest[last], rest[other] = rest[other], rest[last]
    return rest


class _Plan:
    """The tables while an action is worked out; `ops` says what has changed."""

    def __init__(self, scene: Scene, new_id: Callable[[], str]) -> None:
        self._before = tables_of(scene)
        self._new_id = new_id
        self.tables: list[dict[str, Any]] = [
            {
                "id": one["id"],
                "z": one["z"],
                "title": one["title"],
                "area": value_of(one, "area"),
                "people": list(value_of(one, "people")),
            }
            for one in self._before
        ]

    def table(self, table_id: str) -> dict[str, Any]:
        found = next((one for one in self.tables if one["id"] == table_id), None)
        if found is None:
            raise ItemMissing(id=table_id)
        return found

    def add(self, title: str, area: str | None) -> None:
        if len(self.tables) >= TABLES_LIMIT:
            raise TablesFull(limit=TABLES_LIMIT)
        z = key_between(self.tables[-1]["z"] if self.tables else None, None)
        self.tables.append({"id": self._new_id(), "z": z, "title": title, "area": area, "people": []})

    def seat(self, person_id: str, table_id: str | None) -> None:
        """A person sits at one table at most."""
        to = None if table_id is None else self.table(table_id)
        if to is not None and person_id not in to["people"] and len(to["people"]) >= SEATS_LIMIT:
            raise TableFull(limit=SEATS_LIMIT)
        for table in self.tables:
            if table is not to and person_id in table["people"]:
                table["people"].remove(person_id)
        if to is not None and person_id not in to["people"]:
            to["people"].append(person_id)

    def seat_all(self, people: Sequence[str]) -> None:
        """Each of them who has no table sits down at the smallest one, as long as there is room."""
        at_one = {person for table in self.tables for person in table["people"]}
        for person in people:
            smallest = min(self.tables, key=lambda table: len(table["people"]), default=None)
            if person not in at_one and smallest is not None and len(smallest["people"]) < SEATS_LIMIT:
                smallest["people"].append(person)

    def ops(self) -> list[Op]:
        known = {one["id"]: one for one in self._before}
        kept = {one["id"] for one in self.tables}
        made = [one for one in self.tables if one["id"] not in known]
        changed = [(one["id"], _changed(known[one["id"]], one)) for one in self.tables if one["id"] in known]
        return [
            *({"do": "delete", "id": key} for key in known if key not in kept),
            *({"do": "create", "item": {"kind": "table", **_lean(one)}} for one in made),
            *({"do": "patch", "id": key, "set": values} for key, values in changed if values),
        ]


def _changed(before: Record, table: Mapping[str, Any]) -> dict[str, Any]:
    names = ("title", "area", "people")
    return {name: table[name] for name in names if value_of(before, name) != table[name]}


def _lean(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in table.items() if name not in ("area", "people") or value}


def _spread(plan: _Plan, action: Spread, people: Sequence[str]) -> None:
    """Even tables: none has two people more than another."""
    del plan.tables[action.count :]
    while len(plan.tables) < action.count:
        plan.add("", None)
    for place, table in enumerate(plan.tables):
        table["people"] = list(people[place :: action.count][:SEATS_LIMIT])
        if action.areas is not None:
            table["area"] = action.areas[place] if place < len(action.areas) else None


def _remove(plan: _Plan, action: Remove) -> None:
    gone = list(plan.tables) if action.table is None else [plan.table(action.table)]
    plan.tables = [table for table in plan.tables if table not in gone]
    plan.seat_all([person for table in gone for person in table["people"]])


def _place_of(action: Gather) -> Bring | None:
    x, y, w, h = action.x, action.y, action.w, action.h
    if x is None and y is None and w is None and h is None:
        return None
    if x is None or y is None or w is None or h is None:
        raise BadShape
    for name, value in {"x": x, "y": y}.items():
        check_value(name, "position", value)
    for name, value in {"w": w, "h": h}.items():
        check_value(name, "size", value)
    return Bring(x, y, w, h)


def _with_values(scene: Scene, brought: Sequence[Op], values: Mapping[str, Any], now_ms: int) -> list[Op]:
    """One op for the record of the workshop: where people are brought, if they are, and `values`."""
    record = workshop_of(scene)
    if record is None and values.get("apart_ms"):
        item = {"kind": "workshop", "id": WORKSHOP_ID, "z": "a0", "step": None, "since_ms": now_ms}
        return [{"do": "create", "item": {**item, "apart_ms": values["apart_ms"]}}]
    if record is None:
        return list(brought)
    changed = {name: value for name, value in values.items() if value_of(record, name) != value}
    for op in brought:
        changed = {**op["set"], **changed}
    return [{"do": "patch", "id": WORKSHOP_ID, "set": changed}] if changed else []
