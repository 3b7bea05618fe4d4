"""MEET1: what a form may tell about a meeting."""

import pytest

from board.core.errors import BadShape
from board.core.meetings import METHODS_MOST, Meeting, is_day, meeting_of

GOLDEN = {
    "theme": " Priorità e  aree target",
    "number": "4",
    "total": "6",
    "day": "2026-10-14",
    "starts": "17:00",
    "ends": "19:30",
    "place": "Sala riunioni del municipio",
    "way": "hybrid",
}


def test_MEET1_a_form_becomes_a_meeting() -> None:
    said, wrong = meeting_of(GOLDEN, ["T02", "T05", "T02"])

    assert wrong == {}
    assert said == Meeting(
        "Priorità e aree target",
        4,
        6,
        day="2026-10-14",
        starts="17:00",
        ends="19:30",
        place="Sala riunioni del municipio",
        way="hybrid",
        methods=("T02", "T05"),
    )


def test_MEET1_only_number_and_theme_must_be_known() -> None:
    said, wrong = meeting_of({"theme": "Kick-off", "number": "1", "total": "1"}, [])

    assert wrong == {}
    assert said == Meeting("Kick-off", 1, 1)


def test_MEET1_a_meeting_is_never_beyond_the_last() -> None:
    said, _wrong = meeting_of({**GOLDEN, "number": "7"}, [])

    assert said is not None
    assert said.total == 7


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("theme", " ", "name.empty"),
        ("theme", "x" * 121, "name.too_long"),
        ("place", "x" * 121, "name.too_long"),
        ("number", "0", "meeting.bad_number"),
        ("number", "four", "meeting.bad_number"),
        ("number", "٤", "meeting.bad_number"),
        ("total", "100", "meeting.bad_number"),
        ("day", "14/10/2026", "meeting.bad_day"),
        ("day", "2026-02-29", "meeting.bad_day"),
        ("starts", "5 pm", "meeting.bad_time"),
        ("ends", "24:00", "meeting.bad_time"),
    ],
)
def test_MEET1_what_is_wrong_is_said_beside_its_field(field: str, text: str, code: str) -> None:
    said, wrong = meeting_of({**GOLDEN, field: text}, [])

    assert said is None
    assert {name: error.code for name, error in wrong.items()} == {field: code}


@pytest.mark.parametrize(
    ("changed", "methods"),
    [({"way": "by boat"}, []), ({}, ["T02 T03"]), ({}, [f"T{n}" for n in range(METHODS_MOST + 1)])],
)
def test_MEET1_what_no_form_sends_is_refused(changed: dict[str, str], methods: list[str]) -> None:
    with pytest.raises(BadShape):
        meeting_of({**GOLDEN, **changed}, methods)


def test_MEET1_days_are_those_of_the_calendar() -> None:
    days = ["2024-02-29", "2000-02-29", "2026-12-31", "2026-01-01"]
    others = ["2023-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "26-1-1"]

    assert all(map(is_day, days))
    assert not any(map(is_day, others))
