"""Comments in a PDF, for who asks for them: a numbered pin on the picture, and pages of what was said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from board.core.relations import named_by
from board.core.scene import Record, Scene
from board.export import look
from board.export.covering import Covering
from board.export.drawing_things import circle
from board.export.marks import Bounds, FaceName, Mark, PathMark, PlacedLine, TextMark
from board.export.measuring import Face, head_face, note_face
from board.export.reading import in_reading_order
from board.export.sentences import name_of
from board.export.sheets import MARGIN_SHARE, PAPERS, POINTS_PER_MM, Sheet
from board.export.strings import strings

# Points, on A4: these pages are for reading, whatever paper the pictures are on.
WIDTH, HEIGHT = (side * POINTS_PER_MM for side in PAPERS["a4"])
MARGIN: Final = WIDTH * MARGIN_SHARE
BAND: Final = 34.0  # below the title and above the page number of the margin
HEADING: Final = 20.0
SIZE: Final = 11.0
NUMBER_ROOM: Final = 30.0
REPLY_INDENT: Final = 18.0
GAP: Final = 12.0
PIN: Final = 24.0  # board units, as on the screen
PIN_LEAST: Final = 14.0


@dataclass(frozen=True)
class Thread:
    """A comment with its replies, and what it is called on the picture."""

    number: int
    comment: Record
    replies: tuple[Record, ...]


def threads_of(scenes: Sequence[Scene]) -> list[Thread]:
    """Every comment once, in the order in which the parts of a document are read."""
    found: dict[str, tuple[Record, list[Record]]] = {}
    for scene in scenes:
        for record in in_reading_order(scene):
            if record["kind"] == "comment":
                found.setdefault(record["id"], (record, []))
            elif record["kind"] == "reply" and (home := named_by(record["thread"])) in found:
                replies = found[home][1] if home else []
                if record not in replies:
                    replies.append(record)
    numbered = enumerate(found.values(), start=1)
    return [Thread(number, comment, tuple(replies)) for number, (comment, replies) in numbered]


def pins_of(threads: Sequence[Thread], scene: Scene, sheet: Sheet, bounds: Bounds) -> list[Mark]:
    """The pins of those comments that lie on this picture, in points."""
    size = max(PIN * sheet.scale, PIN_LEAST)
    marks: list[Mark] = []
    for thread in threads:
        comment = thread.comment
        is_here = comment["id"] in scene and _is_within(comment, bounds)
        if not is_here:
            continue
        x, y = sheet.x + comment["x"] * sheet.scale, sheet.y + comment["y"] * sheet.scale
        # Its lower left corner is on the point, as on the screen.
        middle = x + size / 2, y - size / 2
        disc = circle(*middle, size / 2)
        marks.append(PathMark(disc, _colour_of(comment), look.SURFACE, size / 12))
        text, text_size = str(thread.number), size * 0.5
        left = middle[0] - note_face().layout.width(text) * text_size / 2000
        line = PlacedLine(text, left, middle[1] + text_size * 0.36, False)
        marks.append(TextMark((line,), "mark", text_size, look.SURFACE, is_decoration=True))
    return marks


def _is_within(comment: Record, bounds: Bounds) -> bool:
    x, y = float(comment["x"]), float(comment["y"])
    return bounds.x <= x <= bounds.x + bounds.w and bounds.y <= y <= bounds.y + bounds.h


@dataclass(frozen=True)
class _Paragraph:
    """Some lines in one look, `left` from the margin; `number` stands before it."""

    text: str
    face: Face
    size: float
    colour: str
    left: float
    above: float = 0.0
    level: int = 0
    number: int = 0
    pin: str = look.ACCENT


@dataclass
class _Page:
    """What is on one page so far, and how far down it reaches."""

    marks: list[Mark] = field(default_factory=list)
    down: float = MARGIN + BAND


def comment_sheets(
    threads: Sequence[Thread], scene: Scene, people: Mapping[str, str], covering: Covering, locale: str
) -> list[Sheet]:
    """The pages of all that was said; none without comments."""
    if not threads:
        return []
    pages = [_Page()]
    for paragraph in _paragraphs(threads, scene, people, locale):
        _write(paragraph, pages, covering)
    return [Sheet(WIDTH, HEIGHT, 1.0, 0.0, 0.0, look.SURFACE, page.marks, ()) for page in pages]


def _paragraphs(
    threads: Sequence[Thread], scene: Scene, people: Mapping[str, str], locale: str
) -> Iterator[_Paragraph]:
    _ = strings(locale).gettext
    yield _Paragraph(_("Comments"), head_face(), HEADING, look.INK, 0, level=1)
    for thread in threads:
        comment = thread.comment
        on = named_by(comment.get("on"))
        parts = [people.get(comment["author"], "")]
        parts += [_("on “%(item)s”") % {"item": name_of(on, scene, locale)}] if on in scene else []
        parts += [_("Resolved")] if comment.get("resolved") else []
        head = _said(" · ".join(part for part in parts if part), NUMBER_ROOM, look.INK_MUTED, GAP)
        yield replace(head, number=thread.number, pin=_colour_of(comment))
        yield _said(comment["text"], NUMBER_ROOM, look.INK)
        for reply in thread.replies:
            left = NUMBER_ROOM + REPLY_INDENT
            yield _said(people.get(reply["author"], ""), left, look.INK_MUTED, GAP / 2)
            yield _said(reply["text"], left, look.INK)


def _said(text: str, left: float, colour: str, above: float = 0.0) -> _Paragraph:
    return _Paragraph(text, note_face(), SIZE, colour, left, above)


def _colour_of(comment: Record) -> str:
    """Quiet when it is resolved, as on the screen."""
    return look.INK_MUTED if comment.get("resolved") else look.ACCENT


def _write(paragraph: _Paragraph, pages: list[_Page], covering: Covering) -> None:
    """Add a paragraph; what does not fit goes on on new pages."""
    face, size = paragraph.face, paragraph.size
    room, height = WIDTH - 2 * MARGIN - paragraph.left, size * 1.3
    waiting = list(face.layout.wrap(paragraph.text, int(room * 1000 / size)))
    end = HEIGHT - MARGIN - BAND
    # A head stays with the first line of what it is the head of.
    needed = paragraph.above + height * (2 if paragraph.number or paragraph.level else 1)
    if pages[-1].down + needed > end:
        pages.append(_Page())
    elif len(pages[-1].marks) > 0:
        pages[-1].down += paragraph.above
    if paragraph.number:
        pages[-1].marks += _number(paragraph, pages[-1].down + height / 2)
    while waiting:
        page = pages[-1]
        count = max(1, int((end - page.down) / height))
        taken, waiting = waiting[:count], waiting[count:]
        lines = []
        for row, line in enumerate(taken):
            left = MARGIN + paragraph.left
            x = left + room - line.width * size / 1000 if line.is_right_to_left else left
            baseline = page.down + row * height + face.baseline * size
            text = covering.drawable(line.text, face)
            lines.append(PlacedLine(text, x, baseline, line.is_right_to_left))
        name: FaceName = "head" if face is head_face() else "note"
        page.marks.append(TextMark(tuple(lines), name, size, paragraph.colour, paragraph.level))
        page.down += len(taken) * height
        if waiting:
            pages.append(_Page())


def _number(paragraph: _Paragraph, middle: float) -> list[Mark]:
    """The pin of a comment beside what it says, to be read."""
    size, text = 16.0, str(paragraph.number)
    x = MARGIN + size / 2
    left = x - note_face().layout.width(text) * size * 0.55 / 2000
    line = PlacedLine(text, left, middle + size * 0.2, False)
    return [
        PathMark(circle(x, middle, size / 2), paragraph.pin),
        TextMark((line,), "mark", size * 0.55, look.SURFACE),
    ]
