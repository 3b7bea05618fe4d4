"""The promises of the log hold in every schedule, and each broken rule is found out."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sim import outbox, session
from tests.sim.board_mutants import MUTANTS
from tests.sim.plan import NOTES_ONLY, plan_of
from tests.sim.schedule import failure_of, first_failure, play, shrink

ROOT = Path(__file__).resolve().parents[2]
SCHEDULES = 20_000
ENOUGH_FOR_A_MUTANT = 400


def test_SEQ1_SEQ2_SEQ3_SEQ4_ACK1_ACK3_hold_in_twenty_thousand_schedules(tmp_path):
    """In processes of their own: the last line names the seeds, a failure prints its plan."""
    command = [sys.executable, "-m", "tests.soak", "sim", "--scale", "0.02"]

    ran = subprocess.run(
        [*command, "--results", str(tmp_path / "soak.jsonl")], cwd=ROOT, capture_output=True, text=True
    )

    assert f"sim: {SCHEDULES} passed, 0 failed" in ran.stdout, ran.stdout[-6_000:] + ran.stderr[-2_000:]
    assert ran.returncode == 0


@pytest.mark.parametrize("name", MUTANTS)
def test_SEQ1_SEQ2_SEQ3_SEQ4_ACK1_ACK3_a_broken_rule_is_found_out(name):
    found = first_failure(MUTANTS[name], range(ENOUGH_FOR_A_MUTANT))

    assert found is not None, f"{ENOUGH_FOR_A_MUTANT} schedules hold although {MUTANTS[name].__doc__}"


def test_SEQ3_a_commit_that_reported_failure_and_arrived_reaches_the_room_by_the_next_beacon():
    """Every page had come back and read the entry from the store; only the room had not looked yet."""
    play(plan_of(3_125_450, NOTES_ONLY))


def test_SEQ3_nothing_reaches_the_disk_from_a_server_that_is_dead():
    """A kill in the middle of a slow commit: in the file by then, or never, whatever the next life reads."""
    play(plan_of(3_173_590, NOTES_ONLY))


def test_SEQ2_a_gap_that_is_outdated_gives_no_number_away_twice():
    """The server found a gap, then got what filled it by an older connection, and took what came next."""
    play(plan_of(3_335_515, NOTES_ONLY))


def test_a_seed_gives_the_same_run_again():
    first, second = play(plan_of(7)), play(plan_of(7))

    assert first.disk.log == second.disk.log
    assert first.now_ms == second.now_ms
    assert len(first.edits) > 5


def test_a_failing_plan_becomes_short_and_still_fails():
    rules = MUTANTS["NoDedupe"]
    seed, _ = first_failure(rules, range(ENOUGH_FOR_A_MUTANT))

    short = shrink(plan_of(seed), rules)

    assert len(short.steps) < len(plan_of(seed).steps) / 2
    assert failure_of(short, rules) is not None
    assert all(failure_of(_without(short, step), rules) is None for step in short.steps)


def _without(plan, left_out):
    return type(plan)(
        plan.seed, tuple(step for step in plan.steps if step is not left_out), plan.latencies_ms
    )


@pytest.mark.parametrize(
    ("file", "names", "model"),
    [
        ("session.ts", ["ANSWER_MS", "HEAD_GRACE_MS", "QUIET_MS"], session),
        ("outbox.ts", ["WINDOW", "RETRY_MS"], outbox),
    ],
)
def test_the_model_of_a_page_has_the_patience_of_the_real_one(file, names, model):
    text = (ROOT / "static/src/sync" / file).read_text()
    found = {name: re.search(rf"const {name} = ([\d_]+);", text) for name in names}

    assert {name: int(match.group(1)) for name, match in found.items() if match} == {
        name: getattr(model, name) for name in names
    }
