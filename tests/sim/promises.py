"""What must hold when a schedule has come to rest. Every check names the rule that it proves."""

from board.core.apply import replay
from board.core.log import Refusal
from board.core.ops import Entry
from board.core.scene import EMPTY, Scene
from tests.sim.board_rules import check_board
from tests.sim.edits import Edit, tokens_of
from tests.sim.guided_rules import check_guided, items_of
from tests.sim.page import Broken
from tests.sim.server import BOARD
from tests.sim.world import World


def check(world: World) -> None:
    """Raises Broken with the first promise that does not hold."""
    log = world.disk.log
    _check_log(log)
    check_verdicts(world, log)
    _check_once_and_in_order(world, log)
    check_board(log, {key for one in world.disk.hidden(BOARD) for key in items_of(one)})
    check_guided(world.disk, world.server.room, world.guiding.account)
    check_copies(world, log)


def _check_log(log: list[Entry]) -> None:
    seqs = [entry.seq for entry in log]
    if seqs != list(range(1, len(log) + 1)):
        raise Broken(f"SEQ1: the log has the numbers {seqs}")
    ids = [entry.op_id for entry in log if entry.op_id is not None]
    if len(set(ids)) != len(ids):
        raise Broken(f"SEQ2: an op id is in the log twice: {ids}")


def check_verdicts(world: World, log: list[Entry]) -> None:
    """Every edit got its answer, and the log says the same."""
    for edit in world.edits:
        verdict = edit.verdict
        if verdict is None:
            raise Broken(f"edit {edit.number} of page {edit.page} never got an answer")
        kept = world.disk.answer(BOARD, *edit.op_id)
        if verdict["ok"]:
            _check_accepted(edit, verdict["seq"], log)
            if kept != verdict["seq"]:
                raise Broken(f"SEQ2: the answer to edit {edit.number} was {verdict}, the store has {kept}")
        elif not isinstance(kept, Refusal) or kept.code != verdict["code"]:
            raise Broken(f"SEQ2: edit {edit.number} was refused {verdict['code']}, the store has {kept}")


def _check_accepted(edit: Edit, seq: int, log: list[Entry]) -> None:
    if seq > len(log):
        raise Broken(f"ACK1: edit {edit.number} was acknowledged as {seq} and is lost")
    entry = log[seq - 1]
    taken = edit.takes_back
    if taken is None:
        is_it = entry.undoes is None and set(tokens_of(edit.ops)) >= set(tokens_of(entry.ops))
    else:
        is_it = taken.verdict is not None and _does_again(log, entry.undoes, taken.verdict["seq"])
    if entry.op_id != edit.op_id or not is_it:
        raise Broken(f"ACK1: edit {edit.number} was acknowledged as {seq}, which is {entry}")


def _does_again(log: list[Entry], seq: int | None, first: int) -> bool:
    """Whether entry `seq` is `first`, or did it again after it was undone: what an undo of it takes back."""
    while seq is not None and seq != first:
        undo = log[seq - 1].undoes
        seq = None if undo is None else log[undo - 1].undoes
    return seq == first


def _check_once_and_in_order(world: World, log: list[Entry]) -> None:
    found: dict[str, int] = {}  # token -> seq
    for entry in log:
        if entry.op_id is None:  # no page sent it
            continue
        for token in tokens_of(entry.ops) if entry.undoes is None else [f"undo of {entry.undoes}"]:
            if token in found:
                raise Broken(f"SEQ2: {token} is in {found[token]} and {entry.seq}")
            found[token] = entry.seq
    last: dict[str, tuple[int, Edit]] = {}  # client -> its newest entry so far
    for edit in world.edits:
        assert edit.verdict is not None
        if not edit.verdict["ok"]:
            stray = [token for token in tokens_of(edit.ops) if token in found]
            if stray:
                raise Broken(f"SEQ2: edit {edit.number} was refused and is in the log: {stray}")
            continue
        seq = edit.verdict["seq"]
        before, earlier = last.get(edit.op_id[0], (0, edit))
        if seq <= before:
            first = f"page {edit.page} made edit {earlier.number} first"
            raise Broken(f"LIVE2: {first}, but {seq} is below {before}")
        last[edit.op_id[0]] = (seq, edit)


def check_copies(world: World, log: list[Entry]) -> None:
    """Store, room and every page have what the log says, and no page ever found itself wrong."""
    scene: Scene = EMPTY
    for entry in log:
        scene = replay(scene, entry.ops)
    if world.disk.load(BOARD).scene != scene:
        raise Broken("SEQ3: the stored scene is not the log, replayed")
    if world.server.room.scene != scene or world.server.room.head != len(log):
        raise Broken(f"SEQ3: the room, at {world.server.room.head}, is not the log, replayed")
    for page in world.pages:
        where = f"page {page.number}, {page.session.phase}, at {page.store.seq} of {len(log)}"
        if page.store.seq != len(log):
            raise Broken(f"SEQ4: {where} is not up to date")
        if page.store.changes:
            raise Broken(f"ACK2: {where} still has {len(page.store.changes)} changes to send")
        if page.store.confirmed != scene:
            raise Broken(f"SEQ4: {where} shows something else than the log says")
        if page.diverged_times:
            raise Broken(f"SEQ4: {where} found {page.diverged_times} times that it is wrong")
