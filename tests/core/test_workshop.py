"""Steps, their rights and the timer. Shared cases are also run by `tests/browser/workshop.test.ts`."""

import json
from pathlib import Path
from typing import Any

import pytest

from board.core.apply import apply
from board.core.errors import BadNumber, BadShape, BoardError, Denied, ItemMissing
from board.core.errors_workshop import NoSteps, NotByOp, NotHere, NotNow, StepIsOn
from board.core.history import describe
from board.core.log import PastEntry
from board.core.ops import Entry, check_ops
from board.core.repair import Period, repair
from board.core.restoring import copy_ops, restore_ops
from board.core.roles import authorize_ops
from board.core.scene import EMPTY, Scene, scene_of
from board.core.visibility import Viewer
from board.core.workshop import carry_out, left_ms, read_action, rights_now, step_on, steps_of
from tests.support.items import create, new_item

PROTOCOL = Path(__file__).parent.parent / "protocol"
NOW = 1_000_000
MINUTE = 60_000


def cases(name: str) -> list[Any]:
    found = json.loads((PROTOCOL / f"workshop_{name}.json").read_text("utf-8"))["cases"]
    return [pytest.param(case, id=case["name"]) for case in found]


def judged(case: dict[str, Any], scene: Scene) -> str | None:
    """The code of the refusal, None for what is allowed."""
    try:
        authorize_ops(case.get("role", "participant"), case["ops"], scene, "person_bob")
    except BoardError as error:
        return error.code
    return None


@pytest.mark.parametrize("case", cases("rights"))
def test_PERM3_the_step_that_is_on_says_what_participants_may_do(case):
    assert judged(case, scene_of(case["scene"])) == case["refused"]


@pytest.mark.parametrize("case", cases("on"))
def test_STEP1_the_agenda_and_what_is_on_are_read_from_the_scene(case):
    scene = scene_of(case["scene"])
    on, rights = step_on(scene), rights_now(scene)

    assert [step["id"] for step in steps_of(scene)] == case["agenda"]
    assert (None if on is None else on["id"]) == case["on"]
    told = (
        None
        if rights is None
        else {
            "may": sorted(rights.may),
            "areas": list(rights.areas),
            "private": rights.is_private,
            "moderated": rights.is_moderated,
        }
    )
    assert told == case["rights"]


# --- what facilitators do --------------------------------------------------------------------------------


def item(kind: str, item_id: str, **values: Any) -> dict[str, Any]:
    return {**new_item(kind, item_id, **values), "author": "person_ada", "created_at_ms": 0}


AGENDA = scene_of(
    [
        item("step", "step-0003", z="a3", title="Vote", mode="vote", minutes=3),
        item("step", "step-0001", z="a1", title="Welcome", mode="explain"),
        item("step", "step-0002", z="a2", title="Write", mode="silent", minutes=5),
        item("note", "note-0001"),
    ]
)


def after(scene: Scene, payload: dict[str, Any], now_ms: int = NOW) -> Scene:
    """The scene once Ada has done this."""
    ops = carry_out(scene, read_action(payload), actor="person_ada", now_ms=now_ms)
    return apply(scene, check_ops(ops), actor="person_ada", at_ms=now_ms).scene


def run(*payloads: dict[str, Any], scene: Scene = AGENDA, now_ms: int = NOW) -> dict[str, Any]:
    for payload in payloads:
        scene = after(scene, payload, now_ms)
    return dict(scene["workshop"])


def go(step_id: str) -> dict[str, Any]:
    return {"do": "step", "step": step_id}


def test_STEP2_a_workshop_begins_with_the_first_step():
    assert run({"do": "start"}) == {
        "kind": "workshop",
        "id": "workshop",
        "z": "a0",
        "step": "step-0001",
        "since_ms": NOW,
        "author": "person_ada",
        "created_at_ms": NOW,
    }


def test_STEP2_it_may_begin_with_another_step_and_starting_again_goes_on():
    scene = after(AGENDA, {"do": "start", "step": "step-0002"})

    assert step_on(scene)["id"] == "step-0002"
    assert after(scene, {"do": "start"}, NOW + 1) == scene


def test_STEP2_without_steps_there_is_no_workshop():
    with pytest.raises(NoSteps):
        run({"do": "start"}, scene=EMPTY)


def test_STEP2_any_step_can_be_gone_to_and_two_who_press_at_once_go_one_step():
    scene = after(after(AGENDA, {"do": "start"}), go("step-0002"))

    assert carry_out(scene, read_action(go("step-0002")), actor="person_ada", now_ms=NOW + 9) == []
    assert step_on(after(scene, go("step-0001")))["id"] == "step-0001"
    for missing in ("step-0009", "note-0001"):
        with pytest.raises(ItemMissing):
            run(go(missing))


def test_STEP2_at_the_end_no_step_is_on_and_nobody_is_held():
    box = {"x": 0, "y": 0, "w": 800, "h": 600}
    ended = run({"do": "start"}, go("step-0002"), {"do": "bring", **box, "hold": True}, {"do": "end"})

    assert ended["step"] is None
    assert "timer" not in ended
    assert "hold" not in ended
    assert carry_out(AGENDA, read_action({"do": "end"}), actor="person_ada", now_ms=NOW) == []


def test_STEP2_begun_again_it_begins_with_the_first_step():
    assert run({"do": "start"}, go("step-0003"), {"do": "end"}, {"do": "start"})["step"] == "step-0001"


def test_TIMER1_a_step_with_minutes_lets_them_run_and_one_without_has_no_timer():
    assert run(go("step-0002"))["timer"] == {"ends_at_ms": NOW + 5 * MINUTE}
    assert "timer" not in run(go("step-0002"), go("step-0001"))


def test_TIMER1_a_timer_is_paused_and_runs_on_with_what_was_left():
    scene = after(after(AGENDA, go("step-0002")), {"do": "timer", "to": "pause"}, NOW + MINUTE)
    assert scene["workshop"]["timer"] == {"left_ms": 4 * MINUTE}

    later = NOW + 60 * MINUTE
    assert after(scene, {"do": "timer", "to": "pause"}, later) == scene
    scene = after(scene, {"do": "timer", "to": "run"}, later)

    assert scene["workshop"]["timer"] == {"ends_at_ms": later + 4 * MINUTE}
    assert after(scene, {"do": "timer", "to": "run"}, later + 5) == scene


@pytest.mark.parametrize(
    ("added", "left"), [(MINUTE, 6), (-MINUTE, 4), (-9 * MINUTE, 0), (240 * MINUTE, 240)]
)
def test_TIMER1_minutes_are_given_and_taken(added, left):
    given = run(go("step-0002"), {"do": "timer", "add_ms": added})
    assert given["timer"] == {"ends_at_ms": NOW + left * MINUTE}

    paused = run(go("step-0002"), {"do": "timer", "to": "pause"}, {"do": "timer", "add_ms": added})
    assert paused["timer"] == {"left_ms": left * MINUTE}


def test_TIMER1_a_minute_more_after_the_end_is_a_whole_minute():
    scene = after(AGENDA, go("step-0002"))
    late = NOW + 30 * MINUTE

    assert left_ms(scene["workshop"]["timer"], late) == 0
    assert after(scene, {"do": "timer", "add_ms": MINUTE}, late)["workshop"]["timer"] == {
        "ends_at_ms": late + MINUTE
    }


def test_TIMER1_any_step_can_have_a_timer_and_lose_it():
    assert run(go("step-0001"), {"do": "timer", "set_ms": 90_000})["timer"] == {"ends_at_ms": NOW + 90_000}
    assert run(go("step-0001"), {"do": "timer", "add_ms": MINUTE})["timer"] == {"ends_at_ms": NOW + MINUTE}
    assert "timer" not in run(go("step-0001"), {"do": "timer", "add_ms": -MINUTE})
    assert "timer" not in run(go("step-0002"), {"do": "timer", "to": "off"})
    assert "timer" not in run(go("step-0001"), {"do": "timer", "to": "run"})


def test_STEP5_everybody_is_brought_and_counted_and_held_until_let_go():
    here = {"do": "bring", "x": 10, "y": -20, "w": 800, "h": 600}
    assert run(here)["bring"] == {"n": 1, "by": "person_ada", "x": 10, "y": -20, "w": 800, "h": 600}
    assert run(here)["step"] is None
    assert run(here, here)["bring"]["n"] == 2

    held = run(here, {"do": "hold", "on": True})
    assert held["hold"] is True
    assert run({**here, "hold": True}, here)["hold"] is True
    assert "hold" not in run({**here, "hold": True}, {"do": "hold", "on": False})
    with pytest.raises(BadShape):
        run({"do": "hold", "on": True})


@pytest.mark.parametrize(
    "payload",
    [
        None,
        [],
        {},
        {"do": "dance"},
        {"do": "step"},
        {"do": "step", "step": None},
        {"do": "step", "step": "x"},
        {"do": "start", "at": 1},
        {"do": "timer"},
        {"do": "timer", "to": "stop"},
        {"do": "timer", "to": "run", "add_ms": 1},
        {"do": "timer", "set_ms": 241 * MINUTE},
        {"do": "timer", "add_ms": 1.5},
        {"do": "timer", "add_ms": True},
        {"do": "hold"},
        {"do": "hold", "on": 1},
        {"do": "bring", "x": 0, "y": 0, "w": 800},
        {"do": "bring", "x": "0", "y": 0, "w": 800, "h": 600},
    ],
)
def test_LIM2_an_event_that_is_not_one_is_refused(payload):
    with pytest.raises(BadShape):
        read_action(payload)


def test_LIM2_nobody_is_brought_off_the_board():
    for wrong in ({"x": 1e9}, {"w": 1}, {"h": float("nan")}):
        with pytest.raises(BadNumber):
            read_action({"do": "bring", "x": 0, "y": 0, "w": 800, "h": 600, **wrong})


# --- what is left alone ---

RUNNING = after(AGENDA, go("step-0002"))


@pytest.mark.parametrize("role", ["facilitator", "participant"])
@pytest.mark.parametrize(
    "op",
    [
        {"do": "patch", "id": "workshop", "set": {"step": None}},
        {"do": "delete", "id": "workshop"},
        {"do": "create", "item": new_item("workshop", "workshop")},
    ],
)
def test_STEP2_no_op_changes_which_step_is_on(role, op):
    with pytest.raises(NotByOp):
        authorize_ops(role, [op], RUNNING, "person_ada")


@pytest.mark.parametrize(
    "op", [create("note", "workshop"), {"do": "create", "item": new_item("workshop", "workshop-2")}]
)
def test_STEP2_the_record_and_its_id_belong_together(op):
    with pytest.raises(BadShape):
        check_ops([op])


def test_STEP1_only_facilitators_write_the_agenda():
    op = create("step", "step-0004", title="Decide", mode="decide")

    authorize_ops("facilitator", [op], AGENDA, "person_ada")
    with pytest.raises(Denied):
        authorize_ops("participant", [op], AGENDA, "person_bob")


def test_STEP3_the_step_that_is_on_is_not_deleted():
    with pytest.raises(StepIsOn):
        authorize_ops("facilitator", [{"do": "delete", "id": "step-0002"}], RUNNING, "person_ada")
    authorize_ops("facilitator", [{"do": "delete", "id": "step-0001"}], RUNNING, "person_ada")


def test_STEP4_a_moment_that_is_brought_back_leaves_on_what_is_on():
    ops = restore_ops(RUNNING, AGENDA, head=9)

    assert ops == []
    assert restore_ops(AGENDA, RUNNING, head=9) == []


def test_STEP4_a_copy_has_the_steps_and_none_is_on():
    copied = apply(EMPTY, copy_ops(RUNNING), actor="person_ada", at_ms=NOW).scene

    assert copied == AGENDA


def test_STEP4_repairing_what_a_facilitator_did_leaves_on_what_is_on():
    scene, log = AGENDA, []
    for seq, payload in enumerate([{"do": "start"}, go("step-0002"), {"do": "end"}], start=1):
        ops = carry_out(scene, read_action(payload), actor="person_ada", now_ms=NOW)
        applied = apply(scene, ops, actor="person_ada", at_ms=NOW)
        log.append(Entry(seq, NOW, "person_ada", None, applied.ops, applied.inverse))
        scene = applied.scene

    found = repair(log, scene, Period("person_ada", 0, NOW))

    assert found.steps == ()
    assert found.scene == scene


@pytest.mark.parametrize(
    ("payload", "did"),
    [
        ({"do": "start"}, "go"),
        ({"do": "bring", "x": 0, "y": 0, "w": 800, "h": 600}, "bring"),
    ],
)
def test_HIST1_what_is_done_first_with_a_workshop_is_told_as_what_it_is(payload, did):
    ops = carry_out(AGENDA, read_action(payload), actor="person_ada", now_ms=NOW)
    applied = apply(AGENDA, ops, actor="person_ada", at_ms=NOW)

    assert told(applied.ops, applied.inverse) == [
        {"do": did, "kind": "workshop", "ids": ["workshop"], "n": 1}
    ]


@pytest.mark.parametrize(
    ("payload", "did"),
    [
        (go("step-0003"), "go"),
        ({"do": "timer", "add_ms": MINUTE}, "timer"),
        ({"do": "end"}, "end"),
    ],
)
def test_HIST1_what_is_done_with_a_workshop_is_told_in_words(payload, did):
    ops = carry_out(RUNNING, read_action(payload), actor="person_ada", now_ms=NOW)
    applied = apply(RUNNING, ops, actor="person_ada", at_ms=NOW)

    assert told(applied.ops, applied.inverse) == [
        {"do": did, "kind": "workshop", "ids": ["workshop"], "n": 1}
    ]


def told(ops: Any, inverse: Any) -> Any:
    past = PastEntry(1, NOW, "person_ada", None, None, None, ops, inverse)
    return describe(past, Viewer("person_ada", "facilitator"), {"workshop": "workshop"})["did"]


def test_PERM3_a_refusal_names_the_step():
    with pytest.raises(NotNow) as found:
        authorize_ops(
            "participant", [create("stamp", "stamp-001", emoji="👍")], after(AGENDA, go("step-0003")), "p"
        )

    assert found.value.data == {"step": "Vote", "id": "step-0003"}


def test_PERM3_a_refusal_names_a_step_without_a_title_by_its_place():
    scene = after({**AGENDA, "step-0003": {**AGENDA["step-0003"], "title": " "}}, go("step-0003"))

    with pytest.raises(NotNow) as found:
        authorize_ops("participant", [create("note", "note-0009")], scene, "person_bob")

    assert found.value.data == {"step": "3", "id": "step-0003"}


def test_PERM3_facilitators_are_not_bound_by_steps():
    authorize_ops("facilitator", [create("note", "note-0009")], after(AGENDA, go("step-0003")), "person_ada")


def test_PERM3_only_what_lies_in_an_area_of_the_step_is_touched():
    scene = scene_of(
        [
            item("frame", "frame-in", x=0),
            item("frame", "frame-deep", frame="frame-in"),
            item("frame", "frame-out", x=900),
            item("step", "step-0001", title="Write", mode="discuss", areas=["frame-in", "frame-gone"]),
            item("note", "note-in", frame="frame-deep"),
            item("note", "note-out", frame="frame-out"),
        ]
    )
    scene = after(scene, {"do": "start"})

    for allowed in (
        create("note", "note-0008", frame="frame-in"),
        {"do": "patch", "id": "note-in", "set": {"x": 5, "frame": "frame-in"}},
        create("connector", "line-0001"),
    ):
        authorize_ops("participant", [allowed], scene, "person_bob")
    for refused in (
        create("note", "note-0008", frame="frame-out"),
        create("note", "note-0008", frame=None),
        {"do": "patch", "id": "note-in", "set": {"frame": None}},
        {"do": "patch", "id": "note-out", "set": {"text": "x"}},
        {"do": "delete", "id": "note-out"},
    ):
        with pytest.raises(NotHere):
            authorize_ops("participant", [refused], scene, "person_bob")
