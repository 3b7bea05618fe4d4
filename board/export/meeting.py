"""How the minute of a meeting begins: which one it is, when, where, and who was there."""

from collections.abc import Iterable, Mapping
from datetime import date

from babel import Locale
from babel.dates import format_date

from board.core.attendance import SECTORS, Attendee, Gathering, tally
from board.core.hands import MODES
from board.core.meetings import Meeting
from board.export.attendance import mode_name, sector_name, way_name
from board.export.markdown_text import one_line
from board.export.strings import strings


def meeting_blocks(gathering: Gathering, locale: str) -> list[str]:
    """Number, theme, day, place and way of a meeting, then who was there.

    People stand by organisation and role, never by name: some are citizens.
    """
    _ = strings(locale).gettext
    meeting = gathering.meeting
    number = {"number": meeting.number, "total": meeting.total}
    title = f"**{_('Meeting %(number)s of %(total)s') % number}: {one_line(meeting.theme)}**"
    facts = [
        f"**{label}:** {one_line(text)}"
        for label, text in (
            (_("Date"), _when(meeting, locale)),
            (_("Place"), meeting.place),
            (_("How people meet"), way_name(meeting.way, locale)),
        )
        if text
    ]
    blocks = [title, *([" · ".join(facts)] if facts else [])]
    return blocks + (_present(gathering.people, locale) if gathering.people else [])


def _when(meeting: Meeting, locale: str) -> str:
    hours = "–".join(hour for hour in (meeting.starts, meeting.ends) if hour)
    language = Locale.parse("en_GB" if locale == "en" else locale)
    day = format_date(date.fromisoformat(meeting.day), "long", locale=language) if meeting.day else ""
    return ", ".join(part for part in (day, hours) if part)


def _present(people: Iterable[Attendee], locale: str) -> list[str]:
    words = strings(locale)
    _ = words.gettext
    counted = tally(people)
    rows = sorted(_row(one, locale) for one in people if one.is_present and (one.organisation or one.role))
    heads = [_("Organisation"), _("Role"), _("Sector"), _("How they take part")]
    table = [f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * len(heads), *rows)]
    numbers = _("There: %(n)s. May vote: %(voters)s. Not there: %(absent)s.") % {
        "n": counted.present,
        "voters": counted.voters,
        "absent": counted.absent,
    }
    sums = [
        _counts(_("Sector"), {sector_name(key, locale): counted.by_sector[key] for key in SECTORS}),
        _counts(_("How they take part"), {mode_name(key, locale): counted.by_mode[key] for key in MODES}),
    ]
    blocks = [f"## {_('Who was there')}", *(["\n".join(table)] if rows else []), numbers]
    return blocks + [block for block in sums if block]


def _row(one: Attendee, locale: str) -> list[str]:
    cells = (one.organisation, one.role, sector_name(one.sector, locale), mode_name(one.mode, locale))
    return [one_line(cell) if cell else "–" for cell in cells]


def _counts(label: str, numbers: Mapping[str, int]) -> str:
    """ "Sector: public 7, civic 4"; "" when there is nothing to count."""
    said = ", ".join(f"{name} {number}" for name, number in numbers.items() if number)
    return f"{label}: {said}" if said else ""
