"""What a page decides when something happens on its connection: `static/src/sync/session.ts`.

Same phases, timers and order of steps. Effects are calls to `Line`, which the world fits.
"""

from typing import Any, Protocol

from board.core.ops import OpId
from board.core.scene import scene_of
from tests.sim.outbox import Outbox
from tests.sim.store import Answer, Change, Store, is_final

ANSWER_MS = 8_000
HEAD_GRACE_MS = 1_000
QUIET_MS = 12_000
RECONNECT_MS = {"least": 300, "first": 700, "spread": 1_200, "longSpread": 2_200}
LONG_OUTAGE_TRIES = 20
BEACONS_UNLOOKED = 12  # after a divergence, so that a page that stays wrong does not load for ever
ENDING = ("board.missing", "auth.needed", "op.client")


class Line(Protocol):
    """A page's way to the server and its alarm clock."""

    def connect(self) -> None: ...
    def disconnect(self) -> None: ...
    def hello(self, since: int | None) -> None: ...
    def sync(self, since: int) -> None: ...
    def op(self, change: Change) -> None: ...
    def snapshot(self) -> None: ...
    def diverged(self) -> None: ...
    def timer(self, name: str, ms: int) -> None: ...
    def cancel(self, name: str) -> None: ...
    def hash_of_confirmed(self) -> int: ...
    def jitter(self) -> float: ...


class Session:
    """One page. `phase` is off, connecting, greeting, loading, live, down or ended."""

    def __init__(self, store: Store, line: Line) -> None:
        self.store = store
        self.outbox = Outbox(store)
        self.phase = "off"
        self._line = line
        self._attempts = 0
        self._early: list[dict[str, Any]] = []
        self._is_syncing = False
        self._beacon = 0
        self._unlooked = 0

    def is_quiet(self) -> bool:
        """Live, and no question is open whose answer may have got lost."""
        return self.phase == "live" and not self._is_syncing

    # --- the connection ---

    def start(self) -> None:
        self.phase = "connecting"
        self._line.cancel("reconnect")
        self._line.connect()

    def connected(self) -> None:
        if self.phase != "connecting":
            return
        self.phase = "greeting"
        self._line.hello(None if self.store.seq < 0 else self.store.seq)
        self._line.timer("answer", ANSWER_MS)

    def disconnected(self) -> None:
        if self.phase != "down":
            self._reconnect()

    def _reconnect(self, after_ms: int = 0) -> None:
        if self.phase != "down":
            self._line.disconnect()
        self.forget_connection()
        self.phase = "down"
        ms = RECONNECT_MS["least"] + round(self._line.jitter() * self._spread_ms())
        self._attempts += 1
        self._line.timer("reconnect", max(after_ms, ms))

    def _spread_ms(self) -> int:
        if self._attempts == 0:
            return RECONNECT_MS["first"]
        return RECONNECT_MS["spread" if self._attempts < LONG_OUTAGE_TRIES else "longSpread"]

    def forget_connection(self) -> None:
        """What was under way on the old connection says nothing about the next."""
        self.outbox.reset()
        self._early = []
        self._is_syncing = False
        for name in ("answer", "retry", "head", "quiet"):
            self._line.cancel(name)

    def time_up(self, name: str) -> None:
        if name == "reconnect" and self.phase == "down":
            self.start()
        elif name == "answer":
            self._reconnect()
        elif name == "head" and self._beacon > self.store.seq:
            self._sync()
        elif name == "quiet" and self.phase == "live":
            self._line.timer("quiet", QUIET_MS)
            self._sync()
        elif name == "retry":
            self.outbox.is_held = False
            self.send()

    # --- getting up to date ---

    def greeted(self, answer: Answer) -> None:
        if self.phase != "greeting":
            return
        self._line.cancel("answer")
        if not answer["ok"]:
            if is_final(answer["code"]):
                self.phase = "ended"
            else:
                self._reconnect(answer.get("retry_ms", 0))
            return
        self._beacon = answer["head"]
        if "entries" not in answer or not self.store.receive(answer["entries"]):
            self._load_snapshot()
        else:
            self._go_live()

    def _load_snapshot(self) -> None:
        self.phase = "loading"
        self._is_syncing = False
        self._line.snapshot()

    def snapshot_came(self, answer: Answer) -> None:
        if self.phase != "loading":
            return
        if answer["ok"]:
            self.store.load(answer["seq"], scene_of(answer["items"]))
            self._go_live()
        else:
            self._reconnect(answer.get("retry_ms", 0))

    def _go_live(self) -> None:
        self.phase = "live"
        self._attempts = 0
        self._line.timer("quiet", QUIET_MS)
        self._take_early()
        self.send()

    def _take_early(self) -> None:
        waiting, self._early = self._early, []
        if not self.store.receive(waiting):
            self._sync()

    def _sync(self) -> None:
        if self._is_syncing or self.phase != "live":
            return
        self._is_syncing = True
        self._line.sync(self.store.seq)
        self._line.timer("answer", ANSWER_MS)

    def synced(self, answer: Answer) -> None:
        if not self._is_syncing or self.phase != "live":
            return
        self._is_syncing = False
        self._restart_answer_timer()
        if not answer["ok"]:
            self._reconnect(answer.get("retry_ms", 0))
            return
        before = self.store.seq
        if "entries" not in answer or not self.store.receive(answer["entries"]):
            self._load_snapshot()
            return
        has_progressed = self.store.seq > before
        self._take_early()
        if self.store.seq >= answer["head"] or self._is_syncing:
            return
        if has_progressed:
            self._sync()
        else:
            self._load_snapshot()

    def entries_came(self, entries: list[dict[str, Any]]) -> None:
        if self.phase in ("greeting", "loading") or self._is_syncing:
            self._early.extend(entries)
        elif self.phase == "live" and not self.store.receive(entries):
            self._sync()

    def head_came(self, seq: int, scene_hash: int | None) -> None:
        self._beacon = seq
        if self.phase != "live":
            return
        self._line.timer("quiet", QUIET_MS)
        if seq > self.store.seq:
            self._line.timer("head", HEAD_GRACE_MS)
        elif seq == self.store.seq and scene_hash is not None:
            self._compare(scene_hash)
        self.send()

    def _compare(self, theirs: int) -> None:
        """Equal numbers of entries must mean equal scenes (SEQ4)."""
        self._unlooked = max(0, self._unlooked - 1)
        if self._line.hash_of_confirmed() == theirs or self._unlooked > 0 or self._is_syncing:
            return
        self._unlooked = BEACONS_UNLOOKED
        self._line.diverged()
        self._load_snapshot()

    def bye(self, error: Answer) -> None:
        """The server is about to close the connection, and says why."""
        if error["code"] in ENDING:
            self.phase = "ended"
            self._line.disconnect()
        else:
            self._reconnect(error.get("retry_ms", 0))

    # --- my own changes ---

    def send(self) -> None:
        if self.phase != "live":
            return
        was_waiting = bool(self.outbox.flying)
        for change in self.outbox.next():
            self._line.op(change)
        if not was_waiting and not self._is_syncing and self.outbox.flying:
            self._restart_answer_timer()

    def op_answered(self, op_id: OpId, answer: Answer) -> None:
        if self.phase not in ("live", "loading"):
            return
        wait_ms = self.outbox.answered(op_id, answer)
        self._restart_answer_timer()
        if wait_ms is None:
            self.send()
        else:
            self._line.timer("retry", wait_ms)

    def _restart_answer_timer(self) -> None:
        if self.outbox.flying or self._is_syncing:
            self._line.timer("answer", ANSWER_MS)
        else:
            self._line.cancel("answer")
