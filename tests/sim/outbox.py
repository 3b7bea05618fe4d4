"""Which of a page's changes are under way, and what an answer means: `static/src/sync/outbox.ts`."""

from board.core.ops import OpId
from tests.sim.store import Answer, Change, Store, is_final

WINDOW = 8
RETRY_MS = 1_000
GAP_RETRY_MS = (50, 5_000)
FAULTS_LIMIT = {"server": 5, "text.epoch": 50}  # in a row; then the change is given up


class Outbox:
    """Which changes are under way, and what an answer means for the others."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.flying: set[OpId] = set()
        self.is_held = False
        self._retry_ms = 0
        self._gaps: dict[str, tuple[int, int]] = {}  # client -> (last_n, first): each page counts for itself
        self._settled: dict[str, int] = {}  # client -> highest number with a final answer since the last wait
        self._gaps_in_row = 0
        self._faults_in_row = 0

    def next(self) -> list[Change]:
        """What to send now; it counts as sent from here on."""
        if self.is_held:
            return []
        due = [change for change in self.store.unsent() if (change.client, change.n) not in self.flying]
        sent = due[: max(0, WINDOW - len(self.flying))]
        self.flying.update((change.client, change.n) for change in sent)
        return sent

    def reset(self) -> None:
        """A new connection: everything unanswered goes out again, with its old numbers (SEQ2)."""
        self.flying.clear()
        self.is_held = False
        self._retry_ms = 0
        self._gaps.clear()
        self._settled.clear()

    def answered(self, op_id: OpId, answer: Answer) -> int | None:
        """None: send what is next. A number: nothing more before `is_held` is taken back, so many ms on."""
        if op_id not in self.flying:
            return None
        self.flying.discard(op_id)
        if answer["ok"]:
            self._gaps_in_row = self._faults_in_row = 0
            self._note_settled(op_id)
            self.store.acked(op_id, answer["seq"])
            return self._go_on()
        code = answer["code"]
        if is_final(code) or self._is_poison(code):
            self._note_settled(op_id)
            self.store.refused(op_id, answer)
            return self._go_on()
        self.is_held = True
        if code == "op.gap":
            client, n = op_id
            first = min(n, self._gaps.get(client, (0, n))[1])
            self._gaps[client] = (answer["data"]["last_n"], first)
        else:
            self._retry_ms = max(self._retry_ms, answer.get("retry_ms", RETRY_MS))
        return self._go_on()

    def _note_settled(self, op_id: OpId) -> None:
        client, n = op_id
        self._settled[client] = max(n, self._settled.get(client, 0))

    def _is_poison(self, code: str) -> bool:
        if code == "op.gap":
            return False  # follows from what came before
        limit = FAULTS_LIMIT.get(code)
        self._faults_in_row = 0 if limit is None else self._faults_in_row + 1
        if limit is None or self._faults_in_row < limit:
            return False
        self._faults_in_row = 0
        return True

    def _go_on(self) -> int | None:
        if not self.is_held or self.flying:
            return None
        if self._gaps:
            for client, (last_n, first) in self._gaps.items():
                if self._settled.get(client, 0) <= last_n:  # else what the gap says is outdated
                    self.store.renumber(client, last_n, first)
            self._gaps.clear()
            least, most = GAP_RETRY_MS
            self._retry_ms = max(self._retry_ms, min(most, least * 2**self._gaps_in_row))
            self._gaps_in_row += 1
        self._settled.clear()
        wait_ms, self._retry_ms = self._retry_ms, 0
        return wait_ms
