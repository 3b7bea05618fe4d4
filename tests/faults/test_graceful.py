"""RUN1, ACK1: a planned stop loses nothing and tells every page; a folder has one server."""

import subprocess
import sys

from tests.faults.broken_server import FAULT, PROGRAM, broken
from tests.faults.graceful import soak
from tests.support.server import ROOT, LiveServer


def test_ACK1_a_planned_restart_under_load_loses_nothing_and_tells_every_page():
    result = soak(1, seed=1)

    assert not [failure for failure in result.failures if "took" not in failure], result
    assert result.figures["acknowledged"] > 0


def test_a_server_that_ends_without_a_word_is_found_out():
    result = soak(1, seed=1, server=broken("end-without-a-word"))

    assert any("not told" in failure for failure in result.failures), result


def test_RUN1_a_second_server_on_the_folder_is_refused(tmp_path):
    server = LiveServer(tmp_path / "data").start()
    second = LiveServer(server.data_dir)
    unlocked = LiveServer(server.data_dir, program=PROGRAM, environ={FAULT: "no-lock"})
    try:
        environ = {"BOARD_DATA": str(server.data_dir), "BOARD_PORT": str(second.port)}
        ended = subprocess.run(
            [sys.executable, "wsgi.py"], cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60
        )

        assert ended.returncode == 1
        assert "another Tavolo already uses the folder" in ended.stderr
        unlocked.start()  # without the lock it would serve
    finally:
        unlocked.stop()
        server.stop()
