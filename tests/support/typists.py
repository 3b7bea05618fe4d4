"""Typing in a note, as the op of a page."""

from collections.abc import Mapping
from typing import Any

from board.core.note_text import typing


def typed(record: Mapping[str, Any], text: str, client: int) -> dict[str, Any]:
    """The op by which somebody new, with this client number, turns the note's text into `text`."""
    edits = record.get("edits") or {"base": record["text"], "updates": []}
    update = typing(edits["base"], edits["updates"], client, text)
    return {"do": "text", "id": record["id"], "epoch": record.get("epoch", 0), "update": update}
