"""Lines of text: the browser finds the very same ones (static/src/core/layout/layout.ts).

All widths are integers in 1/1000 em (as if the text were 1000 units high), so they do not depend on size,
zoom or machine. How to measure comes in as an argument.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from board.core.layout.break_classes import is_right_to_left
from board.core.layout.line_units import clusters, units
from board.core.layout.scripts import CONSTANT_WIDTHS, runs

# The width of one run of text in 1/1000 em; may be fractional.
Measure = Callable[[str], float]

# A ratio of integers, so that the sum of the lines is exact.
LINE_HEIGHT_TENTHS = 13
# A longer word does not make the whole text smaller: it breaks.
LONG_WORD = 20
ELLIPSIS = "…"

LINE_END = re.compile("\r\n?")
FOLD = re.compile("[ \t]*[\r\n][ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line, without the spaces at its end; `width` in 1/1000 em."""

    text: str
    width: int
    is_right_to_left: bool


@dataclass(frozen=True, slots=True)
class FittedText:
    """A text in its box: `size` and `line_height` in board units.

    `is_cut` when even the least size did not fit and the last line ends with an ellipsis.
    """

    size: int
    line_height: float
    lines: tuple[Line, ...]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """What stays on one line: `core` is without the spaces that follow it."""

    core: str
    width: int
    spaces: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The units of one paragraph."""

    is_right_to_left: bool
    units: tuple[Unit, ...]


def line_height_of(size: int) -> float:
    """The height of a line of text of this size."""
    return size * LINE_HEIGHT_TENTHS / 10


class Layout:
    """Finds lines for one font, given how to measure it and the sizes a text may take (descending)."""

    def __init__(self, measure: Measure, sizes: Sequence[int]) -> None:
        self._measure = measure
        self._sizes = tuple(sizes)
        self._known: dict[str, int] = {}  # word or line -> its width
        self._units: dict[str, Unit] = {}  # a word with the spaces after it

    def width(self, text: str) -> int:
        """The width of a text on one line, in 1/1000 em."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._measured(text)
        return found

    def wrap(self, text: str, limit: int) -> tuple[Line, ...]:
        """A text as lines of at most `limit` (1/1000 em); an empty text is one empty line."""
        return self._wrapped(self._paragraphs(text), limit)

    def fit(self, text: str, w: float, h: float, most: float | None = None) -> FittedText:
        """The greatest size up to `most` at which a text fits a box (board units), and its lines."""
        least = self._sizes[-1]
        sizes = [size for size in self._sizes if most is None or size <= most or size == least]
        paragraphs = self._paragraphs(text)
        widest = _widest_word(paragraphs)

        def is_too_great(count: int) -> bool:
            size = sizes[count - 1]
            limit = _limit(w, size)
            return widest > limit or self._count(paragraphs, limit) * size * LINE_HEIGHT_TENTHS > h * 10

        too_great = _greatest_count(len(sizes), is_too_great)
        size = sizes[too_great] if too_great < len(sizes) else least
        lines = self._wrapped(paragraphs, _limit(w, size))
        room = max(1, math.floor(h * 10 / (size * LINE_HEIGHT_TENTHS)))
        is_cut = len(lines) > room
        if is_cut:
            end = lines[room - 1]
            last = self._cut(end.text, _limit(w, size), is_rtl=end.is_right_to_left)
            lines = (*lines[: room - 1], last)
        return FittedText(size, line_height_of(size), lines, is_cut)

    def shorten(self, text: str, limit: int) -> Line:
        """A text on one line, shortened with an ellipsis when it is wider than `limit` (1/1000 em)."""
        flat = FOLD.sub(" ", text.strip(" \t\r\n"))
        is_rtl = is_right_to_left(flat)
        width = self.width(flat)
        return Line(flat, width, is_rtl) if width <= limit else self._cut(flat, limit, is_rtl=is_rtl)

    def _measured(self, text: str) -> int:
        width = 0
        for run in runs(text):
            constant = CONSTANT_WIDTHS.get(run.script)
            if constant is None:
                width += math.floor(self._measure(run.text) + 0.5)
            else:
                width += constant * run.clusters
        return width

    def _paragraphs(self, text: str) -> list[Paragraph]:
        plain = LINE_END.sub("\n", text).replace("\t", "    ")
        return [
            Paragraph(is_right_to_left(one), tuple(map(self._unit, units(one)))) for one in plain.split("\n")
        ]

    def _unit(self, text: str) -> Unit:
        found = self._units.get(text)
        if found is None:
            core = text.rstrip(" ")
            found = self._units[text] = Unit(core, self.width(core), len(text) - len(core))
        return found

    def _count(self, paragraphs: list[Paragraph], limit: int) -> int:
        """How many lines `_wrapped` would find: most sizes that are tried need no more."""
        space = self.width(" ")
        count = len(paragraphs)
        for paragraph in paragraphs:
            width, is_empty = 0, True
            for unit in paragraph.units:
                if unit.width > limit:
                    return len(self._wrapped(paragraphs, limit))
                if not is_empty and width + unit.width > limit:
                    count += 1
                    width = 0
                width += unit.width + unit.spaces * space
                is_empty = is_empty and not unit.core and not unit.spaces
        return count

    def _wrapped(self, paragraphs: list[Paragraph], limit: int) -> tuple[Line, ...]:
        lines: list[Line] = []
        for paragraph in paragraphs:
            self._wrap_paragraph(paragraph, limit, lines)
        return tuple(lines)

    def _wrap_paragraph(self, paragraph: Paragraph, limit: int, lines: list[Line]) -> None:
        space = self.width(" ")
        current, current_width = "", 0

        def close() -> None:
            text = current.rstrip(" ")
            width = current_width - (len(current) - len(text)) * space
            lines.append(Line(text, width, paragraph.is_right_to_left))

        for unit in paragraph.units:
            rest, rest_width = unit.core, unit.width
            if current and current_width + rest_width > limit:
                close()
                current, current_width = "", 0
            if rest_width > limit:
                *pieces, rest = self._broken(rest, limit)
                rest_width = self._measured(rest)
                for piece in pieces:
                    current, current_width = piece, self._measured(piece)
                    close()
                current, current_width = "", 0
            current += rest + " " * unit.spaces
            current_width += rest_width + unit.spaces * space
        close()

    def _broken(self, word: str, limit: int) -> list[str]:
        """Pieces of a word that is wider than a line: all but the last are full lines."""
        pieces: list[str] = []
        parts = clusters(word)
        while parts:
            count = max(1, _greatest_count(len(parts), self._fits(parts, limit)))
            pieces.append("".join(parts[:count]))
            parts = parts[count:]
        return pieces

    def _fits(self, parts: list[str], limit: int) -> Callable[[int], bool]:
        return lambda count: self._measured("".join(parts[:count])) <= limit

    def _cut(self, text: str, limit: int, *, is_rtl: bool) -> Line:
        """As much of a text as fits the limit together with an ellipsis."""
        parts = clusters(text)

        def with_ellipsis(count: int) -> str:
            return "".join(parts[:count]).rstrip(" ") + ELLIPSIS

        count = _greatest_count(len(parts), lambda count: self._measured(with_ellipsis(count)) <= limit)
        shortened = with_ellipsis(count)
        return Line(shortened, self._measured(shortened), is_rtl)


def _limit(w: float, size: int) -> int:
    return math.floor(w * 1000 / size)


def _widest_word(paragraphs: list[Paragraph]) -> int:
    return max(
        (
            unit.width
            for paragraph in paragraphs
            for unit in paragraph.units
            if len(unit.core) <= LONG_WORD or len(clusters(unit.core)) <= LONG_WORD
        ),
        default=0,
    )


def _greatest_count(most: int, fits: Callable[[int], bool]) -> int:
    """The greatest count in 0..most that fits, which must hold for all smaller counts too.

    Small counts are tried first: of a long text a line takes only the beginning.
    """
    kept, too_many = 0, 8
    while too_many <= most and fits(too_many):
        kept, too_many = too_many, too_many * 2
    too_many = min(too_many, most + 1)
    while too_many - kept > 1:
        middle = (kept + too_many) // 2
        if fits(middle):
            kept = middle
        else:
            too_many = middle
    return kept
