"""Tables for small groups: even, by chance or by hand, also for who comes late (TABLE1 to TABLE3)."""

import random

import pytest

from board.core.apply import apply
from board.core.drafts import Chance
from board.core.errors import BadNumber, BadShape, ItemMissing
from board.core.errors_workshop import NoTables, NotByOp, TableFull, TablesFull
from board.core.kinds import SEATS_LIMIT, value_of
from board.core.ops import Entry
from board.core.repair import Period, repair
from board.core.restoring import copy_ops, restore_ops
from board.core.roles import authorize_ops
from board.core.scene import EMPTY
from board.core.tables import carry_out_tables, is_apart, read_action, seat_late, seated, tables_of
from board.core.workshop import carry_out, workshop_of
from board.core.workshop import read_action as read_workshop
from tests.support.items import create
from tests.support.rooms import patch

NOW = 1_000_000
PEOPLE = [f"person-{n:03}" for n in range(11)]


class World:
    """A board whose tables are changed as the writer would."""

    def __init__(self, seed=1):
        self.random = random.Random(seed)
        self.scene = EMPTY
        self.entries = []

    def do(self, here=PEOPLE, **payload):
        number = len(self.entries)
        ids = iter(f"table-{number:04}-{n:04}" for n in range(1, 200))
        chance = Chance(lambda below: self.random.randrange(below), lambda: next(ids))
        action = read_action(payload)
        return self.take(
            carry_out_tables(self.scene, action, here, actor="person_ada", now_ms=NOW, chance=chance)
        )

    def take(self, ops):
        if ops:
            done = apply(self.scene, ops, actor="person_ada", at_ms=NOW)
            self.scene = done.scene
            entry = Entry(len(self.entries) + 1, NOW, "person_ada", None, done.ops, done.inverse)
            self.entries.append(entry)
        return ops

    def people(self):
        return [list(value_of(table, "people")) for table in tables_of(self.scene)]


@pytest.mark.parametrize("seed", range(50))
def test_TABLE1_everybody_sits_at_one_table_and_tables_are_even(seed):
    world = World(seed)
    rng = random.Random(seed)
    for _ in range(6):
        here = rng.sample([f"person-{n:04}" for n in range(300)], rng.randrange(0, 300))
        count = rng.randint(1, 100)
        world.do(here, do="random", count=count)

        sizes = [len(one) for one in world.people()]
        assert len(sizes) == count, seed
        assert max(sizes) - min(sizes) <= 1, seed
        assert sorted(person for one in world.people() for person in one) == sorted(here), seed


def test_TABLE1_who_sits_where_depends_on_chance_alone():
    first, again, other = World(1), World(1), World(2)
    for world, here in ((first, PEOPLE), (again, PEOPLE[::-1]), (other, PEOPLE)):
        world.do(here, do="random", count=3)
    assert first.people() == again.people() != other.people()


def test_TABLE1_tables_keep_title_and_area_when_people_are_spread_anew():
    world = World()
    world.do(do="random", count=2, areas=["frame-0001", "frame-0002"])
    first, second = tables_of(world.scene)
    world.do(do="change", table=first["id"], title="Water")
    world.do(do="random", count=3)

    tables = tables_of(world.scene)
    assert [one["id"] for one in tables][:2] == [first["id"], second["id"]]
    assert [(one["title"], value_of(one, "area")) for one in tables] == [
        ("Water", "frame-0001"),
        ("", "frame-0002"),
        ("", None),
    ]


def test_TABLE1_people_are_seated_by_hand_at_one_table_at_most():
    world = World()
    world.do(do="add", title="Water")
    world.do(do="add")
    water, other = (one["id"] for one in tables_of(world.scene))
    world.do(do="assign", person="person-001", table=water)
    world.do(do="assign", person="person-001", table=other)
    assert world.people() == [[], ["person-001"]]
    assert world.do(do="assign", person="person-001", table=other) == []
    world.do(do="assign", person="person-001", table=None)
    assert world.people() == [[], []]


def test_TABLE2_who_has_no_table_goes_to_the_smallest_when_it_begins_and_later():
    world = World()
    world.do([], do="random", count=2)
    first = tables_of(world.scene)[0]["id"]
    world.do(do="assign", person="person-000", table=first)
    assert seat_late(world.scene, "person-001") == []  # all are together still
    world.do(["person-000", "person-001"], do="start")
    assert is_apart(world.scene)
    assert world.people() == [["person-000"], ["person-001"]]

    for late in ("person-002", "person-003", "person-004"):
        world.take(seat_late(world.scene, late))
    assert seat_late(world.scene, "person-004") == []
    assert sorted(map(len, world.people())) == [2, 3]


def test_TABLE2_gathering_brings_everybody_to_one_place_in_one_op_and_keeps_the_tables():
    world = World()
    world.do(do="random", count=2)
    world.do(do="start")
    [op] = world.do(do="end", x=0, y=0, w=800, h=600)

    assert set(op["set"]) == {"apart_ms", "bring"}
    assert not is_apart(world.scene)
    assert len(seated(world.scene)) == len(PEOPLE)
    assert world.do(do="end") == []


def test_TABLE2_going_to_tables_lets_a_held_view_go_and_the_end_of_the_workshop_gathers():
    world = World()
    world.take(
        carry_out(
            world.scene,
            read_workshop({"do": "bring", "x": 0, "y": 0, "w": 80, "h": 80, "hold": True}),
            actor="person_ada",
            now_ms=NOW,
        )
    )
    world.take([create("step", "step-0001")])
    world.take(carry_out(world.scene, read_workshop({"do": "start"}), actor="person_ada", now_ms=NOW))
    world.do(do="random", count=2)
    world.do(do="start")
    assert not value_of(workshop_of(world.scene), "hold")
    world.take(carry_out(world.scene, read_workshop({"do": "end"}), actor="person_ada", now_ms=NOW))
    assert not is_apart(world.scene)


def test_TABLE2_people_of_a_table_that_goes_find_another_and_without_tables_nobody_is_apart():
    world = World()
    world.do(do="random", count=3)
    world.do(do="start")
    world.do(do="remove", table=tables_of(world.scene)[1]["id"])
    assert sorted(person for one in world.people() for person in one) == PEOPLE
    world.do(do="remove")
    assert tables_of(world.scene) == []
    assert not is_apart(world.scene)


def test_TABLE3_tables_are_changed_by_the_event_only_and_taken_back_by_nothing():
    world = World()
    world.do(do="random", count=2)
    world.do(do="start")
    table = tables_of(world.scene)[0]["id"]
    for op in (create("table", "table-9999"), patch(table, title="Mine"), {"do": "delete", "id": table}):
        with pytest.raises(NotByOp):
            authorize_ops("facilitator", [op], world.scene, "person_ada")

    period = Period("person_ada", 0, 2 * NOW)
    assert repair(world.entries, world.scene, period).steps == ()
    assert restore_ops(world.scene, EMPTY, head=9) == []
    assert copy_ops(world.scene) == []


def test_TABLE1_what_cannot_be_is_refused():
    world = World()
    with pytest.raises(NoTables):
        world.do(do="start")
    with pytest.raises(ItemMissing):
        world.do(do="assign", person="person-001", table="table-none")
    world.do([f"person-{n:04}" for n in range(SEATS_LIMIT)], do="random", count=1)
    with pytest.raises(TableFull):
        world.do(do="assign", person="person-late", table=tables_of(world.scene)[0]["id"])
    world.do(do="random", count=100)
    with pytest.raises(TablesFull):
        world.do(do="add")


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"do": "random"},
        {"do": "random", "count": 0},
        {"do": "random", "count": 101},
        {"do": "random", "count": True},
        {"do": "random", "count": 2, "areas": ["x"]},
        {"do": "add", "area": 7},
        {"do": "change"},
        {"do": "assign", "person": "no", "table": None},
        {"do": "assign", "person": "person-001"},
        {"do": "end", "x": 1},
        {"do": "end", "x": 1, "y": 1, "w": 0, "h": 10},
        {"do": "start", "more": 1},
    ],
)
def test_TABLE1_what_is_no_action_is_refused(payload):
    with pytest.raises((BadShape, BadNumber)):
        read_action(payload)
