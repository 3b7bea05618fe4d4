"""What Tavolo says of itself while it is under load."""

import re

from bench.tavolo import Caller

GAP = "tavolo_hub_gap_seconds"


def hub_gaps_ms(caller: Caller) -> tuple[float, float]:
    """How long the hub was away: the 99th percentile and the longest, in ms."""
    found = quantiles(caller.send("GET", "/metrics").read().decode(), GAP)
    return round(found["0.99"] * 1000, 2), round(found["1"] * 1000, 2)


def quantiles(text: str, name: str) -> dict[str, float]:
    """The quantiles of one summary in Prometheus' text format, by their label."""
    rows = re.findall(rf'^{name}\{{quantile="([\d.]+)"\}} (\S+)$', text, re.MULTILINE)
    return {label: float(value) for label, value in rows}
