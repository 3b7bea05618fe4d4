"""Numbers about the running server, as text for whoever watches over it (Prometheus).

One `Metrics` for each process; a name is registered by its first use in `METRICS`. Counters only rise,
gauges are set, summaries keep how long things took.
"""

from collections import deque
from collections.abc import Callable
from typing import Final

WINDOW: Final = 4_096  # newest observations that quantiles are taken from

# Name -> kind and what it says. A name that is not here is a mistake in the code.
METRICS: Final = {
    "tavolo_hub_gap_seconds": ("summary", "How much later than asked a pause of 10 ms ended."),
    "tavolo_commit_seconds": ("summary", "How long one commit took, from the batch to the disk."),
    "tavolo_batch_ops": ("summary", "How many ops one commit held."),
    "tavolo_flush_seconds": ("summary", "How long telling one tick took."),
    "tavolo_ops_total": ("counter", "Ops that were accepted."),
    "tavolo_refused_total": ("counter", "Ops that were refused, for good or for now."),
    "tavolo_storage_failures_total": ("counter", "Commits that the store could not make."),
    "tavolo_divergence_total": ("counter", "Pages that found their scene different; must stay 0."),
    "tavolo_bad_messages_total": ("counter", "Messages that could not be read."),
    "tavolo_slow_closed_total": ("counter", "Sessions closed because they did not read."),
    "tavolo_resyncs_total": ("counter", "Sessions that lagged behind and were told to catch up."),
    "tavolo_log_lines_dropped_total": ("counter", "Log lines left out because too many came at once."),
    "tavolo_rooms": ("gauge", "Boards open now."),
    "tavolo_sessions": ("gauge", "Pages connected now."),
    "tavolo_queue_ops": ("gauge", "Ops that wait for the writer."),
    "tavolo_outbox_bytes": ("gauge", "Bytes that wait for slow pages, all together."),
    "tavolo_outbox_bytes_max": ("gauge", "Bytes that wait for the slowest page."),
    "tavolo_read_only": ("gauge", "1 while the store cannot write, else 0."),
}


class Metrics:
    """Adding and observing cost well under a microsecond; the text is made when somebody asks."""

    def __init__(self) -> None:
        self._totals: dict[str, float] = {
            name: 0.0 for name, (kind, _) in METRICS.items() if kind == "counter"
        }
        self._gauges: dict[str, Callable[[], float]] = {}
        self._summaries: dict[str, Summary] = {
            name: Summary() for name, (kind, _) in METRICS.items() if kind == "summary"
        }

    def add(self, name: str, amount: float = 1.0) -> None:
        """Raise a counter."""
        self._totals[name] += amount

    def total(self, name: str) -> float:
        """How far a counter has come since the start."""
        return self._totals[name]

    def observe(self, name: str, value: float) -> None:
        """Note one value of a summary; seconds for a time."""
        self._summaries[name].add(value)

    def watch(self, name: str, read: Callable[[], float]) -> None:
        """Ask `read` for a gauge whenever the text is made."""
        if METRICS[name][0] != "gauge":
            raise KeyError(name)
        self._gauges[name] = read

    def text(self) -> str:
        """Everything in the text format of Prometheus, version 0.0.4."""
        lines: list[str] = []
        for name, (kind, meaning) in METRICS.items():
            lines += [f"# HELP {name} {meaning}", f"# TYPE {name} {kind}"]
            if kind == "counter":
                lines.append(f"{name} {self._totals[name]:g}")
            elif kind == "summary":
                lines += self._summaries[name].lines(name)
            elif name in self._gauges:
                lines.append(f"{name} {self._gauges[name]():g}")
        return "\n".join([*lines, ""])


class Summary:
    """Count, sum and greatest since the start; quantiles of the newest values."""

    def __init__(self) -> None:
        self.count = 0
        self.sum = 0.0
        self.greatest = 0.0
        self._newest: deque[float] = deque(maxlen=WINDOW)

    def add(self, value: float) -> None:
        self.count += 1
        self.sum += value
        self.greatest = max(self.greatest, value)
        self._newest.append(value)

    def quantile(self, share: float) -> float:
        """The value that this share of the newest ones does not exceed; 0 without any."""
        ordered = sorted(self._newest)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

    def lines(self, name: str) -> list[str]:
        """This summary in the text format; its greatest value is the quantile 1."""
        shares = [(share, self.quantile(share)) for share in (0.5, 0.95, 0.99)] + [(1, self.greatest)]
        rows = [f'{name}{{quantile="{share}"}} {value:.6g}' for share, value in shares]
        return [*rows, f"{name}_sum {self.sum:.6g}", f"{name}_count {self.count}"]
