"""What sessions are told: VIS, LIVE and presence rules."""

import json
from dataclasses import replace

import pytest

from board.core.errors import BoardMissing
from board.core.scene_hash import scene_hash
from board.core.visibility import Door, Here, Member, Viewer
from board.live.hashing import HASHES_IN_ROW
from board.live.news import OPS_IN_MESSAGE
from board.live.room import BOARD_OPS_BURST, BOARD_OPS_PER_S
from board.live.session import Bucket
from tests.support.rooms import BOARD, Bench, delete, note, patch, refusal_code
from tests.support.server import wait_until


@pytest.fixture
def bench():
    return Bench.with_everybody()


def test_one_flush_sends_one_message_of_entries_to_each_session(bench):
    bench.send("bob", 1, note("note-0001"))
    bench.send("bob", 2, note("note-0002"))

    bench.room.flush()
    bench.room.flush()

    for sid in ("sid-ada", "sid-bob", "sid-cai", "sid-vera"):
        (message,) = bench.outbox.to(sid, "news")
        assert [entry["seq"] for entry in message["entries"]] == [1, 2]


def test_VIS1_news_show_no_op_id_to_anybody(bench):
    bench.send("bob", 1, note("note-0001"))

    bench.room.flush()

    for sid in ("sid-bob", "sid-cai"):
        (entry,) = bench.outbox.news(sid, "entries")
        assert "op_id" not in entry


def test_LIVE_all_who_see_the_same_share_one_message(bench):
    bench.send("bob", 1, note("note-0001"))
    bench.room.show("sid-cai", Here(3, "cai", cursor=(1, 2)))

    bench.room.flush()

    told = [sent.sids for sent in bench.outbox.sent]
    assert sorted(told) == [("sid-ada",), ("sid-bob", "sid-cai"), ("sid-vera",)]


def test_VIS2_a_stranger_is_told_that_there_is_no_such_board(bench):
    with pytest.raises(BoardMissing):
        bench.registry.admit(BOARD, "stranger", "Stranger")


def test_a_person_taken_off_the_board_is_told_and_disconnected(bench):
    bench.registry.member_changed(BOARD, Member("bob", "Bob", None))
    bench.send("cai", 1, note("note-0001"))
    bench.room.flush()

    assert bench.outbox.closed == ["sid-bob"]
    assert bench.outbox.to("sid-bob", "bye")[0]["code"] == "board.removed"
    assert bench.outbox.news("sid-bob", "entries") == []


def test_JOIN4_an_op_on_its_way_when_its_author_is_removed_is_refused(bench):
    on_its_way = bench.submission("bob", 1, note("note-0001"))
    bench.registry.member_changed(BOARD, Member("bob", "Bob", None))

    (answer,) = bench.write(on_its_way)

    assert refusal_code(answer) == "board.missing"
    assert bench.room.head == 0


def test_JOIN3_only_who_leads_is_told_who_is_before_the_board(bench):
    bench.people.members["cai"] = Member("cai", "Cai", "co-facilitator")
    bench.registry.member_changed(BOARD, bench.people.members["cai"])
    bench.people.before = Door((Member("dora", "Dora", None),), (Member("eva", "Eva", None),))

    bench.registry.board_changed(BOARD)

    door = {"waiting": [{"id": "dora", "name": "Dora"}], "away": [{"id": "eva", "name": "Eva"}]}
    told = {name: bench.outbox.to(f"sid-{name}", "board")[0] for name in ("ada", "bob", "cai", "vera")}
    assert told["ada"]["door"] == told["cai"]["door"] == door
    assert "door" not in told["bob"]
    assert "door" not in told["vera"]
    assert "Dora" not in str(told["bob"]) + str(bench.room.people_for(Viewer("ada", "facilitator")))


def test_JOIN3_those_who_knock_in_one_tick_are_told_at_once_and_only_to_who_leads(bench):
    for count in range(1, 4):
        bench.people.before = Door(tuple(Member(f"dora{n}", "Dora", None) for n in range(count)))
        bench.registry.knocked(BOARD)
    assert bench.outbox.to("sid-ada", "board") == []

    bench.room.flush()

    (told,) = bench.outbox.to("sid-ada", "board")
    assert [person["id"] for person in told["door"]["waiting"]] == ["dora0", "dora1", "dora2"]
    assert bench.outbox.to("sid-bob", "board") == bench.outbox.to("sid-vera", "board") == []
    assert bench.outbox.to("sid-bob", "news") == []


def test_presence_latest_value_wins_within_a_tick(bench):
    for x in range(5):
        bench.room.show("sid-bob", Here(2, "bob", cursor=(x, 0)))

    bench.room.flush()

    (here,) = bench.outbox.news("sid-cai", "here")
    assert here["cursor"] == [4, 0]


def test_presence_a_move_is_told_in_few_bytes(bench):
    bench.room.move("sid-bob", Here(2, "bob", cursor=(5, 6)))
    bench.room.move("sid-cai", Here(3, "cai", cursor=(7, 8), shift=(1.5, -2)))

    bench.room.flush()

    assert sorted(bench.outbox.news("sid-ada", "moves")) == [[2, 5, 6], [3, 7, 8, 1.5, -2]]
    assert bench.outbox.news("sid-ada", "here") == []


def put_in_hand(bench):
    """Boxes of a note that is on the board and known to everybody."""
    bench.send("ada", 1, note("note-0001"))
    bench.room.flush()
    bench.outbox.sent.clear()
    return {"note-0001": {"x": 1, "y": 2}}


@pytest.mark.parametrize(
    ("cursor", "shift", "told"),
    [
        ((15, 26), (10, 20), [2, 15, 26]),
        ((15, 26), (10, 28), [2, 15, 26, 10, 28]),  # it snapped to something
        ((15, 26), None, [2, 15, 26, 0, 0]),
        ((5, 6), None, [2, 5, 6]),
    ],
)
def test_presence_what_goes_along_with_the_cursor_is_told_without_its_shift(bench, cursor, shift, told):
    boxes = put_in_hand(bench)
    bench.room.move("sid-bob", Here(2, "bob", cursor=cursor, preview=boxes, shift=shift, start=(5, 6)))

    bench.room.flush()

    assert bench.outbox.news("sid-ada", "moves") == [told]


def test_presence_who_comes_later_is_told_where_the_cursor_was_at_the_start(bench):
    boxes = put_in_hand(bench)
    bench.room.show("sid-bob", Here(2, "bob", cursor=(5, 6), preview=boxes, start=(5, 6)))
    bench.room.flush()
    bench.room.move("sid-bob", Here(2, "bob", cursor=(7, 9), preview=boxes, shift=(8, 3), start=(5, 6)))
    bench.room.show("sid-bob", bench.room.sessions["sid-bob"].here)
    bench.room.flush()

    first, second = bench.outbox.news("sid-ada", "here")
    assert "start" not in first
    assert second["start"] == [5, 6]


def test_VIS3_what_somebody_has_in_hand_is_told_once_it_is_on_the_board(bench):
    bench.room.show("sid-bob", Here(2, "bob", selection=("note-0001",)))
    bench.room.flush()
    assert "note-0001" not in str(bench.outbox.to("sid-ada", "news"))

    bench.send("bob", 1, note("note-0001"))
    bench.room.flush()

    (here,) = bench.outbox.news("sid-ada", "here")
    assert here["selection"] == ["note-0001"]


def test_presence_that_changed_in_full_has_the_newest_move_in_it(bench):
    boxes = put_in_hand(bench)
    bench.room.show("sid-bob", Here(2, "bob", preview=boxes))
    bench.room.move("sid-bob", Here(2, "bob", cursor=(5, 6), preview=boxes, shift=(3, 4)))

    bench.room.flush()

    (here,) = bench.outbox.news("sid-ada", "here")
    assert (here["cursor"], here["preview"], here["shift"]) == ([5, 6], boxes, [3, 4])
    assert bench.outbox.news("sid-ada", "moves") == []


def test_LIVE_only_people_who_are_new_or_changed_are_told_and_once_a_tick(bench):
    bench.registry.member_changed(BOARD, Member("cai", "Cai", "viewer"))
    bench.registry.member_changed(BOARD, Member("dora", "Dora", "participant"))
    bench.registry.member_changed(BOARD, Member("dora", "Dora B.", "participant"))
    bench.registry.member_changed(BOARD, Member("ada", "Ada", "facilitator"))

    bench.room.flush()

    (news,) = bench.outbox.to("sid-bob", "news")
    assert news["people"] == [
        {"id": "cai", "name": "Cai", "role": "viewer"},
        {"id": "dora", "name": "Dora B.", "role": "participant"},
    ]
    everybody = json.loads(bytes(bench.room.people_for(Viewer("ada", "facilitator"))))
    assert [person["name"] for person in everybody] == ["Ada", "Bob", "Cai", "Dora B.", "Vera"]


def test_a_session_that_leaves_is_gone_for_the_others(bench):
    bench.room.leave("sid-bob", 5_000)

    bench.room.flush()

    assert bench.outbox.news("sid-cai", "gone") == [2]
    assert bench.outbox.news("sid-bob", "gone") == []


def test_a_session_number_is_never_given_twice(bench):
    bench.room.leave("sid-vera", 5_000)

    assert bench.join("vera").here.session == 5


def test_SEQ4_the_beacon_has_the_hash_of_the_scene(bench):
    bench.send("bob", 1, note("note-0001"), note("note-0002", text="è"))
    bench.send("cai", 1, patch("note-0001", x=5), delete("note-0002"))
    bench.send("cai", 2, note("note-0003"))

    bench.room.tell_head()

    (head,) = bench.outbox.to("sid-vera", "head")
    assert head == {"seq": 3, "hash": scene_hash(bench.room.scene.values()), "now_ms": 1_000}


def test_SEQ4_a_mistake_in_one_tick_does_not_end_all_news():
    bench = Bench()
    bench.join("bob")
    send, failures = bench.outbox.send, [RuntimeError("once")]

    def fail_once(*message):
        if failures:
            raise failures.pop()
        send(*message)

    bench.outbox.send = fail_once
    bench.registry.start()
    bench.registry.touch(bench.room)
    wait_until(lambda: not failures, "the failing tick")
    bench.send("bob", 1, note("note-0001"))

    wait_until(lambda: bench.outbox.news("sid-bob", "entries"), "the entry in a later tick")


def test_LIM1_a_bucket_lets_a_burst_through_and_then_one_at_a_time():
    bucket = Bucket(per_s=20, burst=3)

    assert [bucket.take(1_000) for _ in range(3)] == [0, 0, 0]
    assert bucket.take(1_000) > 0
    assert bucket.take(1_060) == 0


def test_LIM1_a_board_takes_so_many_ops_a_second_from_all_together(bench):
    taken = [bench.room.ops.take(1_000) for _ in range(int(BOARD_OPS_BURST) + 1)]

    assert not any(taken[:-1])
    assert taken[-1] > 0
    assert not any(bench.room.ops.take(2_000) for _ in range(int(BOARD_OPS_PER_S)))


def test_VIS1_who_joins_leaves_or_changes_role_gets_the_news_of_the_new_view_from_then_on(bench):
    def told():
        bench.outbox.sent.clear()
        bench.room.show("sid-cai", Here(3, "cai", cursor=(1, 2)))
        bench.room.flush()
        return sorted(tuple(sorted(sent.sids)) for sent in bench.outbox.sent)

    assert told() == [("sid-ada",), ("sid-bob", "sid-cai"), ("sid-vera",)]
    bench.join("bob", "sid-bob-2")
    assert told() == [("sid-ada",), ("sid-bob", "sid-bob-2", "sid-cai"), ("sid-vera",)]
    bench.room.leave("sid-bob", 0)
    assert told() == [("sid-ada",), ("sid-bob-2", "sid-cai"), ("sid-vera",)]
    bench.registry.member_changed(BOARD, Member("bob", "Bob", "viewer"))
    assert told() == [("sid-ada",), ("sid-bob-2", "sid-vera"), ("sid-cai",)]


def test_LIVE1_what_a_great_many_items_have_changed_is_told_in_several_messages_in_order(bench):
    for n in range(1, 9):
        ids = [f"note-{n:02}-{place:03}" for place in range(OPS_IN_MESSAGE // 4)]
        bench.send("bob", n, *(note(item_id) for item_id in ids))

    while bench.room.due_at_s() is not None:
        bench.room.deliver(bench.room.letters(bench.room.due_at_s()))

    messages = [[entry["seq"] for entry in sent["entries"]] for sent in bench.outbox.to("sid-ada", "news")]
    assert messages == [[1, 2, 3, 4], [5, 6, 7, 8]]


def test_LIVE1_others_have_their_turn_while_a_great_many_items_are_hashed(bench):
    bench.send("bob", 1, *(note(f"note-{place:04}") for place in range(100)))
    entries = bench.storage.read_after(BOARD, 0, 10)
    bench.storage.add_board("board_0002")
    room, turns = bench.registry.open("board_0002"), []
    scene = {f"note-{place:05}": {} for place in range(HASHES_IN_ROW * 3)}
    many = [replace(entries[0], ops=tuple({"do": "patch", "id": item_id} for item_id in scene))]

    found = room.hash_after(many, scene, lambda: turns.append(1))

    assert len(turns) == 3
    assert found == scene_hash(scene.values())


def test_LIVE3_of_entries_that_are_too_large_for_a_message_everybody_hears_by_a_head(bench):
    text = "x" * 2000
    for n in range(1, 5):
        bench.send("bob", n, *[note(f"note-{n}-{i:03}", text=text) for i in range(35)])
    bench.room.show("sid-cai", Here(3, "cai", cursor=(1, 2)))

    bench.room.flush()

    for sid in ("sid-ada", "sid-bob", "sid-cai", "sid-vera"):
        assert bench.outbox.news(sid, "entries") == []
        assert [told["seq"] for told in bench.outbox.to(sid, "head")] == [4]
    assert bench.outbox.news("sid-ada", "here")

    bench.send("bob", 5, note("note-0001"))
    bench.room.flush()

    assert [entry["seq"] for entry in bench.outbox.news("sid-ada", "entries")] == [5]
