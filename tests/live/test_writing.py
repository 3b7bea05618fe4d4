"""VIS6: about how many people are writing in private, only where a step tells it."""

import json
from typing import Any

import pytest

from board.live.writing import LOOK_MS, RECENT_MS, Writing, about
from tests.support.drafts import OPEN_STEP, DraftBench

LOOK = 1_000_000  # some time when the room looks


@pytest.fixture
def bench() -> DraftBench:
    return bench_with(counted=True)


def bench_with(**changes: Any) -> DraftBench:
    made = DraftBench(**changes)
    made.now_ms = LOOK
    return made


def beacon(bench: DraftBench) -> dict[str, Any]:
    """What everybody is told every few seconds."""
    bench.forget_sent()
    bench.room.tell_head()
    heads = [one.payload for one in bench.outbox.sent if one.event == "head"]
    assert len(heads) == 1  # one message for all: nobody is told more than the others
    return dict(heads[0])


def write(bench: DraftBench, *people: str, text: str = "Più ombra") -> None:
    for person_id in people:
        bench.put(person_id, f"draft-{person_id}-1", text=text)


@pytest.mark.parametrize(
    ("people", "told"), [(0, 0), (1, 0), (2, 0), (3, 3), (4, 3), (5, 5), (9, 5), (10, 10), (61, 60)]
)
def test_VIS6_the_number_is_rounded_and_never_more_than_there_are(people: int, told: int) -> None:
    assert about(people) == told


def test_VIS6_three_who_write_are_told_to_everybody(bench: DraftBench) -> None:
    write(bench, "ada", "bob", "cai")

    assert beacon(bench)["writing"] == 3


def test_VIS6_two_are_the_same_bytes_as_nobody(bench: DraftBench) -> None:
    nobody = beacon(bench)
    write(bench, "bob", "cai")
    bench.now_ms += LOOK_MS
    two = beacon(bench)

    assert two == {**nobody, "now_ms": two["now_ms"]}


def test_VIS6_nothing_is_sent_where_the_step_does_not_say_so() -> None:
    quiet = bench_with()
    write(quiet, "ada", "bob", "cai")

    assert "writing" not in beacon(quiet)
    assert quiet.room.writing == Writing()


def test_VIS6_nothing_is_sent_where_writing_is_not_private() -> None:
    shown = bench_with(private=False, counted=True)

    assert "writing" not in beacon(shown)


def test_VIS6_the_number_depends_on_nothing_that_is_written() -> None:
    worlds = []
    for text in ("Più ombra", "x" * 900):
        world = bench_with(counted=True)
        write(world, "ada", "bob", "cai", text=text)
        worlds.append(json.dumps(beacon(world)))

    assert worlds[0] == worlds[1]


def test_VIS6_between_two_looks_the_number_stays(bench: DraftBench) -> None:
    before = beacon(bench)
    write(bench, "ada", "bob", "cai")
    bench.now_ms += LOOK_MS - 1

    assert "writing" not in before
    assert "writing" not in beacon(bench)
    bench.now_ms += 1
    assert beacon(bench)["writing"] == 3


def test_VIS6_who_stopped_is_not_writing(bench: DraftBench) -> None:
    write(bench, "ada", "bob", "cai")
    beacon(bench)
    bench.now_ms += RECENT_MS

    assert "writing" not in beacon(bench)


def test_VIS6_the_reveal_and_the_next_step_end_it(bench: DraftBench) -> None:
    write(bench, "ada", "bob", "cai")
    beacon(bench)
    bench.conduct("ada", do="reveal")

    assert "writing" not in beacon(bench)
    bench.conduct("ada", do="step", step=OPEN_STEP)
    assert "writing" not in beacon(bench)
    assert bench.room.writing == Writing()


def test_VIS6_what_waits_to_be_read_is_not_writing_in_private() -> None:
    moderated = bench_with(private=False, moderated=True, counted=True)
    for person_id in ("bob", "cai"):
        moderated.put(person_id, f"draft-{person_id}-1", waits=True)

    assert "writing" not in beacon(moderated)
