"""Hands and who is ready: in the room's memory, told to everybody in the room."""

from types import SimpleNamespace

import pytest

from board.core.errors import BadShape, Denied, ReadOnly
from board.core.errors_workshop import HandsFull
from board.core.hands import TakingPart
from board.core.visibility import Member, Viewer
from board.core.workshop import read_action
from board.live import attention
from board.live.workshop import conduct
from board.web.attention_events import take_hand, take_mode, take_ready
from tests.support.items import create
from tests.support.rooms import BOARD, Bench


class Site:
    """A bench, and what the event handlers need around it."""

    def __init__(self) -> None:
        self.bench = Bench.with_everybody()
        self.services = SimpleNamespace(registry=self.bench.registry, clock_ms=lambda: self.bench.now_ms)

    def does(self, person_id, take, **payload):
        room = self.bench.room
        take(self.services, room, room.sessions[f"sid-{person_id}"], payload, lambda answer: None)
        room.flush()

    def told(self, person_id="cai"):
        """What this person's page was told last."""
        return self.bench.outbox.to(f"sid-{person_id}", "news")[-1]["attention"]


@pytest.fixture
def site():
    return Site()


def test_HAND1_hands_are_told_in_the_order_in_which_they_went_up(site):
    site.does("cai", take_hand, up=True)
    site.does("bob", take_hand, up=True)
    site.does("cai", take_hand, up=True)

    assert [hand["person"] for hand in site.told("vera")["hands"]] == ["cai", "bob"]

    site.does("cai", take_hand, up=False)
    assert [hand["person"] for hand in site.told()["hands"]] == ["bob"]


def test_HAND1_who_leads_raises_hands_in_the_room_and_gives_the_turn_to_any(site):
    site.does("bob", take_hand, up=True)
    site.does("ada", take_hand, up=True, name="  Signora in \t prima fila ")
    hands = site.told()["hands"]
    assert [hand.get("person", hand.get("name")) for hand in hands] == ["bob", "Signora in prima fila"]

    site.does("ada", take_hand, up=False, hand=hands[0]["hand"])
    assert [hand.get("name") for hand in site.told()["hands"]] == ["Signora in prima fila"]


@pytest.mark.parametrize(("role", "left"), [(None, []), ("observer", []), ("co-facilitator", ["bob"])])
def test_HAND1_the_hand_of_who_may_raise_none_any_more_goes_down(site, role, left):
    site.does("bob", take_hand, up=True)

    site.bench.registry.member_changed(BOARD, Member("bob", "Bob", role))
    site.bench.room.flush()

    assert [hand["person"] for hand in site.bench.room.attention_for(Viewer("", "viewer"))["hands"]] == left
    told = site.bench.outbox.to("sid-cai", "news")[-1]
    assert ("attention" in told) == (not left)


@pytest.mark.parametrize(
    ("person_id", "payload", "error"),
    [
        ("bob", {"up": True, "name": "Zoe"}, Denied),
        ("bob", {"up": False, "hand": 1}, Denied),
        ("vera", {"up": True}, Denied),
        ("bob", {}, BadShape),
        ("bob", {"up": 1}, BadShape),
        ("ada", {"up": False, "name": "Zoe"}, BadShape),
        ("ada", {"up": False, "hand": -1}, BadShape),
    ],
)
def test_HAND1_whoever_may_not_is_refused(site, person_id, payload, error):
    with pytest.raises(error):
        site.does(person_id, take_hand, **payload)


@pytest.mark.parametrize(
    "payload", [{}, {"mode": "there"}, {"mode": []}, {"mode": "room", "person": "\ud800"}]
)
def test_LIM2_a_mode_that_cannot_be_read_is_refused(site, payload):
    with pytest.raises(BadShape):
        site.does("ada", take_mode, **payload)


def test_HAND1_there_are_not_more_hands_than_a_room_has(site, monkeypatch):
    monkeypatch.setattr(attention, "HANDS_LIMIT", 1)
    site.does("bob", take_hand, up=True)

    with pytest.raises(HandsFull):
        site.does("cai", take_hand, up=True)


def test_HAND2_it_is_told_how_many_of_the_participants_here_are_ready_and_not_who(site):
    site.does("bob", take_ready, on=True)
    assert site.told()["ready"] == {"n": 1, "of": 2}

    site.does("ada", take_ready, on=True)
    assert site.told()["ready"] == {"n": 1, "of": 2}
    site.does("bob", take_ready, on=False)
    assert site.told()["ready"] == {"n": 0, "of": 2}


def test_HAND2_who_has_gone_is_not_counted(site):
    site.does("bob", take_ready, on=True)
    site.bench.room.leave("sid-cai", 0)
    site.bench.room.flush()

    assert site.told("bob")["ready"] == {"n": 1, "of": 1}


def test_HAND2_for_the_next_step_nobody_is_ready_yet_and_hands_stay_up(site):
    bench = site.bench
    bench.send("ada", 1, create("step", "step-0001", title="Write", mode="silent"))
    site.does("bob", take_ready, on=True)
    site.does("bob", take_hand, up=True)

    bench.write(conduct(bench.room, "ada", read_action({"do": "start"}), bench.answers.append))
    bench.room.flush()

    assert site.told()["ready"] == {"n": 0, "of": 2}
    assert len(site.told()["hands"]) == 1


def test_HAND2_viewers_are_not_asked_whether_they_are_ready(site):
    with pytest.raises((Denied, ReadOnly)):
        site.does("vera", take_ready, on=True)


class Modes:
    """What the store keeps of how people take part."""

    def __init__(self) -> None:
        self.kept = {}

    def set_mode(self, board_id, person_id, mode):
        self.kept[person_id] = mode
        return [TakingPart(board_id, person_id, mode)]


def test_HAND3_hands_of_room_and_remote_are_told_in_turns(site):
    site.services.boards = Modes()
    site.does("bob", take_mode, mode="remote")
    site.does("ada", take_mode, mode="room", person="cai")
    site.does("ada", take_hand, up=True, name="Signora")
    site.does("cai", take_hand, up=True)
    site.does("bob", take_hand, up=True)

    assert site.services.boards.kept == {"bob": "remote", "cai": "room"}
    hands = site.told("vera")["hands"]
    assert [hand.get("person", hand.get("name")) for hand in hands] == ["Signora", "bob", "cai"]

    site.does("ada", take_hand, up=False, hand=hands[0]["hand"])
    site.does("ada", take_hand, up=True, name="Signore")
    assert [hand.get("person") for hand in site.told()["hands"]] == ["bob", "cai", None]


def test_HAND3_only_who_leads_says_where_others_are_and_only_they_are_told_of_help(site):
    site.services.boards = Modes()
    with pytest.raises(Denied):
        site.does("bob", take_mode, mode="room", person="cai")
    for wrong in ({}, {"mode": "moon"}, {"mode": "room", "person": 1}, {"mode": "room", "more": 1}):
        with pytest.raises(BadShape):
            site.does("bob", take_mode, **wrong)

    site.does("ada", take_mode, mode="assisted", person="cai")
    told = {sid: site.bench.outbox.news(sid, "people")[-1] for sid in ("sid-ada", "sid-bob")}
    assert told["sid-ada"]["mode"] == "assisted"
    assert "mode" not in told["sid-bob"]


def test_HAND3_a_new_role_or_name_keeps_how_somebody_takes_part(site):
    site.services.boards = Modes()
    site.does("bob", take_mode, mode="remote")
    site.bench.registry.member_changed(BOARD, Member("bob", "Bobby", "observer"))
    assert site.bench.room.members["bob"] == Member("bob", "Bobby", "observer", mode="remote")


def test_HAND3_who_comes_is_told_to_take_part_as_the_store_knows(site):
    bench = site.bench
    bench.people.members["dan"] = Member("dan", "Dan", "participant", mode="remote")

    bench.registry.member_changed(BOARD, Member("dan", "Dan", "participant"))

    assert bench.room.members["dan"].mode == "remote"
    assert bench.registry.admit(BOARD, "dan", "Dan").members["dan"].mode == "remote"


def test_HAND3_what_the_attendance_says_is_told_on_open_boards_alone(site):
    site.bench.registry.modes_changed(
        [TakingPart(BOARD, "bob", "remote"), TakingPart("another-board", "bob", "room")]
    )
    site.bench.room.flush()

    [told] = [one for one in site.bench.outbox.news("sid-cai", "people") if one["id"] == "bob"]
    assert told["mode"] == "remote"
