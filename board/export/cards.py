"""Paper cards to write on by hand: the question of a step, lines, and the way to the board.

A card is an A6, and a page one card, or four to cut out of an A4. Lengths are points.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, cast

from board.core.scene import Record, Scene
from board.export import look
from board.export.desk import Desk
from board.export.marks import BoxMark, FaceName, Mark, PathMark, Step, TextMark
from board.export.measuring import Face, head_face, note_face
from board.export.sheets import PAPERS, POINTS_PER_MM, Sheet
from board.export.strings import strings

CardPaper = Literal["a4", "a6"]
CARD_PAPERS: Final = ("a4", "a6")
CARD_LANGUAGES: Final = ("it", "en")

A4_WIDTH, A4_HEIGHT = (side * POINTS_PER_MM for side in PAPERS["a4"])
WIDTH, HEIGHT = A4_WIDTH / 2, A4_HEIGHT / 2
MARGIN: Final = 8 * POINTS_PER_MM
ROOM: Final = WIDTH - 2 * MARGIN
NAME_SIZE: Final = 9.0
SMALL: Final = 8.0
CODE_SIZE: Final = 20.0
QUESTION_SIZE: Final = 16.0
SECOND_SIZE: Final = 12.0  # of the question in the second language
QUESTION_ROOM: Final = 84.0
LINE_STEP: Final = 8 * POINTS_PER_MM  # as on ruled paper
QR: Final = 24 * POINTS_PER_MM
FOOT: Final = 78.0  # for the name and the way to the board
GREY: Final = "#8a97a3"  # lighter lines are not printed by every machine


@dataclass(frozen=True)
class CardWish:
    """What cards ask and say: the question of `step` ("" for none) in these languages, the way to the
    board by `code`, `address` and `link` ("" for none)."""

    paper: CardPaper
    languages: tuple[str, ...]
    step: str = ""
    code: str = ""
    address: str = ""
    link: str = ""


def card_sheets(name: str, scene: Scene, wish: CardWish, desk: Desk) -> list[Sheet]:
    """One page: a card, or four of them and where to cut. Four alike are read aloud once."""
    card = _card(name, questions_of(scene.get(wish.step), wish.languages), wish, desk)
    if wish.paper == "a6":
        return [_sheet(WIDTH, HEIGHT, card)]
    silent = [replace(one, is_decoration=True) if isinstance(one, TextMark) else one for one in card]
    places = ((0.0, 0.0), (WIDTH, 0.0), (0.0, HEIGHT), (WIDTH, HEIGHT))
    copies = [_moved(one, place) for place in places for one in (card if place == places[0] else silent)]
    return [_sheet(A4_WIDTH, A4_HEIGHT, [*copies, *_cuts()])]


def questions_of(step: Record | None, languages: Sequence[str]) -> list[tuple[str, str]]:
    """What a step asks, in each of these languages in which it asks anything; else its title."""
    if step is None or step["kind"] != "step":
        return []
    said = [(language, step.get(f"say_{language}", "").strip()) for language in languages]
    return [one for one in said if one[1]] or [("", step["title"].strip())]


def _sheet(width: float, height: float, marks: Sequence[Mark]) -> Sheet:
    return Sheet(width, height, 1.0, 0.0, 0.0, look.SURFACE, marks, ())


def _card(name: str, questions: Sequence[tuple[str, str]], wish: CardWish, desk: Desk) -> list[Mark]:
    marks: list[Mark] = [_line(note_face(), name, NAME_SIZE, MARGIN, look.INK_MUTED, desk)]
    top = MARGIN + NAME_SIZE * 2
    for place, (language, question) in enumerate(questions):
        words, bottom = _question(question, top, place == 0, desk)
        marks.append(replace(words, language=language))
        top = bottom + 6
    foot = HEIGHT - MARGIN - FOOT
    marks += _ruled(top + LINE_STEP, foot - 12)
    return [*marks, *_foot(foot, wish, desk)]


def _question(text: str, top: float, is_first: bool, desk: Desk) -> tuple[TextMark, float]:
    """The question as large as it fits, and where it ends."""
    face, most = (head_face(), QUESTION_SIZE) if is_first else (note_face(), SECOND_SIZE)
    found = face.layout.fit(text, ROOM, QUESTION_ROOM, most)
    size, height = found.size, found.line_height
    first = top + face.baseline * size
    lines = tuple(
        desk.line(line, MARGIN, ROOM, first + row * height, size, face)
        for row, line in enumerate(found.lines)
        if line.text
    )
    name: FaceName = "head" if is_first else "note"
    return TextMark(lines, name, size, look.INK, 1 if is_first else 0), top + len(found.lines) * height


def _ruled(top: float, bottom: float) -> list[Mark]:
    count = max(0, int((bottom - top) / LINE_STEP) + 1)
    return [BoxMark(MARGIN, top + row * LINE_STEP, ROOM, 0.6, 0, GREY) for row in range(count)]


def _foot(top: float, wish: CardWish, desk: Desk) -> list[Mark]:
    """Where a name may be written, and beside it the way to the board."""
    room = ROOM - QR - 12 if wish.link else ROOM
    face = note_face()
    marks: list[Mark] = [
        _line(face, _name_words(wish), SMALL, top + 2, look.INK_MUTED, desk, room),
        BoxMark(MARGIN, top + 30, room, 0.6, 0, GREY),
    ]
    if not wish.link:
        return marks
    code = f"{wish.code[:3]} {wish.code[3:]}"
    marks += [
        _line(head_face(), code, CODE_SIZE, top + 36, look.INK, desk, room),
        _line(face, wish.address, SMALL, top + 36 + CODE_SIZE * 1.35, look.INK_MUTED, desk, room),
    ]
    return [*marks, _qr(wish.link, WIDTH - MARGIN - QR, top + FOOT - QR)]


def _name_words(wish: CardWish) -> str:
    """In each language of the card, once."""
    said = (strings(language).gettext("Name, if you like") for language in wish.languages)
    return " / ".join(dict.fromkeys(said))


def _line(
    face: Face, text: str, size: float, top: float, colour: str, desk: Desk, room: float = ROOM
) -> TextMark:
    line = face.layout.shorten(text, int(room * 1000 / size))
    placed = desk.line(line, MARGIN, room, top + face.baseline * size, size, face)
    return TextMark((placed,), "head" if face is head_face() else "note", size, colour)


def _qr(link: str, left: float, top: float) -> PathMark:
    """Dark modules in runs; the white of the paper is the quiet zone."""
    import segno  # with all of urllib, for which no other document is to wait

    rows = [list(row) for row in segno.make(link, error="m", micro=False).matrix]
    side = QR / len(rows)
    steps: list[Step] = []
    for down, row in enumerate(rows):
        at = 0
        while at < len(row):
            end = at
            while end < len(row) and row[end]:
                end += 1
            if end > at:
                x, right = left + at * side, left + end * side
                # A little over the next row: no screen shows a seam between them.
                y, bottom = top + down * side, top + (down + 1.04) * side
                steps += [("M", x, y), ("L", right, y), ("L", right, bottom), ("L", x, bottom), ("Z",)]
            at = max(end, at + 1)
    return PathMark(tuple(steps), fill="#000000")


def _cuts() -> list[Mark]:
    across: tuple[Step, ...] = (("M", 0.0, HEIGHT), ("L", A4_WIDTH, HEIGHT))
    down: tuple[Step, ...] = (("M", WIDTH, 0.0), ("L", WIDTH, A4_HEIGHT))
    return [PathMark(steps, edge=GREY, width=0.5, dash=(4, 4)) for steps in (across, down)]


def _moved(mark: Mark, by: tuple[float, float]) -> Mark:
    dx, dy = by
    if isinstance(mark, BoxMark):
        return replace(mark, x=mark.x + dx, y=mark.y + dy)
    if isinstance(mark, TextMark):
        lines = tuple(replace(line, x=line.x + dx, baseline=line.baseline + dy) for line in mark.lines)
        return replace(mark, lines=lines)
    if isinstance(mark, PathMark):
        moved = [
            (kind, *(number + (dy if at % 2 else dx) for at, number in enumerate(numbers)))
            for kind, *numbers in mark.steps
        ]
        return replace(mark, steps=tuple(cast(Sequence[Step], moved)))
    raise TypeError(type(mark))
