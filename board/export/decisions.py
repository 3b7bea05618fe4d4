"""What was decided and who does what by when: two chapters of the minute, and two tables."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from babel import Locale
from babel.dates import format_date

from board.core.decisions import commitments_of, decisions_of
from board.core.kinds import value_of
from board.core.origins import Origins
from board.core.scene import Record, Scene
from board.export.markdown_text import escape, one_line
from board.export.strings import strings
from board.export.to_csv import table

NOW_SHOWN: Final = 12  # notes that are named where a source goes on in more than one
_GONE: Final[Mapping[str, object]] = {}
DECISION_COLUMNS: Final = ("number", "text", "how", "objections", "sources")
COMMITMENT_COLUMNS: Final = ("text", "who", "due", "status", "decision", "carried_from")


def decided(scene: Scene, locale: str) -> list[str]:
    """The chapters "Decisions" and "Commitments" of the minute; none where nothing was decided."""
    return [*_decisions(scene, locale), *_commitments(scene, locale)]


def decisions_csv(scene: Scene, locale: str) -> bytes:
    """One row for each decision, by number. Each source is a line of its cell."""
    origins = Origins(scene)
    rows = [
        [
            str(decision["number"]),
            decision["text"],
            value_of(decision, "how"),
            value_of(decision, "objections"),
            "\n".join(_source(scene, origins, key, locale) for key in value_of(decision, "sources")),
        ]
        for decision in decisions_of(scene)
    ]
    return table(DECISION_COLUMNS, rows)


def commitments_csv(scene: Scene, locale: str) -> bytes:
    """One row for each commitment, in order."""
    rows = [
        [
            commitment["text"],
            value_of(commitment, "who"),
            value_of(commitment, "due"),
            _status(commitment, locale),
            _number(commitment, scene),
            (value_of(commitment, "carried") or {}).get("title", ""),
        ]
        for commitment in commitments_of(scene)
    ]
    return table(COMMITMENT_COLUMNS, rows)


def _decisions(scene: Scene, locale: str) -> list[str]:
    found = decisions_of(scene)
    if not found:
        return []
    heading, origins = strings(locale).gettext("Decisions"), Origins(scene)
    lines = [line for one in found for line in _decision(one, scene, origins, locale)]
    return [f"## {heading}", "\n".join(lines)]


def _decision(decision: Record, scene: Scene, origins: Origins, locale: str) -> list[str]:
    words = strings(locale)
    how = one_line(value_of(decision, "how"))
    told = f" _({words.gettext('how: %(how)s') % {'how': how}})_" if how else ""
    lines = [f"- **{decision['number']}.** {_text(decision['text'], '  ')}{told}"]
    objections = value_of(decision, "objections").strip()
    if objections:
        lines.append(f"  - {words.gettext('Objections:')} {_text(objections, '    ')}")
    sources = value_of(decision, "sources")
    if sources:
        named = " · ".join(one_line(_source(scene, origins, key, locale)) for key in sources)
        lines.append(f"  - {words.gettext('It comes from:')} {named}")
    return lines


def _commitments(scene: Scene, locale: str) -> list[str]:
    found = commitments_of(scene)
    if not found:
        return []
    words = strings(locale)
    heads = [words.gettext("Who"), words.gettext("What"), words.gettext("By when"), words.gettext("Status")]
    rows = [f"| {' | '.join(heads)} |", "| --- | --- | --- | --- |"]
    rows += [_commitment(one, scene, locale) for one in found]
    return [f"## {words.gettext('Commitments')}", "\n".join(rows)]


def _commitment(commitment: Record, scene: Scene, locale: str) -> str:
    words = strings(locale)
    what = [one_line(commitment["text"])]
    number, carried = _number(commitment, scene), value_of(commitment, "carried")
    if number:
        what.append(words.gettext("decision %(n)s") % {"n": number})
    if carried is not None:
        what.append(words.gettext("from “%(board)s”") % {"board": one_line(carried["title"])})
    cells = [
        one_line(value_of(commitment, "who")) or "—",
        " · ".join(what),
        _day(value_of(commitment, "due"), locale) or "—",
        _status(commitment, locale),
    ]
    return f"| {' | '.join(cells)} |"


def _text(text: str, indent: str) -> str:
    """Lines of one point of a list."""
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    return f"  \n{indent}".join(escape(line) for line in lines)


def _source(scene: Scene, origins: Origins, key: str, locale: str) -> str:
    """What a decision comes from, in its words; what is gone is said to be gone. With it the notes in which
    it goes on (PROV2)."""
    words, record = strings(locale), scene.get(key, _GONE)
    what = _words(record, locale) if record else words.gettext("not on the board any more")
    now = origins.now_in(key)
    if not now:
        return what
    notes = [f"“{' '.join(_words(one, locale).split())}”" for one in now[:NOW_SHOWN]]
    more = len(now) - len(notes)
    if more:
        notes.append(words.ngettext("and %(n)s more note", "and %(n)s more notes", more) % {"n": more})
    return words.gettext("%(what)s (now in: %(notes)s)") % {"what": what, "notes": ", ".join(notes)}


def _words(record: Mapping[str, object], locale: str) -> str:
    found = str(record.get("text") or record.get("title") or "").strip()
    return found or strings(locale).gettext("without words")


def _number(commitment: Record, scene: Scene) -> str:
    decision = scene.get(value_of(commitment, "decision") or "", {})
    return str(decision["number"]) if decision.get("kind") == "decision" else ""


def _day(due: str, locale: str) -> str:
    language = Locale.parse("en_GB" if locale == "en" else locale)
    return format_date(date.fromisoformat(due), "long", locale=language) if due else ""


def _status(commitment: Record, locale: str) -> str:
    words = strings(locale)
    names = {
        "open": words.gettext("To do"),
        "done": words.gettext("Done"),
        "dropped": words.gettext("Not pursued"),
    }
    return names[value_of(commitment, "status")]
