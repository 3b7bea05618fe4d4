"""What a character means to the break rule, by explicit code point ranges.

No Unicode tables of this Python: the browser has the same ranges (static/src/core/layout/break_classes.ts),
so both sides break the same text at the same places whatever their versions.
"""

from functools import cache
from typing import Literal

BreakClass = Literal[
    "space",
    "joiner",  # zero width joiner: glues emoji
    "mark",  # belongs to the character before it
    "flag",  # regional indicator: two make a flag
    "emoji",
    "hyphen",
    "dash",
    "question",
    "closing",  # never starts a line
    "opening",  # never ends a line
    "ideograph",
    "letter",
    "other",
]

Ranges = tuple[tuple[int, int], ...]

MARKS: Ranges = (
    (0xad, 0xad), (0x300, 0x36f), (0x591, 0x5c7), (0x64b, 0x65f), (0x670, 0x670), (0x900, 0x903),
    (0x93a, 0x93c), (0x93e, 0x94f), (0xe31, 0xe31), (0xe34, 0xe3a), (0xe47, 0xe4e), (0x1ab0, 0x1aff),
    (0x200c, 0x200c), (0x20d0, 0x20ff), (0x3099, 0x309a), (0xfe00, 0xfe0f), (0x1f3fb, 0x1f3ff),
    (0xe0020, 0xe007f),
)  # fmt: skip

EMOJI: Ranges = (
    (0x231a, 0x231b), (0x23e9, 0x23f3), (0x2600, 0x2767), (0x276c, 0x27bf), (0x2b00, 0x2bff),
    (0x1f000, 0x1faff),
)  # fmt: skip

IDEOGRAPHS: Ranges = (
    (0x2e80, 0x9fff), (0xac00, 0xd7a3), (0xf900, 0xfaff), (0xff00, 0xffef), (0x20000, 0x3ffff),
)  # fmt: skip

RIGHT_TO_LEFT: Ranges = (
    (0x590, 0x8ff), (0xfb1d, 0xfdff), (0xfe70, 0xfefc), (0x10800, 0x10fff), (0x1e800, 0x1efff),
)  # fmt: skip

CLOSING = frozenset(
    "\u3001\u3002\uff0c\uff0e\uff01\uff1f\uff1a\uff1b\u30fb\u30fc\u3005\u300d\u300f\u3011\u3015\u3017\u3009\u300b"
    "\uff09\uff3d\uff5d\u2026\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e\u30a1\u30a3\u30a5\u30a7"
    "\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee"
)

OPENING = frozenset("\u3008\u300a\u300c\u300e\u3010\u3014\u3016\uff08\uff3b\uff5b")


def is_within(code: int, ranges: Ranges) -> bool:
    """Whether a code point is in one of the ranges, ends included."""
    return any(first <= code <= last for first, last in ranges)


@cache
def break_class(character: str) -> BreakClass:
    """The class of one character."""
    code = ord(character)
    if character == " ":
        return "space"
    if code == 0x200D:
        return "joiner"
    if is_within(code, MARKS):
        return "mark"
    if 0x1F1E6 <= code <= 0x1F1FF:
        return "flag"
    if is_within(code, EMOJI):
        return "emoji"
    return _class_in_writing(character, code)


def _class_in_writing(character: str, code: int) -> BreakClass:
    if character in "-\u2010\u2013":
        return "hyphen"
    if character == "\u2014":
        return "dash"
    if character == "?":
        return "question"
    if character in CLOSING:
        return "closing"
    if character in OPENING:
        return "opening"
    if is_within(code, IDEOGRAPHS):
        return "ideograph"
    return "letter" if _is_letter(code) else "other"


def _is_letter(code: int) -> bool:
    if code < 0x80:
        return chr(code).isalnum()
    return 0xC0 <= code < 0x2000 and code not in (0xD7, 0xF7)


def first_class(text: str) -> BreakClass:
    """The class of the first character; "other" for an empty string."""
    return break_class(text[0]) if text else "other"


def is_right_to_left(paragraph: str) -> bool:
    """Whether a paragraph reads from right to left: its first letter with a direction decides (dir=auto)."""
    for character in paragraph:
        if is_within(ord(character), RIGHT_TO_LEFT):
            return True
        kind = break_class(character)
        if (kind == "letter" and not "0" <= character <= "9") or kind == "ideograph":
            return False
    return False
