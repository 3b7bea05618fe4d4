"""METH3: a board becomes a method, and a new board of that method is like it."""

from itertools import count
from typing import Any

import pytest

from board.core.apply import apply
from board.core.errors_methods import MethodTooLarge
from board.core.scene import EMPTY, Scene
from board.methods.exchange import checked
from board.methods.from_board import method_of
from board.methods.laying_out import instantiate
from board.methods.library import method
from board.methods.method import Words
from tests.support.scenes import frame, label, note, scene_after

NAMES = Words("Mio", "Mine")
PURPOSES = Words("Per noi.", "For us.")


def again(scene: Scene, *chosen: str) -> Scene:
    """The scene of a new board that begins with the method of this one."""
    made = checked(method_of(scene, NAMES, PURPOSES, set(chosen)), "own_method")
    numbers = count()
    return apply(EMPTY, instantiate(made, "it", lambda: f"item_{next(numbers):04}"), actor="p", at_ms=0).scene


def of_kind(scene: Scene, kind: str) -> list[Any]:
    return [item for item in scene.values() if item["kind"] == kind]


def test_METH3_areas_with_their_questions_come_along_and_notes_when_chosen() -> None:
    scene = scene_after(
        frame(1, "Idee", prompt="Che cosa?", x=-500, y=-300, background="blue"),
        note(1, frame="frame_0001", x=-400, y=-100, text="Esempio", type="S"),
        note(2, frame="frame_0001", x=-100, y=-100, text="Non questa"),
    )

    made = again(scene, "note_0001")

    [area], [example] = of_kind(made, "frame"), of_kind(made, "note")
    assert (area["title"], area["prompt"], area["background"]) == ("Idee", "Che cosa?", "blue")
    assert (area["x"], area["y"]) == (0, 0)
    assert (example["text"], example["type"]) == ("Esempio", "S")
    assert (example["x"], example["y"], example["frame"]) == (100, 200, area["id"])


def test_METH3_a_frame_in_a_frame_stays_in_it() -> None:
    inner = frame(1, "Dentro", x=100, y=100, w=200, h=200, frame="frame_0002", z="a0")
    scene = scene_after(frame(2, "Fuori", z="a1"), inner)

    made = again(scene)

    outer = next(item for item in made.values() if item["title"] == "Fuori")
    assert next(item for item in made.values() if item["title"] == "Dentro")["frame"] == outer["id"]


def test_METH3_what_is_chosen_of_the_drawing_is_locked_on_new_boards() -> None:
    made = again(scene_after(label(1, "Alto"), label(2, "Basso")), "text_0001")

    [text] = of_kind(made, "text")
    assert (text["text"], text["locked"]) == ("Alto", True)


def test_METH3_lines_come_along_where_both_of_their_ends_do() -> None:
    def line(key: str, start: dict[str, Any], end: dict[str, Any]) -> dict[str, Any]:
        return {"do": "create", "item": {"kind": "connector", "id": key, "z": "a1", "from": start, "to": end}}

    at_frame, at_note = ({"item": key, "side": "auto"} for key in ("frame_0001", "note_0001"))
    scene = scene_after(
        frame(1, "Area", x=50, y=50),
        note(1, x=1000),
        line("line_kept", at_frame, {"x": 10, "y": 20}),
        line("line_left", at_frame, at_note),
    )

    [kept] = of_kind(again(scene, "note_0001"), "connector")

    assert kept["to"] == {"x": 0, "y": 20}


@pytest.mark.parametrize("method_id", [f"T{number:02}" for number in range(1, 26)])
def test_METH3_a_board_of_a_method_gives_that_method_back(method_id: str) -> None:
    numbers = count()
    ops = instantiate(method(method_id), "it", lambda: f"thing_{next(numbers):04}")
    scene = apply(EMPTY, ops, actor="p", at_ms=0).scene

    made = again(scene, *scene)

    def without_ids(one: Scene) -> list[Any]:
        loose = [dict(item) for item in one.values()]
        for item in loose:
            del item["id"], item["z"]
            if "areas" in item:
                item["areas"] = [one[area]["title"] for area in item["areas"]]
            if item.get("frame") is not None:
                item["frame"] = one[item["frame"]]["title"]
            for end in ("from", "to"):
                if "item" in item.get(end, {}):
                    item[end] = {**item[end], "item": one[item[end]["item"]]["title"]}
        return sorted(loose, key=repr)

    assert without_ids(made) == without_ids(scene)


def test_METH3_the_steps_of_a_board_come_along_with_their_areas_and_rights() -> None:
    step = {"kind": "step", "id": "step_0001", "z": "a2", "title": "Prima", "mode": "discuss"}
    told = {"say_it": "", "say_en": "Write", "areas": ["frame_0001", "frame_gone"], "may": ["add"]}
    flags = {"private": True, "anonymous": True, "counted": True, "moderated": True}
    scene = scene_after(
        frame(1, "Area"),
        {"do": "create", "item": {**step, **told, **flags, "minutes": 7}},
    )

    [made] = of_kind(again(scene), "step")

    assert (made["title"], made["mode"], made["minutes"]) == ("Prima", "discuss", 7)
    assert (made["say_it"], made["say_en"]) == ("Write", "Write")
    assert (made["may"], made["private"], made["anonymous"]) == (["add"], True, True)
    assert made["moderated"]
    assert [again(scene)[area]["title"] for area in made["areas"]] == ["Area"]


def test_METH3_a_board_with_too_many_areas_is_no_method() -> None:
    scene = scene_after(*[frame(n, "Area", x=n * 900) for n in range(61)])

    with pytest.raises(MethodTooLarge):
        method_of(scene, NAMES, PURPOSES, set())


def test_METH3_a_board_that_is_too_wide_is_no_method() -> None:
    with pytest.raises(MethodTooLarge):
        method_of(scene_after(frame(1, "A"), frame(2, "B", x=100_000)), NAMES, PURPOSES, set())
