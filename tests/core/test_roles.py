"""The permission table."""

import pytest

from board.core.errors import BoardMissing, Denied, ReadOnly
from board.core.roles import ACTIONS, ROLES, authorize, can, check_new_role


def test_PERM1_facilitators_may_do_everything():
    assert all(can("facilitator", action) for action in ACTIONS)


def test_PERM1_co_facilitators_have_every_control_but_the_end_of_the_board():
    assert [action for action in ACTIONS if not can("co-facilitator", action)] == ["board.delete"]


def test_PERM1_participants_only_look_and_write():
    assert [action for action in ACTIONS if can("participant", action)] == [
        "board.view",
        "item.write",
        "vote.cast",
        "hand.raise",
    ]


def test_PERM1_staff_look_back_and_take_the_board_home():
    allowed = [action for action in ACTIONS if can("staff", action)]

    assert allowed == ["board.view", "board.export", "board.history"]


@pytest.mark.parametrize("role", ["observer", "viewer"])
def test_PERM1_observers_and_viewers_only_look(role):
    assert [action for action in ACTIONS if can(role, action)] == ["board.view"]


def test_PERM1_who_leads_is_for_facilitators_to_say():
    for now in (None, *ROLES):
        for wanted in (None, *ROLES):
            check_new_role("facilitator", now, wanted)
            if "facilitator" in (now, wanted):
                with pytest.raises(Denied):
                    check_new_role("co-facilitator", now, wanted)
            else:
                check_new_role("co-facilitator", now, wanted)


@pytest.mark.parametrize("action", ACTIONS)
def test_VIS2_who_is_no_member_is_told_that_there_is_no_board(action):
    with pytest.raises(BoardMissing):
        authorize(None, action)


def test_a_refusal_says_what_to_do():
    for role in ("observer", "staff", "viewer"):
        with pytest.raises(ReadOnly):
            authorize(role, "item.write")
    with pytest.raises(Denied):
        authorize("participant", "board.invite")


@pytest.mark.parametrize("role", ROLES)
def test_an_unknown_action_is_a_mistake_of_ours(role):
    with pytest.raises(KeyError):
        can(role, "board.explode")
