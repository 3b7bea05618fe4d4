"""Worlds in which a rule of the workshop is broken. Each class changes one thing, as in `mutants.py`."""

from dataclasses import replace
from typing import Final

from board.core.apply import replay
from board.core.errors import BoardError
from board.core.ops import NUMBERED, used_by
from board.core.scene import Scene
from board.live.work import Work
from board.live.writer import Submission, Writer, _Draft
from tests.sim.mutants import rules_with
from tests.sim.world import Rules


def asked_elsewhere(writer: Writer, draft: _Draft, submission: Submission, scene: Scene) -> int:
    """Rights are asked of another scene than the one that is changed."""
    true = draft.scene
    draft.scene = scene
    try:
        seq = Writer._accept(writer, draft, submission)
    except BoardError:
        draft.scene = true
        raise
    draft.scene = replay(true, draft.entries[-1].ops)
    return seq


class StepsForNobody(Writer):
    """PERM3: rights are asked of a board on which no step is on."""

    def _accept(self, draft: _Draft, submission: Submission) -> int:
        free = {key: record for key, record in draft.scene.items() if key != "workshop"}
        return asked_elsewhere(self, draft, submission, free)


class StepWhenItWasSent(Writer):
    """PERM3: an op is judged by the step that was on before the batch."""

    def _accept(self, draft: _Draft, submission: Submission) -> int:
        before = {key: record for key, record in draft.scene.items() if key != "workshop"}
        if (workshop := draft.room.scene.get("workshop")) is not None:
            before["workshop"] = workshop
        return asked_elsewhere(self, draft, submission, before)


class AnybodyLeads(Writer):
    """PERM1: nobody asks who sends what only those who lead may do."""

    def _carry_out(self, draft: _Draft, work: Work) -> int:
        members, person_id = draft.room.members, work.actor
        member = members.get(person_id)
        if member is None:
            return super()._carry_out(draft, work)
        members[person_id] = replace(member, role="facilitator")
        try:
            return super()._carry_out(draft, work)
        finally:
            members[person_id] = member


class NumbersComeAgain(Writer):
    """DEC1: the number of a decision that is gone goes to the next one."""

    def _accept(self, draft: _Draft, submission: Submission) -> int:
        there = used_by(draft.scene.values())
        for used in (draft.room.used_ids, draft.new_ids):
            used -= {key for key in used - there if key.startswith(NUMBERED)}
        return super()._accept(draft, submission)


WORKSHOP_MUTANTS: Final[dict[str, type[Rules]]] = {
    cls.__name__: rules_with(cls) for cls in (StepsForNobody, StepWhenItWasSent, AnybodyLeads)
}
DECISION_MUTANTS: Final[dict[str, type[Rules]]] = {
    cls.__name__: rules_with(cls) for cls in (NumbersComeAgain,)
}
