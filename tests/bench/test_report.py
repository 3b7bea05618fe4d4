"""The tables: what is compared, and where they are kept."""

from typing import Any

from bench.metrics import quantiles
from bench.report import BEGIN, END, README, best_peer, table, target_rows, with_block

ROW = {"p95_ms": 90.0, "superseded": 0.1, "p95_at_100_ms": 10.0}


def figures(ours: int, theirs: int) -> dict[str, Any]:
    """One part: Tavolo and two peers, the better of which carries `theirs`."""
    return {
        "one_board": {
            "tavolo": {"participants": ours, "cpu_at_100": 0.05, **ROW},
            "tldraw": {"participants": theirs, "cpu_at_100": 0.4, **ROW},
            "relay": {"participants": theirs // 2, "cpu_at_100": 0.8, **ROW},
        }
    }


def test_the_targets_compare_with_the_best_peer() -> None:
    met = {what: is_met for what, _, is_met in target_rows(figures(2_700, 270))}
    missed = {what: is_met for what, _, is_met in target_rows(figures(2_600, 270))}

    assert met["one board: at least 10x the best peer"]
    assert not missed["one board: at least 10x the best peer"]
    assert best_peer(figures(1, 270)["one_board"], "cpu_at_100", most=False) == 0.4


def test_a_peer_that_carried_nobody_shows_no_time() -> None:
    found = figures(2_700, 270)
    found["one_board"]["relay"] = {"participants": 0, "cpu_at_100": 1.0, "p95_at_100_ms": None}

    assert "| relay | 0 | - | - | 100.0% | - |" in table(found)


def test_the_tables_replace_those_of_the_last_run() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"

    assert with_block(with_block(page, "first"), "second") == f"before\n{BEGIN}\n\nsecond\n\n{END}\nafter\n"
    assert README.read_text("utf-8").count(BEGIN) == README.read_text("utf-8").count(END) == 1


def test_quantiles_are_read_from_the_servers_own_text() -> None:
    text = (
        'gap{quantile="0.99"} 0.004\ngap{quantile="1"} 0.05\ngap_sum 3\ngap_count 9\nother{quantile="1"} 7\n'
    )

    assert quantiles(text, "gap") == {"0.99": 0.004, "1": 0.05}
