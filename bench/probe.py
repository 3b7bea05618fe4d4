"""One run of the generator against one server, and what it says."""

import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.servers import Running
from bench.tools import GENERATOR, MADE, BenchFailed, cores

RUN_LIMIT_S = 400
LOOK_S = 1.0
LATE_LIMIT_MS = 100.0
DELIVERED_LEAST = 0.99


@dataclass(frozen=True)
class Load:
    """What the people do; the times are those of PERFORMANCE.md's workload unless told otherwise."""

    protocol: str
    people: int
    board_size: int = 0  # 0: all on one
    work: str = "drag"
    per_second: float = 20
    warm_s: float = 1.5
    window_s: float = 5
    drain_s: float = 3
    settle_s: float = 0.5
    joining: int = 32
    fixture: Path | None = None
    guests: Path | None = None


def measure(server: Running, load: Load, look: Callable[[], object] = lambda: None) -> dict[str, Any]:
    """The generator's figures. `look` is called once a second. Raises BenchFailed when it could not run."""
    command = ["taskset", "-c", str(cores()[1]), str(GENERATOR)]
    command += ["--port", str(server.port), "--pid", str(server.pid)]
    for name, value in vars(load).items():
        if value is not None:
            command += [f"--{name.replace('_', '-')}", str(value)]
    end_s = time.monotonic() + RUN_LIMIT_S
    with (MADE / "generator.out").open("w+") as out, (MADE / "generator.err").open("w+") as err:
        with subprocess.Popen(command, stdout=out, stderr=err) as running:
            while not _has_ended(running):
                look()
                if time.monotonic() > end_s:
                    running.kill()
        out.seek(0)
        err.seek(0)
        said = err.read().strip()
        if running.returncode != 0:
            raise BenchFailed(f"the generator failed ({' '.join(command)}): {said[-1000:]}")
        return {**json.loads(out.read()), "said": said}


def _has_ended(running: "subprocess.Popen[bytes]") -> bool:
    try:
        running.wait(LOOK_S)
    except subprocess.TimeoutExpired:
        return False
    return True


def is_served(figures: dict[str, Any]) -> bool:
    """Whether a server carried this load: in time, complete, and everybody ended with the same."""
    return why_not_served(figures) == ""


def why_not_served(figures: dict[str, Any]) -> str:
    """Empty when the load was carried, else the first thing that was wrong."""
    moves, entries = figures["moves"], figures["entries"]
    if figures["ready"] < figures["people"] or figures["lost"]:
        return f"{figures['lost']} lost, {figures['people'] - figures['ready']} never joined"
    if figures["complaints"]:
        return f"{figures['complaints']} complaints: {figures['said'][:200]}"
    if moves["delivered"] < DELIVERED_LEAST:
        return f"{moves['delivered']:.1%} delivered"
    if moves["converged"] < 1 or entries["converged"] < 1:
        return f"{min(moves['converged'], entries['converged']):.2%} converged"
    if moves["p95_ms"] is None or moves["p95_ms"] >= LATE_LIMIT_MS:
        return f"p95 {moves['p95_ms']} ms"
    return ""
