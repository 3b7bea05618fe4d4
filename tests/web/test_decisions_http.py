"""Over HTTP: what is still to do at other meetings (DEC5), and decisions and commitments as tables (DEC4)."""

import pytest

from tests.support.items import create
from tests.support.scenes import LogWriter, commit_of


@pytest.fixture
def put(site):
    """Puts records on a board that has none of this test yet."""

    def put(board, *ops):
        storage = site.services.storage
        state = storage.load(board.id)
        entry = LogWriter(state.scene, state.head).entry(
            *ops, actor=storage.history(board.id, 2, 1)[0][0].actor
        )
        storage.commit([commit_of(board.id, [entry])])

    return put


def test_DEC5_who_leads_sees_what_is_still_to_do_on_the_other_boards(site, put):
    facilitator, before, now = site.facilitator(), site.board(), site.board()
    put(
        before,
        create("commitment", "commitment-1", text="Inviare il verbale", who="Andrea", due="2026-10-21"),
        create("commitment", "commitment-2", text="Fatto", status="done"),
    )

    told = facilitator.get(f"/api/boards/{now.id}/commitments").json

    board = {"id": before.id, "name": before.name}
    said = {"text": "Inviare il verbale", "who": "Andrea", "due": "2026-10-21"}
    assert told == {"ok": True, "commitments": [{"board": board, "id": "commitment-1", **said}]}


def test_DEC5_boards_that_one_does_not_lead_tell_nothing(site, put):
    before, now = site.board(), site.board()
    put(before, create("commitment", "commitment-1", text="Inviare il verbale"))
    guest = site.guest(now, "Mia")
    mia = guest.get("/api/me").json["person"]["id"]
    assert guest.get(f"/api/boards/{now.id}/commitments").status_code == 403

    site.services.boards.set_role(now.id, mia, "co-facilitator")

    assert guest.get(f"/api/boards/{now.id}/commitments").json["commitments"] == []


def test_DEC4_tables_of_decisions_and_commitments_are_downloads(site, put):
    facilitator, board = site.facilitator(), site.board()
    put(board, create("decision", "decision-1", number=1, text="Si parte dal cortile"))

    found = {
        of: facilitator.get(f"/api/boards/{board.id}/export?format=csv&of={of}") for of in ("decisions", "x")
    }

    assert "Si parte dal cortile" in found["decisions"].text
    assert "decisions.csv" in found["decisions"].headers["Content-Disposition"]
    assert found["x"].json["code"] == "export.format"
