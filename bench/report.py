"""The figures of a run as tables, against the targets, and where they are kept."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from bench.tools import BENCH

RESULTS = BENCH / "results" / "server.json"
README = BENCH / "README.md"
BEGIN, END = "<!-- server: begin -->", "<!-- server: end -->"
OURS = "tavolo"
COMMAND = "make bench"
NOTHING = "-"

Figures = dict[str, Any]


def table(figures: Figures) -> str:
    """Everything measured, in Markdown."""
    blocks = [
        _crowds("One board", figures.get("one_board")),
        _crowds("Boards of 25", figures.get("boards_of_25")),
        _joins(figures.get("join_5000")),
        _targets(figures),
    ]
    return "\n\n".join(block for block in blocks if block)


def rows_of(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """A table; a column where nobody has a figure is left out."""
    lines = [list(head), *([str(cell) for cell in row] for row in rows)]
    columns = [column for column in zip(*lines, strict=True) if set(column[1:]) != {NOTHING}]
    lines = [list(line) for line in zip(*columns, strict=True)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _crowds(title: str, found: Figures | None) -> str:
    if not found:
        return ""
    head = (title, "people on one core", "p95 then", "superseded", "CPU at 100", "p95 at 100")
    rows = [
        (
            name,
            f"{row['participants']:,}",
            _ms(row.get("p95_ms")),
            _share(row.get("superseded")),
            _share(row.get("cpu_at_100")),
            _ms(row.get("p95_at_100_ms")),
        )
        for name, row in found.items()
    ]
    return rows_of(head, rows)


def _joins(found: Figures | None) -> str:
    if not found:
        return ""
    head = ("One more person on 5,000 notes", "server CPU", "memory")
    return rows_of(
        head, [(name, _ms(row["server_cpu_ms"]), f"{row['memory_kb']:.0f} KB") for name, row in found.items()]
    )


def _ms(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.1f} ms"


def _share(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.1%}"


# --- targets --------------------------------------------------------------------------------------


def best_peer(found: Figures, key: str, *, most: bool) -> float:
    """The best figure among the peers; 0 without any."""
    values = [row[key] for name, row in found.items() if name != OURS and row.get(key) is not None]
    if not values:
        return 0.0
    return float(max(values) if most else min(values))


def _targets(figures: Figures) -> str:
    head = ("Target of PERFORMANCE.md", "measured", "met")
    rows = [(what, measured, "yes" if is_met else "no") for what, measured, is_met in target_rows(figures)]
    return rows_of(head, rows) if rows else ""


def target_rows(figures: Figures) -> list[tuple[str, str, bool]]:
    """Each target whose figures are there: what, what was measured, whether it is met."""
    return [
        *_crowd_rows(figures),
        *_calm_rows(figures.get("one_board")),
        *_room_rows(figures.get("big_rooms")),
        *_durable_rows(figures.get("durable")),
        *_join_rows(figures.get("join_5000")),
        *_idle_rows(figures.get("idle_boards")),
        *_gap_rows(figures.get("hub_gap")),
    ]


TargetRow = tuple[str, str, bool]


def _crowd_rows(figures: Figures) -> list[TargetRow]:
    rows = []
    for part, wanted in (("one_board", 10), ("boards_of_25", 4)):
        found = figures.get(part)
        if found:
            times = found[OURS]["participants"] / max(best_peer(found, "participants", most=True), 1)
            what = f"{part.replace('_', ' ')}: at least {wanted}x the best peer"
            rows.append((what, f"{times:.1f}x", times >= wanted))
    return rows


def _calm_rows(found: Figures | None) -> list[TargetRow]:
    if not found:
        return []
    p95_ms, share = found[OURS]["p95_at_100_ms"], found[OURS]["cpu_at_100"]
    best = best_peer(found, "cpu_at_100", most=False)
    part = share / best if best else 1.0
    return [
        ("100 people: p95 at most 20 ms", _ms(p95_ms), _at_most(p95_ms, 20)),
        ("100 people: at most 1/5 of the best peer's CPU", f"{part:.2f}", part <= 0.2),
    ]


def _room_rows(found: Figures | None) -> list[TargetRow]:
    if not found:
        return []
    few, many = found["300"], found["500"]
    kb = few["kb_per_s_each"]
    return [
        ("300 people on 2 cores: p95 at most 100 ms", _ms(few["p95_ms"]), _at_most(few["p95_ms"], 100)),
        ("300 people: at most 16 KB/s a person", f"{kb:.1f} KB/s", kb <= 16),
        ("500 people: nobody is dropped", f"{many['lost']} dropped", many["lost"] == 0),
    ]


def _durable_rows(found: Figures | None) -> list[TargetRow]:
    if not found:
        return []
    ack_ms, screens_ms = found[OURS]["ack_p95_ms"], found[OURS]["screens_p95_ms"]
    return [
        ("durable: acknowledged within 100 ms (p95)", _ms(ack_ms), _at_most(ack_ms, 100)),
        ("durable: on the others' screens within 120 ms (p95)", _ms(screens_ms), _at_most(screens_ms, 120)),
    ]


def _join_rows(found: Figures | None) -> list[TargetRow]:
    if not found:
        return []
    cpu_ms, kb = found[OURS]["server_cpu_ms"], found[OURS]["memory_kb"]
    return [
        ("joining 5,000 notes: at most 5 ms of CPU", _ms(cpu_ms), cpu_ms <= 5),
        ("memory: at most 60 KB a client", f"{kb:.0f} KB", kb <= 60),
    ]


def _idle_rows(found: Figures | None) -> list[TargetRow]:
    if not found:
        return []
    return [("1,000 idle boards: under 5 % of a core", _share(found["cpu"]), found["cpu"] < 0.05)]


def _gap_rows(found: Figures | None) -> list[TargetRow]:
    if not found:
        return []
    p99_ms = max(row["p99_ms"] for row in found.values())
    max_ms = max(row["max_ms"] for row in found.values())
    return [
        ("hub gap in every run: p99 at most 20 ms", _ms(p99_ms), p99_ms <= 20),
        ("hub gap in every run: at most 100 ms", _ms(max_ms), max_ms <= 100),
    ]


def _at_most(value: float | None, limit: float) -> bool:
    return value is not None and value <= limit


# --- keeping --------------------------------------------------------------------------------------


def keep(figures: Figures) -> None:
    """Write bench/results/server.json and the tables into bench/README.md."""
    date = datetime.now(UTC).date().isoformat()
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"command": COMMAND, "date": date, **figures}, indent=1) + "\n")
    README.write_text(with_block(README.read_text("utf-8"), _block(figures, date)), "utf-8")


def with_block(page: str, block: str) -> str:
    """The page with the block between its two marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{block}\n\n{END}{after}"


def _block(figures: Figures, date: str) -> str:
    on = figures["machine"]
    where = f"{on['cores']} cores, {on['system']}, Python {on['python']}, Node {on['node']}"
    note = f" {figures['note']}" if "note" in figures else ""
    return f"`{COMMAND}`, {date}, on {where}.{note}\n\n{table(figures)}"
