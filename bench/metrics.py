"""What Tavolo says of itself while it is under load."""

import re
from contextlib import suppress
from http.client import HTTPException

from bench.tavolo import Caller

GAP = "tavolo_hub_gap_seconds"
LOOK_LIMIT_S = 5.0


class HubWatch:
    """Asks a server now and then, so that the last answer is from when people were still there."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.gaps_ms: tuple[float, float] | None = None

    def look(self) -> None:
        """How long the hub was away: the 99th percentile and the longest, in ms."""
        with suppress(OSError, HTTPException):
            text = Caller(self._port, timeout_s=LOOK_LIMIT_S).send("GET", "/metrics").read().decode()
            found = quantiles(text, GAP)
            self.gaps_ms = (round(found["0.99"] * 1000, 2), round(found["1"] * 1000, 2))


def quantiles(text: str, name: str) -> dict[str, float]:
    """The quantiles of one summary in Prometheus' text format, by their label."""
    rows = re.findall(rf'^{name}\{{quantile="([\d.]+)"\}} (\S+)$', text, re.MULTILINE)
    return {label: float(value) for label, value in rows}
