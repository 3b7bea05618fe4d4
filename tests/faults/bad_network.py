"""Twenty pages write through twenty bad networks. Then the sun comes out: is everybody the same?"""

import asyncio
import random
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.crowd import Crowd, log_after, new_board, snapshot_of, until
from tests.faults.ledger import Ledger
from tests.faults.live_page import Address
from tests.faults.proxy import Counts, Proxy, Weather, storms
from tests.sim.world import Rules
from tests.soak.runs import Result
from tests.support.loop import run_apart
from tests.support.server import LiveServer

SYNC_LIMIT_S = 3.0  # after the network is good again
SUNSHINE_EVERY_S = 300.0  # in the long form everybody is compared every so often


@dataclass(frozen=True)
class Terms:
    """How rough it gets. `cut_s`: least and most between two cuts of a page."""

    cut_s: tuple[float, float] = (5.0, 60.0)
    pause_s: float = 1.5  # between two edits of a page, about
    patience_s: float = 60.0
    rules: type[Rules] = Rules


@dataclass
class Season:
    """What has been found so far."""

    sync_s: list[float] = field(default_factory=list)  # for each time that the sun came out
    problems: list[str] = field(default_factory=list)


async def _weather(
    server: LiveServer, ledger: Ledger, pages: int, seconds: float, seed: int, terms: Terms
) -> tuple[dict[str, Any], list[str]]:
    await asyncio.to_thread(server.start)
    guests = await asyncio.to_thread(new_board, server, server.facilitator(), pages)
    counts, season = Counts(), Season()
    proxies = [Proxy(server.port, counts) for _ in guests]
    for proxy in proxies:
        await proxy.start()
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    addresses = [Address("127.0.0.1", proxy.port) for proxy in proxies]
    async with Crowd(addresses, guests, ledger, pause_s=terms.pause_s, rules=terms.rules) as crowd:
        turn = 0
        while loop.time() < end:
            chances = [random.Random(f"{seed} {turn} {number}") for number in range(pages)]
            crowd.let_write(True)
            await _rough(proxies, chances, min(SUNSHINE_EVERY_S, end - loop.time()), terms)
            crowd.let_write(False)
            await _sunshine(crowd, season, f"turn {turn}", terms)
            snapshot = await asyncio.to_thread(snapshot_of, server.url, guests[0])
            season.problems += [f"turn {turn}: {one}" for one in crowd.differences(snapshot["items"])]
            turn += 1
        season.problems += crowd.problems()
    for proxy in proxies:
        await proxy.stop()
    ledger.verify(*await asyncio.to_thread(log_after, server.url, guests[0], 0))
    sync_s = sorted(season.sync_s)
    figures = {
        "pages": pages,
        "seconds": seconds,
        "acknowledged": len(ledger.acknowledged),
        "in_sync_s_median": round(sync_s[len(sync_s) // 2], 2) if sync_s else None,
        "in_sync_s_max": round(sync_s[-1], 2) if sync_s else None,
        "network": vars(counts),
    }
    return figures, season.problems + ledger.problems


async def _rough(proxies: list[Proxy], chances: list[random.Random], seconds: float, terms: Terms) -> None:
    """Bad weather for everybody; the sun is out when it ends."""
    tasks = [
        asyncio.create_task(storms(proxy, chance, terms.cut_s))
        for proxy, chance in zip(proxies, chances, strict=True)
    ]
    await asyncio.sleep(seconds)
    for task in tasks:
        task.cancel()
    for proxy in proxies:
        proxy.weather = Weather()


async def _sunshine(crowd: Crowd, season: Season, when: str, terms: Terms) -> None:
    """Wait until all pages have everything, and note how long it took."""
    try:
        season.sync_s.append(await until(crowd.is_settled, "all pages to be in sync", terms.patience_s))
    except AssertionError as error:
        season.problems.append(f"{when}: {error}")


def weather(pages: int, seconds: float, seed: int, terms: Terms) -> tuple[dict[str, Any], list[str]]:
    """Figures, and what does not hold whatever the speed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = LiveServer(folder / "data")
        ledger = Ledger(folder / "ledger.jsonl")
        try:
            return run_apart(_weather(server, ledger, pages, seconds, seed, terms))
        finally:
            server.stop()
            ledger.close()


def soak(count: int, seed: int) -> Result:
    """`count` minutes."""
    figures, problems = weather(20, count * 60.0, seed, Terms())
    if figures["in_sync_s_max"] is None or figures["in_sync_s_max"] > SYNC_LIMIT_S:
        problems.append(f"it took {figures['in_sync_s_max']} s to be in sync on a good link")
    return Result(count if not problems else 0, len(problems), figures, problems)
