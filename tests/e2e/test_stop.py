"""RUN2: a planned stop loses nothing and lets every page come back by itself."""

import shutil
import signal

import pytest

from board.start import RETURN_WITHIN_MS
from tests.faults.broken_server import HELD, broken
from tests.faults.faulty_server import faulty
from tests.support.scenes import note
from tests.support.server import LiveServer, SocketPerson, wait_until

PAGES = 6


@pytest.fixture(params=["eventlet", "threading"])
def server(tmp_path, request):
    server = LiveServer(tmp_path / "data", environ={"BOARD_ASYNC": request.param}).start()
    yield server
    server.stop()


def ask_to_stop(server: LiveServer, *, exit_code: int = 0, limit_s: float = 20) -> None:
    assert server.process is not None
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(limit_s) == exit_code


def goodbyes(person: SocketPerson) -> list[dict]:
    return [payload for event, payload in person.received if event == "bye"]


def test_RUN2_a_stop_under_load_keeps_every_change_and_spreads_the_return(server):
    guests = [server.guest(server.demo_code, f"Guest {number}") for number in range(PAGES)]
    people = [SocketPerson(guest, guest.board_id).connect() for guest in guests]
    sent = [
        (who, who.send(note(f"{page}_{step:02}"))) for step in range(10) for page, who in enumerate(people)
    ]

    ask_to_stop(server)

    byes = [wait_until(lambda who=who: goodbyes(who), "the goodbye") for who in people]
    assert {bye[0]["code"] for bye in byes} == {"restart"}
    waits = [bye[0]["retry_ms"] for bye in byes]
    assert all(0 <= wait < RETURN_WITHIN_MS for wait in waits)
    assert len(set(waits)) > 1
    answered = {(who.client_id, n) for who, n in sent if n in who.acked}

    server.start()
    for who in people:
        who.reconnect()
    for who, n in sent:
        wait_until(lambda who=who, n=n: who.acked.get(n), "an answer after the restart")
    items = {item["id"] for item in guests[0].snapshot(guests[0].board_id)["items"]}

    assert all(who.acked[n]["ok"] for who, n in sent)
    assert {f"note_{page}_{step:02}" for step in range(10) for page in range(PAGES)} <= items
    assert len(answered) <= len(sent)
    for who in people:
        who.disconnect()


def printed(server: LiveServer) -> str:
    return (server.data_dir.parent / f"{server.data_dir.name}.out").read_text()


def test_RUN2_a_server_whose_folder_is_gone_takes_nothing_and_ends_with_a_sentence(server):
    guest = server.guest(server.demo_code, "Bob")
    person = SocketPerson(guest, guest.board_id).connect()
    person.op(note("first"))
    shutil.rmtree(server.data_dir)
    server.data_dir.mkdir()

    lost = person.send(note("lost"))
    answer = wait_until(lambda: person.put_off.get(lost), "the answer")

    ask_to_stop(server, exit_code=1)

    assert answer["code"] == "storage"
    assert "could not save at the end" in printed(server)
    assert str(server.data_dir) in printed(server)
    assert wait_until(lambda: goodbyes(person), "the goodbye")


@pytest.mark.parametrize("way", ["read-only", "I/O error"])
def test_RUN2_a_server_that_cannot_write_ends_with_a_sentence(tmp_path, way):
    server = faulty(tmp_path / "data").start()
    try:
        guest = server.guest(server.demo_code, "Bob")
        person = SocketPerson(guest, guest.board_id).connect()
        server.fail(way)
        lost = person.send(note("lost"))
        assert wait_until(lambda: person.put_off.get(lost), "the answer")["code"] == "storage"

        ask_to_stop(server, exit_code=1)

        assert "could not save at the end" in printed(server)
    finally:
        server.stop()


def test_RUN2_a_disk_that_never_answers_does_not_hold_up_the_end(tmp_path):
    server = broken("disk-that-never-answers")(tmp_path / "data").start()
    try:
        guest = server.guest(server.demo_code, "Bob")
        person = SocketPerson(guest, guest.board_id).connect()
        person.send(note("on its way"))
        wait_until((server.data_dir / HELD).exists, "the disk to be asked")

        ask_to_stop(server, exit_code=1, limit_s=60)

        assert "could not save at the end" in printed(server)
    finally:
        server.stop()


def test_RUN2_the_write_ahead_log_is_folded_into_the_database(server):
    guest = server.guest(server.demo_code, "Bob")
    person = SocketPerson(guest, guest.board_id).connect()
    person.op(note("last"))

    ask_to_stop(server)

    assert not (server.data_dir / "tavolo.sqlite3-wal").exists()
    assert "Traceback" not in (server.data_dir / "log" / "tavolo.log").read_text()
