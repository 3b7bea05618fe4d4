"""A sheet as SVG: text stays text, in fonts that come along, cut down to the letters that are there."""

import base64
from collections.abc import Iterable, Sequence
from html import escape

import uharfbuzz as hb

from board.core.layout.line_units import clusters
from board.export.marks import (
    Bounds,
    BoxMark,
    FaceName,
    ImageMark,
    Mark,
    PathMark,
    PlacedLine,
    TextMark,
    TurnedMark,
)
from board.export.measuring import Face, FontFile, head_face, mark_face, note_face
from board.export.sheets import Sheet


def to_svg(sheet: Sheet, title: str, locale: str) -> bytes:
    """The sheet with a board unit to a pixel; `title` names it for people who listen."""
    width, height = _short(sheet.width), _short(sheet.height)
    fonts = _Fonts()
    body = "".join(_mark(mark, fonts) for mark in sheet.marks)
    place = f"translate({_short(sheet.x)} {_short(sheet.y)}) scale({_short(sheet.scale)})"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" lang="{escape(locale)}" role="img" aria-labelledby="title">\n'
        f'<title id="title">{escape(title)}</title>\n<style>{fonts.css()}'
        "text{white-space:pre;text-rendering:geometricPrecision}</style>\n"
    )
    ground = f'<rect width="{width}" height="{height}" fill="{sheet.fill}"/>\n'
    return f'{head}{ground}<g transform="{place}">\n{body}</g>\n</svg>\n'.encode()


def ground_svg(marks: Sequence[Mark], bounds: Bounds) -> bytes | None:
    """What nobody reads as a small SVG of its own, letters as outlines, as large as `bounds` says; None when
    one of its letters has no outline."""
    body = []
    for mark in marks:
        drawn = _outlined(mark) if isinstance(mark, TextMark) else _mark(mark, _Fonts())
        if drawn is None:
            return None
        body.append(drawn)
    box = " ".join(map(_short, (bounds.x, bounds.y, bounds.w, bounds.h)))
    size = f'width="{_short(bounds.w)}" height="{_short(bounds.h)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="{box}">'
    return f"{head}{''.join(body)}</svg>".encode()


def _outlined(mark: TextMark) -> str | None:
    drawn = ""
    for line in mark.lines:
        font = _faces(mark.face).font_of(line.text)
        if font is None or not font.has_outlines or line.is_right_to_left:
            return None
        scale = f"{mark.size / font.units_per_em:.6f}"
        place = f"translate({_short(line.x)} {_short(line.baseline)}) scale({scale})"
        drawn += f'<path transform="{place}" fill="{mark.colour}" d="{font.outline(line.text)}"/>'
    return drawn


class _Fonts:
    """Which letters of which font the drawing uses."""

    def __init__(self) -> None:
        self._letters: dict[str, set[str]] = {}  # name of a font file -> characters
        self._files: dict[str, FontFile] = {}

    def families(self, face: Face, texts: Iterable[str]) -> str:
        """The CSS families for these texts, each of which is noted as used."""
        used: dict[str, None] = {}
        for text in texts:
            for cluster in [text] if text.isascii() and face.fonts[0].has(text) else clusters(text):
                font = face.font_of(cluster) or face.fonts[0]
                used.setdefault(font.name)
                self._files[font.name] = font
                self._letters.setdefault(font.name, set()).update(cluster)
        # In the order of the face: the first font that has a letter draws it.
        return ",".join(font.name for font in face.fonts if font.name in used)

    def css(self) -> str:
        return "".join(self._rule(name) for name in sorted(self._letters))

    def _rule(self, name: str) -> str:
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.UNICODE).update(map(ord, self._letters[name]))
        face = hb.Face(hb.Blob.from_file_path(str(self._files[name].path)))
        data = base64.b64encode(hb.subset(face, wanted).blob.data).decode()
        return f'@font-face{{font-family:{name};src:url("data:font/ttf;base64,{data}")}}'


_FACES = {"note": note_face, "head": head_face, "mark": mark_face}


def _mark(mark: Mark, fonts: _Fonts) -> str:
    if isinstance(mark, BoxMark):
        return _box(mark)
    if isinstance(mark, PathMark):
        return _path(mark)
    if isinstance(mark, TextMark):
        return (_text(mark.sign, fonts) if mark.sign else "") + _text(mark, fonts)
    if isinstance(mark, ImageMark):
        return _image(mark)
    return _turned(mark, fonts)


def _turned(mark: TurnedMark, fonts: _Fonts) -> str:
    inner = "".join(_mark(one, fonts) for one in mark.marks)
    turn = f"translate({_short(mark.x)} {_short(mark.y)}) rotate({_short(mark.degrees)})"
    return f'<g transform="{turn}">{inner}</g>\n'


def _box(mark: BoxMark) -> str:
    # A line is drawn along its middle: half a unit further in, it lies inside.
    inset = 0.5 if mark.edge else 0
    x, y, w, h = mark.x + inset, mark.y + inset, mark.w - 2 * inset, mark.h - 2 * inset
    radius = f' rx="{_short(max(0, mark.radius - inset))}"' if mark.radius else ""
    edge = f' stroke="{mark.edge}"' if mark.edge else ""
    place = f'x="{_short(x)}" y="{_short(y)}" width="{_short(max(0, w))}" height="{_short(max(0, h))}"'
    return f'<rect {place}{radius} fill="{mark.fill}"{edge}/>\n'


def _path(mark: PathMark) -> str:
    way = " ".join(step[0] + " ".join(_short(number) for number in step[1:]) for step in mark.steps)
    about = f' fill="{mark.fill or "none"}"'
    if mark.edge:
        about += f' stroke="{mark.edge}" stroke-width="{_short(mark.width)}"'
        about += ' stroke-linejoin="round" stroke-linecap="round"'
    if mark.dash:
        about += f' stroke-dasharray="{" ".join(_short(length) for length in mark.dash)}"'
    return f'<path d="{way}"{about}/>\n'


def _image(mark: ImageMark) -> str:
    data = base64.b64encode(mark.picture.content).decode()
    place = f'x="{_short(mark.x)}" y="{_short(mark.y)}" width="{_short(mark.w)}" height="{_short(mark.h)}"'
    said = f'role="img" aria-label={_quoted(mark.alt)}' if mark.alt else 'aria-hidden="true"'
    source = f'href="data:{mark.picture.mimetype};base64,{data}"'
    return f'<image {place} preserveAspectRatio="none" {said} {source}/>\n'


def _text(mark: TextMark, fonts: _Fonts) -> str:
    families = fonts.families(_faces(mark.face), (line.text for line in mark.lines))
    about = f' font-family="{families}" font-size="{_short(mark.size)}" fill="{mark.colour}"'
    language = f" lang={_quoted(mark.language)}" if mark.language else ""
    lines = "".join(
        f'<tspan x="{_short(line.x)}" y="{_short(line.baseline)}"{_direction(line.is_right_to_left)}>'
        f"{_line(line)}</tspan>"
        for line in mark.lines
    )
    role = f' role="heading" aria-level="{mark.level}"' if mark.level else ""
    hidden = ' aria-hidden="true"' if mark.is_decoration else ""
    return f"<text{about}{language}{role}{hidden}>{lines}</text>\n"


def _line(line: PlacedLine) -> str:
    if not line.parts:
        return escape(line.text)
    return "".join(
        f"<a href={_quoted(address)}>{escape(text)}</a>" if address else escape(text)
        for text, address in line.parts
    )


def _direction(is_right_to_left: bool) -> str:
    # The place is that of the left end, whichever way the line is read.
    return ' direction="rtl" text-anchor="end"' if is_right_to_left else ""


def _faces(name: FaceName) -> Face:
    return _FACES[name]()


def _short(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".") or "0"


def _quoted(text: str) -> str:
    return f'"{escape(text)}"'
