"""What the server has acknowledged, on a disk of our own: the account to hold it to after a crash."""

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Ids = list[str]


class Ledger:
    """One line for each acknowledgement, fsynced before anybody can know of it here.

    An edit carries three traces: a note that it makes, a mark that it leaves on the note before, and
    a note that it deletes. An entry must have all three or not be there.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("a")
        self.acknowledged: dict[int, str] = {}  # seq -> the note that was made
        self.made: dict[str, int] = {}  # note -> seq of the entry that made it, from the server's log
        self.problems: list[str] = []
        self.verified_seq = 0

    def acknowledge(self, seq: int, note_id: str) -> None:
        """Note durably that the server has promised this."""
        self._file.write(json.dumps([seq, note_id]) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        if seq in self.acknowledged:
            self.problems.append(f"entry {seq} was acknowledged for {self.acknowledged[seq]} and {note_id}")
        self.acknowledged[seq] = note_id

    def verify(
        self, entries: Iterable[dict[str, Any]], head: int, promised: Iterable[int] | None = None
    ) -> None:
        """Compare with what the server's log holds after the last entry that was verified. `promised`:
        what was acknowledged before the log was read; without it all that is now."""
        for entry in entries:
            self._verify(entry)
        if self.verified_seq != head:
            self.problems.append(f"the log ends at {self.verified_seq}, the head is {head}")
        lost = [seq for seq in (self.acknowledged if promised is None else promised) if seq > head]
        self.problems.extend(f"entry {seq} was acknowledged and is lost" for seq in lost)

    def _verify(self, entry: dict[str, Any]) -> None:
        seq, ops = entry["seq"], entry["ops"]
        if seq != self.verified_seq + 1:
            self.problems.append(f"after entry {self.verified_seq} comes {seq}")
        self.verified_seq = seq
        made = [op["item"]["id"] for op in ops if op["do"] == "create"]
        promised = self.acknowledged.get(seq)
        if promised is not None and promised not in made:
            self.problems.append(f"entry {seq} was acknowledged for {promised}, and made {made}")
        for note_id in made:
            if note_id in self.made:
                self.problems.append(f"{note_id} happened twice, as {self.made[note_id]} and {seq}")
            self.made[note_id] = seq
        if made and [op["do"] for op in ops] not in WHOLE:
            self.problems.append(f"entry {seq} is there in part: {[op['do'] for op in ops]}")

    def close(self) -> None:
        self._file.close()


CHAIN = 3  # notes that a page keeps

# The first edits of a page have nothing to mark or to delete yet.
WHOLE = (["create", "patch"], ["create", "patch", "delete"])


def edit_of(page: str, number: int, chain: Sequence[int]) -> tuple[str, list[dict[str, Any]]]:
    """The id of the note that edit `number` of this page makes, and the ops of the edit.

    `chain` holds the edits whose notes are still there, oldest first.
    """

    def note_id(which: int) -> str:
        return f"note-{page}-{which:06d}"

    item = {"kind": "note", "id": note_id(number), "x": number, "y": 0, "w": 200, "h": 200, "z": "a0"}
    create = {"do": "create", "item": {**item, "frame": None, "type": "I", "text": f"Edit {number}"}}
    mark = {"do": "patch", "id": note_id(chain[-1] if chain else number), "set": {"y": number}}
    delete = [{"do": "delete", "id": note_id(chain[0])}] if len(chain) == CHAIN else []
    return note_id(number), [create, mark, *delete]
