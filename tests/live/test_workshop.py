"""A workshop on a real registry: judged when its turn comes, told to all, the same after a restart."""

import pytest

from board.core.visibility import Member
from board.core.workshop import read_action, step_on
from board.live.registry import Registry
from board.live.workshop import conduct
from tests.support.items import create
from tests.support.rooms import BOARD, Bench, note, patch, refusal_code


def agenda():
    return [
        create("step", "step-0001", z="a1", title="Write", mode="silent", minutes=5),
        create("step", "step-0002", z="a2", title="Vote", mode="vote"),
    ]


@pytest.fixture
def bench():
    bench = Bench.with_everybody()
    assert bench.send("ada", 1, *agenda()) == 1
    bench.room.flush()
    bench.outbox.sent.clear()
    return bench


def work(bench, person_id, **payload):
    return conduct(bench.room, person_id, read_action(payload), bench.answers.append)


def test_STEP2_everybody_is_told_of_the_step_by_one_entry_of_the_facilitator(bench):
    assert bench.write(work(bench, "ada", do="step", step="step-0001")) == [2]
    bench.room.flush()

    for sid in ("sid-bob", "sid-vera"):
        [entry] = bench.outbox.news(sid, "entries")
        assert entry["actor"] == "ada"
        assert entry["ops"][0]["item"]["step"] == "step-0001"


def test_STEP2_two_who_press_at_once_go_one_step(bench):
    bench.people.members["cai"] = Member("cai", "Cai", "facilitator")
    bench.room.meet(bench.people.members["cai"])
    go = {"do": "step", "step": "step-0001"}

    answers = bench.write(work(bench, "ada", **go), work(bench, "cai", **go))

    assert answers == [2, 2]
    assert bench.room.head == 2


@pytest.mark.parametrize(
    ("person_id", "code"), [("bob", "denied"), ("vera", "denied"), ("eve", "board.missing")]
)
def test_PERM1_only_facilitators_run_a_workshop(bench, person_id, code):
    [answer] = bench.write(work(bench, person_id, do="start"))

    assert refusal_code(answer) == code
    assert bench.room.head == 1


def test_PERM1_who_was_a_facilitator_when_it_was_sent_and_is_none_any_more_is_refused(bench):
    sent = work(bench, "ada", do="start")
    bench.room.meet(Member("ada", "Ada", "participant"))

    assert refusal_code(bench.write(sent)[0]) == "denied"


def test_PERM3_an_op_is_judged_by_the_step_that_is_on_when_its_turn_comes(bench):
    before = bench.submission("bob", 1, note("note-0001"))
    after = bench.submission("bob", 2, note("note-0002"))
    bench.write(work(bench, "ada", do="step", step="step-0001"))

    answers = bench.write(before, work(bench, "ada", do="step", step="step-0002"), after)

    assert [refusal_code(answer) for answer in answers] == [None, None, "step.not_now"]
    assert answers[2].data == {"step": "Vote", "id": "step-0002"}


def test_PERM3_a_refusal_is_told_again_as_it_was_when_the_step_is_another(bench):
    bench.write(work(bench, "ada", do="step", step="step-0002"))
    refused = bench.send("bob", 1, note("note-0001"))
    bench.write(work(bench, "ada", do="step", step="step-0001"))

    assert bench.send("bob", 1, note("note-0001")) == refused


def test_PERM3_an_undo_is_bound_by_the_step_too(bench):
    bench.send("bob", 1, note("note-0001"))
    bench.write(work(bench, "ada", do="step", step="step-0002"))

    answer = bench.send("bob", 2, {"do": "undo", "of": ("client-bob", 1)})

    assert refusal_code(answer) == "step.not_now"


def test_STEP2_a_step_cannot_be_taken_back_by_undo(bench):
    bench.write(work(bench, "ada", do="step", step="step-0001"))

    bench.send("ada", 2, patch("step-0002", title="Choose"))
    bench.send("ada", 3, {"do": "undo", "of": ("client-ada", 2)})

    assert step_on(bench.room.scene)["id"] == "step-0001"
    assert refusal_code(bench.send("ada", 4, patch("workshop", step=None))) == "workshop.by_event"


def test_TIMER1_after_a_restart_the_timer_runs_until_the_same_moment(bench):
    bench.write(work(bench, "ada", do="step", step="step-0001"))
    before = bench.room.scene["workshop"]["timer"]
    bench.now_ms += 90_000

    again = Registry(
        bench.storage, bench.people, bench.outbox, bench.registry._concurrency, lambda: bench.now_ms
    )

    assert again.open(BOARD).scene["workshop"]["timer"] == before == {"ends_at_ms": 1_000 + 300_000}


def test_TIMER2_the_beacon_tells_the_time_of_the_server(bench):
    bench.now_ms = 77_000
    bench.room.tell_head()

    assert bench.outbox.to("sid-bob", "head")[0]["now_ms"] == 77_000
