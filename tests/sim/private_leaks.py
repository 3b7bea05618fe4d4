"""Servers that give away something of what people write in private, one thing each. The two worlds must
tell every one of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from board.core.drafts import Draft, shown_to_owner
from board.core.log import HiddenChange
from board.core.ops import Op
from board.core.shares import shares
from board.core.visibility import Here, Viewer, without_private
from board.live.drafts import DraftBatch, waiting_in
from board.live.moderating import Plan
from board.live.room import Room
from board.live.tables import late
from board.live.work import Moment, Step
from board.live.writer import Writer
from tests.sim.private_plan import TwoPlans
from tests.sim.private_stage import EARLY
from tests.sim.private_world import World


def leaking(room: type[Room] = Room, writer: type[Writer] = Writer, **parts: Any) -> type[World]:
    """A world on these parts."""

    class Leaking(World):
        def __init__(self, plans: TwoPlans, which: int) -> None:
            super().__init__(plans, which)
            self.room.__class__ = room
            self.registry.writer.__class__ = writer

    for name, part in parts.items():
        setattr(Leaking, name, part)
    return Leaking


class TellsEverybody(Room):
    def take_drafts(self, batch: DraftBatch) -> None:
        super().take_drafts(batch)
        for change in batch.changes:
            shown = None if change.draft is None else shown_to_owner(change.draft)
            self._transport.send(list(self.sessions), "drafts", {"put": [shown]})


class TellsThatSomebodyWrites(Room):
    """Neither what nor who: an empty message."""

    def take_drafts(self, batch: DraftBatch) -> None:
        super().take_drafts(batch)
        if batch.changes:
            self._transport.send(list(self.sessions), "news", {})


class CountsInTheBeacon(Room):
    def _head(self) -> dict[str, Any]:
        count = sum(map(len, self.drafts.values()))
        return {**super()._head(), "hash": self.hash ^ count}


class NumbersThem(Room):
    def take_drafts(self, batch: DraftBatch) -> None:
        super().take_drafts(batch)
        self.used_ids.update(change.item_id for change in batch.changes)


class ShowsWhereTheyAre(Room):
    def _seen(self, here: Here) -> Here:
        return here

    def move(self, sid: str, here: Here) -> None:
        self.sessions[sid].here = here
        self._news.moved.add(sid)


class ShowsWhatIsOnItsWay(Room):
    """Only the private notes that are stored are kept back."""

    def _seen(self, here: Here) -> Here:
        named = {*here.selection, *(here.preview or ()), *([here.caret["id"]] if here.caret else ())}
        known = named - self.drafts.get(here.person_id, {}).keys()
        return without_private(here, known, is_hidden=self.is_private)


class ShowsWhenTheyMove(Room):
    """Not where: only that there is something new."""

    def show(self, sid: str, here: Here) -> None:
        self.sessions[sid].here = self._seen(here)
        self._news.shown.add(sid)


class CountsThem(Writer):
    def _note(self, all_outcomes: Any) -> None:
        super()._note(all_outcomes)
        self._metrics.add("tavolo_ops_total", len(all_outcomes))


class TellsFailures(Writer):
    def write(self, submissions: Any) -> bool:
        failed_before = self._metrics.total("tavolo_storage_failures_total")
        has_stored = super().write(submissions)
        if any(room.is_stale for room in {one.room for one in submissions}):
            self._metrics.add("tavolo_storage_failures_total", failed_before + 1)
        return has_stored


class TellsWhyItIsHidden(Writer):
    def _commit(self, drafts: Any) -> None:
        super()._commit(drafts)
        for draft in drafts:
            for hidden in (one.hidden for one in draft.beside if isinstance(one, HiddenChange)):
                draft.room._transport.send(list(draft.room.sessions), "news", {"why": hidden.why})


def _draft_of_all(self: World, person_id: str, **what: Any) -> None:
    """How fast one writes depends on what all the others do."""
    if not self.room.ops.take(self.now_ms):
        World.draft(self, person_id, **what)


def _look_at_all(self: World, person_id: str, number: int) -> None:
    """A late joiner gets what everybody has written."""
    World.look(self, person_id, number)
    self.hear(person_id, repr([len(theirs) for theirs in self.room.drafts.values()]))


def _reveal_in_order(self: World, **how: Any) -> None:
    """Without names, but person after person, as they wrote."""
    keys = [key for theirs in self.room.drafts.values() for key in theirs]
    World.reveal(self, **how)
    self.hear("ada", repr([item for item in keys if item.startswith("last")]))


def _reveal_late(self: World, **how: Any) -> None:
    """The round is not looked at."""
    for person_id, theirs in list(self.room.drafts.items()):
        for draft in theirs.values():
            object.__setattr__(draft, "round", self.round())
            object.__setattr__(draft, "is_late", False)
        self.room.drafts = {**self.room.drafts, person_id: theirs}
    World.reveal(self, **how)


class ShowsWhatWasHidden(Room):
    """In the log, where it is still written."""

    def seen_by(self, viewer: Viewer) -> Viewer:
        return viewer


class ShowsWhatWasSaidOnIt(Room):
    """Comments that went with what was hidden."""

    def seen_by(self, viewer: Viewer) -> Viewer:
        seen_by = super().seen_by(viewer)
        return replace(seen_by, unseen=seen_by.unseen & {EARLY})


class TellsHowMuchWaits(Room):
    """To all, not only to who leads."""

    def take_drafts(self, batch: DraftBatch) -> None:
        super().take_drafts(batch)
        if batch.changes:
            self._transport.send(list(self.sessions), "drafts", {"inbox": len(waiting_in(self.drafts))})


class TakesAllForLeaders(Room):
    def leading(self) -> list[str]:
        return list(self.sessions)


class TellsThatOneIsDeclined(Room):
    """Neither which nor why."""

    def take_drafts(self, batch: DraftBatch) -> None:
        super().take_drafts(batch)
        if any(change.draft is not None and change.draft.why for change in batch.changes):
            self._transport.send(list(self.sessions), "news", {})


class TellsForWhomItIs(Room):
    """What is typed for somebody is told to their pages before it is revealed."""

    def take_drafts(self, batch: DraftBatch) -> None:
        super().take_drafts(batch)
        for change in batch.changes:
            whose = None if change.draft is None else change.draft.item.get("for")
            theirs = [sid for sid, one in self.sessions.items() if one.person_id == whose]
            if theirs and change.draft is not None:
                self._transport.send(theirs, "drafts", {"put": [shown_to_owner(change.draft)]})


def _inbox_of_all(self: World) -> list[Draft]:
    """Who leads reads what nobody has sent them."""
    return [draft for theirs in self.room.drafts.values() for draft in theirs.values()]


def _reveal_with_who_typed(self: World, **how: Any) -> None:
    """Anonymous notes do not say whose they are, but who typed them for others."""
    typed = [draft.person_id for draft in _inbox_of_all(self) if "for" in draft.item]
    World.reveal(self, **how)
    self.hear("ada", repr(sorted(typed)))


def _accept_with_time(self: World, person_id: str, plan: Plan) -> None:
    """What is accepted says when it was written."""

    def timed(now: Moment) -> Sequence[Step]:
        times = iter([one.at_ms for one in sorted(waiting_in(now.drafts), key=lambda one: one.item["y"])])
        return [replace(step, ops=[_at(op, times) for op in step.ops]) for step in plan(now)]

    World.work(self, person_id, timed)


def _at(op: Op, times: Iterator[int]) -> Op:
    if op["do"] != "restore":
        return op
    return {**op, "item": {**op["item"], "created_at_ms": next(times, 0)}}


def _seat_by_writing(self: World) -> None:
    """Who writes in private is left alone when places at tables are given."""
    for place in late(self.room):
        if not self.room.drafts.get(place.actor):
            self.submit(place)
    self.write_queue()


def _count_private(self: World, person_id: str, number: int) -> None:
    """The shares of who leads count private notes, too."""
    World.look(self, person_id, number)
    members, scene = self.room.members.values(), dict(self.room.scene)
    for draft in _inbox_of_all(self):
        scene[f"{draft.person_id} {draft.item['id']}"] = {**draft.item, "author": draft.person_id}
    self.hear("ada", repr(shares(scene, members, {})["table"]))


LEAKS: dict[str, Callable[[], type[World]]] = {
    "tells everybody": lambda: leaking(TellsEverybody),
    "tells that somebody writes": lambda: leaking(TellsThatSomebodyWrites),
    "counts them in the beacon": lambda: leaking(CountsInTheBeacon),
    "uses their ids up": lambda: leaking(NumbersThem),
    "shows where they are": lambda: leaking(ShowsWhereTheyAre),
    "shows what is on its way": lambda: leaking(ShowsWhatIsOnItsWay),
    "shows when they move": lambda: leaking(ShowsWhenTheyMove),
    "counts them in the metrics": lambda: leaking(writer=CountsThem),
    "tells when they cannot be stored": lambda: leaking(writer=TellsFailures),
    "shares the pace": lambda: leaking(draft=_draft_of_all),
    "tells late joiners": lambda: leaking(look=_look_at_all),
    "keeps the order without names": lambda: leaking(reveal=_reveal_in_order),
    "reveals what came late": lambda: leaking(reveal=_reveal_late),
    "tells all how much waits": lambda: leaking(TellsHowMuchWaits),
    "tells everybody when to look at the inbox": lambda: leaking(TakesAllForLeaders),
    "tells that one is declined": lambda: leaking(TellsThatOneIsDeclined),
    "accepts with the time of writing": lambda: leaking(work=_accept_with_time),
    "tells why it is hidden": lambda: leaking(writer=TellsWhyItIsHidden),
    "shows what was hidden": lambda: leaking(ShowsWhatWasHidden),
    "shows what was said on what was hidden": lambda: leaking(ShowsWhatWasSaidOnIt),
    "lists private notes in the inbox": lambda: leaking(inbox=_inbox_of_all),
    "tells for whom it is written": lambda: leaking(TellsForWhomItIs),
    "says who typed what is anonymous": lambda: leaking(reveal=_reveal_with_who_typed),
    "seats those who do not write": lambda: leaking(seat_late=_seat_by_writing),
    "counts private notes at tables": lambda: leaking(look=_count_private),
}
