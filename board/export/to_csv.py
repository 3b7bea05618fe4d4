"""The notes of a board as a table that Italian and English spreadsheets open with a double click."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

from board.core.origins import Origins
from board.core.scene import Record, Scene
from board.export.outline import outline, written_notes
from board.export.strings import local_time, note_type_name

COLUMNS: Final = ("id", "type", "type_name", "text", "frame", "author", "created", "entered_by", "decisions")

# A cell that starts with one of these may be run as a formula; the last four are full-width twins.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(scene: Scene, people: Mapping[str, str], locale: str, *, zone: tzinfo | None = None) -> bytes:
    """One row for each written note, in reading order; UTF-8 with BOM, `;`, CRLF, every cell quoted.

    `people` gives names by person id; `entered_by` is who typed a note for its author. `created` is
    "2026-10-14 17:10:00" in `zone`, by default the time zone of the server; `decisions` the numbers of
    those that the note led to (PROV2). A cell that would be run as a formula starts with an apostrophe.
    """
    shape = outline(scene)
    told = _Told(people, Origins(scene).led_to_by_note(), locale, zone)
    parts = [(part.items, part.frame["title"]) for part in shape.frames] + [(shape.loose, "")]
    return table(COLUMNS, (row for items, title in parts for row in _rows(items, title, told)))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as every file of this kind is written; no cell of it is run as a formula."""
    written = io.StringIO()
    # Every cell is quoted, so that a spreadsheet that splits at commas cannot find a formula inside.
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode("utf-8")


def neutral(cell: str) -> str:
    """`cell`, with an apostrophe before it when a spreadsheet might run it."""
    is_risky = cell.startswith(_FORMULA_STARTS) or cell.lstrip().startswith(_FORMULA_STARTS)
    return f"'{cell}" if is_risky else cell


@dataclass(frozen=True)
class _Told:
    """What is told of every note. `led_to`: the decisions of a note."""

    people: Mapping[str, str]
    led_to: Callable[[Record], Sequence[Record]]
    locale: str
    zone: tzinfo | None


def _rows(items: Sequence[Record], frame_title: str, told: _Told) -> list[list[str]]:
    return [
        [
            note["id"],
            note["type"],
            note_type_name(note["type"], told.locale),
            note["text"],
            frame_title,
            told.people.get(note["author"], ""),
            local_time(note["created_at_ms"], told.zone).strftime("%Y-%m-%d %H:%M:%S"),
            told.people.get(note.get("entered_by", ""), ""),
            ", ".join(str(decision["number"]) for decision in told.led_to(note)),
        ]
        for note in written_notes(items)
    ]
