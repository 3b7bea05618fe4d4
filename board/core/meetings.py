"""The meetings of a local group: number n of m, theme, when, where and how."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from board.core.errors import BadShape, BoardError, NameEmpty
from board.core.errors_meetings import NotADay, NotANumber, NotATime
from board.core.kinds import TITLE_LIMIT
from board.core.ops import check_name

T = TypeVar("T")

NUMBER_MAX: Final = 99
METHODS_MOST: Final = 12  # of one meeting
WAYS: Final = ("", "room", "remote", "hybrid")  # "" while nobody has said
_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_DAY: Final = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])-[0-3][0-9]")
_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_METHOD_ID: Final = re.compile(r"[0-9A-Za-z_-]{1,40}")


@dataclass(frozen=True)
class Meeting:
    """Meeting `number` of `total` of a project. `day` is "2026-10-14", `starts` and `ends` "17:00"; all that
    is not known yet is "". `methods` are what its board is made of."""

    theme: str
    number: int
    total: int
    id: str = ""
    day: str = ""
    starts: str = ""
    ends: str = ""
    place: str = ""
    way: str = ""
    methods: tuple[str, ...] = ()


def meeting_of(
    said: Mapping[str, str], methods: Sequence[str]
) -> tuple[Meeting | None, dict[str, BoardError]]:
    """The meeting that a form tells, and what is wrong with each field, by field name; None unless all of
    it is right.

    Raises BadShape for what no form of ours sends.
    """
    wrong: dict[str, BoardError] = {}

    def read(name: str, check: Callable[[str], T], otherwise: T) -> T:
        try:
            return check(said.get(name, "").strip())
        except BadShape:
            raise
        except BoardError as error:
            wrong[name] = error
            return otherwise

    number = read("number", _number, 1)
    found = Meeting(
        theme=read("theme", lambda text: check_name(text, TITLE_LIMIT), ""),
        number=number,
        total=max(number, read("total", _number, 1)),
        day=read("day", _day, ""),
        starts=read("starts", _time, ""),
        ends=read("ends", _time, ""),
        place=read("place", check_line, ""),
        way=read("way", _way, ""),
        methods=_methods(methods),
    )
    return (None if wrong else found), wrong


def check_line(text: str) -> str:
    """One line of text, which may be empty. Raises what `check_name` raises, but for NameEmpty."""
    try:
        return check_name(text, TITLE_LIMIT)
    except NameEmpty:
        return ""


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= NUMBER_MAX:
        raise NotANumber(limit=NUMBER_MAX)
    return int(text)


def _day(text: str) -> str:
    if text and not is_day(text):
        raise NotADay
    return text


def is_day(text: str) -> bool:
    """Whether this is a day of the calendar, written "2026-10-14"."""
    if not _DAY.fullmatch(text):
        return False
    year, month, day = map(int, text.split("-"))
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = 29 if month == 2 and is_leap else _DAYS[month - 1]
    return 1 <= day <= days


def _time(text: str) -> str:
    if text and not _TIME.fullmatch(text):
        raise NotATime
    return text


def _way(text: str) -> str:
    if text not in WAYS:
        raise BadShape
    return text


def _methods(ids: Sequence[str]) -> tuple[str, ...]:
    """Each once, in their order."""
    if len(ids) > METHODS_MOST or not all(_METHOD_ID.fullmatch(one) for one in ids):
        raise BadShape
    return tuple(dict.fromkeys(ids))
