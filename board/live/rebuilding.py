"""Texts that nobody types in any more begin anew, so that they take no more room than they say (TXT4)."""

from collections.abc import Sequence
from typing import Final

from board.core.kinds import OPS_LIMIT
from board.core.note_text import REBUILD_AFTER
from board.core.ops import SYSTEM
from board.core.scene import Scene
from board.live.room import Room
from board.live.work import Moment, Step, Work

REST_MS: Final = 60_000  # so long nobody has typed in a note before its text begins anew


def rebuild(room: Room, now_ms: int) -> Work | None:
    """Work that begins the texts anew that are due in this room; None when there are none."""
    scene = room.scene
    typed = [item_id for item_id, at_ms in room.typed.items() if _is_due(scene, item_id, at_ms, now_ms)]
    due = typed[:OPS_LIMIT]
    if not due:
        return None

    def plan(moment: Moment) -> Sequence[Step]:
        typed_now = {op["id"] for entry in moment.waiting for op in entry.ops if op["do"] == "text"}
        ids = [item_id for item_id in due if item_id in moment.scene and item_id not in typed_now]
        return [Step([{"do": "rebuild", "id": item_id} for item_id in ids])] if ids else []

    return Work(room, SYSTEM, plan, lambda _answer: None)


def _is_due(scene: Scene, item_id: str, typed_at_ms: int, now_ms: int) -> bool:
    edits = scene.get(item_id, {}).get("edits", {})
    return typed_at_ms + REST_MS <= now_ms or len(edits.get("updates", ())) > REBUILD_AFTER
