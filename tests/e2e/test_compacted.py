"""COMPACT1, SEQ4: a page that is behind what was compacted loads the board instead of its changes."""

from board.store.compact import compact_board
from board.store.database import open_database
from tests.support.scenes import note
from tests.support.server import SocketPerson, running_server


def test_COMPACT1_a_page_that_was_away_is_sent_to_the_snapshot(tmp_path):
    with running_server(tmp_path / "data") as server:
        ada = server.facilitator()
        board_id = ada.post("/api/boards", {"method": "blank", "name": "Old"})["board"]["id"]
        ada.token = ada.http.cookies.get("tavolo_session") or ""
        page = SocketPerson(ada, board_id).connect()
        for number in range(6):
            assert page.op(note(number))["ok"]
        other = open_database(tmp_path / "data")
        compact_board(other, board_id, before_ms=2**52, now_ms=0)
        other.close()

        behind = page.call("sync", {"since": 2})
        up_to_date = page.call("sync", {"since": 6})
        entries = ada.get(f"/api/boards/{board_id}/entries?after=2").json()
        more = page.op(note(7))

        assert (behind["ok"], behind.get("snapshot")) == (True, True)
        assert up_to_date["entries"] == []
        assert entries["code"] == "history.compacted"
        assert entries["data"] == {"seq": 6}
        assert len(ada.snapshot(board_id)["items"]) == 7
        assert more == {"ok": True, "seq": 7}
        page.disconnect()
