"""Databases as earlier releases left them, for the tests of migrations (DATA4).

Each is made by the migrations up to that release and by plain SQL, never by today's code: so it
stays what it was when the tables change.
"""

import json
import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

import board.store
from board.store.database import FILE_NAME

FIRST = "0001"
TWO_MODES = "0014"  # the last that said in two places how people take part
_MIGRATIONS = Path(board.store.__file__).parent / "migrations"
BOARD = "board_first_1"
EMPTY_BOARD = "board_first_2"
CLIENT = "client_first_1"
ENTRIES = 7

_NOTE = {"kind": "note", "x": 40, "y": 160, "w": 200, "h": 200, "frame": None, "type": "B"}


def newest() -> str:
    """The number of the newest migration."""
    return revisions()[-1]


def first_release(folder: Path) -> Path:
    """The database file of the first release, with two boards, made in this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / FILE_NAME
    _migrate_to(file, FIRST)
    with sqlite3.connect(file) as connection:
        _add_people(connection)
        _add_boards(connection)
        _add_log(connection)
    connection.close()
    return file


def revisions() -> list[str]:
    """The numbers of all migrations, the first first."""
    return sorted(path.name[:4] for path in (_MIGRATIONS / "versions").glob("0*.py"))


def at_revision(folder: Path, revision: str) -> Path:
    """The database of the first release, as a later one left it."""
    file = first_release(folder)
    _migrate_to(file, revision)
    return file


def with_two_modes(folder: Path) -> Path:
    """The same, one board of a meeting, when members and attendance both said how people take part."""
    file = first_release(folder)
    _migrate_to(file, TWO_MODES)
    with sqlite3.connect(file) as connection:
        meeting = (
            "INSERT INTO meeting VALUES ('meeting_1', 'first_project', 1, 'Chi', '', '', '', '', '', '', 1)"
        )
        connection.execute(meeting)
        connection.execute("INSERT INTO meeting_board VALUES (?, 'meeting_1')", (BOARD,))
        row = "INSERT INTO attendance VALUES (?, 'meeting_1', ?, '', '', '', '', ?, 1, 1)"
        connection.executemany(row, [("row_ada", "person_ada", "phone"), ("row_bob", "person_bob", "")])
        connection.execute("UPDATE member SET mode = 'remote'")
        joined = "INSERT INTO member VALUES (?, ?, 'participant', 0, 'room')"
        connection.executemany(joined, [(BOARD, "person_ada"), (EMPTY_BOARD, "person_bob")])
    connection.close()
    return file


def items_of_first_release() -> dict[str, dict[str, object]]:
    """What the board of the first release holds, by item id."""
    first, third = _record(1), _record(3)
    return {"note_0001": {**first, "x": 60, "text": "Ombra è verde"}, "note_0003": third}


def _migrate_to(file: Path, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def _add_people(connection: sqlite3.Connection) -> None:
    people = [
        ("person_ada", "Ada", "ada@example.org", "a hash", "it", 1, 1),
        ("person_bob", "Bob", None, None, "en", 0, 2),
    ]
    connection.executemany("INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?)", people)
    connection.execute("INSERT INTO project_member VALUES ('first_project', 'person_ada', 'facilitator')")


def _add_boards(connection: sqlite3.Connection) -> None:
    row = "INSERT INTO board VALUES (?, 'first_project', ?, 'blank', ?, ?, 'person_ada', 1, 9, NULL, 1)"
    connection.execute(row, (BOARD, "Scuole", ENTRIES, 2))
    connection.execute(row, (EMPTY_BOARD, "Vuota", 0, 0))
    for board_id, code in ((BOARD, "AAAAAA"), (EMPTY_BOARD, "BBBBBB")):
        connection.execute("INSERT INTO invite VALUES (?, ?, 1, 1)", (board_id, code))
    connection.execute("INSERT INTO member VALUES (?, 'person_bob', 'participant')", (BOARD,))
    for person_id in ("person_ada", "person_bob"):
        connection.execute("INSERT INTO author VALUES (?, ?)", (BOARD, person_id))


def _add_log(connection: sqlite3.Connection) -> None:
    made = [[{"do": "create", "item": _record(number)}] for number in (1, 2, 3)]
    changes = [
        (made[0], [{"do": "delete", "id": "note_0001"}]),
        (made[1], [{"do": "delete", "id": "note_0002"}]),
        ([_patch("x", 60)], [_patch("x", 40)]),
        ([{"do": "delete", "id": "note_0002"}], made[1]),
        ([], []),
        (made[2], [{"do": "delete", "id": "note_0003"}]),
        ([_patch("text", "Ombra è verde")], [_patch("text", "Nota 1")]),
    ]
    row = "INSERT INTO entry VALUES (?, ?, ?, 'person_bob', ?, ?, 1, ?, ?)"
    for seq, (ops, inverse) in enumerate(changes, start=1):
        # The first two came with the board, from no client.
        client = (None, None) if seq <= 2 else (CLIENT, seq - 2)
        connection.execute(row, (BOARD, seq, seq, *client, _text(ops), _text(inverse)))
    cursor = "INSERT INTO client_cursor VALUES (?, ?, 'person_bob', ?)"
    connection.execute(cursor, (BOARD, CLIENT, ENTRIES - 1))
    refusal = "INSERT INTO refusal VALUES (?, ?, ?, 'item.missing', ?)"
    connection.execute(refusal, (BOARD, CLIENT, ENTRIES - 1, _text({"id": "note_0002"})))
    for number in (1, 2, 3):
        connection.execute("INSERT INTO item_id VALUES (?, ?)", (BOARD, f"note_000{number}"))
    scene = _text([_record(1), _record(2)])
    kept = "INSERT INTO snapshot VALUES ('snapshot_1', ?, 2, 'Dopo il primo giro', 'person_ada', 3, ?)"
    connection.execute(kept, (BOARD, scene))


def _record(number: int) -> dict[str, object]:
    made = {"author": "person_bob", "created_at_ms": number}
    return {**_NOTE, "id": f"note_000{number}", "z": f"a{number}", "text": f"Nota {number}", **made}


def _patch(name: str, value: object) -> dict[str, object]:
    return {"do": "patch", "id": "note_0001", "set": {name: value}}


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
