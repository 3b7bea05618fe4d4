"""Decisions and commitments in the minute and as tables (DEC4)."""

from typing import Any

from board.export.decisions import commitments_csv, decisions_csv
from board.export.to_csv import to_csv
from board.export.to_markdown import to_markdown

MADE = {"author": "person-ada", "created_at_ms": 1}
BOX = {"x": 0, "y": 0, "w": 200, "h": 200, "frame": None}


def scene() -> dict[str, Any]:
    records = [
        {"kind": "note", "id": "note-one-1", "type": "B", "text": "Ombra in | cortile", **BOX},
        {
            "kind": "decision",
            "id": "decision-b",
            "number": 2,
            "text": "Si parte dal *cortile*",
            "how": "consenso",
            "objections": "=Costa molto\nServe il permesso",
            "sources": ["note-one-1", "note-gone-1"],
        },
        {"kind": "decision", "id": "decision-a", "number": 1, "text": "Una cosa alla volta"},
        {
            "kind": "commitment",
            "id": "commitment-1",
            "text": "Inviare il verbale",
            "who": "Andrea C.",
            "due": "2026-10-21",
            "decision": "decision-b",
        },
        {
            "kind": "commitment",
            "id": "commitment-2",
            "text": "Chiedere il permesso",
            "status": "done",
            "carried": {"title": "Incontro 3", "board": "board-0003", "id": "commitment-9"},
        },
    ]
    return {str(one["id"]): {"z": f"a{at}", **one, **MADE} for at, one in enumerate(records)}


def test_DEC4_the_minute_tells_what_was_decided_how_and_from_what() -> None:
    minute = to_markdown("Scuole", scene(), {}, "it", 0)

    assert "## Decisioni\n\n- **1.** Una cosa alla volta\n" in minute
    assert "- **2.** Si parte dal \\*cortile\\* _(come: consenso)_\n" in minute
    assert "  - Obiezioni: \\=Costa molto" in minute or "  - Obiezioni: =Costa molto" in minute
    assert "  - Nasce da: Ombra in \\| cortile · non è più sulla lavagna\n" in minute


def test_DEC4_the_minute_tells_who_does_what_by_when() -> None:
    minute = to_markdown("Scuole", scene(), {}, "en", 0)

    assert "| Who | What | By when | Status |" in minute
    assert "| Andrea C. | Inviare il verbale · decision 2 | 21 October 2026 | To do |" in minute
    assert "| — | Chiedere il permesso · from “Incontro 3” | — | Done |" in minute


def test_DEC4_a_board_without_decisions_has_no_such_chapters() -> None:
    only_note = {key: record for key, record in scene().items() if record["kind"] == "note"}

    assert "Decisions" not in to_markdown("Scuole", only_note, {}, "en", 0)


def test_DEC4_tables_hold_one_row_each_and_run_nothing() -> None:
    decisions = decisions_csv(scene(), "en").decode("utf-8-sig").split("\r\n")
    commitments = commitments_csv(scene(), "it").decode("utf-8-sig").split("\r\n")

    assert decisions[0] == '"number";"text";"how";"objections";"sources"'
    assert decisions[1] == '"1";"Una cosa alla volta";"";"";""'
    told = '"\'=Costa molto\nServe il permesso";"Ombra in | cortile\nnot on the board any more"'
    assert decisions[2] == f'"2";"Si parte dal *cortile*";"consenso";{told}'
    assert commitments[1] == '"Inviare il verbale";"Andrea C.";"2026-10-21";"Da fare";"2";""'
    assert commitments[2] == '"Chiedere il permesso";"";"";"Fatto";"";"Incontro 3"'


def test_PROV2_minute_and_table_tell_where_sources_are_now() -> None:
    made = {
        "note-two-2": {"came_from": [{"id": "note-one-1"}], "text": "Ombra\ne acqua"},
        "note-two-3": {"came_from": [{"id": "note-gone-1"}], "text": ""},
    }
    notes = {
        key: {"kind": "note", "id": key, "z": key, "type": "B", **BOX, **MADE, **values}
        for key, values in made.items()
    }
    board = {**scene(), **notes}

    minute = to_markdown("Scuole", board, {}, "it", 0)
    rows = decisions_csv(board, "en").decode("utf-8-sig")

    assert "Nasce da: Ombra in \\| cortile (ora in: “Ombra e acqua”) · " in minute
    assert "non è più sulla lavagna (ora in: “senza parole”)\n" in minute
    assert "Ombra in | cortile (now in: “Ombra e acqua”)\nnot on the board any more (now in: " in rows


def test_PROV2_a_source_in_many_notes_names_some_and_counts_the_rest() -> None:
    many = {
        f"note-many-{n:02}": {
            "kind": "note",
            "id": f"note-many-{n:02}",
            "z": f"a{n:02}",
            "type": "B",
            "text": f"Parte {n}",
            "came_from": [{"id": "note-gone-1"}],
            **BOX,
            **MADE,
        }
        for n in range(14)
    }

    minute = to_markdown("Scuole", {**scene(), **many}, {}, "it", 0)

    assert "“Parte 11”, e altre 2 note)" in minute


def test_PROV2_the_table_of_notes_tells_what_each_led_to() -> None:
    table = to_csv(scene(), {}, "en").decode("utf-8-sig").split("\r\n")

    assert table[1].startswith('"note-one-1"')
    assert table[1].endswith(';"2"')
