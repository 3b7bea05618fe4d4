"""Tavolo's own page, on the real server, with the boards that the peers show."""

from typing import Any

from bench.browser.notes import Board
from bench.tavolo import FILLED_AT_MS, FILLER, OPS_IN_ENTRY, Caller
from board.core.apply import apply
from board.core.ops import ENTRY_VERSION
from board.core.scene import EMPTY


def import_board(caller: Caller, board: Board) -> str:
    """The id of a new board on the caller's server."""
    return str(caller.call("POST", "/api/import", board_file(board))["board"]["id"])


def board_file(board: Board) -> dict[str, Any]:
    """The board as one of Tavolo's own files, written by one person."""
    frames = [
        {
            "kind": "frame",
            "id": one.id,
            **_box(one.x, one.y, one.w, one.h),
            "title": one.text,
            "prompt": "",
            "z": f"a{n:05}1",
        }
        for n, one in enumerate(board.frames)
    ]
    notes = [
        {
            "kind": "note",
            "id": one.id,
            **_box(one.x, one.y, one.w, one.h),
            "frame": one.frame,
            "type": one.type,
            "text": one.text,
            "z": f"b{n:05}1",
        }
        for n, one in enumerate(board.notes)
    ]
    return _file([*frames, *notes])


def _box(x: int, y: int, w: int, h: int) -> dict[str, int]:
    return {"x": x, "y": y, "w": w, "h": h}


def _file(items: list[dict[str, Any]]) -> dict[str, Any]:
    scene = EMPTY
    log: list[dict[str, Any]] = []
    for first in range(0, len(items), OPS_IN_ENTRY):
        asked = [{"do": "create", "item": item} for item in items[first : first + OPS_IN_ENTRY]]
        applied = apply(scene, asked, actor=FILLER, at_ms=FILLED_AT_MS)
        scene = applied.scene
        entry = {"seq": len(log) + 1, "at_ms": FILLED_AT_MS, "actor": FILLER, "v": ENTRY_VERSION}
        log.append({**entry, "ops": list(applied.ops), "inverse": list(applied.inverse)})
    about = {"id": "board-of-bench", "name": "A big board", "method": "blank"}
    return {
        "format": "tavolo.board",
        "version": 1,
        "board": {**about, "created_at_ms": FILLED_AT_MS, "head": len(log)},
        "people": [{"id": FILLER, "name": "Bench"}],
        "items": [dict(record) for record in scene.values()],
        "log": log,
        "snapshots": [],
    }
