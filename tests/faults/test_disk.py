"""ACK3: a full, read-only or broken disk costs nothing that was acknowledged, and is told to every page."""

from tests.faults.disk import TOLD, WAYS, ordeal, ordeal_of_locks


def test_ACK3_the_server_survives_a_disk_that_fails_in_every_way():
    done, _ = ordeal(list(WAYS), seed=1, may_mount=False)

    assert done.problems == []
    assert done.cycles_told > 0
    assert set(done.writable_s) == set(WAYS)


def test_ACK3_a_server_that_acknowledges_before_the_commit_is_found_out():
    done, _ = ordeal(list(TOLD[:1]), seed=1, fault="ack-before-commit", may_mount=False)

    # Either it is missing from the log, or what its page built on it is refused first.
    signs = ("acknowledged", "refused")
    assert any(sign in problem for problem in done.problems for sign in signs), done.problems


def test_ACK3_the_server_survives_another_program_that_holds_the_database():
    done = ordeal_of_locks(1, seed=1, for_s=(2.5, 2.5))

    assert done.problems == []
    assert done.cycles_told == 1
