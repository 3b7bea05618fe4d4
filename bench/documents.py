"""`python -m bench.documents`: a PDF of 5,000 notes, made by Tavolo and printed by headless Chromium.

Both begin with nothing running and end with the file on the disk. Chromium gets the same lines at the same
places as plain HTML, so that it has no layout to find: what is compared is a good page for it, not a bad one.
"""

import argparse
import html
import json
import os
import secrets
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from typing import Any

from bench.browser.notes import Board, make_board
from bench.browser.report import README
from bench.browser.tavolo_page import board_file
from bench.report import rows_of
from bench.tools import BENCH, BenchFailed, machine, say
from board.export import look
from board.export.child import Child
from board.export.documents import Wish
from board.export.measuring import FONTS, note_face
from board.store.database import open_database
from board.store.migrating import migrate
from board.store.transfer import import_board
from tests.support.chromium import ARGUMENTS, find_chromium

RESULTS = BENCH / "results" / "documents.json"
BEGIN, END = "<!-- documents: begin -->", "<!-- documents: end -->"
COUNT = 5_000
REPEATS = 3
PAGE_MOST_PX = 19_200  # 14,400 points
PAUSE_S = 0.02
TICKS = os.sysconf("SC_CLK_TCK")
TIME_MOST = 1 / 5
SIZE_MOST = 1 / 3


@dataclass(frozen=True)
class Cost:
    """What one document took."""

    cpu_s: float
    wall_s: float
    bytes: int


def main() -> None:
    """Measure both, alternating, and keep the medians."""
    repeats = asked().repeats
    program = find_chromium()
    if program is None:
        raise BenchFailed("there is no Chromium here: make build installs one.")
    with tempfile.TemporaryDirectory(prefix="tavolo-bench-") as folder:
        ours, theirs = tavolo(Path(folder), make_board(COUNT)), chromium(program, Path(folder))
        costs: dict[str, list[Cost]] = {"tavolo": [], "chromium": []}
        for n in range(repeats):
            costs["tavolo"].append(ours())
            costs["chromium"].append(theirs())
            say(f"{n + 1} of {repeats}: {costs['tavolo'][-1]} against {costs['chromium'][-1]}")
    figures = {name: middle_of(found) for name, found in costs.items()}
    say("\n" + table(figures))
    if repeats >= REPEATS:
        keep(figures, repeats)


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.documents")
    parser.add_argument("--repeats", type=int, default=REPEATS, help="less than 3: nothing is kept")
    return parser.parse_args()


def middle_of(found: list[Cost]) -> dict[str, float]:
    """The median of each figure."""
    names = ("cpu_s", "wall_s", "bytes")
    return {name: round(median(getattr(cost, name) for cost in found), 3) for name in names}


# --- Tavolo ---------------------------------------------------------------------------------------


def tavolo(folder: Path, board: Board) -> Callable[[], Cost]:
    """Makes the PDF of this board as the server does: a child process that reads it from the database."""
    database = open_database(folder)
    migrate(database)
    made = import_board(database, board_file(board), imported_by=None, now_ms=0)
    database.close()
    order = {
        "data_dir": str(folder),
        "board_id": made.id,
        "person_id": "",
        "role": "facilitator",
        "wish": Wish().to_json(),
        "at_ms": 1_700_000_000_000,
        "out": str(folder / "ours.pdf"),
    }

    def make() -> Cost:
        before, started = _children_s(), time.monotonic()
        answer = Child().run(order, lambda _step: None)
        if not answer.get("is_standard"):
            raise BenchFailed(f"no tagged PDF came about: {answer}")
        return Cost(_children_s() - before, time.monotonic() - started, int(answer["bytes"]))

    return make


def _children_s() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# --- Chromium -------------------------------------------------------------------------------------


def chromium(program: str, folder: Path) -> Callable[[], Cost]:
    """Prints the same board as a page, on one sheet as large as the board."""
    page, out = folder / "board.html", folder / "theirs.pdf"
    page.write_text(page_of(make_board(COUNT)), "utf-8")

    def make() -> Cost:
        profile = folder / f"profile-{secrets.token_hex(4)}"
        options = ["--headless", *ARGUMENTS, f"--user-data-dir={profile}", "--allow-file-access-from-files"]
        command = [program, *options, "--no-pdf-header-footer", f"--print-to-pdf={out}", page.as_uri()]
        out.unlink(missing_ok=True)
        started = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        cpu_s = _watched(process)
        if process.returncode != 0 or not out.exists():
            raise BenchFailed("Chromium printed nothing.")
        return Cost(cpu_s, time.monotonic() - started, out.stat().st_size)

    return make


def _watched(process: "subprocess.Popen[bytes]") -> float:
    """CPU seconds of a process and all that come from it, read from /proc until it has ended."""
    used: dict[int, float] = {}
    while process.poll() is None:
        for pid, seconds in _family(process.pid):
            used[pid] = seconds
        time.sleep(PAUSE_S)
    return sum(used.values())


def _family(root: int) -> Iterator[tuple[int, float]]:
    """Process id and CPU seconds of `root` and its descendants."""
    found: dict[int, tuple[int, float]] = {}  # process id -> its parent, its seconds
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        found[int(path.parent.name)] = int(fields[1]), (int(fields[11]) + int(fields[12])) / TICKS
    for pid, (_, seconds) in found.items():
        above = pid
        while above in found and above != root:
            above = found[above][0]
        if above == root:
            yield pid, seconds


def page_of(board: Board) -> str:
    """The board as HTML: a box and a paragraph with its lines for each note, a heading for each frame."""
    things = [*board.frames, *board.notes]
    width, height = max(one.x + one.w for one in things) + 24, max(one.y + one.h for one in things) + 24
    scale = min(1, PAGE_MOST_PX / max(width, height))
    faces = "".join(
        f"@font-face{{font-family:{name};src:url({(FONTS / file).as_uri()})}}"
        for name, file in (("Inter", "inter-400.woff2"), ("Titillium", "titillium-web-600.woff2"))
    )
    colours = "".join(
        f".{kind}{{background:{fill};border-color:{look.mix(look.INK, fill, 0.22)}}}"
        for kind, (_, fill) in look.NOTE_LOOKS.items()
    )
    style = (
        f"@page{{size:{width * scale}px {height * scale}px;margin:0}}body{{margin:0;zoom:{scale}}}"
        "div{position:absolute;box-sizing:border-box;border:1px solid #d9dadb;border-radius:4px}"
        "p,b,i,h2{position:absolute;margin:0;white-space:pre;font:16px/1.3 Inter}"
        "b{left:14px;top:12px;font-size:14px}i{right:10px;bottom:8px;font-size:11px;font-style:normal}"
        f"p{{left:14px;top:32px}}h2{{left:24px;top:24px;font:36px/1.3 Titillium}}{faces}{colours}"
    )
    frames = [f'<div style="{_place(one)}"><h2>{html.escape(one.text)}</h2></div>' for one in board.frames]
    return (
        f'<!doctype html><html lang="it"><meta charset="utf-8"><title>A big board</title>'
        f"<style>{style}</style><body>{''.join(frames)}{''.join(map(_note, board.notes))}"
    )


def _note(note: Any) -> str:
    fitted = note_face().layout.fit(note.text, note.w - 28, note.h - 52)
    lines = "<br>".join(html.escape(line.text) for line in fitted.lines)
    letter = f"<b>{note.type} {look.NOTE_LOOKS[note.type][0]}</b>"
    text = f'<p style="font-size:{fitted.size}px">{lines}</p>'
    return f'<div class="{note.type}" style="{_place(note)}">{letter}{text}<i>AN</i></div>'


def _place(one: Any) -> str:
    return f"left:{one.x}px;top:{one.y}px;width:{one.w}px;height:{one.h}px"


# --- the table ------------------------------------------------------------------------------------


def table(figures: dict[str, dict[str, float]]) -> str:
    """Both, and our share of Chromium's, against the targets."""
    ours, theirs = figures["tavolo"], figures["chromium"]
    head = (f"PDF of {COUNT:,} notes, from nothing to the file", "CPU", "wall clock", "size")
    rows = [
        (name, f"{row['cpu_s']:.1f} s", f"{row['wall_s']:.1f} s", f"{row['bytes'] / 1e6:.2f} MB")
        for name, row in figures.items()
    ]
    shares = {name: ours[name] / theirs[name] for name in ours}
    targets = [
        ("at most 1/5 of Chromium's CPU", f"{shares['cpu_s']:.2f}", _met(shares["cpu_s"], TIME_MOST)),
        ("at most 1/5 of its time", f"{shares['wall_s']:.2f}", _met(shares["wall_s"], TIME_MOST)),
        ("at most 1/3 of its size", f"{shares['bytes']:.2f}", _met(shares["bytes"], SIZE_MOST)),
    ]
    return f"{rows_of(head, rows)}\n\n{rows_of(('Target', 'measured', 'met'), targets)}"


def _met(share: float, most: float) -> str:
    return "yes" if share <= most else "no"


def keep(figures: dict[str, dict[str, float]], repeats: int, note: str = "") -> None:
    """Write bench/results/documents.json and the tables into bench/README.md."""
    date = datetime.now(UTC).date().isoformat()
    told = {"command": "python -m bench.documents", "date": date, "machine": machine(), "repeats": repeats}
    RESULTS.write_text(json.dumps({**told, **figures}, indent=1) + "\n", "utf-8")
    where = f"median of {repeats}, on {machine()['cores']} cores"
    line = f"`python -m bench.documents`, {date}, {where}. {note}".rstrip()
    before, _, rest = README.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n\n{line}\n\n{table(figures)}\n\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
