"""LIVE3: who does not read is told less, then nothing, then goodbye; nobody else pays for it."""

from tests.faults.broken_server import broken
from tests.faults.slow_clients import compare

SLOW, HEALTHY, SECONDS = 6, 5, (0.5, 6.0)


def test_LIVE3_clients_that_do_not_read_are_cut_off_and_cost_nobody_their_connection():
    figures, problems = compare(SLOW, HEALTHY, SECONDS, rounds=1, server=broken("little-patience"))

    assert not problems, figures
    assert figures["samples"][1] > 0


def test_a_server_with_endless_patience_is_found_out():
    figures, problems = compare(SLOW, HEALTHY, SECONDS, rounds=1, server=broken("endless-patience"))

    assert problems, figures
