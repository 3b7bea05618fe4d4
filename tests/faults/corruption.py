"""One byte of a database file changes by itself: does `verify` find it?"""

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from board.store.database import open_database
from board.store.verify import verify
from tests.soak.runs import Result
from tests.support.stores import filled

Finds = Callable[[Path], bool]

# Every column of these tables is promised to be as it was written.
PROMISED = {
    "entry": "board_id seq at_ms actor client_id n v undoes restores ops inverse payload_hash hash",
    "snapshot": "id board_id seq name created_by created_at_ms scene hash",
}


def verify_finds(file: Path) -> bool:
    """Whether `verify` has something to say about the file."""
    database = open_database(file.parent)
    try:
        return verify(database).fault is not None
    finally:
        database.close()


def sqlite_finds(file: Path) -> bool:
    """Whether SQLite by itself has something to say: the control."""
    connection = sqlite3.connect(file)
    try:
        connection.execute("SELECT * FROM entry").fetchall()
        connection.execute("SELECT * FROM snapshot").fetchall()
        return bool(connection.execute("PRAGMA integrity_check").fetchone() != ("ok",))
    except (sqlite3.Error, UnicodeDecodeError):
        return True
    finally:
        connection.close()


def flip_values(count: int, seed: int, finds: Finds = verify_finds) -> Result:
    """Flip a bit of one value of one row, `count` times, each in a fresh copy."""
    return _flip(count, seed, finds, _flip_value)


def flip_pages(count: int, seed: int, finds: Finds = verify_finds) -> Result:
    """Flip a bit of one byte anywhere in the file, `count` times. Where no entry and no snapshot
    changes, because the byte is free or belongs to something else, the flip counts as harmless."""
    return _flip(count, seed, finds, _flip_byte)


def _flip(count: int, seed: int, finds: Finds, change: Callable[[Path, random.Random], str]) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        whole, broken = Path(folder, "whole"), Path(folder, "broken")
        file = filled(whole).file
        broken.mkdir()
        before, copy = contents(file), broken / file.name
        detected, harmless, missed = 0, 0, list[str]()
        for number in range(seed, seed + count):
            shutil.copyfile(file, copy)
            what = change(copy, random.Random(number))
            if finds(copy):
                detected += 1
            elif contents(copy) == before:
                harmless += 1
            else:
                missed.append(f"seed {number}: {what} was not found")
            for left in broken.iterdir():
                left.unlink()
    share = f"{detected / max(1, detected + len(missed)):.2%}"
    figures = {"detected": detected, "harmless": harmless, "missed": len(missed), "share": share}
    return Result(count - len(missed), len(missed), figures, missed)


def contents(file: Path) -> object:
    """All that is promised, as bytes; None where the file cannot be read."""
    connection = sqlite3.connect(file)
    connection.text_factory = bytes
    try:
        return [
            connection.execute(f"SELECT {', '.join(columns.split())} FROM {table} ORDER BY 1, 2").fetchall()
            for table, columns in PROMISED.items()
        ]
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    finally:
        connection.close()


def _flip_byte(file: Path, choice: random.Random) -> str:
    content = bytearray(file.read_bytes())
    place, bit = choice.randrange(len(content)), 1 << choice.randrange(8)
    content[place] ^= bit
    file.write_bytes(content)
    return f"byte {place} of the file"


def _flip_value(file: Path, choice: random.Random) -> str:
    connection = sqlite3.connect(file)
    table = choice.choice(sorted(PROMISED))
    column = choice.choice(PROMISED[table].split())
    filled_in = f"SELECT rowid, {column} FROM {table} WHERE {column} IS NOT NULL AND {column} != ''"
    rows = connection.execute(filled_in).fetchall()
    if not rows:
        column = "hash"
        rows = connection.execute(f"SELECT rowid, hash FROM {table}").fetchall()
    row_id, value = choice.choice(rows)
    place, flipped = _flipped(value, choice)
    what = "CAST(? AS TEXT)" if isinstance(value, str) else "?"
    # A value that another row has already cannot come from a flip that SQLite would let stand.
    connection.execute(f"UPDATE OR IGNORE {table} SET {column} = {what} WHERE rowid = ?", (flipped, row_id))
    connection.commit()
    connection.close()
    return f"bit {place} of {column} in row {row_id} of {table}"


def _flipped(value: str | int, choice: random.Random) -> tuple[int, bytes | int]:
    if isinstance(value, int):
        place = choice.randrange(31)
        return place, value ^ (1 << place)
    content = bytearray(value.encode())
    place = choice.randrange(8 * len(content))
    content[place // 8] ^= 1 << place % 8
    return place, bytes(content)


# --- make soak ------------------------------------------------------------------------------------


def soak(count: int, seed: int) -> Result:
    """Half of the flips in values of rows, half anywhere in the file; and the control, SQLite alone."""
    values, pages = flip_values(count // 2, seed), flip_pages(count - count // 2, seed)
    control = flip_values(max(50, count // 20), seed, sqlite_finds)
    figures = {
        "values": values.figures,
        "pages": pages.figures,
        "control": control.figures,
    }
    failures = [*values.failures, *pages.failures]
    if control.failed == 0:
        failures.append("the control, SQLite alone, has found every flip")
    return Result(values.passed + pages.passed, len(failures), figures, failures)
