"""What can be asked for as a document, and the making of it: a picture or a PDF of a board or of a part."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, tzinfo
from typing import Any, Final, Literal, cast

import msgspec
from babel import Locale
from babel.dates import format_date

from board.core.scene import Scene, in_order
from board.export.cards import CardWish, card_sheets
from board.export.comments import comment_sheets, pins_of, threads_of
from board.export.covering import Covering
from board.export.desk import Desk
from board.export.drawing import can_draw, draw, part_of
from board.export.outline import outline
from board.export.pictures import Find, no_pictures, pictures_for
from board.export.sheets import OWN, Furniture, Sheet, numbered, own_sheet, paper_sheet
from board.export.strings import local_time, strings
from board.export.to_svg import to_svg
from board.export.to_typst import fitting_pixels, to_pdf, to_png

Format = Literal["pdf", "png", "svg"]
FORMATS: Final = ("pdf", "png", "svg")
PIXELS: Final = 2.0  # for one board unit, where there is room for them
PDF_PIXELS: Final = 3.0  # the same, of pictures in a file that can be enlarged

Tell = Callable[[str], None]
Part = tuple[str, Scene, str | None]  # name, items and frame of a page


@dataclass(frozen=True)
class Wish:
    """What somebody wants: the items `ids` (a frame with all that is in it), or the whole board when it
    is empty. `is_each_frame`: a page, or a file, for each frame. `paper` and `has_comments` are for PDF."""

    file_format: Format = "pdf"
    ids: tuple[str, ...] = ()
    is_each_frame: bool = False
    paper: str = OWN
    locale: str = "en"
    pixels: float = PIXELS
    has_comments: bool = False
    cards: CardWish | None = None  # paper cards in place of the board

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def of_json(wish: Mapping[str, Any]) -> "Wish":
        cards = msgspec.convert(wish["cards"], CardWish | None)
        return Wish(**{**wish, "ids": tuple(wish["ids"]), "cards": cards})


@dataclass(frozen=True)
class Document:
    """A finished document: its bytes, the ending of its file name ("zip" for several pictures), what
    could not be drawn because no font has it, and whether it keeps the standards of a tagged PDF."""

    content: bytes
    ending: str
    pages: int
    missing: tuple[str, ...]
    is_standard: bool


def make(
    name: str,
    scene: Scene,
    people: Mapping[str, str],
    wish: Wish,
    at_ms: int,
    tell: Tell,
    zone: tzinfo | None = None,
    find: Find = no_pictures,
) -> Document | None:
    """The document for `wish`, or None when there is nothing to draw.

    `people` gives names by person id, `find` a picture by its asset id; `tell` hears of each step:
    "drawing", then "writing".
    """
    tell("drawing")
    if wish.cards is not None:
        return _cards(name, scene, wish, local_time(at_ms, zone))
    shown = part_of(scene, wish.ids) if wish.ids else scene
    if not any(can_draw(record) for record in shown.values()):
        return None
    covering = Covering()
    at = local_time(at_ms, zone)
    parts = _parts(name, shown, wish)
    if not parts:
        return None
    if wish.file_format == "pdf":
        desk = Desk(
            people, covering, wish.locale, pictures=pictures_for(shown, find, PDF_PIXELS), is_layered=True
        )
        sheets = _sheets(parts, desk, name, wish, at)
        tell("writing")
        content, is_standard = to_pdf(sheets, name, wish.locale, at)
        return Document(content, "pdf", len(sheets), tuple(covering.missing), is_standard)
    pictures = []
    for part_name, part, frame in parts:
        tell("writing")
        dense = PDF_PIXELS if wish.file_format == "svg" else wish.pixels
        desk = Desk(people, covering, wish.locale, pictures=pictures_for(part, find, dense))
        pictures.append((part_name, _picture(part_name, part, frame, desk, wish, at)))
    ending = wish.file_format if len(pictures) == 1 else "zip"
    content = pictures[0][1] if len(pictures) == 1 else _packed(pictures, wish.file_format)
    return Document(content, ending, len(pictures), tuple(covering.missing), True)


def _cards(name: str, scene: Scene, wish: Wish, at: datetime) -> Document:
    covering = Covering()
    sheets = card_sheets(name, scene, cast(CardWish, wish.cards), Desk({}, covering))
    content, is_standard = to_pdf(sheets, name, wish.locale, at)
    return Document(content, "pdf", len(sheets), tuple(covering.missing), is_standard)


def _parts(name: str, scene: Scene, wish: Wish) -> list[Part]:
    """Name, items and frame of each page."""
    if wish.is_each_frame:
        frames = [part.frame for part in outline(scene).frames if part.level == 0]
        return [(frame["title"] or name, part_of(scene, [frame["id"]]), frame["id"]) for frame in frames]
    only = scene[wish.ids[0]] if len(wish.ids) == 1 and wish.ids[0] in scene else None
    if only is not None and only["kind"] == "frame":
        return [(only["title"] or name, scene, only["id"])]
    return [(name, {record["id"]: record for record in in_order(scene)}, None)]


def _sheets(parts: list[Part], desk: Desk, name: str, wish: Wish, at: datetime) -> list[Sheet]:
    threads = threads_of([part for _, part, _ in parts]) if wish.has_comments else []
    sheets = []
    for part_name, part, frame in parts:
        drawing = draw(part_name, part, desk, frame)
        sheet = own_sheet(drawing) if wish.paper == OWN else paper_sheet(drawing, wish.paper)
        sheets.append(replace(sheet, pins=pins_of(threads, part, sheet, drawing.bounds)))
    whole = {item_id: record for _, part, _ in parts for item_id, record in part.items()}
    said = comment_sheets(threads, whole, desk.people, desk.covering, wish.locale)
    words = strings(wish.locale)
    # Day before month: the English of a European city.
    language = Locale.parse("en_GB" if wish.locale == "en" else wish.locale)
    date = format_date(at, "long", locale=language)
    around = Furniture(name, date, words.gettext("Page %(page)s of %(pages)s"), desk.covering)
    return [*sheets, *said] if wish.paper == OWN else numbered([*sheets, *said], around)


def _picture(name: str, scene: Scene, frame: str | None, desk: Desk, wish: Wish, at: datetime) -> bytes:
    if wish.file_format == "svg":
        return to_svg(own_sheet(draw(name, scene, desk, frame)), name, wish.locale)
    loose = draw(name, scene, replace(desk, grid=wish.pixels), frame)
    pixels = fitting_pixels(loose.bounds.w, loose.bounds.h, wish.pixels)
    drawing = loose if pixels == wish.pixels else draw(name, scene, replace(desk, grid=pixels), frame)
    return to_png(own_sheet(drawing), name, wish.locale, at, pixels)


def _packed(pictures: list[tuple[str, bytes]], file_format: str) -> bytes:
    """Several pictures as one file, numbered in reading order."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for place, (name, content) in enumerate(pictures, start=1):
            plain = "".join(sign if sign.isalnum() or sign in " -_" else "-" for sign in name)[:60].strip()
            archive.writestr(f"{place:02d} {plain}.{file_format}", content)
    return packed.getvalue()


def as_format(name: str) -> Format | None:
    """`name` if it is a format of documents."""
    return cast(Format, name) if name in FORMATS else None
