"""`python -m bench.browser`: measure three pages side by side; a whole run is kept in bench/results/."""

import argparse
import asyncio
import json
from collections.abc import Callable
from typing import Any

from playwright.async_api import async_playwright

from bench.browser import engines
from bench.browser.measure import load_average, measure
from bench.browser.notes import make_board
from bench.browser.pages_of import FOLDER, PEERS, bundle, peers_served, put_board
from bench.browser.report import keep, table
from bench.browser.tavolo_page import import_board
from bench.servers import TavoloFolder, tavolo_running
from bench.tavolo import Caller
from bench.tools import BenchFailed, cores, install_peers, machine, say

SIZES = (2_000, 10_000)
REPEATS = 5
SECONDS = 3.0

Figures = dict[str, Any]


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.browser")
    parser.add_argument("--only", default="", help="motions, with commas; nothing is kept then")
    parser.add_argument("--engines", default=f"tavolo,{','.join(PEERS)}")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--repeats", type=int, default=REPEATS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    return parser.parse_args()


async def main(options: argparse.Namespace) -> None:
    """Measure what was asked for. Raises BenchFailed."""
    names = options.engines.split(",")
    sizes = [int(size) for size in options.sizes.split(",")]
    FOLDER.mkdir(parents=True, exist_ok=True)
    install_peers()
    for name in set(names) & set(PEERS):
        bundle(name)
    folder = TavoloFolder()
    try:
        with tavolo_running(folder, on_cores=set(cores())) as server, peers_served() as origin:
            caller = Caller(server.port)
            caller.sign_in(folder.setup_path)
            boards = put_boards(caller, sizes)
            figures = await all_figures(
                options, boards, caller.cookie, f"http://127.0.0.1:{server.port}", origin
            )
    finally:
        folder.remove()
    (FOLDER / "figures.json").write_text(json.dumps(figures), "utf-8")
    say("\n" + table(figures))
    if not options.only and set(names) == {"tavolo", *PEERS} and options.repeats >= REPEATS:
        keep(figures)


def put_boards(caller: Caller, sizes: list[int]) -> Callable[[str], str]:
    """Lets the peers load the boards of these sizes, with and without frames; makes one in Tavolo by name.

    There it is a new one each time: what was dragged in one run is not where it was for the next.
    """
    boards = {}
    for size in sizes:
        for name, has_frames in ((str(size), True), (f"{size}-plain", False)):
            boards[name] = make_board(size, in_frames=has_frames)
            put_board(name, boards[name])
    return lambda name: import_board(caller, boards[name])


async def all_figures(
    options: argparse.Namespace, boards: Callable[[str], str], cookie: str, ours: str, theirs: str
) -> Figures:
    """Size -> engine -> figures, engines in turn for each size."""
    only = tuple(filter(None, options.only.split(",")))
    session = {"name": "tavolo_session", "value": cookie.partition("=")[2], "url": ours}
    figures: Figures = {"machine": machine(), "load": [round(load_average(), 1)]}
    async with async_playwright() as playwright:
        for size in map(int, options.sizes.split(",")):
            board = make_board(size)
            figures[str(size)] = {}
            for name in options.engines.split(","):
                say(f"{size} notes, {name} ...")
                is_ours = name == "tavolo"
                engine = engines.tavolo(ours, boards) if is_ours else engines.peer(name, theirs)
                figures[str(size)][name] = await measure(
                    playwright,
                    engine,
                    board,
                    str(size),
                    cookie=session if is_ours else None,
                    only=only,
                    repeats=options.repeats,
                    seconds=options.seconds,
                )
    figures["load"].append(round(load_average(), 1))
    return figures


if __name__ == "__main__":
    try:
        asyncio.run(main(asked()))
    except BenchFailed as problem:
        raise SystemExit(f"make bench-browser: {problem}") from None
