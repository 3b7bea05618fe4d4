"""Notes that somebody types for a person without a device: whose they are, and who typed them (BEHALF1)."""

from collections.abc import Callable, Iterable
from typing import Any

from board.core.errors import Denied
from board.core.errors_people import PersonMissing
from board.core.kinds import FOR
from board.core.ops import Op
from board.core.scene import Record


def signature(item: Record, actor: str) -> dict[str, str]:
    """What the server writes on a new item: its author, and who typed it if that is somebody else."""
    return {"author": item[FOR], "entered_by": actor} if FOR in item else {"author": actor}


def unsigned(item: Record) -> dict[str, Any]:
    """The item without what only its create says."""
    return {name: value for name, value in item.items() if name != FOR}


def check_may_enter(op: Op, is_leading: bool) -> None:
    """Return if the op is in somebody's own name, or of who leads the board. Raises Denied."""
    if FOR in op.get("item", ()) and not is_leading:
        raise Denied


def check_people(ops: Iterable[Op], role_of: Callable[[str], str | None]) -> None:
    """Return if everybody in whose name something is added takes part. Raises PersonMissing."""
    for op in ops:
        item = op.get("item", {})
        if FOR in item and role_of(item[FOR]) != "participant":
            raise PersonMissing
