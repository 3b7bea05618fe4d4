"""The child process that makes one document (board/export/child.py), with the order as JSON on stdin.

Beside the command line this is where store and export meet. It reads the board by itself, so that the
server hands over a few bytes and goes on. It answers with one JSON object on each line of stdout.
"""

import gc
import json
import resource
import sys
from pathlib import Path
from typing import Any, Final

from board.core.errors import BoardError
from board.core.errors_items import PictureMissing
from board.core.visibility import Viewer, project
from board.export.documents import Wish, make
from board.export.pictures import Picture
from board.store.assets import Assets
from board.store.boards import Boards
from board.store.database import open_database
from board.store.oplog import DatabaseStorage

MEMORY_LIMIT: Final = 4 * 1024**3  # bytes of address space, of which a large board uses a quarter


def main() -> None:
    """Make what stdin asks for, at the path that it names: whole, or not at all."""
    gc.disable()  # it ends soon, and a board is much to walk through and nothing to collect
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    order = json.loads(sys.stdin.buffer.readline())
    try:
        _tell(_make(order))
    except BoardError as error:
        _tell({"error": error.code})
    except MemoryError:
        _tell({"error": "memory"})


def _make(order: dict[str, Any]) -> dict[str, Any]:
    database = open_database(Path(order["data_dir"]))
    board = Boards(database).get(order["board_id"])
    people = {member.person_id: member.name for member in Boards(database).authors(board.id)}
    records = DatabaseStorage(database).load(board.id).scene
    # VIS1: a document shows what the person who asked for it may see.
    viewer = Viewer(order["person_id"], order["role"])
    scene = {item_id: project(dict(record), viewer) for item_id, record in records.items()}
    wish = Wish.of_json(order["wish"])
    assets = Assets(database)

    def find(asset: str) -> Picture | None:
        try:
            found = assets.get(board.id, asset)
        except PictureMissing:
            return None
        return Picture(found.content, found.mimetype, found.width, found.height)

    made = make(
        board.name, scene, people, wish, order["at_ms"], lambda step: _tell({"step": step}), find=find
    )
    database.close()
    if made is None:
        return {"error": "empty"}
    out = Path(order["out"])
    unfinished = out.with_name(f"{out.name}.part")
    unfinished.write_bytes(made.content)
    unfinished.replace(out)
    return {
        "done": True,
        "name": board.name,
        "ending": made.ending,
        "pages": made.pages,
        "bytes": len(made.content),
        "missing": list(made.missing),
        "is_standard": made.is_standard,
    }


def _tell(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
