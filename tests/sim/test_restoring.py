"""Moments restored in the middle of everything that goes wrong: all pages end up with the same board."""

from collections.abc import Sequence

import pytest

from board.core.apply import replay
from board.core.errors import StorageFailed
from board.core.restoring import grouped
from board.core.scene import EMPTY, Scene
from board.core.visibility import Member
from board.live.restoring import WayBack
from board.live.work import Moment, Step, Work
from tests.sim.page import Broken
from tests.sim.plan import CHAOS_MS, Plan, plan_of
from tests.sim.promises import check_copies, check_verdicts
from tests.sim.world import World

SCHEDULES = 400
ENOUGH_FOR_A_MUTANT = 100
EVERY_MS = 1_900


class LookingBack(World):
    """A facilitator without a page brings back some moment every two seconds."""

    way_back: type[WayBack] = WayBack

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.restored = 0
        self.wrong = ""
        for turn, ms in enumerate(range(EVERY_MS, CHAOS_MS, EVERY_MS)):
            self.at(ms, self._restore, plan.seed * 31 + turn * 7)

    def _restore(self, number: int) -> None:
        server = self.server
        if not server.is_alive:
            return
        seq = number % (len(self.disk.log) + 1)
        server.room.members["eva"] = Member("eva", "Eva", "facilitator")
        way_back = self.way_back(server.room, "eva", seq, self._scene_at(seq))
        way_back.prepare(server.room.scene, server.room.head)
        server.submit(Work(server.room, "eva", way_back.plan, lambda answer: self._answered(seq, answer)))

    def _answered(self, seq: int, answer: object) -> None:
        """`answer` is the head after the last entry, or why nothing has happened."""
        if isinstance(answer, StorageFailed):
            return
        self.restored += 1
        if not isinstance(answer, int) or plain(self._scene_at(answer)) != plain(self._scene_at(seq)):
            self.wrong = f"HIST3: after entry {answer} the board is not what it was after {seq}"

    def _scene_at(self, seq: int) -> Scene:
        return replay(EMPTY, [op for entry in self.disk.log[:seq] for op in entry.ops])


def plain(scene: Scene) -> dict[str, dict[str, object]]:
    hidden = ("epoch", "edits")
    return {key: {n: v for n, v in item.items() if n not in hidden} for key, item in scene.items()}


def looked_back(seed: int, worlds: type[LookingBack] = LookingBack) -> LookingBack:
    """The world after the plan of this seed. Raises Broken when a promise does not hold."""
    world = worlds(plan_of(seed))
    world.play()
    if world.wrong:
        raise Broken(f"seed {seed}: {world.wrong}")
    log = world.disk.log
    if [entry.seq for entry in log] != list(range(1, len(log) + 1)):
        raise Broken(f"seed {seed}: SEQ1")
    check_verdicts(world, log)
    check_copies(world, log)
    return world


def all_of(seeds: range, worlds: type[LookingBack] = LookingBack) -> int:
    """How many moments were restored in the schedules of these seeds."""
    return sum(looked_back(seed, worlds).restored for seed in seeds)


@pytest.mark.parametrize("start", range(0, SCHEDULES, 100))
def test_HIST3_SEQ1_SEQ3_SEQ4_hold_while_moments_are_restored(start: int) -> None:
    assert all_of(range(start, start + 100)) > 300


class Hasty(WayBack):
    """Does what was worked out beforehand, whatever has come since."""

    def plan(self, now: Moment) -> Sequence[Step]:
        assert self.prepared is not None
        return [Step(group, restores=self.seq) for group in grouped(self.prepared[1])]


class Hastily(LookingBack):
    way_back = Hasty


def test_HIST3_what_was_worked_out_for_another_board_is_found_out() -> None:
    with pytest.raises(Broken, match="HIST3"):
        all_of(range(ENOUGH_FOR_A_MUTANT), Hastily)
