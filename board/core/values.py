"""What the fields of items may hold: each value is checked when it comes in, and put into its one form."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any, Final

import msgspec

from board.core.errors import BadNumber, BadShape, BadText, TextTooLong
from board.core.errors_items import LinkBad
from board.core.ids import is_id
from board.core.kinds import (
    ALT_LIMIT,
    AMOUNT_MAX,
    AREAS_LIMIT,
    CHOICES,
    EMOJI_LIMIT,
    GRID_KINDS,
    GRID_LIMIT,
    HELPED_MAX,
    LINE_MAX,
    MENTIONS_LIMIT,
    MINUTES_MAX,
    ORIGINS_LIMIT,
    POINTS_LIMIT,
    RIGHTS,
    SEATS_LIMIT,
    SIDES,
    SIZE_MAX,
    SIZE_MIN,
    SOURCES_LIMIT,
    TEXT_LIMIT,
    TIME_MAX,
    TITLE_LIMIT,
    URL_LIMIT,
    VOTED_LIMIT,
    VOTERS_LIMIT,
    WORLD_LIMIT,
    Z_LIMIT,
    FieldType,
)
from board.core.order import is_key

POINT_MAX: Final = 10_000  # the far side of a stroke's box
PRESSURE_MAX: Final = 100

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}\Z")
_ASSET: Final = re.compile(r"[0-9a-f]{40}\Z")
_WEB: Final = re.compile(r"https?://[^\s/?#\\@]+([/?#][^\s]*)?\Z", re.IGNORECASE)
_MAIL: Final = re.compile(r"mailto:[^\s@]+@[^\s@]+\Z", re.IGNORECASE)

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)

_JOINER: Final = "\u200d"
# What changes the emoji before it: the two variations, the frame of a key, five tones of skin, tags.
_AFTER_EMOJI: Final = frozenset(
    {"\ufe0e", "\ufe0f", "\u20e3", *map(chr, range(0x1F3FB, 0x1F400)), *map(chr, range(0xE0020, 0xE0080))}
)


def check_value(name: str, field_type: FieldType, value: Any) -> Any:
    """`value` in its one form, if a field of this type may hold it.

    Raises BadShape, BadNumber, BadText, TextTooLong, LinkBad.
    """
    if field_type in CHOICES:
        # `in` compares by value, and a list or a number equals no word.
        if not isinstance(value, str) or value not in CHOICES[field_type]:
            raise BadShape
        return value
    return _CHECKS[field_type](name, value)


def check_id(value: object) -> str:
    """`value` if it has the shape of an id. Raises BadShape."""
    if not is_id(value):
        raise BadShape
    return str(value)


def check_text(name: str, value: object, limit: int) -> str:
    """`value` if it is a text of at most `limit` code points that can be stored anywhere.

    Tab and line feed are the only control characters; half a character (a lone surrogate) is
    refused. Raises BadShape, BadText, TextTooLong.
    """
    if not isinstance(value, str):
        raise BadShape
    if len(value) > limit:
        raise TextTooLong(limit=limit)
    for char in value:
        if (char < " " and char not in "\t\n") or char == "\x7f" or "\ud800" <= char <= "\udfff":
            raise BadText(field=name)
    return value


def _check_number(name: str, value: object, low: float, high: float) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadShape
    # NaN fails every comparison, and a huge integer would not survive becoming a float.
    if not low <= value <= high or round(value, 2) != value:
        raise BadNumber(field=name)
    # 120.0 and 120 are one number in the browser; keep one form here too.
    return int(value) if float(value).is_integer() else value


def _number(low: float, high: float) -> Callable[[str, Any], int | float]:
    return lambda name, value: _check_number(name, value, low, high)


def _text(limit: int) -> Callable[[str, Any], str]:
    return lambda name, value: check_text(name, value, limit)


def _optional_id(_name: str, value: Any) -> str | None:
    return None if value is None else check_id(value)


def _z(_name: str, value: Any) -> str:
    if not isinstance(value, str) or not is_key(value) or len(value) > Z_LIMIT:
        raise BadShape
    return value


def _flag(_name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadShape
    return value


def _rotation(name: str, value: Any) -> int | float:
    degrees = _check_number(name, value, -180, 180)
    return 180 if degrees == -180 else degrees  # one form for upside down


def _language(_name: str, value: Any) -> str:
    if not isinstance(value, str) or (value != "" and _LANGUAGE.match(value) is None):
        raise BadShape
    return value


def _asset(_name: str, value: Any) -> str:
    if not isinstance(value, str) or _ASSET.match(value) is None:
        raise BadShape
    return value


def _url(name: str, value: Any) -> str:
    url = check_text(name, value, URL_LIMIT)
    if _WEB.match(url) is None and _MAIL.match(url) is None:
        raise LinkBad
    return url


def _emoji(name: str, value: Any) -> str:
    emoji = check_text(name, value, EMOJI_LIMIT)
    if len(emoji.encode()) > EMOJI_LIMIT or not _is_one_emoji(emoji):
        raise BadShape
    return emoji


def _is_one_emoji(value: str) -> bool:
    """Whether it is one thing to the eye: a sign with what changes it, a flag, or several that are joined."""
    if len(value) == 2 and all("\U0001f1e6" <= char <= "\U0001f1ff" for char in value):
        return True
    is_base_next = True
    for char in value:
        if is_base_next:
            if char in _AFTER_EMOJI or unicodedata.category(char)[0] in "ZCM":
                return False
        elif char != _JOINER and char not in _AFTER_EMOJI:
            return False
        is_base_next = char == _JOINER
    return not is_base_next


def _ids(limit: int) -> Callable[[str, Any], list[str]]:
    """Ids, each once."""

    def check(_name: str, value: Any) -> list[str]:
        if not isinstance(value, list) or len(value) > limit:
            raise BadShape
        ids = [check_id(one) for one in value]
        if len(set(ids)) != len(ids):
            raise BadShape
        return ids

    return check


def _origins(_name: str, value: Any) -> list[dict[str, str]]:
    """Notes of this board by `id` alone, of another with its `board`; each once."""
    if not isinstance(value, list) or len(value) > ORIGINS_LIMIT:
        raise BadShape
    for one in value:
        if not isinstance(one, dict) or not {"id"} <= set(one) <= {"id", "board"}:
            raise BadShape
        for item_id in one.values():
            check_id(item_id)
    if len({(one.get("board"), one["id"]) for one in value}) != len(value):
        raise BadShape
    return value


def _end(name: str, value: Any) -> dict[str, Any]:
    """On a side of an item, or at a point."""
    if isinstance(value, dict) and set(value) == {"item", "side"} and value["side"] in SIDES:
        return {"item": check_id(value["item"]), "side": str(value["side"])}
    if isinstance(value, dict) and set(value) == {"x", "y"}:
        return {axis: _check_number(name, value[axis], -WORLD_LIMIT, WORLD_LIMIT) for axis in ("x", "y")}
    raise BadShape


def _grid(_name: str, value: Any) -> dict[str, Any] | None:
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) != {"kind", "labels", "x", "y"}:
        raise BadShape
    labels = value["labels"]
    if value["kind"] not in GRID_KINDS or not isinstance(labels, list) or len(labels) > GRID_LIMIT:
        raise BadShape
    titles = {axis: check_text(axis, value[axis], TITLE_LIMIT) for axis in ("x", "y")}
    words = [check_text("labels", label, TITLE_LIMIT) for label in labels]
    return {"kind": str(value["kind"]), "labels": words, **titles}


def _points(_name: str, value: Any) -> list[int]:
    """x, y, pressure of each point, in one list."""
    if not isinstance(value, list) or not 3 <= len(value) <= 3 * POINTS_LIMIT or len(value) % 3:
        raise BadShape
    for at, number in enumerate(value):
        most = PRESSURE_MAX if at % 3 == 2 else POINT_MAX
        if type(number) is not int or not 0 <= number <= most:
            raise BadShape
    return list(value)


def _rights(_name: str, value: Any) -> list[str] | None:
    """Each once, in the order of the table."""
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(one, str) and one in RIGHTS for one in value):
        raise BadShape
    if len(set(value)) != len(value):
        raise BadShape
    return [right for right in RIGHTS if right in value]


def _whole(most: int) -> Callable[[str, Any], int]:
    def check(_name: str, value: Any) -> int:
        if type(value) is not int or not 0 <= value <= most:
            raise BadShape
        return value

    return check


def _from_one(most: int) -> Callable[[str, Any], int]:
    def check(name: str, value: Any) -> int:
        number = _whole(most)(name, value)
        if number == 0:
            raise BadShape
        return number

    return check


_time = _whole(TIME_MAX)


class _Voted(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    people: int
    counts: list[int]
    total: int | float | None
    rank: int
    tied: bool
    assisted: list[int] | None = None


class _Result(msgspec.Struct, forbid_unknown_fields=True):
    voters: int
    named: int
    room: int
    cast: int | None
    items: list[_Voted] | None


def _result(_name: str, value: Any) -> dict[str, Any] | None:
    """What came of a vote: see core/voting.py."""
    try:
        msgspec.convert(value, _Result | None, strict=True)
    except msgspec.ValidationError as error:
        raise BadShape from error
    return dict(value) if value is not None else None


def _timer(name: str, value: Any) -> dict[str, int] | None:
    """Running until a moment, or stopped with so much left."""
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) not in ({"ends_at_ms"}, {"left_ms"}):
        raise BadShape
    return {key: _time(name, number) for key, number in value.items()}


def _bring(name: str, value: Any) -> dict[str, Any] | None:
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) != {"n", "by", "x", "y", "w", "h"}:
        raise BadShape
    box = {key: _CHECKS["position" if key in "xy" else "size"](name, value[key]) for key in "xywh"}
    return {"n": _time(name, value["n"]), "by": check_id(value["by"]), **box}


def _day(_name: str, value: Any) -> str:
    """A day of the calendar, or nothing."""
    if not isinstance(value, str):
        raise BadShape
    if value == "":
        return value
    if _DAY.match(value) is None:
        raise BadShape
    year, month, day = map(int, value.split("-"))
    if year < 1 or not 1 <= month <= 12 or not 1 <= day <= _days_of(year, month):
        raise BadShape
    return value


def _days_of(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _carried(name: str, value: Any) -> dict[str, str] | None:
    """Which commitment of which board."""
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) != {"title", "board", "id"}:
        raise BadShape
    title = check_text(name, value["title"], TITLE_LIMIT)
    return {"title": title, "board": check_id(value["board"]), "id": check_id(value["id"])}


_CHECKS: Final[dict[str, Callable[[str, Any], Any]]] = {
    "position": _number(-WORLD_LIMIT, WORLD_LIMIT),
    "size": _number(SIZE_MIN, SIZE_MAX),
    "line": _number(1, LINE_MAX),
    "z": _z,
    "text": _text(TEXT_LIMIT),
    "title": _text(TITLE_LIMIT),
    "alt": _text(ALT_LIMIT),
    "frame": _optional_id,
    "cluster": _optional_id,
    "item": _optional_id,
    "group": _optional_id,
    "thread": lambda _name, value: check_id(value),
    "end": _end,
    "people": _ids(MENTIONS_LIMIT),
    "flag": _flag,
    "rotation": _rotation,
    "language": _language,
    "grid": _grid,
    "points": _points,
    "asset": _asset,
    "url": _url,
    "emoji": _emoji,
    "areas": _ids(AREAS_LIMIT),
    "rights": _rights,
    "minutes": _whole(MINUTES_MAX),
    "moment": _time,
    "count": _time,
    "timer": _timer,
    "bring": _bring,
    "amount": _from_one(AMOUNT_MAX),
    "helped": _whole(HELPED_MAX),
    "voters": lambda name, value: None if value is None else _ids(VOTERS_LIMIT)(name, value),
    "items": _ids(VOTED_LIMIT),
    "result": _result,
    "seats": _ids(SEATS_LIMIT),
    "origins": _origins,
    "sources": _ids(SOURCES_LIMIT),
    "day": _day,
    "carried": _carried,
}
