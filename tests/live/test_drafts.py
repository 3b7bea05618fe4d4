"""VIS3: what people write in private, in the writer and in the room."""

import json

import pytest

from board.core.drafts import DRAFTS_BYTES, DRAFTS_LIMIT
from board.core.errors import StorageFailed
from board.core.ops import SYSTEM
from board.core.visibility import Here, Member
from board.live.concurrency import ThreadConcurrency
from board.live.drafts import by_person
from board.live.registry import Registry
from tests.support.drafts import OPEN_STEP, STEP, DraftBench, step
from tests.support.rooms import BOARD, delete, frame, note, patch, refusal_code


@pytest.fixture
def bench():
    return DraftBench()


def told(bench: DraftBench, sid: str) -> str:
    """Everything that a session was sent, as JSON."""
    bench.room.flush()
    return json.dumps([(one.event, one.payload) for one in bench.outbox.sent if sid in one.sids])


# --- keeping ------------------------------------------------------------------------------------------


def test_VIS3_a_private_note_is_durable_before_it_is_acknowledged(bench):
    answer = bench.put("bob", "draft-0001", text="Più ombra")

    assert answer == 0
    assert by_person(bench.storage.drafts(BOARD))["bob"]["draft-0001"].item["text"] == "Più ombra"


def test_VIS3_a_note_that_could_not_be_stored_is_not_acknowledged_and_not_kept(bench):
    bench.storage.is_failing = True

    answer = bench.put("bob", "draft-0001", text="Più ombra")

    assert isinstance(answer, StorageFailed)
    assert bench.own("bob") == {}


def test_VIS3_nobody_else_is_sent_anything_and_nothing_that_they_see_moves(bench):
    head, hash_before = bench.room.head, bench.room.hash

    bench.put("bob", "draft-0001", text="Più ombra")
    bench.put("bob", "draft-0001", text="Più ombra in piazza")
    bench.wish("bob", gone="draft-0001")

    assert [told(bench, f"sid-{other}") for other in ("ada", "cai", "vera")] == ["[]", "[]", "[]"]
    assert (bench.room.head, bench.room.hash) == (head, hash_before)
    assert "draft-0001" not in bench.room.used_ids


def test_VIS3_other_pages_of_the_same_person_hear_of_it(bench):
    bench.join("bob", "sid-bob-2")
    bench.forget_sent()

    bench.put("bob", "draft-0001", text="Più ombra")
    bench.wish("bob", gone="draft-0001")

    put, gone = bench.outbox.to("sid-bob-2", "drafts")
    assert put["put"][0]["item"]["text"] == "Più ombra"
    assert gone == {"gone": ["draft-0001"]}
    assert bench.outbox.to("sid-bob", "drafts") == []


def test_SEQ2_a_private_note_that_is_sent_twice_changes_nothing(bench):
    message = {"id": ["client-bob", 1], "put": note("draft-0001", text="one")["item"], "round": 0}
    bench.message("bob", message)
    bench.message("bob", {"id": ["client-bob", 2], "gone": "draft-0001"})

    assert bench.message("bob", message) == 0
    assert bench.own("bob") == {}


def test_SEQ2_the_numbers_of_a_page_hold_after_a_restart(bench):
    message = {"id": ["client-bob", 5], "put": note("draft-0001", text="one")["item"], "round": 0}
    bench.message("bob", message)
    bench.message("bob", {"id": ["client-bob", 6], "gone": "draft-0001"})
    bench.room.draft_cursors.clear()  # as after a restart

    assert bench.message("bob", message) == 0
    assert bench.own("bob") == {}


def test_SEQ2_nobody_writes_under_the_number_of_another_person(bench):
    bench.put("bob", "draft-0001")

    answer = bench.message("cai", {"id": ["client-bob", 2], "gone": "draft-0001"})

    assert refusal_code(answer) == "op.client"
    assert list(bench.own("bob")) == ["draft-0001"]


def test_VIS3_private_notes_of_two_people_may_have_the_same_id(bench):
    bench.put("bob", "draft-0001", text="of Bob")
    bench.put("cai", "draft-0001", text="of Cai")
    bench.wish("cai", gone="draft-0001")

    assert bench.own("bob") == {"draft-0001": "of Bob"}
    assert bench.own("cai") == {}


def test_VIS3_private_notes_are_there_again_after_a_restart(bench):
    bench.put("bob", "draft-0001", text="Più ombra")

    again = Registry(bench.storage, bench.people, bench.outbox, ThreadConcurrency(), lambda: 0).open(BOARD)

    assert again.drafts["bob"]["draft-0001"].item["text"] == "Più ombra"


def test_VIS3_what_a_commit_that_reported_failure_has_stored_is_found_again(bench):
    bench.put("bob", "draft-0001", text="one")
    kept = bench.storage.drafts(BOARD)
    bench.room.drafts = {}  # what the room knew is not true any more
    bench.room.is_stale = True

    bench.put("cai", "draft-0002", text="two")

    assert by_person(kept)["bob"] == bench.room.drafts["bob"]
    assert bench.outbox.to("sid-bob", "drafts")[0]["put"][0]["item"]["id"] == "draft-0001"


def test_LIM1_one_person_has_so_many_private_notes_and_no_more(bench):
    for number in range(DRAFTS_LIMIT):
        assert bench.put("bob", f"draft-{number:04}") == 0

    assert refusal_code(bench.put("bob", "draft-9999")) == "draft.full"
    assert bench.put("bob", "draft-0000", text="changed") == 0
    assert bench.put("cai", "draft-9999") == 0  # that others have many shows nowhere


def test_LIM1_what_one_person_writes_in_private_has_so_many_bytes_and_no_more(bench):
    long = "é" * 2000
    kept = 0
    while bench.put("bob", f"draft-{kept:04}", text=long) == 0:
        kept += 1

    assert DRAFTS_BYTES // 4300 <= kept <= DRAFTS_BYTES // 4000
    assert refusal_code(bench.put("bob", "draft-9999", text=long)) == "draft.full"
    assert bench.put("bob", "draft-0000", text="shorter") == 0
    assert bench.put("bob", "draft-9999", text="é" * 1500) == 0


def test_PERM1_who_only_looks_writes_nothing_in_private(bench):
    assert refusal_code(bench.put("vera", "draft-0001")) == "denied.viewer"


@pytest.mark.parametrize("what", ["gone", "publish"])
def test_PERM1_who_only_looks_leaves_nothing_in_the_database(bench, what):
    answer = bench.message("vera", {"id": ["client-of-nobody", 1], what: "draft-0001"})

    assert refusal_code(answer) == "denied.viewer"
    assert bench.storage.draft_cursor(BOARD, "client-of-nobody") is None


@pytest.mark.parametrize("what", ["gone", "publish"])
def test_SEQ2_what_changes_nothing_is_not_numbered(bench, what):
    assert bench.message("bob", {"id": ["client-of-nobody", 1], what: "draft-0001"}) == 0

    assert bench.storage.draft_cursor(BOARD, "client-of-nobody") is None


def test_PERM1_a_stranger_is_told_that_there_is_no_such_board(bench):
    assert refusal_code(bench.put("stranger", "draft-0001")) == "board.missing"


def test_PERM3_a_private_note_lies_in_the_areas_of_the_step():
    bench = DraftBench(areas=["area-00001"])
    bench.send("ada", 2, frame("area-00001"), frame("area-00002", x=2_000))

    answers = [bench.put("bob", f"draft-000{n}", frame=area) for n, area in enumerate(["area-00001", None])]

    assert [refusal_code(answer) for answer in answers] == [None, "step.not_here"]


def test_VIS3_participants_put_no_note_on_the_board_while_writing_is_private(bench):
    answer = bench.send("bob", 1, note("note-0001"))

    assert refusal_code(answer) == "draft.only"
    assert bench.send("ada", 2, note("note-0002")) == bench.room.head


# --- the reveal ---------------------------------------------------------------------------------------


def test_VIS3_the_reveal_is_one_entry_with_new_ids_one_time_and_names(bench):
    bench.put("bob", "draft-0001", text="of Bob", x=0)
    bench.put("cai", "draft-0002", text="of Cai", x=900)
    bench.now_ms = 5_000
    head = bench.room.head

    assert bench.conduct("ada", do="reveal") == head + 1

    notes = [record for record in bench.room.scene.values() if record["kind"] == "note"]
    assert {(one["text"], one["author"], one["created_at_ms"]) for one in notes} == {
        ("of Bob", "bob", 5_000),
        ("of Cai", "cai", 5_000),
    }
    assert {one["id"] for one in notes}.isdisjoint({"draft-0001", "draft-0002"})
    assert bench.storage.drafts(BOARD) == []
    assert bench.room.drafts == {"bob": {}, "cai": {}}


def test_VIS3_the_owner_hears_that_the_private_note_is_gone_before_the_news(bench):
    bench.put("bob", "draft-0001", text="of Bob")
    bench.conduct("ada", do="reveal")
    bench.room.flush()

    to_bob = [one.event for one in bench.outbox.sent if "sid-bob" in one.sids]
    assert to_bob == ["drafts", "news"]
    assert bench.outbox.to("sid-cai", "drafts") == []


def test_VIS3_to_stay_anonymous_leaves_no_author_anywhere(bench):
    bench.put("bob", "draft-0001", text="a secret")

    bench.conduct("ada", do="reveal", anonymous=True)

    [entry] = bench.storage.read_after(BOARD, bench.room.head - 1)
    assert bench.texts() == ["a secret"]
    assert "bob" not in repr(entry)


def test_VIS3_a_promise_that_nobody_will_know_holds_whatever_the_facilitator_says_later():
    bench = DraftBench(anonymous=True)
    bench.put("bob", "draft-0001", text="first")
    bench.send("ada", 2, patch(STEP, anonymous=False))
    bench.put("bob", "draft-0001", text="second")
    bench.put("cai", "draft-0002", text="signed", x=900)

    bench.conduct("ada", do="reveal")

    authors = {one["text"]: one["author"] for one in bench.room.scene.values() if one["kind"] == "note"}
    assert authors == {"second": "", "signed": "cai"}


@pytest.mark.parametrize("how", [{"do": "reveal"}, {"do": "step", "step": OPEN_STEP}])
def test_VIS4_a_promise_that_is_made_in_the_middle_of_a_step_holds_for_all_of_it(bench, how):
    bench.send("ada", 2, patch(OPEN_STEP, mode="reveal"))
    bench.put("bob", "draft-0001", text="before it was promised")
    bench.send("ada", 3, patch(STEP, anonymous=True))

    bench.conduct("ada", **how)

    [shown] = [one for one in bench.room.scene.values() if one["kind"] == "note"]
    assert (shown["text"], shown["author"]) == ("before it was promised", "")


def test_VIS4_a_promise_is_not_made_for_what_was_written_in_a_step_before(bench):
    bench.send("ada", 2, step("step_silent_2", private=True, anonymous=True))
    bench.put("bob", "draft-0001", text="signed")
    bench.now_ms += 1
    bench.conduct("ada", do="step", step="step_silent_2")
    bench.put("cai", "draft-0002", text="unsigned", x=900)

    bench.conduct("ada", do="reveal")

    authors = {one["text"]: one["author"] for one in bench.room.scene.values() if one["kind"] == "note"}
    assert authors == {"signed": "bob", "unsigned": ""}


def test_VIS4_a_promise_holds_for_what_arrives_when_another_step_is_on():
    bench = DraftBench(anonymous=True)
    bench.send("ada", 2, step("step_silent_2", private=True))
    bench.conduct("ada", do="step", step="step_silent_2")
    item = note("draft-0001", text="written without a network")["item"]

    assert bench.wish("bob", put=item, round=0, anonymous=True) == 0
    assert bench.put("cai", "draft-0002", text="signed", x=900) == 0
    bench.conduct("ada", do="reveal")

    authors = {one["text"]: one["author"] for one in bench.room.scene.values() if one["kind"] == "note"}
    assert authors == {"written without a network": "", "signed": "cai"}


def test_VIS4_nobody_is_anonymous_where_nothing_promises_it(bench):
    item = note("draft-0001", text="signed")["item"]
    bench.wish("bob", put=item, round=0, anonymous=True)

    bench.conduct("ada", do="reveal")

    assert [one["author"] for one in bench.room.scene.values() if one["kind"] == "note"] == ["bob"]


def test_VIS5_its_owner_is_told_that_no_reveal_takes_it(bench):
    bench.join("bob", "sid-bob-2")
    bench.conduct("ada", do="step", step=OPEN_STEP)

    assert bench.put("bob", "draft-0001", text="never judged") == 1

    [told] = bench.outbox.to("sid-bob-2", "drafts")
    assert told["put"][0]["late"] is True
    bench.conduct("ada", do="step", step=STEP)
    assert bench.put("bob", "draft-0001", text="judged now") == 0


def test_VIS3_after_the_reveal_writing_is_open_until_the_next_private_step(bench):
    bench.conduct("ada", do="reveal")
    assert bench.send("bob", 1, note("note-0001")) == bench.room.head

    bench.conduct("ada", do="step", step=OPEN_STEP)
    bench.conduct("ada", do="step", step=STEP)
    assert refusal_code(bench.send("bob", 2, note("note-0002"))) == "draft.only"


def test_VIS3_to_go_on_by_mistake_and_back_loses_nothing_from_the_reveal(bench):
    bench.put("bob", "draft-0001", text="one")
    bench.conduct("ada", do="step", step=OPEN_STEP)
    assert bench.texts() == []
    bench.conduct("ada", do="step", step=STEP)
    bench.put("bob", "draft-0002", text="two", x=900)

    bench.conduct("ada", do="reveal")

    assert bench.texts() == ["one", "two"]


def test_VIS3_going_on_to_a_step_that_reveals_is_the_reveal(bench):
    bench.send("ada", 2, patch(OPEN_STEP, mode="reveal"))
    bench.put("bob", "draft-0001", text="one")

    bench.conduct("ada", do="step", step=OPEN_STEP)

    assert bench.texts() == ["one"]
    assert bench.storage.drafts(BOARD) == []


@pytest.mark.parametrize("is_undone", [False, True])
def test_VIS4_what_was_written_while_a_step_was_private_for_a_time_is_revealed_by_going_on(is_undone):
    bench = DraftBench(private=False)
    bench.send("ada", 2, step("step_reveal_1", mode="reveal", z="a2"))
    bench.send("ada", 3, patch(STEP, private=True))
    bench.put("bob", "draft-0001", text="Più ombra")
    off = {"do": "undo", "of": ["client-ada", 3]} if is_undone else patch(STEP, private=False)
    assert isinstance(bench.send("ada", 4, off), int)
    assert bench.room.scene["workshop"]["veiled"]

    bench.conduct("ada", do="step", step="step_reveal_1")

    assert bench.texts() == ["Più ombra"]
    assert bench.own("bob") == {}
    assert "veiled" not in bench.room.scene["workshop"]


def test_VIS4_nothing_is_noted_where_a_step_is_changed_in_other_ways(bench):
    bench.conduct("ada", do="reveal")
    for n, values in enumerate(({"private": False}, {"title": "On"}, {"private": True}), start=2):
        bench.send("ada", n, patch(STEP, **values))

    assert (
        "veiled" not in bench.room.scene["workshop"]
    )  # after its reveal writing is open until the next step


def test_VIS3_what_arrives_after_the_reveal_stays_with_its_owner(bench):
    bench.conduct("ada", do="reveal")
    assert bench.put("bob", "draft-0001", text="too late", round=0) == 1

    bench.conduct("ada", do="step", step=OPEN_STEP)
    bench.conduct("ada", do="step", step=STEP)
    bench.conduct("ada", do="reveal")

    assert bench.texts() == []
    assert bench.own("bob") == {"draft-0001": "too late"}


def test_VIS5_what_was_written_while_nothing_was_private_is_not_revealed(bench):
    bench.conduct("ada", do="step", step=OPEN_STEP)
    assert bench.put("bob", "draft-0001", text="never judged") == 1
    bench.conduct("ada", do="step", step=STEP)

    bench.conduct("ada", do="reveal")

    assert bench.texts() == []
    assert bench.own("bob") == {"draft-0001": "never judged"}
    assert bench.wish("bob", publish="draft-0001") == 0
    assert bench.texts() == ["never judged"]


def test_VIS5_it_is_revealed_when_its_owner_puts_it_again_while_writing_is_private(bench):
    bench.conduct("ada", do="step", step=OPEN_STEP)
    bench.put("bob", "draft-0001", text="early")
    bench.conduct("ada", do="step", step=STEP)
    bench.put("bob", "draft-0001", text="judged")

    bench.conduct("ada", do="reveal")

    assert bench.texts() == ["judged"]


def test_VIS5_the_last_words_may_arrive_after_the_step(bench):
    bench.put("bob", "draft-0001", text="one")
    bench.put("cai", "draft-0002", text="two", x=900)
    bench.conduct("ada", do="step", step=OPEN_STEP)
    bench.put("bob", "draft-0001", text="one, and its last word")
    bench.put("cai", "draft-0002", text="two", x=5_000)  # a place that no step was asked about

    bench.conduct("ada", do="reveal")

    assert bench.texts() == ["one, and its last word"]
    assert bench.own("cai") == {"draft-0002": "two"}


@pytest.mark.parametrize("round", [1, 7])
def test_PERM3_nobody_writes_for_a_round_that_has_not_begun(bench, round):
    assert refusal_code(bench.put("bob", "draft-0001", round=round)) == "bad.shape"
    assert bench.own("bob") == {}


def test_VIS3_the_owner_shows_a_late_note_to_everybody(bench):
    bench.conduct("ada", do="reveal")
    bench.put("bob", "draft-0001", text="too late", round=0)
    bench.forget_sent()

    assert bench.wish("bob", publish="draft-0001") == 0
    assert bench.wish("bob", publish="draft-0001") == 0

    [shown] = [record for record in bench.room.scene.values() if record["kind"] == "note"]
    assert (shown["text"], shown["author"]) == ("too late", "bob")
    assert shown["id"] != "draft-0001"
    assert bench.own("bob") == {}
    assert bench.outbox.to("sid-bob", "drafts") == [{"gone": ["draft-0001"]}]


def test_VIS4_a_promise_holds_also_for_a_note_that_its_owner_shows_after_the_end():
    bench = DraftBench(anonymous=True)
    bench.put("bob", "draft-0001", text="Un segreto")
    bench.conduct("ada", do="end")
    bench.forget_sent()

    assert bench.wish("bob", publish="draft-0001") == 0

    [made] = [record for record in bench.room.scene.values() if record["kind"] == "note"]
    entry = bench.storage.read_after(BOARD, 0)[-1]
    assert (made["text"], made["author"], entry.actor, entry.op_id) == ("Un segreto", "", SYSTEM, None)
    assert bench.storage.draft_cursor(BOARD, "client-bob") is None
    assert '"bob"' not in told(bench, "sid-cai")
    assert bench.own("bob") == {}


def test_VIS4_its_owner_is_told_that_the_promise_was_made():
    bench = DraftBench(anonymous=True)
    bench.join("bob", "sid-bob-2")

    bench.put("bob", "draft-0001", text="Un segreto")

    assert bench.outbox.to("sid-bob-2", "drafts")[-1]["put"][0]["anonymous"]


def test_VIS3_nobody_shows_their_note_before_the_reveal(bench):
    bench.put("bob", "draft-0001", text="one")

    assert refusal_code(bench.wish("bob", publish="draft-0001")) == "draft.only"
    assert bench.own("bob") == {"draft-0001": "one"}


def test_VIS3_who_was_removed_is_not_shown_by_a_reveal_and_finds_it_when_they_are_back(bench):
    bench.put("bob", "draft-0001", text="one")
    bench.registry.member_changed(BOARD, Member("bob", "Bob", None))

    bench.conduct("ada", do="reveal")

    assert bench.texts() == []
    assert bench.own("bob") == {"draft-0001": "one"}


@pytest.mark.parametrize("is_stale", [False, True])
def test_VIS4_after_a_reveal_nothing_tells_who_has_written_or_how_often(bench, is_stale):
    bench.put("bob", "draft-0001", text="one")
    bench.put("cai", "draft-0002", text="gone before the reveal")
    bench.wish("cai", gone="draft-0002")
    bench.write(bench.submission_of_draft("bob", "draft-0003", "two"), bench.work("ada", do="reveal"))

    kept = [bench.storage.draft_cursor(BOARD, f"client-{person}") for person in ("bob", "cai")]
    assert kept == [None, None]

    bench.room.is_stale = is_stale
    again = {"id": ["client-bob", 1], "put": note("draft-0001", text="one")["item"], "round": 0}
    assert bench.message("bob", again) == 0  # a page that never had its answer (SEQ2)
    assert bench.own("bob") == {}


def test_VIS3_to_show_a_late_note_leaves_the_numbers_of_the_page(bench):
    bench.conduct("ada", do="reveal")
    bench.put("bob", "draft-0001", text="too late", round=0)
    bench.wish("bob", publish="draft-0001")

    kept = bench.storage.draft_cursor(BOARD, "client-bob")
    assert kept is not None
    assert kept.last_n == 2


def test_VIS3_a_reveal_that_could_not_be_stored_leaves_everything_private(bench):
    bench.put("bob", "draft-0001", text="one")
    bench.storage.is_failing = True

    assert isinstance(bench.conduct("ada", do="reveal"), StorageFailed)

    bench.storage.is_failing = False
    assert bench.own("bob") == {"draft-0001": "one"}
    assert bench.texts() == []


def test_VIS3_a_note_and_the_reveal_in_one_batch_keep_their_order(bench):
    bench.put("bob", "draft-0001", text="before")
    first, second = [bench.submission_of_draft("bob", f"draft-000{n}", f"note {n}") for n in (2, 3)]
    reveal = bench.work("ada", do="reveal")

    bench.write(first, reveal, second)

    assert bench.texts() == ["before", "note 2"]
    assert bench.own("bob") == {"draft-0003": "note 3"}


def test_PERM1_only_who_leads_reveals(bench):
    bench.put("bob", "draft-0001", text="one")

    assert refusal_code(bench.conduct("bob", do="reveal")) == "denied"
    assert bench.texts() == []


def test_VIS3_a_frame_that_is_gone_at_the_reveal_holds_nothing(bench):
    bench.send("ada", 2, frame("area-00001"))
    bench.put("bob", "draft-0001", frame="area-00001", text="one")
    bench.send("ada", 3, delete("area-00001"))

    bench.conduct("ada", do="reveal")

    [shown] = [record for record in bench.room.scene.values() if record["kind"] == "note"]
    assert shown["frame"] is None


# --- presence -----------------------------------------------------------------------------------------


def test_VIS3_while_writing_is_private_nobody_sees_where_anybody_is(bench):
    here = bench.room.sessions["sid-bob"].here
    at = Here(here.session, "bob", (10, 20), ("draft-0001",), {"draft-0001": {"x": 1, "y": 2}}, start=(1, 1))

    bench.room.show("sid-bob", at)
    bench.room.move("sid-bob", at)

    assert told(bench, "sid-cai") == "[]"


def test_VIS3_when_writing_becomes_private_what_people_point_at_is_taken_back():
    bench = DraftBench()
    bench.conduct("ada", do="step", step=OPEN_STEP)
    here = bench.room.sessions["sid-bob"].here
    bench.room.show("sid-bob", Here(here.session, "bob", (10, 20), ("note-0001",)))
    bench.forget_sent()

    bench.conduct("ada", do="step", step=STEP)
    bench.room.flush()

    of_bob = [one for one in bench.outbox.news("sid-cai", "here") if one["person"] == "bob"]
    assert of_bob == [{**of_bob[0], "cursor": None, "selection": [], "preview": None}]


def test_VIS3_a_late_note_shows_in_no_presence(bench):
    bench.conduct("ada", do="reveal")
    bench.put("bob", "draft-0001", text="too late", round=0)
    here = bench.room.sessions["sid-bob"].here
    bench.forget_sent()

    box = {"draft-0001": {"x": 1.0, "y": 2.0}}
    caret = {"id": "draft-0001", "epoch": 0, "after": None}
    bench.room.show(
        "sid-bob", Here(here.session, "bob", (10, 20), ("draft-0001",), box, shift=(1, 1), caret=caret)
    )

    assert "draft-0001" not in told(bench, "sid-cai")
    assert "shift" not in told(bench, "sid-cai")


# --- metrics ------------------------------------------------------------------------------------------


def test_VIS3_metrics_do_not_count_what_is_private(bench):
    before = bench.registry.metrics.text()

    bench.put("bob", "draft-0001", text="Più ombra")
    bench.wish("vera", gone="draft-0001")

    assert bench.registry.metrics.text() == before
