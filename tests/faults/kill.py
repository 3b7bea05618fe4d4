"""`kill -9`, again and again, while pages write: is anything lost, doubled or there in part?"""

import asyncio
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults.crowd import Crowd, log_after, new_board, snapshot_of, until
from tests.faults.ledger import Ledger
from tests.faults.live_page import Address, Guest
from tests.soak.runs import Result
from tests.support.loop import run_apart
from tests.support.server import LiveServer

PAGES = 8
BACK_LIMIT_S = 2.0  # from the start of the process to the first answer
START_LIMIT_S = 300.0  # a machine that does other things too may be slow; what matters is in the figures
LIVE_LIMIT_S = 60.0
PROGRESS = 50  # deaths between two lines that say how it goes


class Ordeal:
    """One server folder, one crowd, many deaths."""

    def __init__(self, server: LiveServer, folder: Path, seed: int) -> None:
        self.server = server
        self.ledger = Ledger(folder / "ledger.jsonl")
        self.back_s: list[float] = []
        self.problems: list[str] = []
        self.guests: list[Guest] = []
        self._random = random.Random(seed)

    def start(self) -> None:
        """Start the server and note how long it takes to answer."""
        began = time.monotonic()
        self.server.start(limit_s=START_LIMIT_S)
        self.back_s.append(time.monotonic() - began)

    async def suffer(self, deaths: int) -> None:
        """Kill the server that often while the crowd writes; then compare everything with everything."""
        self.start()
        self.guests = new_board(self.server, self.server.facilitator(), PAGES)
        address = Address("127.0.0.1", self.server.port)
        async with Crowd(address, self.guests, self.ledger) as crowd:
            crowd.let_write(True)
            for death in range(deaths):
                await until(lambda: all(p.is_live for p in crowd.pages), "all pages to be live", LIVE_LIMIT_S)
                await asyncio.sleep(self._random.uniform(0.02, 0.5))
                self.server.kill()
                await asyncio.to_thread(self.start)
                crowd.wake()
                await asyncio.to_thread(self._verify, f"death {death}")
                if (death + 1) % PROGRESS == 0:
                    acknowledged, wrong = len(self.ledger.acknowledged), len(self.problems)
                    print(
                        f"kill: {death + 1} deaths, {acknowledged:,} acknowledged, {wrong} wrong", flush=True
                    )
            crowd.let_write(False)
            await until(crowd.is_settled, "all pages to be up to date", LIVE_LIMIT_S)
            snapshot = await asyncio.to_thread(snapshot_of, self.server.url, self.guests[0])
            self.problems += crowd.problems() + crowd.differences(snapshot["items"])
        await asyncio.to_thread(self._verify, "the end")
        if len(self.ledger.acknowledged) < deaths:
            self.problems.append(f"only {len(self.ledger.acknowledged)} edits were acknowledged")

    def _verify(self, when: str) -> None:
        known = len(self.ledger.problems)
        acknowledged = dict(self.ledger.acknowledged)
        entries, head = log_after(self.server.url, self.guests[0], self.ledger.verified_seq)
        self.ledger.verify(entries, head, acknowledged)
        self.problems += [f"{when}: {problem}" for problem in self.ledger.problems[known:]]
        if acknowledged and max(acknowledged) > head:
            self.problems.append(f"{when}: {max(acknowledged)} was acknowledged, the head is {head}")

    def stop(self) -> None:
        self.server.stop()
        self.ledger.close()


def soak(count: int, seed: int, server: Callable[[Path], LiveServer] = LiveServer) -> Result:
    """`count` deaths. Figures: what was acknowledged, and how long a restart takes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ordeal = Ordeal(server(folder / "data"), folder, seed)
        try:
            run_apart(ordeal.suffer(count))
        finally:
            ordeal.stop()
    back_s = sorted(ordeal.back_s)
    late = sum(seconds > BACK_LIMIT_S for seconds in back_s)
    figures = {
        "restarts": count,
        "acknowledged": len(ordeal.ledger.acknowledged),
        "entries": ordeal.ledger.verified_seq,
        "back_s_median": round(back_s[len(back_s) // 2], 2),
        "back_s_p99": round(back_s[int(len(back_s) * 0.99)], 2),
        "back_s_max": round(back_s[-1], 2),
        "back_later_than_2_s": late,
    }
    failed = len(ordeal.problems)
    return Result(count if not failed else 0, failed, figures, ordeal.problems)
