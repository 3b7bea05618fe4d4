"""`python -m tests.soak [RUN ...] [--scale 1] [--seed 0] [--jobs N]`; without a name, all runs."""

import argparse
import gc
import importlib
import json
import os
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tests.soak.runs import RUNS, Result, Run

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "test-results" / "soak.jsonl"
CHUNK = 200  # seeds that a process takes at a time
COLLECT_EVERY = 25  # seeds
SHOWN = 5  # failures that are printed in full
PROGRESS_S = 30.0


def function_of(run: Run) -> Callable[..., Any]:
    """What does the run. Raises ImportError or AttributeError."""
    module, name = run.function.split(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


def _chunk(job: tuple[Run, int, int]) -> tuple[int, list[tuple[int, str]]]:
    """How many seeds of `first` to `last` were tried, and which failed, with the reason."""
    run, first, last = job
    case = function_of(run)
    failed: list[tuple[int, str]] = []
    # What a case leaves behind is collected now and then, not in the middle of the next one.
    gc.collect()
    gc.freeze()
    gc.disable()
    for seed in range(first, last):
        if seed % COLLECT_EVERY == 0:
            gc.collect()
        try:
            case(seed)
        except Exception:  # noqa: BLE001 - whatever it is, the seed failed
            failed.append((seed, traceback.format_exc(limit=-3)))
    return last - first, failed


def _chunks(run: Run, first: int, count: int) -> Iterator[tuple[Run, int, int]]:
    for start in range(first, first + count, CHUNK):
        yield run, start, min(start + CHUNK, first + count)


def do_seeded(run: Run, count: int, seed: int, jobs: int) -> Result:
    """All seeds from `seed` on, on `jobs` processes. The first failures are printed at once."""
    function_of(run)  # an import that fails is said once, not by each process
    done, failed, said_at = 0, [], time.monotonic()
    with get_context("fork").Pool(jobs) as pool:
        for tried, wrong in pool.imap_unordered(_chunk, _chunks(run, seed, count)):
            done += tried
            for failing_seed, why in wrong:
                if len(failed) < SHOWN:
                    print(f"{run.name}: seed {failing_seed} failed\n{why}", flush=True)
                failed.append(failing_seed)
            if time.monotonic() - said_at > PROGRESS_S:
                said_at = time.monotonic()
                print(f"{run.name}: {done:,} of {count:,}, {len(failed)} failed", flush=True)
    figures = {"first_seed": seed, "last_seed": seed + count - 1, "failing_seeds": sorted(failed)[:100]}
    return Result(count - len(failed), len(failed), figures)


def do(run: Run, asked: argparse.Namespace) -> bool:
    """Whether the run passed. Prints its line and appends it to the results."""
    seed, count = asked.seed, max(1, round(run.count * asked.scale))
    began = time.monotonic()
    try:
        result = do_seeded(run, count, seed, asked.jobs) if run.is_seeded else function_of(run)(count, seed)
    except Exception:  # noqa: BLE001 - one broken run must not cost the figures of the others
        result = Result(0, 1, {}, [traceback.format_exc()])
    seconds = round(time.monotonic() - began, 1)
    for sentence in result.failures[:SHOWN]:
        print(f"{run.name}: {sentence}", flush=True)
    print(
        f"{run.name}: {result.passed} passed, {result.failed} failed (seed {seed}, {seconds:g} s, {run.what})"
    )
    for name, figure in result.figures.items():
        print(f"  {name}: {figure}", flush=True)
    about = {"run": run.name, "count": count, "seed": seed, "seconds": seconds}
    _keep({**about, **vars(result)}, asked.results)
    return result.failed == 0 and result.passed > 0


def _keep(row: dict[str, Any], path: Path) -> None:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    about = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "commit": commit.stdout.strip()}
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as results:
        results.write(json.dumps({**about, **row}, ensure_ascii=False) + "\n")


def main() -> int:
    """0 if every run that was asked for passed."""
    by_name = {run.name: run for run in RUNS}
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description="Long runs, with figures.")
    parser.add_argument("runs", nargs="*", metavar="RUN", help=f"any of {', '.join(by_name)}; none: all")
    parser.add_argument("--scale", type=float, default=1.0, help="0.01 does a hundredth of each run")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes for seeded runs")
    parser.add_argument(
        "--results", type=Path, default=RESULTS, help="where a line of JSON goes for each run"
    )
    asked = parser.parse_args()
    unknown = [name for name in asked.runs if name not in by_name]
    if unknown:
        parser.error(f"no run is called {', '.join(unknown)}")
    chosen = [by_name[name] for name in asked.runs or by_name]
    verdicts = [do(run, asked) for run in chosen]
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
