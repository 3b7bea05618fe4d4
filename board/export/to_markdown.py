"""The minute of a board: what was written, area by area, to read, send on and file."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import tzinfo
from textwrap import indent
from typing import Final

from babel import Locale
from babel.dates import format_date, format_time

from board.core.attendance import Gathering
from board.core.kinds import NOTE_TYPES
from board.core.scene import Record, Scene
from board.export.decisions import decided
from board.export.markdown_text import escape, one_line
from board.export.meeting import meeting_blocks
from board.export.outline import is_written, outline, written_notes
from board.export.sentences import beside
from board.export.strings import local_time, note_type_name, role_name, strings
from board.export.votes import votes

# A text this short stands as a heading over the notes that follow it.
HEADING_LIMIT: Final = 80
NOBODY: Final[Mapping[str, str | None]] = {}


def to_markdown(
    name: str,
    scene: Scene,
    people: Mapping[str, str],
    locale: str,
    at_ms: int,
    *,
    zone: tzinfo | None = None,
    roles: Mapping[str, str | None] = NOBODY,
    gathering: Gathering | None = None,
) -> str:
    """The minute as it stands at `at_ms`, in the language of `locale`.

    Title, date, counts by type; for each frame its prompt and notes, under the texts that head
    them; then what came of votes, what was decided, and the names in `people`, with what they are by
    `roles`. Notes stand without their authors. The minute of a meeting begins with what it is, and tells
    who was there by organisation and role; then nobody stands in it only for having been on the board.
    What people wrote is escaped: it never becomes a heading, a link or HTML.
    """
    shape = outline(scene)
    every_item = [item for part in shape.frames for item in part.items] + list(shape.loose)
    notes = written_notes(every_item)
    blocks = [f"# {one_line(name)}"]
    blocks += [] if gathering is None else meeting_blocks(gathering, locale)
    blocks += [_when(at_ms, locale, zone)]
    blocks += _summary(notes, len(shape.frames), people, locale)
    for part in shape.frames:
        title = one_line(part.frame["title"]) or strings(locale).gettext("Area without a title")
        blocks += [f"## {title}", *_quote(part.frame["prompt"]), *_items(part.items, locale)]
        blocks += beside(part.items, scene, people, locale)
    rest = beside(shape.loose, scene, people, locale)
    if rest or any(is_listed(item) for item in shape.loose):
        blocks += [f"## {strings(locale).gettext('Outside the areas')}"]
        blocks += [*(_items(shape.loose, locale) if any(map(is_listed, shape.loose)) else []), *rest]
    blocks += [*votes(scene, locale), *decided(scene, locale)]
    if gathering is None or not gathering.people:
        blocks += _people(people, roles, locale)
    return "\n\n".join(blocks) + "\n"


def is_listed(item: Record) -> bool:
    """Whether it is a note, or a text that heads notes, with something on it."""
    return item["kind"] in ("note", "text") and is_written(item)


def _when(at_ms: int, locale: str, zone: tzinfo | None) -> str:
    # Day before month, 24 hours: the English of a European city.
    at, language = local_time(at_ms, zone), Locale.parse("en_GB" if locale == "en" else locale)
    date, time = format_date(at, "long", locale=language), format_time(at, "short", locale=language)
    return strings(locale).gettext("Minutes of the board, %(date)s, %(time)s") % {"date": date, "time": time}


def _summary(notes: Sequence[Record], frames: int, people: Mapping[str, str], locale: str) -> list[str]:
    words = strings(locale)
    counts = [
        _count_notes(len(notes), locale),
        words.ngettext("%(n)s area", "%(n)s areas", frames) % {"n": frames},
        words.ngettext("%(n)s person", "%(n)s people", len(people)) % {"n": len(people)},
    ]
    blocks = [" · ".join(counts)]
    by_type = Counter(note["type"] for note in notes)
    if by_type:
        rows = [f"| {words.gettext('Type')} | {words.gettext('Notes')} |", "| --- | ---: |"]
        present = [letter for letter in NOTE_TYPES if by_type[letter]]
        rows += [f"| {note_type_name(letter, locale)} | {by_type[letter]} |" for letter in present]
        blocks.append("\n".join(rows))
    return blocks


def _items(items: Sequence[Record], locale: str) -> list[str]:
    """The blocks of a frame: headings, paragraphs and lists of notes."""
    shown = [item for item in items if is_listed(item)]
    if not shown:
        return [strings(locale).gettext("No notes here.")]
    blocks: list[str] = []
    for heading, notes in _groups(shown):
        if heading is not None:
            blocks.append(_heading(heading, len(notes), locale))
        if notes:
            tops = {note["id"] for note in notes if "under" not in note}
            # What lies under a note is a point under its point (STACK2).
            blocks.append(
                "\n".join(
                    indent(_note(note, locale), "  " if note.get("under") in tops else "") for note in notes
                )
            )
    return blocks


def _groups(items: Iterable[Record]) -> Iterator[tuple[Record | None, list[Record]]]:
    """Each text with the notes that follow it; None stands for the notes before the first text."""
    heading: Record | None = None
    notes: list[Record] = []
    for item in items:
        if item["kind"] == "note":
            notes.append(item)
            continue
        if heading is not None or notes:
            yield heading, notes
        heading, notes = item, []
    yield heading, notes


def _heading(text: Record, notes: int, locale: str) -> str:
    lines = _lines(text["text"])
    if len(lines) > 1 or len(lines[0]) > HEADING_LIMIT:
        return "  \n".join(escape(line) for line in lines)
    count = f" ({_count_notes(notes, locale)})" if notes else ""
    return f"### {escape(lines[0])}{count}"


def _note(note: Record, locale: str) -> str:
    # Two spaces end a line without ending the paragraph; the indent keeps it in its list item.
    text = "  \n  ".join(escape(line) for line in _lines(note["text"]))
    mark = f" _({strings(locale).gettext('written on behalf of somebody')})_" if "entered_by" in note else ""
    return f"- **{note_type_name(note['type'], locale)}:** {text}{mark}"


def _quote(prompt: str) -> list[str]:
    lines = _lines(prompt)
    return ["  \n".join(f"> {escape(line)}" for line in lines)] if lines else []


def _people(people: Mapping[str, str], roles: Mapping[str, str | None], locale: str) -> list[str]:
    if not people:
        return []
    by_name = sorted(people.items(), key=lambda known: (known[1].casefold(), known[1]))
    lines = [f"- {one_line(name)}{_role(roles.get(person_id), locale)}" for person_id, name in by_name]
    return [f"## {strings(locale).gettext('People')}", "\n".join(lines)]


def _role(role: str | None, locale: str) -> str:
    """What somebody is, behind their name; most are participants, which needs no word."""
    name = role_name(role, locale)
    return f" ({name})" if name else ""


def _count_notes(n: int, locale: str) -> str:
    return strings(locale).ngettext("%(n)s note", "%(n)s notes", n) % {"n": n}


def _lines(text: str) -> list[str]:
    """The lines that have something on them; an empty line would end a list."""
    return [line for line in map(str.strip, text.split("\n")) if line]
