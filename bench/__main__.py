"""`python -m bench [PART ...]`: measure, print the table; a whole run is kept in bench/results/."""

import signal
import sys

from bench.parts import PARTS, run_parts
from bench.report import keep, table
from bench.tools import BenchFailed, machine, prepare, say


def main(asked: list[str]) -> None:
    """Run the named parts, or all. Raises BenchFailed."""
    unknown = [name for name in asked if name not in PARTS]
    if unknown:
        raise BenchFailed(f"there is no part {unknown[0]}: {', '.join(PARTS)}.")
    prepare(with_peers=True)
    figures = {"machine": machine(), **run_parts(asked or list(PARTS))}
    say("\n" + table(figures))
    missing = [name for name in PARTS if name not in figures]
    if not missing:
        keep(figures)
    elif not asked:
        raise BenchFailed(f"nothing is kept, because there are no figures for {', '.join(missing)}.")


if __name__ == "__main__":
    # Ended from outside, it still ends its servers and removes their data.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("make bench: ended before it was done"))
    try:
        main(sys.argv[1:])
    except BenchFailed as problem:
        sys.exit(f"make bench: {problem}")
