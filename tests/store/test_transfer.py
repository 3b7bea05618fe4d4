"""Board files: taking a board home, bringing it back, and files that are refused."""

import copy
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board.core.apply import apply
from board.core.errors import BoardMissing, ImportBad, ImportNewer
from board.core.kinds import ITEMS_LIMIT
from board.core.ops import check_ops
from board.core.scene import Scene
from board.export.to_json import to_json
from board.methods.demo import golden_file
from board.store.boards import Boards
from board.store.database import Database
from board.store.migrating import migrate
from board.store.oplog import DatabaseStorage
from board.store.people import People, Person
from board.store.projects import FIRST
from board.store.snapshots import Snapshots
from board.store.transfer import export_board, import_board
from tests.support.golden import EDGE_TEXTS
from tests.support.scenes import LogWriter, commit_of, frame, gone, label, note, patch

File = dict[str, Any]


@pytest.fixture(scope="module")
def home() -> Iterator[Database]:
    yield from _in_memory()


@pytest.fixture(scope="module")
def abroad() -> Iterator[Database]:
    """Another server."""
    yield from _in_memory()


def _in_memory() -> Iterator[Database]:
    database = Database("sqlite://")
    migrate(database)
    yield database
    database.close()


def without_id(file: File) -> File:
    return {**file, "board": {**file["board"], "id": None}}


def there_and_back(file: object, database: Database) -> File:
    """The export of an import of `file`."""
    return export_board(database, import_board(database, file, imported_by=None, now_ms=1).id)


# --- round trips ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """One op of a made-up board; what `pick` points at depends on what is there by then."""

    doing: str
    pick: int
    x: float
    w: float
    z: str
    type: str
    text: str

    def op(self, scene: Scene, number: int) -> dict[str, Any]:
        """The op, which can be carried out on `scene`; `number` makes a new id."""
        there = sorted(scene)
        frames = [None, *[key for key in there if scene[key]["kind"] == "frame"]]
        inside = frames[self.pick % len(frames)]
        box = {"x": self.x, "y": -self.x, "w": self.w, "h": self.w, "z": self.z}
        if self.doing == "frame":
            return frame(number, self.text[:100], prompt=self.text, **box)
        if self.doing == "label":
            return label(number, self.text, frame=inside, **box)
        if self.doing == "note" or not there:
            return note(number, text=self.text, type=self.type, frame=inside, **box)
        target = there[self.pick % len(there)]
        if self.doing == "delete":
            return gone(target)
        if self.doing == "enter" and scene[target]["kind"] != "frame":
            return patch(target, frame=inside)
        return patch(target, **box)


characters = st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t")
steps = st.builds(
    Step,
    doing=st.sampled_from(["note", "label", "frame", "move", "enter", "delete"]),
    pick=st.integers(0, 30),
    x=st.integers(-(10**9), 10**9).map(lambda hundredths: hundredths / 100),
    w=st.integers(1_000, 10_000_000).map(lambda hundredths: hundredths / 100),
    z=st.sampled_from(["a0", "a1", "a1V", "Zz", "b00"]),
    type=st.sampled_from("DPBSOAIX"),
    text=st.sampled_from(EDGE_TEXTS) | st.text(characters, max_size=40),
)


def fill(database: Database, board_id: str, batches: Sequence[Sequence[Step]], actors: Sequence[str]) -> None:
    """Commit one entry for each batch, its author chosen in turn."""
    log, made = LogWriter(), 0
    for turn, batch in enumerate(batches):
        ops, scene = [], log.scene
        for step in batch:
            ops += check_ops([step.op(scene, made)])
            scene = apply(scene, ops[-1:], actor="", at_ms=0).scene
            made += 1
        entry = log.entry(*ops, actor=actors[turn % len(actors)])
        DatabaseStorage(database).commit([commit_of(board_id, [entry])])


@settings(max_examples=60, deadline=None)
@given(
    batches=st.lists(st.lists(steps, min_size=1, max_size=3), max_size=12),
    names=st.lists(st.sampled_from(["Anna", "Böb", "=Cai", "ديمة"]), min_size=1, max_size=3),
    saved_at=st.sets(st.integers(0, 12), max_size=2),
)
def test_a_board_comes_back_as_it_left(
    home: Database, abroad: Database, batches: list[list[Step]], names: list[str], saved_at: set[int]
) -> None:
    actors = [People(home).create_guest(name, None, now_ms=1).id for name in names]
    made = Boards(home).create("Board", "T02", actors[0], [], now_ms=7, project_id=FIRST)
    fill(home, made.id, batches, actors)
    for now_ms in saved_at:
        Snapshots(home).save(made.id, f"Version {now_ms}", actors[-1], now_ms=now_ms)

    left = export_board(home, made.id)
    arrived = there_and_back(json.loads(to_json(left)), abroad)

    assert without_id(arrived) == without_id(left)
    assert arrived["board"]["id"] != left["board"]["id"]


@pytest.mark.parametrize("locale", ["it", "en"])
def test_the_demo_comes_back_as_it_left(abroad: Database, locale: str) -> None:
    file = golden_file(locale)

    assert without_id(there_and_back(file, abroad)) == without_id(file)


def test_an_imported_board_is_used_like_any_other(
    database: Database, boards: Boards, storage: DatabaseStorage, ada: Person
) -> None:
    made = import_board(database, golden_file("it"), imported_by=ada.id, now_ms=99)

    state = storage.load(made.id)
    log = LogWriter(state.scene, state.head)
    storage.commit([commit_of(made.id, [log.entry(patch("demo_note_P01", text="Edited"), actor=ada.id)])])

    card = boards.list_for(ada.id)[0]
    assert (card.id, card.note_count, card.people_count, card.role) == (made.id, 60, 17, "facilitator")
    assert boards.get(made.id).head == state.head + 1
    assert boards.invite(made.id).is_open
    assert "demo_note_P01" in state.used_ids
    roles = {member.role for member in boards.authors(made.id) if member.person_id != ada.id}
    assert roles == {None}


def test_a_snapshot_is_built_again_from_the_log(
    database: Database, snapshots: Snapshots, boards: Boards, storage: DatabaseStorage, ada: Person
) -> None:
    made = boards.create("Board", "blank", ada.id, [note(1)], now_ms=1)
    snapshots.save(made.id, "Before", ada.id, now_ms=2)
    log = LogWriter(storage.load(made.id).scene, 1)
    storage.commit([commit_of(made.id, [log.entry(gone("note_0001"), actor=ada.id)])])

    copied = import_board(database, export_board(database, made.id), imported_by=ada.id, now_ms=3)

    kept = snapshots.list(copied.id)
    assert [snapshot.name for snapshot in kept] == ["Before"]
    assert list(snapshots.scene(kept[0].id, copied.id)[1]) == ["note_0001"]
    assert storage.load(copied.id).scene == {}


def test_DATA2_people_who_are_known_here_stay_as_they_are(abroad: Database) -> None:
    file = golden_file("it")
    there_and_back(file, abroad)
    known = People(abroad).by_id("demo_person_p01")

    file["people"][0]["name"] = "Somebody else"
    there_and_back(file, abroad)

    assert known is not None
    assert People(abroad).by_id("demo_person_p01") == known


def test_VIS2_a_board_that_is_not_there_cannot_be_exported(database: Database) -> None:
    with pytest.raises(BoardMissing):
        export_board(database, "board_none")


# --- files that are refused -----------------------------------------------------------------------


def small_file() -> File:
    """A board with one frame and two notes, of which one is gone, and a snapshot."""
    log = LogWriter()
    entries = [
        log.entry(frame(1, "Area"), note(1, frame="frame_0001")),
        log.entry(note(2, text="Gone soon"), actor="person_bob"),
        log.entry(gone("note_0002")),
    ]
    return {
        "format": "tavolo.board",
        "version": 2,
        "board": {"id": "board_0001", "name": "Small", "method": "blank", "created_at_ms": 5, "head": 3},
        "people": [{"id": "person_ada", "name": "Ada"}, {"id": "person_bob", "name": "Bob"}],
        "items": [dict(log.scene[key]) for key in ("frame_0001", "note_0001")],
        "log": [
            {
                "seq": entry.seq,
                "at_ms": entry.at_ms,
                "actor": entry.actor,
                "ops": list(entry.ops),
                "inverse": list(entry.inverse),
                "v": 1,
            }
            for entry in entries
        ],
        "snapshots": [{"name": "Early", "seq": 2, "created_at_ms": 9, "created_by": "person_bob"}],
    }


def test_the_small_file_is_good(abroad: Database) -> None:
    assert without_id(there_and_back(small_file(), abroad)) == without_id(small_file())


def put(path: str, value: Any) -> Callable[[File], None]:
    """A change of the value at a path like "log.0.seq"."""

    def change(file: File) -> None:
        *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        place: Any = file
        for part in parents:
            place = place[part]
        place[last] = value

    return change


BAD: dict[str, Callable[[File], object]] = {
    "another format": put("format", "other"),
    "an older version": put("version", 0),
    "no version": lambda file: file.pop("version"),
    "an unknown part": put("extra", 1),
    "an unknown field of the board": put("board.extra", 1),
    "no board": lambda file: file.pop("board"),
    "an empty name": put("board.name", "  "),
    "a name with a line break": put("board.name", "Two\nlines"),
    "a name that is too long": put("board.name", "x" * 121),
    "half a character in the name": put("board.name", "a\ud800"),
    "NUL in the name": put("board.name", "a\0"),
    "a method that is a path": put("board.method", "../x"),
    "a head beyond the log": put("board.head", 4),
    "a head before the end of the log": put("board.head", 2),
    "a time that is no number": put("board.created_at_ms", "5"),
    "a time before 1970": put("board.created_at_ms", -1),
    "a time that is true": put("board.created_at_ms", True),
    "a person twice": lambda file: file["people"].append(file["people"][0]),
    "a person who is not listed": lambda file: file["people"].pop(),
    "a person with an e-mail address": put("people.0.email", "a@example.org"),
    "a person without a name": put("people.0.name", ""),
    "a person id with spaces": put("people.0.id", "a person id"),
    "an entry out of order": put("log.1.seq", 3),
    "a missing entry": lambda file: file["log"].pop(1),
    "an entry of an older version": put("log.0.v", 0),
    "an actor nobody knows": put("log.0.actor", "person_eve"),
    "an op nobody knows": put("log.0.ops.0.do", "explode"),
    "an op that is a list": put("log.0.ops.0", []),
    "an op without an item": put("log.0.ops.0.item", None),
    "an item of an unknown kind": put("log.0.ops.0.item.kind", "bomb"),
    "an item with an unknown field": put("log.0.ops.0.item.colour", "red"),
    "an item with the id __proto__": put("log.0.ops.0.item.id", "__proto__x y"),
    "not a number": put("log.0.ops.0.item.x", float("nan")),
    "infinity": put("log.0.ops.0.item.x", float("inf")),
    "three decimals": put("log.0.ops.0.item.x", 0.125),
    "NUL in a text": put("log.0.ops.1.item.text", "a\0"),
    "half a character in a text": put("log.0.ops.1.item.text", "\udc00"),
    "a text that is too long": put("log.0.ops.1.item.text", "x" * 2001),
    "another author than the actor": put("log.0.ops.1.item.author", "person_bob"),
    "another time than the entry's": put("log.0.ops.1.item.created_at_ms", 7),
    "a frame that is not there": put("log.0.ops.1.item.frame", "frame_0009"),
    "a delete of what is not there": put("log.2.ops.0.id", "note_0009"),
    "a wrong inverse": put("log.1.inverse", []),
    "an inverse of another item": put("log.1.inverse.0.id", "note_0001"),
    "an op more": lambda file: file["log"][2]["ops"].append(gone("note_0001")),
    "an item that the log does not make": lambda file: file["items"].append(file["log"][1]["ops"][0]["item"]),
    "an item twice": lambda file: file["items"].append(file["items"][0]),
    "an item missing": lambda file: file["items"].pop(),
    "an item that the log left different": put("items.1.text", "Other"),
    "an item without an id": lambda file: file["items"][0].pop("id"),
    "an item whose id is a list": put("items.0.id", []),
    "a snapshot beyond the log": put("snapshots.0.seq", 4),
    "a snapshot without a name": put("snapshots.0.name", ""),
    "a snapshot by nobody known": put("snapshots.0.created_by", "person_eve"),
    "a deep nest": put("log.0.ops.0.item.x", json.loads("[" * 400 + "]" * 400)),
}


@pytest.mark.parametrize("why", BAD)
def test_a_bad_file_is_refused_with_a_reason_and_leaves_nothing(abroad: Database, why: str) -> None:
    file = copy.deepcopy(small_file())
    BAD[why](file)
    before = Boards(abroad).list_all()

    with pytest.raises(ImportBad) as caught:
        import_board(abroad, file, imported_by=None, now_ms=1)

    assert 0 < len(caught.value.data["why"]) <= 200
    assert caught.value.data["why"].isprintable()
    assert Boards(abroad).list_all() == before


@pytest.mark.parametrize("file", [None, [], "x", 1, {}, {"format": "tavolo.board"}, {"version": 9}])
def test_what_is_no_board_at_all_is_refused(abroad: Database, file: object) -> None:
    with pytest.raises(ImportBad):
        import_board(abroad, file, imported_by=None, now_ms=1)


@pytest.mark.parametrize("change", [put("version", 3), put("log.1.v", 2)])
def test_DATA4_a_newer_file_is_refused_with_a_sentence(
    abroad: Database, change: Callable[[File], None]
) -> None:
    file = copy.deepcopy(small_file())
    change(file)

    with pytest.raises(ImportNewer) as caught:
        import_board(abroad, file, imported_by=None, now_ms=1)

    assert caught.value.data["version"] in (2, 3)


def restored(file: File, **changes: Any) -> File:
    """The file with one more entry: the note that was deleted comes back, with these changes."""
    item = {**file["log"][1]["ops"][0]["item"], **changes}
    back = {"ops": [{"do": "create", "item": item}], "inverse": [gone("note_0002")], "restores": 2}
    file["log"].append({"seq": 4, "at_ms": 99, "actor": "person_ada", "v": 1, **back})
    file["board"]["head"] = 4
    file["items"].append(item)
    return file


def test_FILE1_a_deleted_note_comes_back_with_its_author_and_time(abroad: Database) -> None:
    file = restored(small_file())

    assert without_id(there_and_back(file, abroad)) == without_id(file)


@pytest.mark.parametrize("entry", [4, 9])
def test_FILE1_an_entry_goes_back_to_an_earlier_one(abroad: Database, entry: int) -> None:
    file = restored(small_file())
    file["log"][3]["restores"] = entry

    with pytest.raises(ImportBad):
        import_board(abroad, file, imported_by=None, now_ms=1)


def test_FILE1_typing_that_never_was_is_not_brought_back(abroad: Database) -> None:
    file = restored(small_file(), edits={"base": "Gone soon", "updates": ["AAAA"]})

    with pytest.raises(ImportBad):
        import_board(abroad, file, imported_by=None, now_ms=1)


def test_DATA3_a_file_that_uses_an_id_again_is_refused(abroad: Database) -> None:
    file = small_file()
    again = copy.deepcopy(file["log"][1])
    again["seq"], again["at_ms"] = 4, again["ops"][0]["item"]["created_at_ms"]
    file["log"].append(again)
    file["items"].append(again["ops"][0]["item"])
    file["board"]["head"] = 4

    with pytest.raises(ImportBad, match=r"import\.bad"):
        import_board(abroad, file, imported_by=None, now_ms=1)


def crowded_file(reveals: int) -> File:
    """More notes than a board may have, the last of them by an entry that is a reveal or is not."""
    log = LogWriter()
    workshop = {"kind": "workshop", "id": "workshop", "z": "a0", "step": None, "since_ms": 0}
    entries = [log.entry({"do": "create", "item": workshop})]
    entries += [log.entry(*[note(10_000 * turn + key) for key in range(2_000)]) for turn in range(9)]
    told = [{"do": "patch", "id": "workshop", "set": {"reveals": reveals}}] if reveals else []
    entries.append(log.entry(*[note(900_000 + key) for key in range(2_500)], *told))
    assert len(log.scene) > ITEMS_LIMIT
    file = small_file()
    names = ("seq", "at_ms", "actor", "v")
    file["log"] = [
        {**{name: getattr(e, name) for name in names}, "ops": list(e.ops), "inverse": list(e.inverse)}
        for e in entries
    ]
    file["board"]["head"], file["snapshots"] = len(entries), []
    file["items"] = [dict(record) for record in log.scene.values()]
    return file


def test_LIM1_a_file_with_too_many_items_is_refused(abroad: Database) -> None:
    with pytest.raises(ImportBad, match=r"import\.bad"):
        import_board(abroad, crowded_file(0), imported_by=None, now_ms=1)


def test_VIS4_a_board_comes_back_however_many_notes_a_reveal_has_made(abroad: Database) -> None:
    file = crowded_file(1)

    assert there_and_back(file, abroad)["board"]["head"] == file["board"]["head"]


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(st.characters(), max_size=8)
    | st.sampled_from(["person_bob", "note_0001", "note_0002", "frame_0001", "create", "delete", "a0"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path to each value inside `value`."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield (*path, key)
        yield from places(inner, (*path, key))


PLACES = sorted(places(small_file()), key=repr)


@settings(max_examples=300, deadline=None)
@given(place=st.sampled_from(PLACES), value=json_values)
def test_a_file_with_any_value_changed_is_refused_or_comes_back_the_same(
    abroad: Database, place: tuple[Any, ...], value: Any
) -> None:
    file = copy.deepcopy(small_file())
    inner: Any = file
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value

    try:
        arrived = there_and_back(file, abroad)
    except (ImportBad, ImportNewer):
        return

    # Names of people who are known here already stay as they are.
    assert {**without_id(arrived), "people": None} == {**without_id(file), "people": None}
