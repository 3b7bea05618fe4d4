"""Who is at a meeting: for which organisation, in which role, how, and who may vote."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from board.core.errors import BadShape
from board.core.errors_meetings import PersonChanged
from board.core.hands import MODES
from board.core.kinds import TITLE_LIMIT
from board.core.meetings import Meeting, check_line
from board.core.ops import check_name

SECTORS: Final = ("public", "private", "civic", "knowledge")
TEXTS: Final = ("name", "organisation", "role", "sector", "mode")
MARKS: Final = ("may_vote", "is_present")
_PARTS: Final = "\t;"  # between what a line says: spreadsheets paste tabs


@dataclass(frozen=True)
class Attendee:
    """Somebody who is, or was to be, at a meeting. `person_id` is None for who is only a name here.

    `sector` is one of SECTORS and `mode` one of MODES, or "" until somebody says.
    """

    name: str
    id: str = ""
    person_id: str | None = None
    organisation: str = ""
    role: str = ""
    sector: str = ""
    mode: str = ""
    may_vote: bool = True
    is_present: bool = False


@dataclass(frozen=True)
class Gathering:
    """A meeting with everybody on its list, by name."""

    meeting: Meeting
    people: tuple[Attendee, ...]


@dataclass(frozen=True)
class Tally:
    """How many are there, in all and by sector and mode ("" for those of whom nobody has said), how many of
    them may vote, and how many were to come and are not there."""

    present: int
    voters: int
    absent: int
    by_sector: Mapping[str, int]
    by_mode: Mapping[str, int]


def tally(people: Iterable[Attendee]) -> Tally:
    """Who is there, counted."""
    known = list(people)
    present = [one for one in known if one.is_present]
    return Tally(
        present=len(present),
        voters=sum(one.may_vote for one in present),
        absent=len(known) - len(present),
        by_sector=Counter(one.sector for one in present),
        by_mode=Counter(one.mode for one in present),
    )


def checked_attendee(one: Attendee) -> Attendee:
    """The same with clean texts. Raises what `check_name` raises, BadShape."""
    if one.sector not in ("", *SECTORS) or one.mode not in ("", *MODES):
        raise BadShape
    name, organisation = check_name(one.name, TITLE_LIMIT), check_line(one.organisation)
    return replace(one, name=name, organisation=organisation, role=check_line(one.role))


def attendees_of(text: str) -> list[Attendee]:
    """One person for each line that is not empty: the name, then organisation and role, if they are said,
    with ";" or a tab between. Raises what `check_name` raises."""
    found = []
    for line in filter(str.strip, text.splitlines()):
        separator = next((char for char in _PARTS if char in line), ";")
        name, organisation, role, *_ = (*line.split(separator), "", "")
        found.append(checked_attendee(Attendee(name, organisation=organisation, role=role)))
    return found


def changed_row(now: Attendee, said: Mapping[str, Any], seen: Mapping[str, Any]) -> Attendee:
    """A row as somebody says it is who has `seen` these fields of it. Raises what `checked_attendee` raises,
    or PersonChanged when somebody else has written something else there meanwhile."""
    changed = checked_attendee(replace(now, **said))
    newer = {
        name: getattr(now, name)
        for name in said
        if getattr(now, name) not in (seen.get(name), getattr(changed, name))
    }
    if newer:
        raise PersonChanged(now=newer)
    return changed


def changes_of(said: Mapping[str, Any], seen: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that somebody has changed in a row which they `seen`: what came meanwhile stays."""
    return {name: said[name] for name in (*TEXTS, *MARKS) if said[name] != seen.get(name)}
