"""Tavolo's own page, on the real server, with the boards that the peers show."""

from typing import Any

from bench.browser.notes import Board
from bench.tavolo import Caller, file_with


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
    return file_with("A big board", [*frames, *notes])


def _box(x: int, y: int, w: int, h: int) -> dict[str, int]:
    return {"x": x, "y": y, "w": w, "h": h}
