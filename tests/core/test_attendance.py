"""MEET3: what is told about the people of a meeting."""

import pytest

from board.core.attendance import (
    Attendee,
    attendees_of,
    changes_of,
    checked_attendee,
    tally,
)
from board.core.errors import BadShape, BoardError


def test_MEET3_one_line_is_one_person() -> None:
    text = "Giulia M.; Comune; facilitatrice\n\n  Andrea C.  \r\nMia\tForno Lombardo\ttitolare\tmore\n"

    found = [(one.name, one.organisation, one.role) for one in attendees_of(text)]

    assert found == [
        ("Giulia M.", "Comune", "facilitatrice"),
        ("Andrea C.", "", ""),
        ("Mia", "Forno Lombardo", "titolare"),
    ]


@pytest.mark.parametrize(
    ("text", "code"), [("; Comune", "name.empty"), ("x" * 121, "name.too_long"), ("A\0", "bad.text")]
)
def test_MEET3_a_line_without_a_right_name_is_refused(text: str, code: str) -> None:
    with pytest.raises(BoardError) as refused:
        attendees_of(text)

    assert refused.value.code == code


@pytest.mark.parametrize("wrong", [{"sector": "navy"}, {"mode": "by boat"}])
def test_MEET3_sectors_and_modes_are_those_that_are_known(wrong: dict[str, str]) -> None:
    with pytest.raises(BadShape):
        checked_attendee(Attendee("Ada", **wrong))  # type: ignore[arg-type]


def test_MEET3_who_is_there_is_counted() -> None:
    people = [
        Attendee("A", sector="public", mode="room", may_vote=False, is_present=True),
        Attendee("B", sector="public", mode="remote", is_present=True),
        Attendee("C", is_present=True),
        Attendee("D", sector="civic", mode="phone"),
    ]

    found = tally(people)

    assert (found.present, found.voters, found.absent) == (3, 2, 1)
    assert found.by_sector == {"public": 2, "": 1}
    assert found.by_mode == {"room": 1, "remote": 1, "": 1}


def test_MEET3_only_what_was_changed_in_a_form_counts() -> None:
    seen = {"name": "Ada", "role": "", "may_vote": True, "is_present": False}
    said = {**seen, "organisation": "", "sector": "", "mode": "", "role": "teacher"}

    assert changes_of(said, {**seen, "organisation": "", "sector": "", "mode": ""}) == {"role": "teacher"}
