"""The library: every method is whole, legible and lays itself out."""

import json
from itertools import combinations, count
from pathlib import Path
from typing import Any

import pytest

from board.core.apply import apply
from board.core.errors_methods import MethodMissing
from board.core.kinds import NOTE_TYPES, value_of
from board.core.ops import check_ops
from board.core.scene import EMPTY, Scene, in_order
from board.export import look
from board.export.drawing_grids import LABEL_INSET, LABEL_SIZE, RING_LABEL
from board.export.measuring import head_face, label_face, note_face
from board.export.outline import outline
from board.methods import library as library_module
from board.methods.laying_out import BAND, instantiate
from board.methods.library import library, method
from board.methods.method import Method
from tests.support.scenes import overlap

METHODS = library()
LOCALES = ("it", "en")
SCREEN = (1266, 673)  # pixels for a board between the bars, on a screen of 1440 x 900
TITLE_LEAST_PX = 12  # as static/src/render/shapes.ts
TITLE_LINE_PX = 20


def laid_out(chosen: Method, locale: str) -> Scene:
    numbers = count()
    ops = instantiate(chosen, locale, lambda: f"item_{next(numbers):04}")
    return apply(EMPTY, ops, actor="person_ada", at_ms=1).scene


def test_the_library_has_the_blank_board_first() -> None:
    assert [chosen.id for chosen in METHODS] == ["blank", *(f"T{number:02}" for number in range(1, 26))]


def test_a_method_is_found_by_its_id() -> None:
    assert method("T02").name("it") == "Albero dei problemi"
    assert method("T02").name("en") == "Problem tree"
    with pytest.raises(MethodMissing):
        method("T99")


@pytest.mark.parametrize("chosen", METHODS, ids=lambda chosen: chosen.id)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_method_says_in_each_language_what_it_is(chosen: Method, locale: str) -> None:
    assert chosen.name(locale)
    assert chosen.purpose(locale).endswith(".")
    for frame in chosen.frames:
        assert frame.title.in_locale(locale)
        assert frame.prompt.in_locale(locale)
        assert set(frame.accepts) <= set(NOTE_TYPES)


@pytest.mark.parametrize("chosen", METHODS, ids=lambda chosen: chosen.id)
@pytest.mark.parametrize("locale", LOCALES)
def test_METH1_a_method_lays_itself_out_legibly(chosen: Method, locale: str) -> None:
    scene = laid_out(chosen, locale)

    things = [item for item in scene.values() if item["kind"] in ("note", "text", "shape")]
    assert len(frames_of(scene)) == len(chosen.frames)
    assert sum(item["kind"] == "note" for item in things) == len(chosen.starter)
    for one, other in combinations(frames_of(scene), 2):
        if other.get("frame") == one["id"]:
            assert lies_in(other, one)
        else:
            assert not overlap(one, other), (one["title"], other["title"])
    for one, other in combinations(things, 2):
        assert not overlap(one, other), (one["text"], other["text"])
    for item in things:
        assert item["frame"] is not None
        assert lies_in(item, scene[item["frame"]]), item["text"]
        if item["kind"] == "note":
            assert item["y"] >= scene[item["frame"]]["y"] + BAND


def frames_of(scene: Scene) -> list[Any]:
    return [item for item in scene.values() if item["kind"] == "frame"]


def lies_in(item: Any, home: Any) -> bool:
    """Whether an item is inside a frame, below its title."""
    across = home["x"] <= item["x"] and item["x"] + item["w"] <= home["x"] + home["w"]
    below = home["y"] + look.TITLE_BAND <= item["y"]
    return across and below and item["y"] + item["h"] <= home["y"] + home["h"]


@pytest.mark.parametrize("chosen", METHODS[1:], ids=lambda chosen: chosen.id)
def test_METH1_a_method_is_seen_whole_on_a_screen_with_every_title_in_sight(chosen: Method) -> None:
    frames = frames_of(laid_out(chosen, "en"))
    zoom = min(
        SCREEN[0] / max(frame["x"] + frame["w"] for frame in frames),
        SCREEN[1] / max(frame["y"] + frame["h"] for frame in frames),
    )

    assert zoom >= 0.25
    for one, other in combinations(frames, 2):
        beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
        if beside or other.get("frame") == one["id"]:
            continue
        upper, lower = sorted((one, other), key=lambda frame: frame["y"])
        gap = lower["y"] - upper["y"] - upper["h"]
        is_above = look.TITLE_SIZE * zoom < TITLE_LEAST_PX  # from far away titles stand above their frames
        assert not is_above or gap * zoom >= TITLE_LINE_PX, (upper["title"], lower["title"])


@pytest.mark.parametrize("chosen", METHODS, ids=lambda chosen: chosen.id)
@pytest.mark.parametrize("locale", LOCALES)
def test_METH1_every_text_of_a_method_fits_its_place(chosen: Method, locale: str) -> None:
    scene = laid_out(chosen, locale)

    for frame in frames_of(scene):
        room = frame["w"] - 2 * look.FRAME_PADDING
        assert head_face().layout.width(frame["title"]) * look.TITLE_LEAST / 1000 <= room, frame["title"]
        assert note_face().layout.width(frame["prompt"]) * look.PROMPT_SIZE / 1000 <= room, frame["prompt"]
        for label, room in named_parts(frame):
            assert note_face().layout.width(label) * LABEL_SIZE / 1000 <= room, label
    for item in scene.values():
        if item["kind"] in ("note", "text", "shape"):
            face = label_face() if item["kind"] == "text" else note_face()
            if item.get("weight") == "bold":
                face = head_face()
            inner = look.text_box(item)
            fitted = face.layout.fit(item["text"], inner.w, inner.h, item["h"] / 2)
            assert not fitted.is_cut, item["text"]
            assert fitted.size >= 15, item["text"]


def named_parts(frame: Any) -> list[tuple[str, float]]:
    """The names in the grid of a frame, each with the width that it has."""
    grid = frame.get("grid")
    if not grid:
        return []
    parts = max(1, len(grid["labels"]))
    room = {"columns": frame["w"] / parts, "matrix": frame["w"] / 2, "rings": RING_LABEL}
    inside = room.get(grid["kind"], frame["w"]) - 2 * LABEL_INSET
    return [(label, inside) for label in (*grid["labels"], grid["x"], grid["y"])]


@pytest.mark.parametrize("chosen", METHODS, ids=lambda chosen: chosen.id)
def test_METH1_a_new_board_has_the_steps_of_its_method(chosen: Method) -> None:
    scene = laid_out(chosen, "it")
    steps = [item for item in in_order(scene) if item["kind"] == "step"]

    assert [step["mode"] for step in steps] == [step.mode for step in chosen.steps]
    assert sum(value_of(step, "minutes") for step in steps) == chosen.minutes
    for step, meant in zip(steps, chosen.steps, strict=True):
        assert (step["say_it"], step["say_en"]) == (meant.text.it, meant.text.en)
        assert value_of(step, "private") == (step["mode"] == "silent")
        titles = {frame.key: frame.title.it for frame in chosen.frames}
        assert [scene[key]["title"] for key in value_of(step, "areas")] == [
            titles[key] for key in meant.areas
        ]


@pytest.mark.parametrize("chosen", METHODS, ids=lambda chosen: chosen.id)
def test_METH1_the_areas_of_a_method_are_read_in_the_order_of_its_file(chosen: Method) -> None:
    read = [part.frame["title"] for part in outline(laid_out(chosen, "en")).frames]

    assert read == [frame.title.en for frame in chosen.frames]


@pytest.mark.parametrize("chosen", METHODS, ids=lambda chosen: chosen.id)
def test_the_ops_of_a_method_pass_every_check_and_keep_its_order(chosen: Method) -> None:
    numbers = count()

    ops = instantiate(chosen, "it", lambda: f"item_{next(numbers):04}")

    assert check_ops(ops) == ops
    places = [op["item"]["z"] for op in ops]
    assert places == sorted(set(places))
    titles = [op["item"]["title"] for op in ops if op["item"]["kind"] == "frame"]
    assert titles == [frame.title.it for frame in chosen.frames]


def test_starter_notes_fill_a_frame_row_by_row(library_of: Any) -> None:
    starter = {"frame": "fermo", "type": "P", "text": {"it": "Uno", "en": "One"}}
    assert starters_of(library_of, "T24", [starter] * 3) == [(40, 120), (260, 120), (40, 340)]


def test_starter_notes_stand_in_the_rows_of_their_frame(library_of: Any) -> None:
    starter = {"frame": "problema", "type": "P", "text": {"it": "Uno", "en": "One"}}
    assert starters_of(library_of, "T06", [starter] * 3) == [(40, 120), (260, 120), (40, 368)]


def test_starter_notes_stand_below_the_names_of_the_columns_of_their_frame(library_of: Any) -> None:
    starter = {"frame": "rischi", "type": "I", "text": {"it": "Uno", "en": "One"}}
    assert starters_of(library_of, "T19", [starter])[0][1] == method("T19").frames[3].y + 140


def starters_of(library_of: Any, method_id: str, starters: list[Any]) -> list[tuple[float, float]]:
    data = json.loads((library_module.FOLDER / f"{method_id}.json").read_text("utf-8"))
    library_of(**{f"{method_id}.json": {**data, "starter": starters}})
    notes = [item for item in laid_out(method(method_id), "it").values() if item["kind"] == "note"]
    return [(note["x"], note["y"]) for note in notes]


@pytest.fixture
def library_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that makes these files the library, by name."""

    def write(**files: Any) -> None:
        for name, content in files.items():
            (tmp_path / name).write_text(
                content if isinstance(content, str) else json.dumps(content), "utf-8"
            )
        monkeypatch.setattr(library_module, "FOLDER", tmp_path)
        library_module._methods.cache_clear()

    yield write
    library_module._methods.cache_clear()


GOOD: dict[str, Any] = json.loads((library_module.FOLDER / "T06.json").read_text("utf-8"))
BAD: dict[str, Any] = {
    "not JSON": "{",
    "a later version": {**GOOD, "version": 2},
    "another id than its file": {**GOOD, "id": "T07"},
    "an unknown field": {**GOOD, "colour": "red"},
    "a language missing": {**GOOD, "name": {"it": "Tabella"}},
    "a frame twice": {**GOOD, "frames": [*GOOD["frames"], GOOD["frames"][0]]},
    "a starter in no frame": {**GOOD, "frames": GOOD["frames"][1:]},
    "an unknown note type": {**GOOD, "starter": [{**GOOD["starter"][0], "type": "Q"}]},
    "an unknown mode": {**GOOD, "steps": [{**GOOD["steps"][0], "mode": "dance"}]},
    "a step in no frame": {**GOOD, "steps": [{**GOOD["steps"][0], "areas": ["nowhere"]}]},
    "a frame in a later one": {
        **GOOD,
        "frames": [{**GOOD["frames"][0], "inside": "chi"}, *GOOD["frames"][1:]],
    },
    "a starter nowhere": {**GOOD, "starter": [{**GOOD["starter"][0], "frame": None}]},
    "a line to nowhere": {**GOOD, "marks": [{"kind": "line", "start": {}, "end": {"x": 1, "y": 1}}]},
}


@pytest.mark.parametrize("why", BAD)
def test_a_file_that_is_not_well_made_is_named(library_of: Any, why: str) -> None:
    library_of(**{"T06.json": BAD[why]})

    with pytest.raises(ValueError, match=r"T06\.json"):
        library()
