"""What must hold when a schedule has come to rest. Every check names the rule that it proves."""

from board.core.apply import replay
from board.core.log import Refusal
from board.core.ops import Entry
from board.core.scene import EMPTY, Scene
from tests.sim.edits import Edit, tokens_of
from tests.sim.page import Broken
from tests.sim.server import BOARD
from tests.sim.world import World


def check(world: World) -> None:
    """Raises Broken with the first promise that does not hold."""
    log = world.disk.log
    _check_log(log)
    _check_verdicts(world, log)
    _check_once_and_in_order(world, log)
    _check_copies(world, log)


def _demand(holds: bool, what: str) -> None:
    if not holds:
        raise Broken(what)


def _check_log(log: list[Entry]) -> None:
    seqs = [entry.seq for entry in log]
    _demand(seqs == list(range(1, len(log) + 1)), f"SEQ1: the log has the numbers {seqs}")
    ids = [entry.op_id for entry in log]
    _demand(len(set(ids)) == len(ids), f"SEQ2: an op id is in the log twice: {ids}")


def _check_verdicts(world: World, log: list[Entry]) -> None:
    """Every edit got its answer, and the log says the same."""
    for edit in world.edits:
        verdict = edit.verdict
        _demand(verdict is not None, f"edit {edit.number} of page {edit.page} never got an answer")
        assert verdict is not None
        kept = world.disk.answer(BOARD, *edit.op_id)
        if verdict["ok"]:
            seq = verdict["seq"]
            _demand(seq <= len(log), f"ACK1: edit {edit.number} was acknowledged as {seq} and is lost")
            entry = log[seq - 1]
            is_it = entry.op_id == edit.op_id and set(tokens_of(edit.ops)) >= set(tokens_of(entry.ops))
            _demand(is_it, f"ACK1: edit {edit.number} was acknowledged as {seq}, which is {entry}")
            _demand(kept == seq, f"SEQ2: the answer to edit {edit.number} was {seq}, the store has {kept}")
        else:
            is_kept = isinstance(kept, Refusal) and kept.code == verdict["code"]
            _demand(is_kept, f"SEQ2: edit {edit.number} was refused {verdict['code']}, the store has {kept}")


def _check_once_and_in_order(world: World, log: list[Entry]) -> None:
    found: dict[str, int] = {}  # token -> seq
    for entry in log:
        for token in tokens_of(entry.ops):
            _demand(token not in found, f"SEQ2: {token} is in {found.get(token)} and {entry.seq}")
            found[token] = entry.seq
    last: dict[str, tuple[int, Edit]] = {}  # client -> its newest entry so far
    for edit in world.edits:
        assert edit.verdict is not None
        if not edit.verdict["ok"]:
            stray = [token for token in tokens_of(edit.ops) if token in found]
            _demand(not stray, f"SEQ2: edit {edit.number} was refused and is in the log: {stray}")
            continue
        seq = edit.verdict["seq"]
        before = last.get(edit.op_id[0])
        if before is not None:
            _demand(
                before[0] < seq,
                f"LIVE2: page {edit.page} made edit {before[1].number} first, but {seq} is below {before[0]}",
            )
        last[edit.op_id[0]] = (seq, edit)


def _check_copies(world: World, log: list[Entry]) -> None:
    scene: Scene = EMPTY
    for entry in log:
        scene = replay(scene, entry.ops)
    _demand(world.disk.load(BOARD).scene == scene, "SEQ3: the stored scene is not the log, replayed")
    _demand(world.server.room.scene == scene, "SEQ3: the room's scene is not the log, replayed")
    _demand(world.server.room.head == len(log), f"SEQ3: the room is at {world.server.room.head}")
    for page in world.pages:
        where = f"page {page.number}, {page.session.phase}, at {page.store.seq} of {len(log)}"
        _demand(page.store.seq == len(log), f"SEQ4: {where} is not up to date")
        _demand(not page.store.changes, f"ACK2: {where} still has {len(page.store.changes)} changes to send")
        _demand(page.store.confirmed == scene, f"SEQ4: {where} shows something else than the log says")
        _demand(page.diverged_times == 0, f"SEQ4: {where} found {page.diverged_times} times that it is wrong")
