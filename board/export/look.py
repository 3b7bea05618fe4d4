"""Colours and inner measures of the board, as static/src/render/{shapes,theme,colours}.ts have them.

The values come from static/styles/tokens.css; a test compares both.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, cast

from board.core.kinds import value_of
from board.core.layout import FittedText
from board.core.scene import Record

Align = Literal["start", "center", "end"]

INK: Final = "#17324d"
INK_MUTED: Final = "#5b6f82"
SURFACE: Final = "#ffffff"
CANVAS: Final = "#f2f2f5"
LINE: Final = "#d9dadb"

# Note type -> its icon and its colour (static/src/core/kinds.ts).
NOTE_LOOKS: Final = {
    "D": ("≡", "#e6e9ec"),
    "P": ("!", "#ffd6e0"),
    "B": ("?", "#ffd8a8"),
    "S": ("→", "#c9f0d1"),
    "O": ("+", "#cfe5ff"),
    "A": ("@", "#e3d7ff"),
    "I": ("*", "#fff3b0"),
    "X": ("✓", "#ffffff"),
}

# The tokens of static/styles/tokens.css.
COLOURS: Final = {
    "grey": "#8a97a3",
    "red": "#d9364f",
    "orange": "#e07b00",
    "yellow": "#f2c200",
    "green": "#2e9e5b",
    "blue": "#0066cc",
    "purple": "#7a4fc9",
    "white": "#ffffff",
    "ink": INK,
}
ACCENT: Final = "#0066cc"
PAPER_SHARE: Final = 0.3  # of a colour on notes and shapes, so that ink is still read on it
GROUND_SHARE: Final = 0.14  # of a colour on frames

# Shares of a shape's sides that its outline leaves no room for: left, top, right, bottom.
SHAPE_INSETS: Final = {
    "rectangle": (0, 0, 0, 0),
    "rounded": (0.02, 0.02, 0.02, 0.02),
    "ellipse": (0.15, 0.15, 0.15, 0.15),
    "diamond": (0.25, 0.25, 0.25, 0.25),
    "triangle": (0.25, 0.5, 0.25, 0),
    "arrow": (0, 0.25, 0.2, 0.25),
    "callout": (0, 0, 0, 0.2),
}

NOTE_RADIUS: Final = 4
FRAME_RADIUS: Final = 8
MARK_SIZE: Final = 14
INITIALS_SIZE: Final = 11
STACK_SIZE: Final = 13
TITLE_SIZE: Final = 36
TITLE_LEAST: Final = 24
PROMPT_SIZE: Final = 20
FRAME_PADDING: Final = 24
TITLE_BAND: Final = 96


@dataclass(frozen=True)
class Inner:
    """A box inside an item, counted from the item's corner."""

    x: float
    y: float
    w: float
    h: float


def note_padding(record: Record) -> float:
    """Space around the text of a note: less on very small notes."""
    return float(min(max(min(record["w"], record["h"]) * 0.08, 2), 14))


def text_box(record: Record) -> Inner:
    """Where the text of a note, label or shape goes."""
    if record["kind"] == "text":
        return Inner(0, 0, record["w"], record["h"])
    if record["kind"] == "shape":
        return _shape_text_box(record)
    padding, top, bottom = note_padding(record), min(32, record["h"] * 0.22), min(20, record["h"] * 0.13)
    return Inner(padding, top, max(1, record["w"] - 2 * padding), max(1, record["h"] - top - bottom))


def _shape_text_box(record: Record) -> Inner:
    w, h = record["w"], record["h"]
    left, top, right, bottom = SHAPE_INSETS[record["shape"]]
    padding = min(10, w * 0.08, h * 0.08)
    return Inner(
        w * left + padding,
        h * top + padding,
        max(1, w * (1 - left - right) - 2 * padding),
        max(1, h * (1 - top - bottom) - 2 * padding),
    )


def align_of(record: Record) -> Align:
    """Against which side of its box a text stands."""
    if record["kind"] == "shape":
        return "center"
    return cast(Align, value_of(record, "align")) if record["kind"] == "text" else "start"


def space_above(record: Record, inner: Inner, found: FittedText) -> float:
    """Left free above the lines: what is written in a shape stands in the middle of its height."""
    if record["kind"] != "shape":
        return 0
    return max(0.0, (inner.h - max(1, len(found.lines)) * found.line_height) / 2)


def paper(token: str, share: float = PAPER_SHARE) -> str:
    """A colour so light that ink is read on it."""
    return mix(COLOURS[token], SURFACE, share)


@cache
def mix(top: str, bottom: str, share: float) -> str:
    """`share` of `top` over `bottom`, both #rrggbb: 0 is all bottom, 1 all top."""
    over, under = (bytes.fromhex(colour[1:]) for colour in (top, bottom))
    # As Math.round does: halves go up.
    mixed = (int(a * share + b * (1 - share) + 0.5) for a, b in zip(over, under, strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def initials_of(name: str) -> str:
    """One or two letters for a name: first and last word; "?" when there is none."""
    words = name.translate({ord(sign): " " for sign in ".,;:_/()'’-"}).split()
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def colours_of(note: Any) -> tuple[str, str, str]:
    """Fill, edge and the quiet colour of the letters on a note."""
    fill = paper(note["colour"]) if note.get("colour") else NOTE_LOOKS[note["type"]][1]
    return fill, mix(INK, fill, 0.22), mix(INK, fill, 0.78)
