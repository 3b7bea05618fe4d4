"""The one place where ops become entries: judge, commit, then answer and tell (ACK1).

Handlers only enqueue. One writer takes what has gathered, builds on the committed state, and hands
the batch to the store; while the disk works, the next batch gathers. Nobody is told anything
before the commit.
"""

import logging
import queue
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from board.core.apply import apply
from board.core.behalf import check_people
from board.core.decisions import numbered
from board.core.errors import (
    BoardError,
    ClientTaken,
    HistoryCompacted,
    ItemExists,
    OpGap,
    ServerFault,
    StorageFailed,
    TooManyItems,
    UndoNothing,
)
from board.core.errors_items import PictureMissing
from board.core.kinds import ITEMS_LIMIT
from board.core.note_text import NoteTexts
from board.core.ops import Entry, Op, OpId, pictures_in, used_up
from board.core.origins import remembering
from board.core.roles import authorize, authorize_ops
from board.core.scene import Scene
from board.core.veiling import veiling
from board.live.concurrency import sleep_s
from board.live.drafts import Asked, DraftBatch, Turn, by_person, carry_out_wish, differences, is_kept_late
from board.live.metrics import Metrics
from board.live.room import Room
from board.live.storage import Beside, Commit, Cursor, Refusal, Storage
from board.live.undoing import step_back
from board.live.work import Moment, Step, Work

log = logging.getLogger(__name__)

BATCH_LIMIT = 64  # submissions in one transaction
STORAGE_RETRY_MS = 2_000

# The answer to an op: the seq of its entry, the first refusal again, or an error raised now.
Answer = int | Refusal | BoardError


@dataclass(frozen=True)
class Submission:
    """An op on its way in. `error` is set when its content was already found to be wrong.

    `reply` gets the answer once it is durable.
    """

    room: Room
    person_id: str
    op_id: OpId
    ops: Sequence[Op]
    error: BoardError | None
    reply: Callable[[Answer], None]


@dataclass(frozen=True)
class DraftSubmission:
    """A wish about private notes on its way in. `reply` gets 0 once it is durable, 1 where it came
    too late, or why it cannot be."""

    room: Room
    asked: Asked
    reply: Callable[[Answer], None]


Task = Submission | DraftSubmission | Work


@dataclass
class _Draft:
    """What a batch adds to one room, before it is committed."""

    room: Room
    scene: Scene
    texts: NoteTexts
    private: DraftBatch
    entries: list[Entry] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    cursors: dict[str, Cursor] = field(default_factory=dict)
    answers: dict[OpId, int | Refusal] = field(default_factory=dict)
    beside: list[Beside] = field(default_factory=list)
    new_ids: set[str] = field(default_factory=set)

    @property
    def head(self) -> int:
        return self.room.head + len(self.entries)

    def commit(self) -> Commit:
        return Commit(
            self.room.board_id,
            self.room.head,
            tuple(self.entries),
            tuple(self.refusals),
            dict(self.cursors),
            tuple(self.private.changes),
            dict(self.private.stored_cursors),
            self.private.ends_round,
            tuple(self.beside),
        )

    def add(self, actor: str, op_id: OpId | None, step: Step, at_ms: int) -> int:
        """The seq of the new entry. Raises what `apply` raises, and TooManyItems."""
        ops = veiling(step.ops, self.scene)
        ops = numbered(ops, chain(self.room.used_ids, self.new_ids))
        if step.restores is None:  # a moment comes back as it was
            ops = remembering(ops, self.scene)
        applied = apply(self.scene, ops, actor=actor, at_ms=at_ms, texts=self.texts)
        # A reveal must not fail by what others have written: nobody could know how much that is.
        if len(applied.scene) > max(ITEMS_LIMIT, len(self.scene)) and not step.publishes:
            raise TooManyItems(limit=ITEMS_LIMIT)
        seq = self.head + 1
        entry = Entry(seq, at_ms, actor, op_id, applied.ops, applied.inverse)
        self.entries.append(replace(entry, undoes=step.undoes, restores=step.restores))
        self.scene = applied.scene
        self.new_ids |= used_up(applied.ops)
        for key in step.publishes:
            self.private.publish(key)
        if step.ends_round:
            self.private.end_round()
        return seq


_Outcome = tuple[Task, Answer]


class Writer:
    """Turns submissions into committed entries, in the order they came."""

    def __init__(
        self,
        storage: Storage,
        lock: AbstractContextManager[Any],
        clock_ms: Callable[[], int],
        on_commit: Callable[[Room], None],
        metrics: Metrics,
    ) -> None:
        self._storage = storage
        self._lock = lock
        self._clock_ms = clock_ms
        self._on_commit = on_commit
        self._metrics = metrics
        self._texts = NoteTexts()

    def write(self, submissions: Sequence[Task]) -> bool:
        """Judge, commit and answer one batch. False if the store failed, where all may know. Never raises."""
        has_stored = True
        # A failure that only private writing has met is told to nobody else (VIS3).
        is_public = not all(isinstance(one, DraftSubmission) for one in submissions)
        try:
            outcomes, drafts = self._judge_all(submissions)
            self._commit(drafts)
            hashes = [
                draft.room.hash_after(draft.entries, draft.scene, lambda: sleep_s(0)) for draft in drafts
            ]
        except StorageFailed as error:
            has_stored = not is_public
            self._metrics.add("tavolo_storage_failures_total", float(is_public))
            error.data.setdefault("retry_ms", STORAGE_RETRY_MS)
            outcomes, drafts, hashes = self._give_up(submissions, error), [], []
        except Exception:
            log.exception("a batch of %d ops failed", len(submissions))
            fault = ServerFault(ref="writer", retry_ms=STORAGE_RETRY_MS)
            outcomes, drafts, hashes = self._give_up(submissions, fault), [], []
        with self._lock:
            for draft, hash_after in zip(drafts, hashes, strict=True):
                draft.room.take_drafts(draft.private)
                draft.room.unseen.note(draft.beside)
                draft.room.advance(draft.entries, draft.scene, draft.cursors, hash_after)
            for submission in submissions:
                submission.room.queued -= 1
        self._note(outcomes)
        for submission, answer in outcomes:
            submission.reply(answer)
        for draft in drafts:
            if draft.entries or draft.room.inbox.is_new:
                self._on_commit(draft.room)
        return has_stored

    def _commit(self, drafts: Sequence[_Draft]) -> None:
        started = time.monotonic()
        commits = [draft.commit() for draft in drafts]
        self._storage.commit(
            [one for one in commits if one.is_public or one.draft_cursors or one.drafts or one.beside]
        )
        if any(commit.is_public for commit in commits):
            self._metrics.observe("tavolo_commit_seconds", time.monotonic() - started)

    def _note(self, all_outcomes: Sequence[_Outcome]) -> None:
        """Count, but nothing that is private (VIS3)."""
        outcomes = [one for one in all_outcomes if not isinstance(one[0], DraftSubmission)]
        if not outcomes:
            return
        accepted = sum(isinstance(answer, int) for _, answer in outcomes)
        self._metrics.observe("tavolo_batch_ops", len(outcomes))
        self._metrics.add("tavolo_ops_total", accepted)
        self._metrics.add("tavolo_refused_total", len(outcomes) - accepted)

    def _give_up(self, submissions: Sequence[Task], error: BoardError) -> list[_Outcome]:
        """The same transient answer for all. What the disk holds now must be read again first: a
        commit that reported failure may have arrived."""
        for submission in submissions:
            submission.room.is_stale = True
        return [(submission, error) for submission in submissions]

    def _refresh(self, room: Room) -> None:
        """Bring a stale room up to what is committed."""
        state = self._storage.load(room.board_id)
        missed: list[Entry] | None
        try:
            missed = self._storage.read_after(room.board_id, room.head, max(1, state.head - room.head))
        except HistoryCompacted:
            missed = None  # what we have not seen is gone already
        drafts, hidden = by_person(self._storage.drafts(room.board_id)), self._storage.hidden(room.board_id)
        # What a reveal has made the store forget is still known here.
        cursors = {
            client_id: self._storage.draft_cursor(room.board_id, client_id) or known
            for client_id, known in room.draft_cursors.items()
        }
        with self._lock:
            room.cursors.clear()
            room.draft_cursors = cursors
            room.unseen.load(hidden)
            room.take_drafts(DraftBatch(drafts, differences(room.drafts, drafts), accepted=room.accepted))
            if missed is None:
                room.start_anew(state)
            else:
                room.advance(missed, state.scene, {})
            room.is_stale = False
        if missed:
            self._on_commit(room)

    def _judge_all(self, submissions: Sequence[Task]) -> tuple[list[_Outcome], list[_Draft]]:
        drafts: dict[str, _Draft] = {}  # board id -> draft
        outcomes: list[_Outcome] = []
        for submission in submissions:
            room = submission.room
            if room.is_stale:
                self._refresh(room)
            fresh = _Draft(room, room.scene, self._texts, DraftBatch(room.drafts, accepted=room.accepted))
            draft = drafts.setdefault(room.board_id, fresh)
            try:
                outcomes.append((submission, self._judge_one(draft, submission)))
            except BoardError as error:
                if isinstance(error, StorageFailed):
                    raise
                outcomes.append((submission, error))
        return outcomes, list(drafts.values())

    def _judge_one(self, draft: _Draft, submission: Task) -> Answer:
        if isinstance(submission, Work):
            return self._carry_out(draft, submission)
        if isinstance(submission, DraftSubmission):
            return self._keep_private(draft, submission.asked)
        return self._judge(draft, submission)

    def _keep_private(self, draft: _Draft, asked: Asked) -> int:
        """Answers with nothing that depends on anybody else."""
        now_ms, client_id = self._clock_ms(), asked.wish.op_id[0]
        cursor = draft.private.cursors.get(client_id) or draft.room.draft_cursors.get(client_id)
        turn = Turn(
            role=draft.room.role_of(asked.person_id),
            role_of=draft.room.role_of,
            scene=draft.scene,
            at_ms=now_ms,
            is_used=lambda item_id: _is_used(draft, item_id),
            publish=lambda actor, op: draft.add(actor, None, Step([op]), now_ms),
        )
        known = cursor or self._storage.draft_cursor(draft.room.board_id, client_id)
        carry_out_wish(draft.private, known, asked, turn)
        return int(is_kept_late(draft.private.notes, asked))

    def _judge(self, draft: _Draft, submission: Submission) -> Answer:
        client_id, n = submission.op_id
        cursor = self._cursor(draft, client_id) or Cursor(submission.person_id, 0)
        if cursor.person_id != submission.person_id:
            raise ClientTaken
        if n <= cursor.last_n:
            return self._first_answer(draft, submission.op_id)
        if n > cursor.last_n + 1:
            raise OpGap(last_n=cursor.last_n)
        try:
            answer: int | Refusal = self._accept(draft, submission)
        except BoardError as error:
            if not error.is_final:
                raise
            answer = Refusal(client_id, n, error.code, error.data)
            draft.refusals.append(answer)
        draft.cursors[client_id] = Cursor(submission.person_id, n)
        draft.answers[submission.op_id] = answer
        return answer

    def _accept(self, draft: _Draft, submission: Submission) -> int:
        if submission.error is not None:
            raise submission.error
        role = draft.room.role_of(submission.person_id)  # now, not when the session joined (PERM1)
        is_undo = any(op["do"] == "undo" for op in submission.ops)
        if is_undo:
            authorize(role, "item.write")
        step = self._step_back(draft, submission) if is_undo else Step(submission.ops)
        person_id, is_add_only = submission.person_id, draft.room.is_add_only
        authorize_ops(role, step.ops, draft.scene, person_id, is_add_only=is_add_only)
        check_people(step.ops, draft.room.role_of)
        if not is_undo:  # what comes back was here
            self._check_pictures(draft.room, step.ops)
        for op in step.ops:
            if op["do"] == "create" and _is_used(draft, op["item"]["id"]):
                raise ItemExists(id=op["item"]["id"])
        return draft.add(submission.person_id, submission.op_id, step, self._clock_ms())

    def _check_pictures(self, room: Room, ops: Sequence[Op]) -> None:
        """Raises PictureMissing when an image would show what the board does not have (PIC3)."""
        for asset_id in pictures_in(ops) - room.pictures:
            if not self._storage.has_picture(room.board_id, asset_id):
                raise PictureMissing
            room.pictures.add(asset_id)

    def _step_back(self, draft: _Draft, submission: Submission) -> Step:
        """What undoes the op that this one names, if it is of the same person."""
        client_id, n = submission.ops[0]["of"]
        cursor = self._cursor(draft, client_id)
        if cursor is None or cursor.person_id != submission.person_id:
            raise UndoNothing
        seq = draft.answers.get((client_id, n)) or self._storage.answer(draft.room.board_id, client_id, n)
        if not isinstance(seq, int):
            raise UndoNothing
        unseen = draft.room.unseen_by(draft.room.role_of(submission.person_id), draft.scene, draft.beside)
        return step_back(self._storage, draft.room, seq, draft.scene, draft.entries, unseen)

    def _carry_out(self, draft: _Draft, work: Work) -> int:
        """The head after all steps. Raises a BoardError, and then nothing has changed."""
        private = draft.private.copy()
        trial = replace(
            draft,
            entries=list(draft.entries),
            new_ids=set(draft.new_ids),
            private=private,
            beside=list(draft.beside),
        )
        now = Moment(draft.scene, draft.head, tuple(draft.entries), private.notes, tuple(draft.beside))
        for step in work.plan(now):
            if step.ops or step.publishes:
                trial.add(work.actor, None, step, self._clock_ms())
            trial.beside += step.beside
            for kept in step.keeps:
                private.put(kept, "")
            sleep_s(0)  # a great piece of work must not hold up everybody's messages (LIVE1)
        draft.entries, draft.scene, draft.new_ids = trial.entries, trial.scene, trial.new_ids
        draft.private, draft.beside = private, trial.beside
        return draft.head

    def _cursor(self, draft: _Draft, client_id: str) -> Cursor | None:
        known = draft.cursors.get(client_id) or draft.room.cursors.get(client_id)
        if known is None:
            known = self._storage.cursor(draft.room.board_id, client_id)
            if known is not None:
                draft.room.cursors[client_id] = known
        return known

    def _first_answer(self, draft: _Draft, op_id: OpId) -> Answer:
        """SEQ2: a resend gets its first answer again and changes nothing."""
        if op_id in draft.answers:
            return draft.answers[op_id]
        answer = self._storage.answer(draft.room.board_id, *op_id)
        # An op without an answer was never numbered here; the client renumbers from last_n + 1.
        return OpGap(last_n=self._last_n(draft, op_id[0])) if answer is None else answer

    def _last_n(self, draft: _Draft, client_id: str) -> int:
        cursor = self._cursor(draft, client_id)
        return 0 if cursor is None else cursor.last_n


def _is_used(draft: _Draft, item_id: str) -> bool:
    return item_id in draft.room.used_ids or item_id in draft.new_ids


def gather(waiting: "queue.Queue[Task]") -> list[Task]:
    """Wait for one submission, then take what else has gathered, up to the batch limit."""
    batch = [waiting.get()]
    while len(batch) < BATCH_LIMIT:
        try:
            batch.append(waiting.get_nowait())
        except queue.Empty:
            break
    return batch
