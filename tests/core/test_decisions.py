"""Decisions and commitments: what they may hold, and which numbers decisions get (DEC1)."""

import pytest

from board.core.decisions import Elsewhere, numbered, open_elsewhere
from board.core.errors import BadShape, BoardError, Denied, UnknownField
from board.core.ops import check_ops, used_up
from board.core.roles import authorize_ops
from board.core.scene import EMPTY
from tests.support.items import create
from tests.support.scenes import note, patch, scene_after


def test_DEC1_numbers_go_on_after_all_that_were_ever_given() -> None:
    ops = [create("decision", "decision-1", number=9), note(1), create("decision", "decision-2", number=9)]

    told = numbered(ops, {"decision:1", "decision:12", "note_0007"})

    assert [op["item"].get("number") for op in told] == [13, None, 14]
    assert used_up(told) == {"decision-1", "decision-2", "note_0001", "decision:13", "decision:14"}


def test_DEC1_what_comes_back_has_its_number() -> None:
    ops = [{"do": "restore", "item": create("decision", "decision-1", number=3)["item"]}]

    assert numbered(ops, {"decision:3", "decision:4"}) == ops


def test_DEC1_no_patch_changes_a_number() -> None:
    with pytest.raises(UnknownField):
        scene_after(create("decision", "decision-1"), patch("decision-1", number=7))


@pytest.mark.parametrize("role", ["participant", "observer", "viewer", "staff"])
def test_DEC2_only_who_leads_writes_decisions_and_commitments(role: str) -> None:
    for kind in ("decision", "commitment"):
        with pytest.raises(Denied if role == "participant" else BoardError):
            authorize_ops(role, [create(kind, "record-01")], EMPTY, "person_bob")  # type: ignore[arg-type]
        authorize_ops("co-facilitator", [create(kind, "record-01")], EMPTY, "person_ada")


@pytest.mark.parametrize("due", ["", "2026-10-21", "2028-02-29", "2000-02-29"])
def test_DEC3_a_commitment_is_due_on_a_day_or_without_one(due: str) -> None:
    (op,) = check_ops([create("commitment", "record-01", due=due)])

    assert op["item"]["due"] == due


@pytest.mark.parametrize(
    "due",
    [
        "21.10.2026",
        "2026-13-01",
        "2026-02-29",
        "1900-02-29",
        "2026-04-31",
        "0000-01-01",
        "٢٠٢٦-١٠-٢١",
        None,
        3,
    ],
)
def test_DEC3_no_other_day_is_taken(due: object) -> None:
    with pytest.raises(BadShape):
        check_ops([create("commitment", "record-01", due=due)])


def test_DEC2_sources_may_be_gone_and_there_are_fifty_at_most() -> None:
    fifty = [f"source-{number:02}" for number in range(50)]

    assert scene_after(create("decision", "record-01", sources=fifty))["record-01"]["sources"] == fifty
    for sources in ([*fifty, "source-50"], ["source-01", "source-01"], "source-01", [1]):
        with pytest.raises(BadShape):
            check_ops([create("decision", "record-01", sources=sources)])


def test_DEC3_a_commitment_says_where_it_was_carried_over_from() -> None:
    carried = {"title": "Incontro 3", "board": "board-0003", "id": "record-77"}

    (op,) = check_ops([create("commitment", "record-01", carried=carried)])

    assert op["item"]["carried"] == carried
    for wrong in ({}, {**carried, "more": 1}, {**carried, "board": "?"}, "board-0003"):
        with pytest.raises(BadShape):
            check_ops([create("commitment", "record-01", carried=wrong)])


def test_DEC5_what_is_still_to_do_comes_once_from_the_last_meeting_that_has_it() -> None:
    def carried(board: str, item: str) -> dict[str, str]:
        return {"title": "?", "board": board, "id": item}

    first = scene_after(
        create("commitment", "first-open"),
        create("commitment", "first-done", status="done"),
        create("commitment", "first-carried"),
    )
    second = scene_after(create("commitment", "second-01", carried=carried("board-01", "first-carried")))
    third = scene_after(
        create("commitment", "third-from-here", carried=carried("board-00", "here-0001")),
        create("commitment", "third-taken"),
        create("commitment", "third-dropped", status="dropped"),
    )
    here = scene_after(
        create("commitment", "here-0001"),
        create("commitment", "here-0002", carried=carried("board-03", "third-taken"), status="done"),
    )
    others = [
        Elsewhere(f"board-0{at}", "?", scene) for at, scene in enumerate((first, second, third), start=1)
    ]

    found = open_elsewhere("board-00", here, others)

    assert [(board.id, record["id"]) for board, record in found] == [
        ("board-01", "first-open"),
        ("board-02", "second-01"),
    ]
