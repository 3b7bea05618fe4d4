"""The permission table."""

import pytest

from board.core.errors import BoardMissing, Denied, ReadOnly
from board.core.roles import ACTIONS, ROLES, authorize, can


def test_PERM1_facilitators_may_do_everything():
    assert all(can("facilitator", action) for action in ACTIONS)


def test_PERM1_participants_only_look_and_write():
    assert [action for action in ACTIONS if can("participant", action)] == ["board.view", "item.write"]


def test_PERM1_viewers_only_look():
    assert [action for action in ACTIONS if can("viewer", action)] == ["board.view"]


@pytest.mark.parametrize("action", ACTIONS)
def test_VIS2_who_is_no_member_is_told_that_there_is_no_board(action):
    with pytest.raises(BoardMissing):
        authorize(None, action)


def test_a_refusal_says_what_to_do():
    with pytest.raises(ReadOnly):
        authorize("viewer", "item.write")
    with pytest.raises(Denied):
        authorize("participant", "board.invite")


@pytest.mark.parametrize("role", ROLES)
def test_an_unknown_action_is_a_mistake_of_ours(role):
    with pytest.raises(KeyError):
        can(role, "board.explode")
