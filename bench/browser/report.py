"""The figures of a run as tables, against the targets, and where they are kept."""

import json
from datetime import UTC, datetime
from typing import Any

from bench.report import rows_of
from bench.tools import BENCH

RESULTS = BENCH / "results" / "browser.json"
README = BENCH / "README.md"
BEGIN, END = "<!-- browser: begin -->", "<!-- browser: end -->"
COMMAND = "make bench-browser"
OURS = "tavolo"
NOTHING = "-"
NO_END = "no end"  # it had not worked off the motion when its time was over
TITLES = {
    "pan_100": "pan 100 %",
    "pan_100_updates": "+300, 100 %",
    "pan_fit": "pan fit",
    "pan_fit_updates": "+300, fit",
    "zoom": "zoom",
    "drag_1": "drag 1",
    "drag_500": "drag 500",
}
# Times the frames of the better peer.
WANTED_TIMES: dict[str, dict[str, float]] = {
    "10000": {"pan_fit": 8, "pan_fit_updates": 8, "drag_500": 8, "zoom": 1.8},
    "2000": {"pan_fit": 2, "pan_fit_updates": 3, "drag_500": 3},
}

Figures = dict[str, Any]
TargetRow = tuple[str, str, bool]


def sizes_of(figures: Figures) -> list[str]:
    return [key for key in figures if key.isdigit()]


def table(figures: Figures) -> str:
    """Everything measured, in Markdown."""
    blocks = [_motions(size, figures[size]) for size in sizes_of(figures)]
    blocks += [_costs(size, figures[size]) for size in sizes_of(figures)]
    head = ("Target of PERFORMANCE.md", "measured", "met")
    targets = [(what, told, "yes" if is_met else "no") for what, told, is_met in target_rows(figures)]
    return "\n\n".join([*blocks, rows_of(head, targets)])


def _motions(size: str, found: Figures) -> str:
    head = (f"{int(size):,} notes: frames a second / p95 of a frame", *TITLES.values())
    rows = [(name, *(_frames(row, motion) for motion in TITLES)) for name, row in found.items()]
    return rows_of(head, rows)


def _frames(row: Figures, motion: str) -> str:
    if motion not in row:
        return NOTHING
    found = row[motion]
    return NO_END if found is None else f"{found['fps']:.0f} / {found['p95_ms']:.0f} ms"


def _of(row: Figures, motion: str, key: str) -> float | None:
    found = (row.get(motion) or {}).get(key)
    return None if found is None else float(found)


def _costs(size: str, found: Figures) -> str:
    head = (
        f"{int(size):,} notes",
        "open at fit",
        "main thread a frame, pan fit",
        "updates in time, fit",
        "heap",
        "elements",
        "memory (PSS)",
        "first load, gzip",
        "with what comes after",
        "runs",
    )
    rows = [
        (
            name,
            _told(row.get("open_fit_ms"), "ms"),
            _told(_of(row, "pan_fit", "main_ms"), "ms", 1),
            _told(_of(row, "pan_fit_updates", "in_time"), "%", factor=100),
            _told(row.get("heap_mb"), "MB"),
            _told(row.get("elements"), ""),
            _told(row.get("pss_mb"), "MB"),
            _told(row.get("bytes"), "kB", factor=0.001),
            _told(row.get("all_bytes"), "kB", factor=0.001),
            _told(row.get("runs"), ""),
        )
        for name, row in found.items()
    ]
    return rows_of(head, rows)


def _told(value: float | None, unit: str, digits: int = 0, *, factor: float = 1) -> str:
    return NOTHING if value is None else f"{value * factor:,.{digits}f} {unit}".rstrip()


# --- targets --------------------------------------------------------------------------------------


def target_rows(figures: Figures) -> list[TargetRow]:
    """Each target whose figures are there: what, what was measured, whether it is met."""
    many, some = figures.get("10000", {}), figures.get("2000", {})
    times = [*_times_rows("10000", many), *_times_rows("2000", some)]
    return [*_smooth_rows(many), *times, *_cost_rows(many, some)]


def _peers(found: Figures) -> list[Figures]:
    return [row for name, row in found.items() if name != OURS]


def _smooth_rows(found: Figures) -> list[TargetRow]:
    ours = [found[OURS][motion] for motion in TITLES if found.get(OURS, {}).get(motion)]
    if not ours:
        return []
    fps, p95_ms = min(one["fps"] for one in ours), max(one["p95_ms"] for one in ours)
    return [
        ("10,000 notes, worst motion: at least 55 frames a second", f"{fps:.0f}", fps >= 55),
        ("10,000 notes, worst motion: p95 at most 25 ms", f"{p95_ms:.0f} ms", p95_ms <= 25),
    ]


def _times_rows(size: str, found: Figures) -> list[TargetRow]:
    rows = []
    for motion, wanted in WANTED_TIMES[size].items():
        theirs = [row[motion]["fps"] for row in _peers(found) if row.get(motion)]
        ours = found.get(OURS, {}).get(motion)
        if not theirs or not ours:
            continue
        times = ours["fps"] / max(theirs)
        what = f"{int(size):,} notes, {TITLES[motion]}: at least {wanted}x the better peer"
        rows.append((what, f"{times:.1f}x", times >= wanted))
    return rows


def _cost_rows(many: Figures, some: Figures) -> list[TargetRow]:
    rows: list[TargetRow] = []
    main = _against(some, "pan_fit", "main_ms")
    if main:
        what = "2,000 notes, pan fit: main thread a frame at most 1/10 of the better peer"
        rows.append((what, f"{main[0] / main[1]:.2f}", main[0] <= main[1] / 10))
    ours = many.get(OURS, {})
    opened = _against(many, "open_fit_ms")
    if opened:
        rows.append(("10,000 notes painted at fit within 350 ms", f"{opened[0]:.0f} ms", opened[0] <= 350))
        times = opened[1] / opened[0]
        rows.append(
            ("10,000 notes: opens at least 5x faster than the better peer", f"{times:.1f}x", times >= 5)
        )
    if "heap_mb" in ours:
        rows.append(("10,000 notes: heap at most 30 MB", f"{ours['heap_mb']:.0f} MB", ours["heap_mb"] <= 30))
    if "elements" in ours:
        rows.append(("at most 1,500 elements", f"{ours['elements']:.0f}", ours["elements"] <= 1500))
    theirs = many.get("excalidraw", {}).get("pss_mb")
    if "pss_mb" in ours and theirs:
        share = ours["pss_mb"] / theirs
        rows.append(("10,000 notes: memory at most 1/3 of Excalidraw's", f"{share:.2f}", share <= 1 / 3))
    if "bytes" in ours:
        told = f"{ours['bytes'] / 1000:.0f} kB"
        what = "first load, until the board is painted, of a facilitator: at most 120 kB"
        rows.append((what, told, ours["bytes"] <= 120_000))
    shares = [_of(ours, motion, "in_time") for motion in ("pan_fit_updates", "pan_100_updates")]
    if None not in shares:
        share = min(one for one in shares if one is not None)
        rows.append(
            ("10,000 notes: 99 % of 300 updates a second within 100 ms", f"{share:.1%}", share >= 0.99)
        )
    return rows


def _against(found: Figures, *keys: str) -> tuple[float, float] | None:
    """Our figure and the least of the peers'."""

    def of(row: Figures) -> float | None:
        value: Any = row
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return None if value is None else float(value)

    ours = of(found.get(OURS, {}))
    theirs = [value for value in map(of, _peers(found)) if value is not None]
    return (ours, min(theirs)) if ours is not None and theirs else None


# --- keeping --------------------------------------------------------------------------------------


def keep(figures: Figures, note: str = "") -> None:
    """Write bench/results/browser.json and the tables into bench/README.md."""
    date = datetime.now(UTC).date().isoformat()
    by_motion = {size: _by_motion(figures[size]) for size in sizes_of(figures)}
    told = {"command": COMMAND, "date": date, **figures, **by_motion}
    RESULTS.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    machine = figures["machine"]
    line = f"`{COMMAND}`, {date}, on {machine['cores']} cores, {machine['system']}. {note}".rstrip()
    page = README.read_text("utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n\n{line}\n\n{table(figures)}\n\n{END}{after}", "utf-8")


def _by_motion(found: Figures) -> Figures:
    """Figure -> engine -> value, as PERFORMANCE.md has it."""
    keys = {key: None for row in found.values() for key in row}
    return {key: {name: row[key] for name, row in found.items() if key in row} for key in keys}
