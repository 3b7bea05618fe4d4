"""What came of votes, for the minute: totals only, ties as ties, and people beside them (VOTE2)."""

from collections.abc import Mapping
from typing import Any

from board.core.kinds import value_of
from board.core.scene import Record, Scene, in_order
from board.core.voting import STEPS, score
from board.export.markdown_text import one_line
from board.export.strings import strings


def votes(scene: Scene, locale: str) -> list[str]:
    """The blocks of all votes that have been revealed, under one heading; none without any."""
    found = in_order({key: record for key, record in scene.items() if record["kind"] == "vote"})
    revealed = [vote for vote in found if value_of(vote, "state") == "revealed"]
    if not revealed:
        return []
    heading = strings(locale).gettext("Votes")
    return [f"## {heading}", *(block for vote in revealed for block in _vote(vote, scene, locale))]


def _vote(vote: Record, scene: Scene, locale: str) -> list[str]:
    words, result = strings(locale), vote["result"]
    title = one_line(vote["title"]) or words.gettext("Vote without a question")
    voters = result["voters"]
    who = [words.ngettext("%(n)s person voted", "%(n)s people voted", voters) % {"n": voters}]
    if result["named"]:
        named = words.ngettext("%(n)s was entered by name", "%(n)s were entered by name", result["named"])
        who.append(named % {"n": result["named"]})
    if result["room"]:
        room = words.ngettext(
            "%(n)s was counted in the room", "%(n)s were counted in the room", result["room"]
        )
        who.append(room % {"n": result["room"]})
    blocks = [f"### {title}", " · ".join(who)]
    if result["items"] is None:
        few = words.gettext(
            "Fewer than %(n)s voted themselves: no totals are shown, so that nobody can tell who said what."
        )
        return [*blocks, few % {"n": 3}]
    heads = [words.gettext("Rank"), words.gettext("What"), words.gettext("Result"), words.gettext("People")]
    rows = [f"| {' | '.join(heads)} |", "| ---: | --- | --- | ---: |"]
    rows += [_row(vote["way"], item, scene, locale) for item in result["items"]]
    return [*blocks, "\n".join(rows)]


def _row(way: str, item: Mapping[str, Any], scene: Scene, locale: str) -> str:
    words = strings(locale)
    rank = f"{item['rank']} ({words.gettext('tied')})" if item["tied"] else str(item["rank"])
    record = scene.get(item["id"], {})
    name = one_line(str(record.get("text", record.get("title", "")))) or words.gettext("Deleted since")
    return f"| {rank} | {name} | {_result(way, item, locale)} | {item['people']} |"


def _result(way: str, item: Mapping[str, Any], locale: str) -> str:
    words, counts = strings(locale), item["counts"]
    if item["total"] is None:
        return words.gettext("No marks")
    if way == "points":
        said = words.gettext("%(total)s (%(plus)s for, %(minus)s against)")
        return said % {"total": item["total"], "plus": counts[0], "minus": counts[1]}
    if way == "yesno":
        answers = (words.gettext("Yes"), words.gettext("No"), words.gettext("Abstain"))
        return " · ".join(f"{answer} {count}" for answer, count in zip(answers, counts, strict=True))
    if way == "scale":
        return words.gettext("%(n)s on average") % {"n": _mean(counts)}
    if way == "matrix":
        impact = f"{words.gettext('Impact')} {_mean(counts[:STEPS])}"
        return f"{impact} · {words.gettext('Feasibility')} {_mean(counts[STEPS:])}"
    return str(item["total"])


def _mean(counts: list[int]) -> str:
    found = score("scale", counts)
    return "–" if found is None else f"{float(found):.2f}".rstrip("0").rstrip(".")
