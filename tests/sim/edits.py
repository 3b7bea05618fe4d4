"""What people do to the board in a schedule, and the oracle's own account of it."""

from collections.abc import Callable, Iterable
from typing import Any

from board.core.ops import Op, OpId
from board.core.scene import Record
from tests.sim.store import Answer, Store


class Edit:
    """What a person did, and what became of it: the oracle's own account, outside pages and server."""

    def __init__(self, number: int, page: int, ops: list[Op]) -> None:
        self.number = number
        self.page = page
        self.ops = ops
        self.verdict: Answer | None = None
        self.op_id: OpId = ("", 0)  # under which it got its verdict


def tokens_of(ops: Iterable[dict[str, Any]]) -> list[str]:
    """What tells this edit from every other: ids that it made, values that it set."""
    tokens = []
    for op in ops:
        if op["do"] == "create":
            tokens.append(op["item"]["id"])
        elif op["do"] == "patch" and "x" in op["set"]:
            tokens.append(f"{op['id']} {op['set']['x']}")
    return tokens


def _create(store: Store, edit: int, number: int) -> list[Op]:
    return [{"do": "create", "item": _note(edit)}]


def _several(store: Store, edit: int, number: int) -> list[Op]:
    return [*_create(store, edit, number), *_patch(store, edit, number), *_patch(store, edit, number + 1)]


def _patch(store: Store, edit: int, number: int) -> list[Op]:
    record = _some_item(store, number)
    return (
        [] if record is None else [{"do": "patch", "id": record["id"], "set": {"x": edit, "y": number % 5}}]
    )


def _delete(store: Store, edit: int, number: int) -> list[Op]:
    record = _some_item(store, number)
    return [] if record is None else [{"do": "delete", "id": record["id"]}]


def _forbidden(store: Store, edit: int, number: int) -> list[Op]:
    """Participants may not make frames; the page lets them try, the server refuses for good."""
    frame = {"kind": "frame", "id": f"frame-{edit:05d}", "x": edit, "y": 0, "w": 800, "h": 600, "z": "a0"}
    return [{"do": "create", "item": {**frame, "title": "Area", "prompt": ""}}]


def _note(edit: int) -> Record:
    box = {"kind": "note", "id": f"note-{edit:06d}", "x": edit, "y": 0, "w": 200, "h": 200, "z": "a0"}
    return {**box, "frame": None, "type": "I", "text": "n"}


def _some_item(store: Store, number: int) -> Record | None:
    """An item that this page shows, the newest more often than others."""
    ids = list(store.scene().values())
    return ids[-1 - number % min(len(ids), 4)] if ids else None


EDIT_MAKERS: dict[str, Callable[[Store, int, int], list[Op]]] = {
    "create": _create,
    "patch": _patch,
    "delete": _delete,
    "several": _several,
    "forbidden": _forbidden,
}
