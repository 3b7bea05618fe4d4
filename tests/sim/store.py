"""A page's copy of the board and its own changes: what `static/src/store/` does.

Same names, same order of steps; only what people see (notices, signals) is left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from board.core.apply import apply, replay
from board.core.errors import BoardError, every_error
from board.core.ops import Op, OpId
from board.core.scene import Scene

FINAL = {error.code: error.is_final for error in every_error()} | {"network": False}

Answer = dict[str, Any]


def is_final(code: str) -> bool:
    """Whether sending the same op again can never work."""
    return FINAL.get(code, True)


@dataclass
class Change:
    """A change that is not part of the confirmed scene, made by page `client`. `edit` is for the oracle."""

    client: str
    n: int
    ops: Sequence[Op]
    edit: int
    seq: int | None = None

    @property
    def shown(self) -> Sequence[Op]:
        """What the page shows of it before it is confirmed. An undo shows here when its entry comes; the
        browser's guess at it is tested with the browser's own store."""
        return [] if self.ops[0]["do"] == "undo" else self.ops


class Store:
    """Confirmed entries, and this page's own changes on top."""

    def __init__(self, client_id: str, person_id: str, on_verdict: Callable[[Change, Answer], None]) -> None:
        self.client_id = client_id
        self.person_id = person_id
        self.seq = -1
        self.confirmed: Scene = {}
        self.changes: list[Change] = []
        self._last_used = 0
        self._on_verdict = on_verdict

    def change(self, edit: int, ops: Sequence[Op]) -> bool:
        """Take a change if it applies to what this page shows."""
        change = Change(self.client_id, self._last_used + 1, ops, edit)
        try:
            apply(self.scene(), change.shown, actor=self.person_id, at_ms=0)
        except BoardError:
            return False
        self._last_used += 1
        self.changes.append(change)
        return True

    def adopt(self, left: Sequence[Change]) -> None:
        """Take over what a page that is gone could not send any more; it goes first."""
        self.changes = [*left, *self.changes]

    def scene(self) -> Scene:
        """What the page shows: confirmed, and on top what of the pending changes still applies."""
        scene = self.confirmed
        for change in self.changes:
            try:
                scene = apply(scene, change.shown, actor=self.person_id, at_ms=0).scene
            except BoardError:
                continue
        return scene

    def load(self, seq: int, scene: Scene) -> None:
        """Replace what is confirmed; pending changes stay."""
        self.confirmed, self.seq = scene, seq
        self._settle()

    def receive(self, entries: Sequence[dict[str, Any]]) -> bool:
        """Take the entries that come next, skip old ones. False when one is missing."""
        is_whole = True
        for entry in entries:
            if entry["seq"] > self.seq + 1:
                is_whole = False
                break
            op_id = entry.get("op_id")
            if op_id is not None:
                self._settle_own((op_id[0], op_id[1]), entry["seq"])
            if entry["seq"] <= self.seq:
                continue
            self.take(entry)
        self._settle()
        return is_whole

    def take(self, entry: dict[str, Any]) -> None:
        """Apply an entry whose turn it is."""
        self.confirmed = replay(self.confirmed, entry["ops"])
        self.seq = entry["seq"]

    def _settle_own(self, op_id: OpId, seq: int) -> None:
        """An entry of one's own is as good as its ack: it was sent after the commit."""
        change = self._find(op_id)
        if change is not None:
            self._remove(change, {"ok": True, "seq": seq})

    def _find(self, op_id: OpId) -> Change | None:
        for change in self.changes:
            if change.n == op_id[1] and change.client == op_id[0]:
                return change
        return None

    def _remove(self, change: Change, answer: Answer) -> None:
        self.changes.remove(change)
        if change.seq is None:
            self._on_verdict(change, answer)

    def _settle(self) -> None:
        self.changes = [change for change in self.changes if change.seq is None or change.seq > self.seq]

    def unsent(self) -> list[Change]:
        """Without an answer, oldest first."""
        return [change for change in self.changes if change.seq is None]

    def acked(self, op_id: OpId, seq: int) -> None:
        """The change became entry seq; it stays on top until that entry is here."""
        change = self._find(op_id)
        if change is not None and change.seq is None:
            self._on_verdict(change, {"ok": True, "seq": seq})
            change.seq = seq
            self._settle()

    def refused(self, op_id: OpId, answer: Answer) -> None:
        """The server will never take the change."""
        change = self._find(op_id)
        if change is not None:
            self._remove(change, answer)

    def renumber(self, client: str, last_n: int, first: int) -> None:
        """Unanswered changes of a page after `last_n`, and those from `first` on, get the next numbers."""
        following = last_n
        for change in self.changes:
            if change.client == client and change.seq is None and (change.n > last_n or change.n >= first):
                following += 1
                change.n = following
        if client == self.client_id:
            self._last_used = max([following, *(c.n for c in self.changes if c.client == client)])
