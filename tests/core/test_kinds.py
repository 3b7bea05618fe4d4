"""The table of kinds is the same on both sides: this file and the browser's tests read one JSON."""

import json
from pathlib import Path

import pytest

from board.core import kinds
from board.core.errors import BadShape
from board.core.values import check_value

SHARED = json.loads((Path(__file__).parent.parent / "protocol" / "kinds.json").read_text("utf-8"))


def test_KINDS_fields_and_rights_are_the_shared_table():
    table = {
        kind.name: {
            "fields": kind.fields,
            "defaults": kind.defaults,
            "is_for_facilitators": kind.is_for_facilitators,
            "is_typed": kind.is_typed,
            "is_on_board": kind.is_on_board,
            "is_for_server": kind.is_for_server,
        }
        for kind in kinds.KINDS.values()
    }

    assert table == SHARED["kinds"]


def test_KINDS_limits_are_the_shared_table():
    assert SHARED["limits"] == {
        "world": kinds.WORLD_LIMIT,
        "size_min": kinds.SIZE_MIN,
        "size_max": kinds.SIZE_MAX,
        "text": kinds.TEXT_LIMIT,
        "title": kinds.TITLE_LIMIT,
        "name": kinds.NAME_LIMIT,
        "items": kinds.ITEMS_LIMIT,
        "ops": kinds.OPS_LIMIT,
        "z": kinds.Z_LIMIT,
        "alt": kinds.ALT_LIMIT,
        "url": kinds.URL_LIMIT,
        "points": kinds.POINTS_LIMIT,
        "mentions": kinds.MENTIONS_LIMIT,
        "grid": kinds.GRID_LIMIT,
        "areas": kinds.AREAS_LIMIT,
        "minutes": kinds.MINUTES_MAX,
        "tables": kinds.TABLES_LIMIT,
        "seats": kinds.SEATS_LIMIT,
        "voted": kinds.VOTED_LIMIT,
        "voters": kinds.VOTERS_LIMIT,
        "amount": kinds.AMOUNT_MAX,
        "helped": kinds.HELPED_MAX,
        "origins": kinds.ORIGINS_LIMIT,
        "sources": kinds.SOURCES_LIMIT,
    }
    assert set(SHARED["fixed"]) == kinds.FIXED
    assert tuple(SHARED["modes"]) == kinds.CHOICES["mode"]
    assert tuple(SHARED["rights"]) == kinds.RIGHTS
    assert tuple(SHARED["colours"]) == kinds.CHOICES["colour"]
    assert tuple(SHARED["server_fields"]) == kinds.SERVER_FIELDS
    assert tuple(row["letter"] for row in SHARED["note_types"]) == kinds.NOTE_TYPES


@pytest.mark.parametrize(
    "origins",
    [
        "note_0001",
        [{"board": "board_0001"}],
        [{"id": "note_0001", "text": "x"}],
        [{"id": "no"}],
        [{"id": "note_0001"}, {"id": "note_0001"}],
        [{"id": f"note_{n:04}"} for n in range(21)],
    ],
)
def test_PROV1_what_a_note_was_made_of_are_ids_each_once(origins):
    with pytest.raises(BadShape):
        check_value("came_from", "origins", origins)
