"""Nobody can tell who voted for what, and proof that the two worlds would show it if they could."""

from dataclasses import replace
from typing import Any

import pytest

from board.core.log import BallotCast, BallotGone, Commit, VoteClosed
from board.store import ballots
from board.store.oplog import DatabaseStorage
from tests.sim.votes import Rules, check, plan_of
from tests.support.rooms import Outbox

SEEDS = 40
CAUGHT_WITHIN = 12  # seeds until a planted leak must have been seen


@pytest.mark.parametrize("first", range(0, SEEDS, 10))
def test_VOTE1_two_worlds_in_which_others_said_it_are_the_same_to_everybody_else(first: int) -> None:
    for seed in range(first, first + 10):
        check(seed)


def test_VOTE1_the_schedules_swap_something_in_every_way_of_voting() -> None:
    plans = [plan_of(seed) for seed in range(60)]

    assert {plan.vote["way"] for plan in plans} == {"dots", "points", "budget", "yesno", "scale", "matrix"}
    assert all(plan.swapped().sayings != plan.sayings for plan in plans)
    assert any(plan.restarts for plan in plans)
    assert any(plan.leaver and plan.is_leaver_helped for plan in plans)
    assert any(plan.leaver and not plan.is_leaver_helped for plan in plans)


class _KeepsTheLog(DatabaseStorage):
    """What was written stays in the write-ahead log."""

    def _leave_no_trace(self, commits: Any) -> None:
        pass


class _KeepsBallots(DatabaseStorage):
    """The key goes, the ballots stay."""

    def commit(self, commits: Any) -> None:
        kept = [self._ballots_of(commit) for commit in commits]
        super().commit(commits)
        for commit, changes in zip(commits, kept, strict=True):
            for change in changes:
                self._database.write(
                    lambda connection, to=commit.board_id, it=change: ballots.add(connection, to, it)
                )

    def _ballots_of(self, commit: Commit) -> list[Any]:
        closed = [change.vote_id for change in commit.beside if isinstance(change, VoteClosed)]
        return [
            BallotCast(vote_id, voter, content)
            for vote_id in closed
            for voter, content in self.ballots(commit.board_id, vote_id).items()
        ]


class _KeepsTheLeaver(DatabaseStorage):
    """Who is sent away still counts."""

    def commit(self, commits: Any) -> None:
        super().commit([replace(one, beside=_without_gone(one)) for one in commits])


def _without_gone(commit: Commit) -> tuple[Any, ...]:
    return tuple(change for change in commit.beside if not isinstance(change, BallotGone))


class _TellsEverybody(Outbox):
    """A ballot is told to all sessions, in what looks like something else."""

    def send(self, sids: Any, event: str, payload: dict[str, Any]) -> int:
        if event == "ballots":
            super().send([f"sid-{number}" for number in range(1, 10)], "news", {"turnout": payload})
        return super().send(sids, event, payload)


class _TellsHowLong(Outbox):
    """Only how long a ballot is gets out."""

    def send(self, sids: Any, event: str, payload: dict[str, Any]) -> int:
        if event == "ballots":
            super().send(["sid-1"], "head", {"bytes": len(str(payload))})
        return super().send(sids, event, payload)


def _leaking(**leak: Any) -> type[Rules]:
    return type("Leaking", (Rules,), leak)


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param(_leaking(storage=_KeepsTheLog), id="the write-ahead log stays"),
        pytest.param(_leaking(storage=_KeepsBallots), id="ballots stay"),
        pytest.param(_leaking(storage=_KeepsTheLeaver), id="the ballot of who is sent away stays"),
        pytest.param(_leaking(pragma="secure_delete=OFF"), id="what is deleted is not overwritten"),
        pytest.param(_leaking(outbox=_TellsEverybody), id="everybody is told"),
        pytest.param(_leaking(outbox=_TellsHowLong), id="the length is told"),
    ],
)
def test_VOTE1_a_planted_leak_is_seen(rules: type[Rules]) -> None:
    def check_all() -> None:
        for seed in range(CAUGHT_WITHIN):
            check(seed, rules)

    with pytest.raises(AssertionError, match="tells who voted for what"):
        check_all()
