"""How the width of each character is found, by explicit code point ranges.

The ranges hold what our own fonts have: a stretch of one script comes from one font, whatever the machine, so
that the browser measures the same. What they do not have is drawn with some other font, and counts as a
constant width. static/src/core/layout/scripts.ts is the same in TypeScript.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal

from board.core.layout.break_classes import Ranges, first_class, is_within
from board.core.layout.line_units import clusters

Script = Literal[
    "basic", "latin", "greek", "cyrillic", "hebrew", "arabic", "space", "single",  # measured
    "emoji", "wide", "half", "thin", "unknown",  # constant
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that is measured, or not, as one."""

    text: str
    script: Script
    clusters: int


# In 1/1000 em, for each character as a reader sees it.
CONSTANT_WIDTHS: dict[Script, int] = {"emoji": 1000, "wide": 1000, "half": 500, "thin": 250, "unknown": 600}

# BASIC is in the font of headings and in that of notes, so a stretch of it is of one font in both. SINGLE is
# measured character by character: one of the two fonts lacks the neighbours, or their direction differs.
BASIC: Ranges = (
    (0x21, 0x7e), (0xa0, 0xac), (0xae, 0x131), (0x134, 0x137), (0x139, 0x13e), (0x141, 0x148),
    (0x14a, 0x17e), (0x218, 0x21b), (0x2013, 0x2014), (0x2018, 0x201a), (0x201c, 0x201e), (0x2020, 0x2022),
)  # fmt: skip

SINGLE: Ranges = (
    (0x192, 0x192), (0x1fa, 0x1ff), (0x2c6, 0x2c7), (0x2d8, 0x2dd), (0x3c0, 0x3c0), (0x60c, 0x60c),
    (0x61b, 0x61b), (0x61f, 0x61f), (0x660, 0x66d), (0x6d4, 0x6d4), (0x6f0, 0x6f9), (0x1e80, 0x1e85),
    (0x1eab, 0x1eab), (0x1eb0, 0x1eb0), (0x1ec5, 0x1ec5), (0x1ed7, 0x1ed7), (0x1ef2, 0x1ef3),
    (0x1ef8, 0x1ef9), (0x2012, 0x2012), (0x2015, 0x2017), (0x201b, 0x201b),
    (0x201f, 0x201f), (0x2023, 0x2027), (0x2030, 0x203a), (0x2044, 0x2044), (0x2070, 0x2070),
    (0x2074, 0x208e), (0x20a0, 0x20af), (0x20b1, 0x20b5), (0x20b8, 0x20ba), (0x20bc, 0x20bf),
    (0x2116, 0x2117), (0x2122, 0x2122), (0x2150, 0x215f), (0x2190, 0x2199), (0x21d2, 0x21d2),
    (0x21d4, 0x21d4), (0x2202, 0x2202), (0x2205, 0x2206), (0x220f, 0x220f), (0x2211, 0x2212),
    (0x221a, 0x221a), (0x221e, 0x221e), (0x222b, 0x222b), (0x2248, 0x2248), (0x2260, 0x2260),
    (0x2264, 0x2265), (0x25a0, 0x25a1), (0x25b2, 0x25b3), (0x25b6, 0x25b7), (0x25bc, 0x25bd),
    (0x25c6, 0x25c7), (0x25cb, 0x25cb), (0x25cf, 0x25cf),
)  # fmt: skip

LATIN: Ranges = (
    (0x132, 0x133), (0x138, 0x138), (0x13f, 0x140), (0x17f, 0x1c3), (0x1c5, 0x24f), (0x1e00, 0x1e9b),
    (0x1e9e, 0x1eff),
)  # fmt: skip

GREEK: Ranges = (
    (0x386, 0x38a), (0x38c, 0x38c), (0x38e, 0x3a1), (0x3a3, 0x3d7), (0x1f00, 0x1f15), (0x1f18, 0x1f1d),
    (0x1f20, 0x1f45), (0x1f48, 0x1f4d), (0x1f50, 0x1f57), (0x1f5f, 0x1f7d), (0x1f80, 0x1fb4),
    (0x1fb6, 0x1fbc),
)  # fmt: skip

CYRILLIC: Ranges = (
    (0x400, 0x479), (0x48a, 0x49d), (0x4a0, 0x4ff),
)  # fmt: skip

HEBREW: Ranges = (
    (0x591, 0x5c7), (0x5d0, 0x5ea), (0x5f0, 0x5f4),
)  # fmt: skip

ARABIC: Ranges = (
    (0x620, 0x65f), (0x66e, 0x6d3), (0x6d5, 0x6d5), (0x6ee, 0x6ef), (0x6fa, 0x6ff), (0x750, 0x77f),
    (0xfb50, 0xfbb1), (0xfe70, 0xfe74), (0xfe76, 0xfefc),
)  # fmt: skip

# Spaces other than the space: each browser has its own idea of them.
THIN: Ranges = ((0x2000, 0x200A), (0x202F, 0x202F), (0x205F, 0x205F))

# Firefox draws these as a hyphen-minus.
HYPHENS: Ranges = ((0x2010, 0x2011),)

# No run is longer (clusters): browsers are off by some millionths of a letter, which must not add up.
LONGEST_RUN = 64

# Most words: of BASIC alone, and short.
PLAIN = re.compile("[\\u0021-\\u007e\\u00a0-\\u00ac\\u00ae-\\u0131]{1,64}")

# Takes no room and is not drawn: controls, invisible marks of direction, soft hyphens.
UNSEEN = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)

SCRIPTS: tuple[tuple[Script, Ranges], ...] = (
    ("single", SINGLE),
    ("basic", BASIC),
    ("latin", LATIN),
    ("greek", GREEK),
    ("cyrillic", CYRILLIC),
    ("hebrew", HEBREW),
    ("arabic", ARABIC),
)

EMOJI_STYLE = "\ufe0f"
KEYCAP = "\u20e3"
NON_JOINER = "\u200c"  # the letters on its two sides take the forms that they have apart


@cache
def _script_of_character(character: str) -> Script:
    if character == " ":
        return "space"
    code = ord(character)
    for script, ranges in SCRIPTS:
        if is_within(code, ranges):
            return script
    if is_within(code, THIN):
        return "thin"
    if is_within(code, HYPHENS) or 0xFF61 <= code <= 0xFFDC:
        return "half"
    kind = first_class(character)
    if kind in ("emoji", "flag"):
        return "emoji"
    return "wide" if kind in ("ideograph", "closing", "opening") else "unknown"


def script_of(cluster: str) -> Script:
    """How the width of one cluster is found."""
    is_mark = first_class(cluster) == "mark"
    script = _script_of_character(cluster[0])
    if len(cluster) == 1:
        return "unknown" if is_mark else script
    if EMOJI_STYLE in cluster or KEYCAP in cluster:
        return "emoji"
    if script in ("emoji", "wide"):
        return script
    if is_mark or script not in ("hebrew", "arabic"):
        return "unknown"
    is_whole = all(_script_of_character(other) == script for other in cluster[1:])
    return script if is_whole else "unknown"


def runs(text: str) -> list[Run]:
    """The stretches of a text that are measured one by one, so that kerning never crosses a script."""
    if PLAIN.fullmatch(text):
        return [Run(text, "basic", len(text))]
    found: list[Run] = []
    # A letter and its accent are one character in our fonts, which have no loose accents in common.
    seen = unicodedata.normalize("NFC", UNSEEN.sub("", text))
    for part in seen.split(NON_JOINER):
        found += _runs_of_part(part)
    return found


def _runs_of_part(text: str) -> list[Run]:
    found: list[Run] = []
    for cluster in clusters(text):
        script = script_of(cluster)
        last = found[-1] if found else None
        if last and last.script == script != "single" and last.clusters < LONGEST_RUN:
            found[-1] = Run(last.text + cluster, script, last.clusters + 1)
        else:
            found.append(Run(cluster, script, 1))
    return found
