"""Who was at a meeting, as a table that Italian and English spreadsheets open with a double click."""

import csv
import io
from collections.abc import Iterable

from board.core.attendance import Attendee
from board.export.strings import strings
from board.export.to_csv import neutral


def attendance_csv(people: Iterable[Attendee], locale: str) -> bytes:
    """One row for each person, with an empty cell to sign in; UTF-8 with BOM, `;`, CRLF, every cell quoted.

    Heads and words are in the language of `locale`. A cell that would be run as a formula starts with an
    apostrophe.
    """
    _ = strings(locale).gettext
    heads = [
        _("Name"),
        _("Organisation"),
        _("Role"),
        _("Sector"),
        _("How they take part"),
        _("May vote"),
        _("There"),
        _("Signature"),
    ]
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(heads)
    for one in people:
        marks = [_("yes") if is_set else _("no") for is_set in (one.may_vote, one.is_present)]
        words = [sector_name(one.sector, locale), mode_name(one.mode, locale)]
        row = [one.name, one.organisation, one.role, *words, *marks, ""]
        writer.writerow([neutral(cell) for cell in row])
    return b"\xef\xbb\xbf" + table.getvalue().encode("utf-8")


def sector_name(sector: str, locale: str) -> str:
    """What a sector is called; "" for none."""
    _ = strings(locale).gettext
    names = {
        "public": _("public"),
        "private": _("private"),
        "civic": _("civic"),
        "knowledge": _("knowledge"),
    }
    return names.get(sector, "")


def mode_name(mode: str, locale: str) -> str:
    """How somebody takes part; "" when nobody has said."""
    _ = strings(locale).gettext
    names = {
        "room": _("in the room"),
        "remote": _("remote"),
        "phone": _("by phone"),
        "assisted": _("in the room, assisted"),
    }
    return names.get(mode, "")


def way_name(way: str, locale: str) -> str:
    """How people meet; "" when nobody has said."""
    _ = strings(locale).gettext
    names = {
        "room": _("In one room"),
        "remote": _("Remote"),
        "hybrid": _("Hybrid, in a room and remote"),
    }
    return names.get(way, "")
