"""How far the server falls behind its own clock: the first number to look at when people feel it."""

import time
from typing import Final

from board.live.concurrency import sleep_s
from board.live.metrics import Metrics

PAUSE_S: Final = 0.010


def watch_hub(metrics: Metrics) -> None:
    """Measure for ever how much later than asked a short pause ends. Whatever holds up the hub holds
    up every message by as much."""
    while True:
        started = time.monotonic()
        sleep_s(PAUSE_S)
        metrics.observe("tavolo_hub_gap_seconds", max(0.0, time.monotonic() - started - PAUSE_S))
