"""The library: every method is whole, legible and lays itself out."""

import json
from itertools import combinations, count
from pathlib import Path
from typing import Any

import pytest

from board.core.apply import apply
from board.core.errors import MethodMissing
from board.core.kinds import NOTE_TYPES
from board.core.ops import check_ops
from board.core.scene import EMPTY, Scene
from board.methods import library as library_module
from board.methods.library import BAND, NOTE_SIZE, Method, instantiate, library, method
from tests.support.scenes import overlap

METHODS = library()
LOCALES = ("it", "en")


def laid_out(chosen: Method, locale: str) -> Scene:
    numbers = count()
    ops = instantiate(chosen, locale, lambda: f"item_{next(numbers):04}")
    return apply(EMPTY, ops, actor="person_ada", at_ms=1).scene


def test_the_library_has_the_blank_board_first() -> None:
    assert [chosen.id for chosen in METHODS] == ["blank", "T02", "T06", "T21", "T25"]


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
    assert sum(step.minutes for step in chosen.steps) <= max(chosen.minutes * 1.25, 0) + 5


@pytest.mark.parametrize("chosen", METHODS, ids=lambda chosen: chosen.id)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_method_lays_itself_out_legibly(chosen: Method, locale: str) -> None:
    scene = laid_out(chosen, locale)

    frames = [item for item in scene.values() if item["kind"] == "frame"]
    notes = [item for item in scene.values() if item["kind"] == "note"]
    assert len(frames) == len(chosen.frames)
    assert len(notes) == len(chosen.starter)
    assert not any(overlap(one, other) for one, other in combinations(frames, 2))
    assert not any(overlap(one, other) for one, other in combinations(notes, 2))
    for note in notes:
        home = scene[note["frame"]]
        assert home["x"] < note["x"] < home["x"] + home["w"] - NOTE_SIZE
        assert home["y"] + BAND <= note["y"] < home["y"] + home["h"] - NOTE_SIZE


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
    data = json.loads((library_module.FOLDER / "T06.json").read_text("utf-8"))
    starter = {"frame": "problema", "type": "P", "text": {"it": "Uno", "en": "One"}}
    library_of(**{"T06.json": {**data, "starter": [starter] * 3}})

    notes = [item for item in laid_out(method("T06"), "it").values() if item["kind"] == "note"]

    assert [(note["x"], note["y"]) for note in notes] == [(40, 120), (260, 120), (40, 340)]


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
}


@pytest.mark.parametrize("why", BAD)
def test_a_file_that_is_not_well_made_is_named(library_of: Any, why: str) -> None:
    library_of(**{"T06.json": BAD[why]})

    with pytest.raises(ValueError, match=r"T06\.json"):
        library()
