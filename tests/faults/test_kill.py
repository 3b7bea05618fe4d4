"""ACK1, SEQ2: `kill -9` loses nothing that was acknowledged, doubles nothing, leaves nothing in part."""

from tests.faults.broken_server import broken
from tests.faults.kill import soak

DEATHS = 2


def test_ACK1_SEQ2_nothing_acknowledged_is_lost_doubled_or_in_part_after_kill():
    result = soak(DEATHS, seed=1)

    assert not result.failures, result
    assert result.figures["acknowledged"] > DEATHS


def test_ACK1_a_server_that_acknowledges_before_the_commit_is_found_out():
    result = soak(DEATHS, seed=1, server=broken("ack-before-commit"))

    assert any("lost" in failure or "acknowledged" in failure for failure in result.failures), result
