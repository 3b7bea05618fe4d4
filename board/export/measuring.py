"""Measures text by HarfBuzz with the fonts that the browser draws with, so that lines break where its do.

The fonts are the TTF files beside the browser's WOFF2 (static/dist/fonts); `make build` makes both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import uharfbuzz as hb

from board.core.layout import LABEL_SIZES, NOTE_SIZES, Layout, line_height_of

FONTS = Path(__file__).resolve().parents[2] / "static" / "dist" / "fonts"

# As in static/styles/tokens.css: the first font that has a character draws it.
BODY = ("inter-400", "noto-sans-arabic-400", "noto-sans-hebrew-400", "twemoji")
STRONG = ("inter-600", "noto-sans-arabic-400", "noto-sans-hebrew-400", "twemoji")
HEAD = ("titillium-web-600", "inter-600", "noto-sans-arabic-400", "noto-sans-hebrew-400", "twemoji")

MARK_SIZE = 14
UNITS_PER_EM = 1000
TATWEEL = "\u0640"


class FontFile:
    """One font: `name` of its file, what it has, and its measures."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.path = FONTS / f"{name}.ttf"
        self._face = hb.Face(hb.Blob.from_file_path(str(self.path)))
        self._font = hb.Font(self._face)
        self._characters = frozenset(map(chr, self._face.unicodes))
        self.has_outlines = name != "twemoji"  # each of its glyphs is several outlines of other colours
        self.units_per_em: int = self._face.upem
        self._scale: float = UNITS_PER_EM / self._face.upem
        self._outlines: dict[str, str] = {}
        extents = self._font.get_font_extents("ltr")
        # From the baseline to the top and to the bottom of a line as CSS has it, as shares of the size.
        self.ascent: float = extents.ascender / self._face.upem
        self.descent: float = -extents.descender / self._face.upem

    def has(self, text: str) -> bool:
        """Whether the font has each character of a text."""
        return self._characters.issuperset(text)

    def width(self, text: str) -> float:
        """The width of a stretch of one script and direction, in 1/1000 em."""
        advances: list[int] = [glyph.x_advance for glyph in self._shaped(text).glyph_positions]
        return float(sum(advances) * self._scale)

    def outline(self, text: str) -> str:
        """The shape of a short text that reads from the left, as the `d` of a path in SVG, in units of
        `units_per_em` from the left end of its baseline."""
        found = self._outlines.get(text)
        if found is None:
            pen = _PathPen()
            shaped = self._shaped(text)
            for glyph, place in zip(shaped.glyph_infos, shaped.glyph_positions, strict=True):
                pen.x, pen.y = pen.left + place.x_offset, place.y_offset
                self._font.draw_glyph_with_pen(glyph.codepoint, pen)
                pen.left += place.x_advance
            found = self._outlines[text] = "".join(pen.steps)
        return found

    def _shaped(self, text: str) -> hb.Buffer:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        if text[:1] == TATWEEL:  # of no script by itself, but browsers shape it as Arabic
            buffer.script, buffer.direction = "Arab", "rtl"
        # Else HarfBuzz takes the language of this machine, and some letters have forms by language.
        buffer.language = "und"
        hb.shape(self._font, buffer)
        return buffer


class _PathPen:
    """Writes down what HarfBuzz draws; in SVG y grows downwards."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.left = self.x = self.y = 0

    def _step(self, sign: str, *points: tuple[float, float]) -> None:
        self.steps.append(sign + " ".join(f"{x + self.x:.0f} {-y - self.y:.0f}" for x, y in points))

    def moveTo(self, point: tuple[float, float]) -> None:
        self._step("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:
        self._step("L", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:
        self._step("Q", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:
        self._step("C", *points)

    def closePath(self) -> None:
        self.steps.append("Z")


@cache
def font_file(name: str) -> FontFile:
    """The font of this file name, read once."""
    return FontFile(name)


@dataclass(frozen=True)
class Face:
    """Fonts in the order in which they are asked for a character, and the layout that measures with them."""

    fonts: tuple[FontFile, ...]
    layout: Layout

    @property
    def baseline(self) -> float:
        """From the top of a line to its baseline, as a share of the size; where CSS and the canvas put it."""
        first = self.fonts[0]
        return (line_height_of(1) - first.ascent - first.descent) / 2 + first.ascent

    def font_of(self, text: str) -> FontFile | None:
        """The font that draws a run or cluster; None when no font has all of it."""
        return font_among(self.fonts, text)


def font_among(fonts: Sequence[FontFile], text: str) -> FontFile | None:
    """The first of some fonts that has all of a text."""
    return next((font for font in fonts if font.has(text)), None)


def _face(names: Sequence[str], sizes: Sequence[int]) -> Face:
    fonts = tuple(font_file(name) for name in names)

    def measure(run: str) -> float:
        font = font_among(fonts, run)
        return (font or fonts[0]).width(run)

    return Face(fonts, Layout(measure, sizes))


@cache
def note_face() -> Face:
    """For the text of notes; static/src/render/fonts.ts has the same faces."""
    return _face(BODY, NOTE_SIZES)


@cache
def label_face() -> Face:
    """For labels that are not bold."""
    return _face(BODY, LABEL_SIZES)


@cache
def head_face() -> Face:
    """For bold labels, what stands in shapes, and the titles of frames."""
    return _face(HEAD, LABEL_SIZES)


@cache
def mark_face() -> Face:
    """For the letter and icon of a note's type."""
    return _face(STRONG, (MARK_SIZE,))
