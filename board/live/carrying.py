"""Waiting for a piece of work that the server does on somebody's behalf."""

from collections.abc import Callable, Sequence

from board.core.errors import BoardError, ServerFault
from board.live.concurrency import new_queue
from board.live.registry import Registry
from board.live.room import Room
from board.live.work import Moment, Step, Work
from board.live.writer import Answer


def carry_out(registry: Registry, room: Room, actor: str, plan: Callable[[Moment], Sequence[Step]]) -> int:
    """The head of the board once all steps of `plan` are durable.

    The task waits, the others go on. Raises what `plan` raises, StorageFailed, Busy, Restarting.
    """
    return carry(registry, lambda reply: Work(room, actor, plan, reply))


def carry(registry: Registry, work: Callable[[Callable[[Answer], None]], Work]) -> int:
    """The same for a piece of work that somebody else makes."""
    answers = new_queue()
    registry.submit(work(answers.put))
    answer: Answer = answers.get()
    if isinstance(answer, int):
        return answer
    # A lasting refusal is only for what a client sends.
    raise answer if isinstance(answer, BoardError) else ServerFault(ref="work")
