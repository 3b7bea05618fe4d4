"""The words of files that people take home, in the language of who takes them."""

import io
from datetime import UTC, datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

TRANSLATIONS: Final = Path(__file__).resolve().parent.parent / "translations"


@cache
def strings(locale: str) -> NullTranslations:
    """The catalogue of a language, for `gettext` and `ngettext`; English when there is none."""
    path = TRANSLATIONS / locale / "LC_MESSAGES" / "messages.po"
    if not locale.isalnum() or not path.exists():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=locale))
    compiled.seek(0)
    return Translations(compiled)


def note_type_name(note_type: str, locale: str) -> str:
    """What a note type is called: "Fact" for D."""
    _ = strings(locale).gettext
    names = {
        "D": _("Fact"),
        "P": _("Problem"),
        "B": _("Need"),
        "S": _("Solution"),
        "O": _("Offer"),
        "A": _("Stakeholder"),
        "I": _("Idea"),
        "X": _("Decision"),
    }
    return names[note_type]


def role_name(role: str | None, locale: str) -> str:
    """What a role is called: "Facilitator"; "" for participants and who is no member."""
    _ = strings(locale).gettext
    names = {
        "facilitator": _("Facilitator"),
        "co-facilitator": _("Co-facilitator"),
        "observer": _("Observer"),
        "staff": _("Staff"),
        "viewer": _("Watching only"),
    }
    return names.get(role or "", "")


def local_time(at_ms: int, zone: tzinfo | None) -> datetime:
    """A moment by the clock on the wall: that of `zone`, or of this server for None."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone)
