"""LIM2: nonsense costs nobody else anything, and the log file next to nothing."""

from tests.faults.broken_server import broken
from tests.faults.hostile import LOG_LIMIT_BYTES, attack

MESSAGES = 3_600


def test_LIM2_hostile_messages_cost_nobody_else_anything():
    figures, problems = attack(MESSAGES, seed=1)

    assert not problems, figures
    assert figures["connections_that_answered"] > 0
    assert figures["log_bytes_per_message"] <= LOG_LIMIT_BYTES


def test_a_server_that_writes_a_line_for_each_message_is_found_out():
    figures, _ = attack(MESSAGES, seed=1, server=broken("a-line-for-each"))

    assert figures["log_bytes_per_message"] > LOG_LIMIT_BYTES, figures
