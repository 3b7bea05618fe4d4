"""Worlds in which a rule of moderation, of writing for others or of tables is broken. Each class changes one
thing, as in `mutants.py`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from board.core.apply import replay
from board.core.log import HiddenChange
from board.core.ops import Op
from board.live.drafts import waiting_in
from board.live.inbox import Read, accepting
from board.live.moderating import Plan
from board.live.work import Moment, Step, Work
from board.live.writer import Submission, Writer, _Draft
from tests.sim.mutants import rules_with
from tests.sim.server import Server
from tests.sim.workshop_mutants import AnybodyLeads, asked_elsewhere
from tests.sim.world import Rules


class _OtherSteps(Writer):
    """Does something else than what a piece of work comes to."""

    def other(self, step: Step, now: Moment) -> Step:
        return step

    def _carry_out(self, draft: _Draft, work: Work) -> int:
        def plan(now: Moment) -> Sequence[Step]:
            return [self.other(step, now) for step in work.plan(now)]

        return super()._carry_out(draft, replace(work, plan=plan))


class NothingWaits(Writer):
    """MOD1: what participants add is on the board before anybody has read it."""

    def _accept(self, draft: _Draft, submission: Submission) -> int:
        if any(op["do"] != "create" for op in submission.ops):
            return super()._accept(draft, submission)
        free = {
            key: {name: value for name, value in record.items() if name != "moderated"}
            for key, record in draft.scene.items()
        }
        return asked_elsewhere(self, draft, submission, free)


class AcceptedAndStillWaiting(_OtherSteps):
    """MOD2: a note is put on the board and stays in the list of what waits."""

    def other(self, step: Step, now: Moment) -> Step:
        return replace(step, publishes=())


class AcceptsWhatItSaysNow(Server):
    """MOD2: whoever accepts a note lets in words that they have not read."""

    def accepting(self, person_id: str, read: Sequence[Read], note: str) -> Plan:
        def plan(now: Moment) -> Sequence[Step]:
            ids = [item_id for item_id, _ in read]
            newest = [(one.item["id"], one.at_ms) for one in waiting_in(now.drafts) if one.item["id"] in ids]
            return accepting(self.room, person_id, newest, note)(now)

        return plan


class AcceptedInTheNameOfWhoLeads(_OtherSteps):
    """MOD2: who accepts a note becomes its author."""

    def other(self, step: Step, now: Moment) -> Step:
        return replace(step, ops=[_made_anew(op) for op in step.ops]) if step.publishes else step


class DeclinedIsGone(_OtherSteps):
    """MOD3: who wrote a note that is declined has it no more."""

    def other(self, step: Step, now: Moment) -> Step:
        return replace(step, keeps=(), publishes=[draft.key for draft in step.keeps])


class HiddenForNoReason(_OtherSteps):
    """HIDE1: what is hidden goes, and the reason is not kept."""

    def other(self, step: Step, now: Moment) -> Step:
        return replace(step, beside=())


class ReasonWithoutHiding(_OtherSteps):
    """HIDE1: the reason is kept, and the item stays."""

    def other(self, step: Step, now: Moment) -> Step:
        is_hiding = any(isinstance(one, HiddenChange) and one.hidden.back_by is None for one in step.beside)
        return replace(step, ops=()) if is_hiding else step


class BackInAnotherName(_OtherSteps):
    """HIDE2: what comes back is of who put it back."""

    def other(self, step: Step, now: Moment) -> Step:
        is_back = any(isinstance(one, HiddenChange) and one.hidden.back_by for one in step.beside)
        return replace(step, ops=[_made_anew(op) for op in step.ops]) if is_back else step


class BackAndNobodySaysSo(_OtherSteps):
    """HIDE2: what comes back is still told to be hidden."""

    def other(self, step: Step, now: Moment) -> Step:
        kept = [one for one in step.beside if not (isinstance(one, HiddenChange) and one.hidden.back_by)]
        return replace(step, beside=kept)


class NobodySaysWhoTyped(Writer):
    """BEHALF1: a note in somebody's name does not say who typed it."""

    def _accept(self, draft: _Draft, submission: Submission) -> int:
        before = draft.scene
        seq = super()._accept(draft, submission)
        entry = draft.entries[-1]
        draft.entries[-1] = replace(entry, ops=tuple(map(_untyped, entry.ops)))
        draft.scene = replay(before, draft.entries[-1].ops)
        return seq


class AnybodyWritesForOthers(Writer):
    """BEHALF1: participants write in the name of others, too."""

    def _accept(self, draft: _Draft, submission: Submission) -> int:
        members, person_id = draft.room.members, submission.person_id
        member = members[person_id]
        if any("for" in op.get("item", ()) for op in submission.ops):
            members[person_id] = replace(member, role="facilitator")
        try:
            return super()._accept(draft, submission)
        finally:
            members[person_id] = member


class NobodyIsSeatedLate(Server):
    """TABLE2: who comes while people are apart stands about."""

    def seat_late(self) -> None:
        pass


class SitsTwice(_OtherSteps):
    """TABLE1: who goes to a table stays at the one before, too."""

    def other(self, step: Step, now: Moment) -> Step:
        def grows(op: Op) -> bool:
            before: Any = now.scene.get(op.get("id", ""), {})
            is_seats = op["do"] == "patch" and "people" in op["set"] and before.get("kind") == "table"
            return not is_seats or len(op["set"]["people"]) > len(before.get("people", ()))

        return replace(step, ops=[op for op in step.ops if grows(op)])


def _made_anew(op: Op) -> Op:
    if op["do"] != "restore":
        return op
    kept = ("author", "created_at_ms", "entered_by", "epoch", "edits")
    return {"do": "create", "item": {name: value for name, value in op["item"].items() if name not in kept}}


def _untyped(op: Op) -> Op:
    if "item" not in op:
        return op
    return {**op, "item": {name: value for name, value in op["item"].items() if name != "entered_by"}}


GUIDED_MUTANTS: Final[dict[str, type[Rules]]] = {
    cls.__name__: rules_with(cls)
    for cls in (
        NothingWaits,
        AcceptedAndStillWaiting,
        AcceptsWhatItSaysNow,
        AcceptedInTheNameOfWhoLeads,
        DeclinedIsGone,
        HiddenForNoReason,
        ReasonWithoutHiding,
        BackInAnotherName,
        BackAndNobodySaysSo,
        NobodySaysWhoTyped,
        AnybodyWritesForOthers,
        NobodyIsSeatedLate,
        SitsTwice,
        AnybodyLeads,
    )
}
