"""The parts of a benchmark. Each gives the figures of its part of bench/results/server.json."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any

from bench.metrics import HubWatch
from bench.probe import Load, is_served, measure, why_not_served
from bench.search import largest
from bench.servers import PEERS, RELAY, Peer, Running, cpu_s, memory_kb, peer_running, tavolo_running
from bench.tavolo import Caller, Town
from bench.tools import BenchFailed, cores, say

TAVOLO = "tavolo"
BOARD_OF_25 = 25
LIMIT = 6_000  # people; the connections of a generator that has one core
WHOLE_CORE = 0.93  # a server that used so much of its core had it to itself
CALM = 100  # people, for the comparison of what a server costs
REPEATS = 3
FULL_NOTES = 5_000
JOINERS = 100
IDLE_BOARDS = 1_000
IDLE_WATCH_S = 20.0

Figures = dict[str, Any]


@dataclass
class Bench:
    """What the parts share: towns of Tavolo, and the worst gap of its hub so far."""

    towns: dict[str, Town] = field(default_factory=dict)  # by what they are for
    gaps: dict[str, tuple[float, float]] = field(default_factory=dict)  # run -> p99 and max in ms

    def town(self, name: str) -> Town:
        """The town of this name, founded when it is first asked for."""
        return self.towns.setdefault(name, Town())

    def close(self) -> None:
        """Remove all data folders."""
        for town in self.towns.values():
            town.folder.remove()

    @contextmanager
    def tavolo(
        self, people: int, board_size: int = 0, *, is_editing: bool = False, **options: Any
    ) -> Iterator[tuple[Running, Load]]:
        """A fresh server with so many guests to join, and the load that lets them."""
        town = self.town("boards of many" if board_size else "one board")
        boards = people // board_size if board_size else 1
        town.make_room(people // boards, is_editing=is_editing)
        if any(len(board.tokens) < people // boards for board in town.boards) or len(town.boards) < boards:
            # Guests are made by a server of their own: the one that is measured starts empty.
            with tavolo_running(town.folder, on_cores=set(cores())) as server:
                town.settle(server, boards, people // boards)
        with tavolo_running(town.folder, **options) as server:
            guests = town.guests_file(boards, people // boards)
            yield server, Load(TAVOLO, people, board_size, guests=guests)

    def measure(self, run: str, server: Running, load: Load) -> Figures:
        """The generator's figures for Tavolo, with the gaps of its hub."""
        watch = HubWatch(server.port)
        found = measure(server, load, watch.look)
        p99_ms, max_ms = watch.gaps_ms or (0.0, 0.0)
        # A probe that was too much says nothing about a server that copes.
        if load.work != "drag" or is_served(found):
            before = self.gaps.get(run, (0.0, 0.0))
            self.gaps[run] = (max(before[0], p99_ms), max(before[1], max_ms))
        return {**found, "hub_gap_p99_ms": p99_ms, "hub_gap_max_ms": max_ms}


# --- the generator itself -------------------------------------------------------------------------


def check_generator() -> None:
    """Measure a relay that was spoiled on purpose. Raises BenchFailed when the generator believes it."""
    load = replace(_peer_load(RELAY, 20), window_s=2, warm_s=0.5, drain_s=1)
    with peer_running(RELAY) as server:
        honest = measure(server, load)
    why = why_not_served(honest)
    _expect(not why, f"20 people on an honest relay: {why}. Is this machine busy with something else?")
    with peer_running(RELAY, "--drop=0.02") as server:
        lossy = measure(server, load)
    skipped = lossy["moves"]["superseded"]
    _expect(0.005 < skipped < 0.05, f"a relay that loses 2 % seemed to supersede {skipped:.1%}.")
    with peer_running(RELAY, "--drop=0.5") as server:
        _expect(not is_served(measure(server, load)), "a relay that loses every other update seemed fine.")
    with peer_running(RELAY, "--deaf-after=60") as server:
        deaf = measure(server, load)
    _expect(deaf["moves"]["converged"] < 1, "nobody noticed that one person heard no more.")
    with peer_running(RELAY, "--delay-ms=150") as server:
        late = measure(server, load)["moves"]["p50_ms"]
    _expect(late is not None and late > 140, f"a relay that waits 150 ms seemed to take {late} ms.")


def _expect(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise BenchFailed(f"the generator cannot be trusted here: {otherwise}")


# --- participants on one core ---------------------------------------------------------------------


def one_board(bench: Bench) -> Figures:
    """How many people one core carries on one board, and what a hundred cost."""
    probe = _tavolo_probe(bench)
    figures = {TAVOLO: _calm(probe) | _crowds(probe, start=1_500, unit=5)}
    for peer in PEERS:
        probe = _peer_probe(peer)
        figures[peer.name] = _calm(probe) | _crowds(probe, start=200, unit=5)
    return figures


def boards_of_25(bench: Bench) -> Figures:
    """The same for boards of 25 people, without the hundred."""
    unit = BOARD_OF_25
    figures = {TAVOLO: _crowds(_tavolo_probe(bench, unit), start=2_000, unit=unit)}
    for peer in PEERS:
        figures[peer.name] = _crowds(_peer_probe(peer, unit), start=800, unit=unit)
    return figures


Probe = Callable[[int], Figures]


def _tavolo_probe(bench: Bench, board_size: int = 0) -> Probe:
    def probe(people: int) -> Figures:
        with bench.tavolo(people, board_size) as (server, load):
            run = f"{people} people" + (f", boards of {board_size}" if board_size else "")
            return bench.measure(run, server, load)

    return probe


def _peer_load(peer: Peer, people: int, board_size: int = 0) -> Load:
    return Load(peer.protocol, people, board_size, fixture=peer.fixture)


def _peer_probe(peer: Peer, board_size: int = 0) -> Probe:
    def probe(people: int) -> Figures:
        with peer_running(peer) as server:
            return measure(server, _peer_load(peer, people, board_size))

    return probe


def _crowds(probe: Probe, *, start: int, unit: int) -> Figures:
    """A row of results: the largest crowd, how it fared, and the cost of a hundred people."""
    carried: dict[int, Figures] = {}

    def is_carried(people: int) -> bool:
        found = probe(people)
        if not is_served(found) and found["server_cpu"] < WHOLE_CORE:
            # It failed without its core's whole time: something else ran here, so it may try again.
            _say_probe(found)
            found = probe(people)
        _say_probe(found)
        carried[people] = found
        return is_served(found)

    most = largest(is_carried, start=start, unit=unit, limit=LIMIT)
    row: Figures = {"participants": most}
    if most:
        row |= {
            "p95_ms": carried[most]["moves"]["p95_ms"],
            "delivered": carried[most]["moves"]["delivered"],
            "superseded": carried[most]["moves"]["superseded"],
            "cpu": carried[most]["server_cpu"],
        }
        row |= {name: value for name, value in carried[most].items() if name.startswith("hub_gap")}
    return row


def _calm(probe: Probe) -> Figures:
    """What a hundred people cost, and how they fare."""
    runs = [probe(CALM) for _ in range(REPEATS)]
    return {
        "cpu_at_100": round(median(one["server_cpu"] for one in runs), 4),
        "p95_at_100_ms": _median_ms(one["moves"]["p95_ms"] for one in runs),
        "join_cpu_ms_at_100": round(median(one["join"]["server_cpu_ms"] for one in runs), 2),
    }


def _median_ms(found: Any) -> float | None:
    times = [time_ms for time_ms in found if time_ms is not None]
    return round(median(times), 2) if len(times) * 2 > REPEATS else None


def _say_probe(found: Figures) -> None:
    moves = found["moves"]
    verdict = "carried" if is_served(found) else why_not_served(found)
    say(
        f"    {found['protocol']:<12} {found['people']:>5} people: p95 {moves['p95_ms']} ms, "
        f"server {found['server_cpu']:.0%}, generator {found['generator_cpu']:.0%}: {verdict}"
    )


# --- durable changes ------------------------------------------------------------------------------


def durable(bench: Bench) -> Figures:
    """A hundred people, each a real change a second: when it is safe, and when the others see it."""
    runs = []
    for _ in range(REPEATS):
        with bench.tavolo(CALM, is_editing=True) as (server, load):
            load = replace(load, work="edit", per_second=1, warm_s=3, window_s=10)
            found = bench.measure("durable", server, load)
        _expect_complete(found)
        runs.append(found)
    return {
        TAVOLO: {
            "people": CALM,
            "ops_per_s": CALM,
            "ack_p95_ms": _median_ms(one["ack_p95_ms"] for one in runs),
            "screens_p95_ms": _median_ms(one["entries"]["p95_ms"] for one in runs),
            "cpu": round(median(one["server_cpu"] for one in runs), 4),
        }
    }


def _expect_complete(found: Figures) -> None:
    if found["complaints"] or found["entries"]["converged"] < 1 or found["lost"]:
        raise BenchFailed(f"durable changes did not all arrive: {found}")


# --- a late joiner --------------------------------------------------------------------------------


def join_5000(bench: Bench) -> Figures:
    """What one more person on a board of 5,000 notes costs the server."""
    figures: Figures = {TAVOLO: _tavolo_joins(bench.town("full board"))}
    for peer in PEERS:
        if peer.can_hold_notes:
            with peer_running(peer, f"--notes={FULL_NOTES}") as server:
                figures[peer.name] = _joins(server, replace(_peer_load(peer, JOINERS), **_JOIN))
    return figures


_JOIN: Figures = {"work": "nothing", "joining": 1, "warm_s": 0, "window_s": 0.1, "settle_s": 1, "drain_s": 0}


def _joins(server: Running, load: Load) -> Figures:
    measure(server, replace(load, people=5))  # the first ones load the board
    found = measure(server, load)["join"]
    return {
        "server_cpu_ms": found["server_cpu_ms"],
        "memory_kb": found["memory_kb"],
        "p50_ms": found["p50_ms"],
    }


def _tavolo_joins(town: Town) -> Figures:
    """The socket and the snapshot by HTTP, together."""
    with tavolo_running(town.folder) as server:
        town.import_full_board(server, FULL_NOTES)
        town.settle(server, 1, JOINERS)
    with tavolo_running(town.folder) as server:
        load = Load(TAVOLO, JOINERS, guests=town.guests_file(1, JOINERS), **_JOIN)
        row = _joins(server, load)
        row |= _snapshots(server, town)
    row["socket_cpu_ms"] = row["server_cpu_ms"]
    row["server_cpu_ms"] = round(row["socket_cpu_ms"] + row["snapshot_cpu_ms"], 3)
    return row


def _snapshots(server: Running, town: Town) -> Figures:
    """Each joiner loads the snapshot on a connection of its own."""
    board = town.boards[0]
    start_s, kb = cpu_s(server.pid), 0.0
    for token in board.tokens[:JOINERS]:
        headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "gzip"}
        answer = Caller(server.port).send("GET", f"/api/boards/{board.id}/snapshot", **headers)
        kb = len(answer.read()) / 1024
    cost_ms = (cpu_s(server.pid) - start_s) * 1000 / JOINERS
    return {"snapshot_cpu_ms": round(cost_ms, 3), "snapshot_kb": round(kb, 1)}


# --- big rooms ------------------------------------------------------------------------------------


def big_rooms(bench: Bench) -> Figures:
    """300 and 500 people with cursors on, the server on both cores."""
    figures: Figures = {}
    for people in (300, 500):
        with bench.tavolo(people, on_cores=set(cores())) as (server, load):
            found = bench.measure(f"{people} people, two cores", server, load)
            memory_mb = memory_kb(server.pid) / 1024
        _say_probe(found)
        figures[str(people)] = {
            "p95_ms": found["moves"]["p95_ms"],
            "delivered": found["moves"]["delivered"],
            "superseded": found["moves"]["superseded"],
            "lost": found["lost"],
            "kb_per_s_each": found["kb_per_s_each"],
            "cpu": found["server_cpu"],
            "memory_mb": round(memory_mb),
            "hub_gap_p99_ms": found["hub_gap_p99_ms"],
            "hub_gap_max_ms": found["hub_gap_max_ms"],
        }
    return figures


def idle_boards(bench: Bench) -> Figures:
    """What a thousand boards cost on which one person looks and nobody does anything."""
    town = bench.town("idle boards")
    with tavolo_running(town.folder, on_cores=set(cores())) as server:
        town.settle(server, IDLE_BOARDS, 1)
    with tavolo_running(town.folder) as server:
        guests = town.guests_file(IDLE_BOARDS, 1)
        load = Load(TAVOLO, IDLE_BOARDS, 1, "nothing", guests=guests, warm_s=5, window_s=IDLE_WATCH_S)
        found = measure(server, replace(load, drain_s=0))
    return {"boards": IDLE_BOARDS, "cpu": found["server_cpu"], "lost": found["lost"]}


PARTS: dict[str, Callable[[Bench], Figures]] = {
    "one_board": one_board,
    "boards_of_25": boards_of_25,
    "durable": durable,
    "join_5000": join_5000,
    "big_rooms": big_rooms,
    "idle_boards": idle_boards,
}


def run_parts(names: list[str]) -> Figures:
    """The figures of these parts, in order, and how long each took."""
    bench = Bench()
    figures: Figures = {}
    try:
        say("The generator itself ...")
        check_generator()
        for name in names:
            say(f"{name} ...")
            start_s = time.monotonic()
            try:
                figures[name] = PARTS[name](bench)
            except BenchFailed as problem:
                say(f"  {name} has no figures: {problem}")
            say(f"  took {time.monotonic() - start_s:.0f} s")
    finally:
        bench.close()
    figures["hub_gap"] = {
        run: {"p99_ms": p99_ms, "max_ms": max_ms} for run, (p99_ms, max_ms) in bench.gaps.items()
    }
    return figures
