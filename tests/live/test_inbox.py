"""MOD1 to MOD3: what participants write waits until who leads has read it."""

import json

import pytest

from board.core.drafts import decode_draft
from board.core.errors import Denied
from board.core.errors_moderation import InboxChanged
from board.core.errors_workshop import NotNow
from board.core.visibility import Member
from board.live.drafts import INBOX_S, Asked, by_person
from board.live.inbox import accepting
from board.live.work import Work
from board.live.writer import DraftSubmission
from tests.support.drafts import OPEN_STEP, STEP
from tests.support.moderated import ModeratedBench
from tests.support.rooms import BOARD, note, refusal_code


@pytest.fixture
def bench():
    return ModeratedBench()


def told(bench, sid):
    """Everything that a session was sent, as JSON."""
    bench.room.flush()
    return json.dumps([(one.event, one.payload) for one in bench.outbox.sent if sid in one.sids])


def notes(bench):
    return {one["text"]: one for one in bench.room.scene.values() if one["kind"] == "note"}


def told_of_drafts(bench, sid):
    bench.room.flush()
    return bench.outbox.to(sid, "drafts")


# --- waiting ------------------------------------------------------------------------------------------


def test_MOD1_what_a_participant_adds_waits_and_is_kept(bench):
    answer = bench.write_note("bob", "draft-0001", text="Più ombra")

    assert answer == 0
    assert [one.item["text"] for one in bench.waiting] == ["Più ombra"]
    assert by_person(bench.storage.drafts(BOARD))["bob"]["draft-0001"].state == "waiting"
    assert notes(bench) == {}


def test_MOD1_a_participant_puts_no_note_on_the_board_and_who_leads_does(bench):
    assert refusal_code(bench.send("bob", 1, note("note_0001"))) == "draft.only"
    assert isinstance(bench.send("ada", 2, note("note_0001", text="Mine")), int)
    assert "Mine" in notes(bench)


def test_MOD1_two_worlds_other_participants_are_told_the_same_whatever_waits():
    def world(text, count):
        bench = ModeratedBench()
        for n in range(count):
            bench.write_note("bob", f"draft-{n:04}", text=text, x=300 * n)
            bench.write_note("bob", f"draft-{n:04}", text=text + "!", x=300 * n)
        if count > 1:
            bench.decline("draft-0001", why="No " + text)
            bench.wish("bob", gone="draft-0000")
        return bench, [told(bench, f"sid-{other}") for other in ("cai", "vera")]

    (one, first), (other, second) = world("Secret", 3), world("Quite something else", 0)

    assert first == second == ["[]", "[]"]
    assert (one.room.head, one.room.hash) == (other.room.head, other.room.hash)


def test_MOD1_who_leads_is_told_how_much_waits_and_the_author_that_it_waits(bench):
    bench.join("bob", "sid-bob-2")
    bench.forget_sent()

    bench.write_note("bob", "draft-0001", text="Più ombra")
    bench.write_note("bob", "draft-0001", text="Più ombra!")

    assert told_of_drafts(bench, "sid-ada") == [{"inbox": 1}]
    assert [one["put"][0]["state"] for one in told_of_drafts(bench, "sid-bob-2")] == ["waiting", "waiting"]


def test_MOD1_who_leads_is_told_when_other_words_wait_and_nobody_else(bench):
    bench.write_note("bob", "draft-0001", text="Più ombra")
    bench.forget_sent()

    bench.write_note("bob", "draft-0001", text="Più ombra!")

    assert told_of_drafts(bench, "sid-ada") == [{"inbox": 1}]
    assert all(told(bench, f"sid-{other}") == "[]" for other in ("bob", "cai", "vera"))
    bench.wish("bob", gone="draft-0001")
    assert told_of_drafts(bench, "sid-ada") == [{"inbox": 1}, {"inbox": 0}]


def test_MOD1_who_leads_is_told_twice_a_second_at_most_and_nothing_others_hear_moves(bench):
    room = bench.room
    bench.write_note("bob", "draft-0001", text="P")
    before = (room.pace.lasting_at_s, room.pace.carried_at_s)
    assert [one.payload for one in room.inbox_letters(100.0)] == [{"inbox": 1}]
    assert room.due_at_s() is None

    bench.write_note("bob", "draft-0001", text="Più")
    bench.write_note("bob", "draft-0001", text="Più ombra")

    assert room.inbox_letters(100.4) == []
    assert room.due_at_s() == 100.0 + INBOX_S
    assert [one.sids for one in room.inbox_letters(100.5)] == [["sid-ada"]]
    assert room.letters(101.0) == []
    assert (room.pace.lasting_at_s, room.pace.carried_at_s) == before


def test_MOD1_who_leads_only_now_is_told_what_waits(bench):
    bench.write_note("bob", "draft-0001", text="Più ombra")
    bench.forget_sent()

    bench.registry.member_changed(BOARD, Member("cai", "Cai", "co-facilitator"))

    assert told_of_drafts(bench, "sid-cai") == [{"inbox": 1}]


def test_MOD1_what_was_written_in_private_is_not_read_by_who_leads(bench):
    bench.put("bob", "draft-0001", text="Only for me")

    assert bench.waiting == []


def test_MOD1_the_note_waits_on_when_the_step_is_over_and_no_reveal_takes_it(bench):
    bench.write_note("bob", "draft-0001", text="Più ombra")
    bench.conduct("ada", do="step", step=OPEN_STEP)
    bench.conduct("ada", do="reveal")
    bench.write_note("bob", "draft-0001", text="Più ombra", x=400)

    assert [one.item["x"] for one in bench.waiting] == [400]
    assert notes(bench) == {}


def test_MOD1_its_author_does_not_get_round_it(bench):
    bench.write_note("bob", "draft-0001", text="Più ombra")
    bench.conduct("ada", do="step", step=OPEN_STEP)

    assert isinstance(bench.wish("bob", publish="draft-0001"), Denied)
    assert notes(bench) == {}


def test_MOD1_notes_without_words_keep_nobody_from_reading_the_others(bench):
    for n in range(2):
        bench.write_note("bob", f"draft-{n:04}", text=" \n"[:n])
    bench.forget_sent()

    bench.write_note("cai", "draft-0009", text="Più ombra")

    assert [one.item["text"] for one in bench.waiting] == ["Più ombra"]
    assert told_of_drafts(bench, "sid-ada") == [{"inbox": 1}]


def test_MOD1_what_arrives_when_nothing_is_moderated_stays_with_who_wrote_it(bench):
    bench.conduct("ada", do="step", step=OPEN_STEP)
    assert bench.write_note("bob", "draft-0001", text="Late") == 1

    assert bench.waiting == []
    assert bench.own("bob") == {"draft-0001": "Late"}


def test_MOD1_where_the_step_lets_nobody_add_nothing_waits():
    bench = ModeratedBench(may=["move"])

    bench.write_note("bob", "draft-0001", text="Più ombra")

    assert bench.waiting == []


def test_MOD2_of_two_notes_with_one_name_and_moment_the_unread_one_is_not_let_in(bench):
    """Only two who work together can make them: ids are random."""
    bench.write_note("bob", "draft-0001", text="Più ombra")
    bench.now_ms -= 1
    bench.write_note("cai", "draft-0001", text="Read by nobody")

    answer = bench.plan("ada", accepting(bench.room, "ada", [("draft-0001", bench.now_ms)], ""))

    assert isinstance(answer, InboxChanged)
    assert notes(bench) == {}


# --- deciding -----------------------------------------------------------------------------------------


def test_MOD2_accepting_makes_the_note_with_the_name_of_who_wrote_it(bench):
    bench.write_note("bob", "draft-0001", text="Più ombra", x=40)
    bench.forget_sent()

    assert isinstance(bench.accept("draft-0001"), int)

    made = notes(bench)["Più ombra"]
    assert (made["author"], made["x"]) == ("bob", 40)
    assert made["id"] != "draft-0001"
    assert bench.waiting == []
    assert bench.storage.drafts(BOARD) == []
    assert {"gone": ["draft-0001"]} in told_of_drafts(bench, "sid-bob")
    assert {"inbox": 0} in told_of_drafts(bench, "sid-ada")


def test_MOD2_accepting_with_a_note_makes_it_a_comment_of_who_leads(bench):
    bench.write_note("bob", "draft-0001", text="Più ombra")

    bench.accept("draft-0001", note="Where?")

    [comment] = [one for one in bench.room.scene.values() if one["kind"] == "comment"]
    assert (comment["text"], comment["author"]) == ("Where?", "ada")
    assert comment["on"] == notes(bench)["Più ombra"]["id"]


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_MOD2_last_words_on_a_note_that_was_accepted_make_no_second_one(is_anonymous):
    bench = ModeratedBench(anonymous=is_anonymous)
    bench.write_note("bob", "draft-0001", text="Più ombra")
    bench.accept("draft-0001")

    answer = bench.write_note("bob", "draft-0001", text="Più ombra, e panchine")

    assert refusal_code(answer) == "draft.accepted"
    assert (bench.waiting, bench.own("bob")) == ([], {})
    assert list(notes(bench)) == ["Più ombra"]


def test_MOD2_also_when_they_come_in_the_same_batch_and_other_notes_wait_as_before(bench):
    bench.write_note("bob", "draft-0001", text="Più ombra")
    plan = accepting(bench.room, "ada", bench.read("draft-0001"), "")
    item = note("draft-0001", text="Più ombra, e panchine")["item"]
    wish = decode_draft({"id": ["client-bob", 2], "put": item, "round": 0, "waits": True})

    bench.write(
        Work(bench.room, "ada", plan, lambda _answer: None),
        DraftSubmission(bench.room, Asked("bob", "sid-bob", wish), bench.answers.append),
    )

    assert [refusal_code(answer) for answer in bench.answers] == ["draft.accepted"]
    assert bench.write_note("bob", "draft-0002", text="Altro") == 0
    assert bench.write_note("cai", "draft-0001", text="Di un'altra persona") == 0
    assert sorted(one.item["text"] for one in bench.waiting) == ["Altro", "Di un'altra persona"]


def test_MOD2_several_are_accepted_at_once_beside_each_other(bench):
    for n in range(3):
        bench.write_note("bob", f"draft-{n:04}", text=f"Note {n}")

    bench.accept(*(f"draft-{n:04}" for n in range(3)))

    assert len({(one["x"], one["y"]) for one in notes(bench).values()}) == 3


def test_MOD2_nobody_accepts_words_that_they_have_not_read(bench):
    bench.write_note("bob", "draft-0001", text="Harmless")
    read = bench.read("draft-0001")
    bench.write_note("bob", "draft-0001", text="Not so harmless")

    assert isinstance(bench.plan("ada", accepting(bench.room, "ada", read, "")), InboxChanged)
    assert notes(bench) == {}


def test_MOD2_what_was_taken_back_or_decided_on_is_not_decided_on_again(bench):
    bench.write_note("bob", "draft-0001", text="Più ombra")
    read = bench.read("draft-0001")
    bench.wish("bob", gone="draft-0001")

    assert isinstance(bench.plan("ada", accepting(bench.room, "ada", read, "")), InboxChanged)


def test_MOD2_participants_decide_nothing(bench):
    bench.write_note("bob", "draft-0001", text="Più ombra")

    assert isinstance(bench.accept("draft-0001", by="bob"), Denied)
    assert isinstance(bench.decline("draft-0001", by="cai"), Denied)


def test_MOD2_a_promise_to_stay_anonymous_holds():
    bench = ModeratedBench(anonymous=True)
    bench.write_note("bob", "draft-0001", text="Più ombra")

    bench.accept("draft-0001")

    assert notes(bench)["Più ombra"]["author"] == ""


def test_MOD2_after_an_anonymous_note_was_accepted_nothing_stored_tells_who_has_written():
    bench = ModeratedBench(anonymous=True)
    bench.write_note("bob", "draft-0001", text="Più ombra")
    assert bench.storage.draft_cursor(BOARD, "client-bob") is not None

    bench.accept("draft-0001")

    assert bench.storage.draft_cursor(BOARD, "client-bob") is None


def test_MOD3_a_declined_note_stays_with_who_wrote_it_with_the_reason(bench):
    bench.write_note("bob", "draft-0001", text="Più ombra")
    bench.forget_sent()

    bench.decline("draft-0001", why="Off the subject")

    [news] = told_of_drafts(bench, "sid-bob")
    assert (news["put"][0]["state"], news["put"][0]["why"]) == ("declined", "Off the subject")
    kept = by_person(bench.storage.drafts(BOARD))["bob"]["draft-0001"]
    assert (kept.state, kept.why) == ("declined", "Off the subject")
    assert "Off the subject" not in told(bench, "sid-cai")
    assert bench.waiting == []


def test_MOD3_changed_it_is_sent_again_while_notes_are_read(bench):
    bench.write_note("bob", "draft-0001", text="Più ombra")
    bench.decline("draft-0001")
    bench.conduct("ada", do="step", step=OPEN_STEP)
    bench.put("bob", "draft-0001", text="Another")
    assert bench.waiting == []

    bench.conduct("ada", do="step", step=STEP)
    bench.write_note("bob", "draft-0001", text="Better")

    assert [(one.item["text"], one.why) for one in bench.waiting] == [("Better", "")]


def test_MOD1_where_the_step_refuses_it_the_note_does_not_wait(bench):
    bench.send("ada", 2, {"do": "patch", "id": STEP, "set": {"areas": ["frame_0001"]}})
    bench.send("ada", 3, {"do": "create", "item": _frame()})

    assert not isinstance(bench.write_note("bob", "draft-0001", text="Outside"), int)
    assert not isinstance(bench.write_note("bob", "draft-0001", text="Outside"), NotNow)
    assert bench.waiting == []


def _frame():
    box = {"x": 0, "y": 0, "w": 800, "h": 600, "z": "a0"}
    return {"kind": "frame", "id": "frame_0001", **box, "title": "Area", "prompt": ""}
