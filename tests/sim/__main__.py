"""`python -m tests.sim SEED [--game all] [--shrink]`: play one schedule, with its plan."""

import argparse
import sys

from tests.sim.plan import GAMES, plan_of
from tests.sim.schedule import failure_of, shrink


def main() -> int:
    """0 if the schedule holds its promises."""
    parser = argparse.ArgumentParser(prog="python -m tests.sim", description="Play one schedule.")
    parser.add_argument("seed", type=int)
    parser.add_argument("--game", choices=GAMES, default="all", help="what the schedule is made of")
    parser.add_argument("--shrink", action="store_true", help="find the steps that are needed to fail")
    asked = parser.parse_args()
    plan = plan_of(asked.seed, GAMES[asked.game])
    why = failure_of(plan)
    if why is not None and asked.shrink:
        plan = shrink(plan)
        why = failure_of(plan)
    print(plan)
    print("all promises hold" if why is None else why)
    return 0 if why is None else 1


if __name__ == "__main__":
    sys.exit(main())
