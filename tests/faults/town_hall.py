"""Sixty people behind the one address of a town hall join and write five notes each in a minute; one of
them floods (LIM1). Nobody else may notice."""

import asyncio
import random
import tempfile
import time
from pathlib import Path
from statistics import quantiles
from typing import Any

from tests.faults.crowd import new_board, snapshot_of, until
from tests.faults.live_page import Address, Guest, LivePage
from tests.faults.wire import Wire
from tests.sim.store import Answer, Change
from tests.soak.runs import Result
from tests.support.loop import run_apart
from tests.support.server import Caller, LiveServer

PEOPLE = 60
NOTES = 5
PATIENCE_S = 60.0
FLOOD_AT_ONCE = 20  # ops every FLOOD_PAUSE_S: four hundred a second, where twenty are let in
FLOOD_PAUSE_S = 0.05
SLOWER = 2.0  # so many times a calm minute may a flooded one take, and some milliseconds
SLACK_S = 0.05


def note(who: str, number: int, text: str) -> dict[str, Any]:
    place = {"x": 220.0 * number, "y": 0, "w": 200, "h": 200, "z": f"a{number:03d}1", "frame": None}
    return {
        "do": "create",
        "item": {"kind": "note", "id": f"{who}-{number:05d}", **place, "type": "I", "text": text},
    }


class Neighbour(LivePage):
    """A page that writes, and remembers what the server said to each op, and when."""

    def __init__(self, address: Address, guest: Guest, number: int) -> None:
        super().__init__(address, guest, self._verdict)
        self.is_checking_hash = False
        self.name = f"neighbour-{number:03d}"
        self.waits_s: list[float] = []
        self.refusals: list[str] = []  # also those that only ask to come again
        self._sent_at: dict[int, float] = {}

    def write(self, number: int) -> None:
        self._sent_at[number] = time.monotonic()
        self.change(number, [note(self.name, number, f"What {self.name} thinks, thought {number}")])

    def op(self, change: Change) -> None:
        op_id = (change.client, change.n)

        def answered(answer: Answer) -> None:
            if not answer["ok"]:
                self.refusals.append(answer["code"])
            self.session.op_answered(op_id, answer)

        self._ask("op", {"id": op_id, "ops": change.ops}, answered)

    def _verdict(self, change: Change, answer: Answer) -> None:
        self.waits_s.append(time.monotonic() - self._sent_at[change.edit])


class Flooder:
    """Sends far more than is let in, and never waits."""

    def __init__(self, address: Address, guest: Guest) -> None:
        self.codes: dict[str, int] = {}
        self._address, self._guest = address, guest
        self._n = 0

    async def flood(self) -> None:
        """Until cancelled; a connection that the server ends is made again."""
        loop = asyncio.get_running_loop()
        while True:
            wire = Wire(self._guest.token, f"{self._address.host}:{self._address.port}")
            await loop.create_connection(lambda made=wire: made, self._address.host, self._address.port)
            await until(lambda made=wire: made.is_open, "the flooder's connection", PATIENCE_S)
            wire.emit("hello", {"board": self._guest.board_id, "client": "client-of-flooder"}, self._count)
            try:
                while wire.is_open:
                    for _ in range(FLOOD_AT_ONCE):
                        self._n += 1
                        op_id = ("client-of-flooder", self._n)
                        wire.emit("op", {"id": op_id, "ops": [note("flood", self._n, "!")]}, self._answered)
                    await asyncio.sleep(FLOOD_PAUSE_S)
            finally:
                wire.close()

    def _answered(self, answer: Answer) -> None:
        if not answer["ok"] and answer["code"] == "op.gap":
            self._n = answer["data"]["last_n"]  # so that some of it is always in order
        self._count(answer)

    def _count(self, answer: Answer) -> None:
        code = "ok" if answer["ok"] else answer["code"]
        self.codes[code] = self.codes.get(code, 0) + 1


async def _write_all(pages: list[Neighbour], seconds: float, rng: random.Random) -> None:
    """Each page writes its notes, at moments of its own within that time."""
    moments = sorted(
        (rng.uniform(0, seconds), place, number) for place in range(len(pages)) for number in range(NOTES)
    )
    began = time.monotonic()
    for at_s, place, number in moments:
        await asyncio.sleep(max(0.0, began + at_s - time.monotonic()))
        pages[place].write(number)


async def _minute(
    server: LiveServer, facilitator: Caller, *, seconds: float, is_flooded: bool, seed: int
) -> tuple[dict[str, Any], list[str]]:
    began = time.monotonic()
    *guests, flooding = await asyncio.to_thread(new_board, server, facilitator, PEOPLE + 1)
    joined_s = time.monotonic() - began
    address = Address("127.0.0.1", server.port)
    pages = [Neighbour(address, guest, number) for number, guest in enumerate(guests)]
    for page in pages:
        page.start()
    await until(lambda: all(page.is_live for page in pages), "all to be on the board", PATIENCE_S)
    flooder = Flooder(address, flooding)
    task = asyncio.create_task(flooder.flood()) if is_flooded else None
    if task is not None:
        await until(lambda: "rate" in flooder.codes, "the flooder to be throttled", PATIENCE_S)
    await _write_all(pages, seconds, random.Random(seed))
    await until(lambda: all(len(page.waits_s) == NOTES for page in pages), "all notes", PATIENCE_S)
    if task is not None:
        task.cancel()
    written = snapshot_of(server.url, guests[0])["items"]
    for page in pages:
        page.stop()
    waits_s = sorted(wait for page in pages for wait in page.waits_s)
    figures = {
        "joined_s": round(joined_s, 2),
        "notes": sum(item["id"].startswith("neighbour-") for item in written),
        "wait_p50_ms": round(waits_s[len(waits_s) // 2] * 1000, 1),
        "wait_p95_ms": round(quantiles(waits_s, n=20)[-1] * 1000, 1),
        "wait_max_ms": round(waits_s[-1] * 1000, 1),
        "flood": dict(flooder.codes),
    }
    problems = [f"{page.name}: {page.refusals}" for page in pages if page.refusals]
    problems += [f"{page.name} was sent away: {page.found.byes}" for page in pages if page.found.byes]
    if figures["notes"] != PEOPLE * NOTES:
        problems.append(f"{figures['notes']} notes of {PEOPLE * NOTES}")
    return figures, problems


def town_hall(*, seconds: float, is_flooded: bool, seed: int = 0) -> tuple[dict[str, Any], list[str]]:
    """What happened in a town hall that writes for that long, and what should not have."""
    with tempfile.TemporaryDirectory() as folder:
        server = LiveServer(Path(folder) / "data")
        try:
            facilitator = server.start().facilitator()
            return run_apart(_minute(server, facilitator, seconds=seconds, is_flooded=is_flooded, seed=seed))
        finally:
            server.stop()


def soak(count: int, seed: int) -> Result:
    """So many calm minutes, each with a flooded one beside it that must not be felt."""
    failures: list[str] = []
    figures: dict[str, Any] = {}
    for place in range(count):
        calm, wrong_calm = town_hall(seconds=60, is_flooded=False, seed=seed + place)
        flooded, wrong_flooded = town_hall(seconds=60, is_flooded=True, seed=seed + place)
        figures |= {f"calm {place}": calm, f"flooded {place}": flooded}
        found = wrong_calm + wrong_flooded
        if flooded["wait_p95_ms"] > SLOWER * calm["wait_p95_ms"] + SLACK_S * 1000:
            found.append(f"p95 {flooded['wait_p95_ms']} ms beside {calm['wait_p95_ms']} ms when it is calm")
        failures += [f"seed {seed + place}: {sentence}" for sentence in found[:3]]
    failed = len({failure.split(":")[0] for failure in failures})
    return Result(count - failed, failed, figures, failures)
