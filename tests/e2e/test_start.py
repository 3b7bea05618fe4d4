"""Starting the server: what it prints, what it refuses, what a second start keeps."""

import os
import subprocess
import sys

import pytest
import requests

from tests.support.server import ROOT, Caller, LiveServer, free_port, running_server


def start_that_fails(**environ: str) -> str:
    """What `python wsgi.py` says when it ends by itself."""
    clean = {key: text for key, text in os.environ.items() if not key.startswith("BOARD_")}
    done = subprocess.run(
        [sys.executable, "wsgi.py"],
        cwd=ROOT,
        env={**clean, **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.stderr.strip()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """One that has been started as a person would."""
    with running_server(tmp_path_factory.mktemp("server") / "data") as server:
        yield server


def test_RUN1_the_greeting_says_how_to_get_in_and_where_the_data_is(server):
    lines = [line for line in server.greeting.splitlines() if line.strip()]

    assert len(lines) == 4
    assert f"{server.url}/setup/" in lines[1]
    assert f"{server.url}/join/{server.demo_code}" in lines[2]
    assert server.demo_code in lines[2].split("http")[0]
    assert str(server.data_dir) in lines[3]


def test_RUN1_a_second_server_on_the_same_folder_is_refused_with_a_sentence(server):
    said = start_that_fails(BOARD_DATA=str(server.data_dir), BOARD_PORT=str(free_port()))

    assert said.startswith("Tavolo cannot start: another Tavolo already uses the folder")
    assert requests.get(f"{server.url}/healthz/ready", timeout=5).ok


def test_RUN1_a_taken_port_is_refused_with_a_sentence(server, tmp_path):
    said = start_that_fails(BOARD_DATA=str(tmp_path / "other"), BOARD_PORT=str(server.port))

    assert f"127.0.0.1:{server.port}" in said


def test_RUN1_a_wrong_setting_is_named(tmp_path):
    assert "BOARD_PORT" in start_that_fails(BOARD_PORT="many", BOARD_DATA=str(tmp_path))
    assert "BOARD_PUBLIC_URL" in start_that_fails(BOARD_PUBLIC_URL="example.org", BOARD_DATA=str(tmp_path))
    assert "BOARD_LOCALE" in start_that_fails(BOARD_LOCALE="tlh", BOARD_DATA=str(tmp_path))


def test_AUTH1_the_one_time_link_signs_in_once(server):
    facilitator = server.facilitator()
    again = Caller(server.url).http.post(server.url + server.setup_path, headers={"Origin": server.url})

    assert facilitator.get("/api/me").json()["person"]["is_account"]
    assert again.status_code == 410


def test_JOIN2_a_restart_keeps_people_boards_and_the_demo_code(tmp_path):
    server = LiveServer(tmp_path / "data").start()
    try:
        guest = server.guest(server.demo_code, "Bob")
        before, code = guest.snapshot(guest.board_id), server.demo_code
        server.kill()
        server.start()

        assert server.demo_code == code
        assert guest.snapshot(guest.board_id) == before
        assert guest.get("/api/me").json()["person"]["name"] == "Bob"
    finally:
        server.stop()
