"""The numbers that a watcher reads."""

import pytest

from board.live.metrics import METRICS, WINDOW, Metrics, Summary
from tests.support.rooms import Bench, note


def values(text: str) -> dict[str, float]:
    """Each sample by its name and labels."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines}


def test_every_counter_is_there_from_the_start() -> None:
    found = values(Metrics().text())

    assert all(found[name] == 0 for name, (kind, _) in METRICS.items() if kind == "counter")
    assert found["tavolo_commit_seconds_count"] == 0


def test_a_summary_tells_count_sum_quantiles_and_the_greatest() -> None:
    summary = Summary()
    for number in range(1, 101):
        summary.add(number)

    assert summary.count == 100
    assert summary.sum == 5050
    assert summary.quantile(0.5) == 51
    assert summary.quantile(0.99) == 100
    assert 'x{quantile="1"} 100' in summary.lines("x")


def test_the_greatest_stays_when_its_value_left_the_window() -> None:
    summary = Summary()
    summary.add(7.0)
    for _ in range(WINDOW):
        summary.add(1.0)

    assert summary.greatest == 7.0
    assert summary.quantile(0.99) == 1.0


def test_a_name_nobody_registered_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Metrics().add("tavolo_nonsense_total")
    with pytest.raises(KeyError):
        Metrics().watch("tavolo_ops_total", lambda: 1.0)


def test_the_writer_counts_what_it_accepts_refuses_and_cannot_store() -> None:
    bench = Bench()
    bench.send("bob", 1, note("note_000001"))
    bench.send("vera", 1, note("note_000002"))
    bench.storage.is_failing = True
    bench.send("bob", 2, note("note_000003"))

    found = values(bench.registry.metrics.text())
    assert found["tavolo_ops_total"] == 1
    assert found["tavolo_refused_total"] == 2
    assert found["tavolo_storage_failures_total"] == 1
    assert found["tavolo_rooms"] == 1
    assert found["tavolo_commit_seconds_count"] == 2
