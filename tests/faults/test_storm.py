"""A full house comes back after `kill -9`: everybody is in sync again, and nobody loads the whole board."""

from tests.faults.storm import storm


def test_SEQ3_everybody_is_in_sync_again_after_a_kill_and_loads_nothing_twice():
    figures, problems = storm(people=30, notes=200)

    assert not problems, figures
    assert figures["snapshots_loaded"] == 0
