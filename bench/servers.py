"""The servers that are measured, each in a process of its own on one core."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from bench.tools import BENCH, FIXTURES, MADE, ROOT, BenchFailed, cores

START_LIMIT_S = 30.0
STOP_LIMIT_S = 8.0
CONNECTIONS = 10_000  # more than any probe needs; a fresh Tavolo lets 3,000 in


@dataclass(frozen=True)
class Peer:
    """A server that is not ours: `name` in the results, `protocol` of the generator."""

    name: str
    protocol: str
    program: str  # in bench/peers/
    fixture: Path | None = None
    can_hold_notes: bool = True  # whether a late joiner gets the board from the server


RELAY = Peer("socket.io relay", "relay", "relay.mjs", can_hold_notes=False)
PEERS = (
    Peer("tldraw", "tldraw", "tldraw.mjs", FIXTURES["tldraw"]),
    Peer("hocuspocus", "hocuspocus", "hocuspocus.mjs", FIXTURES["yjs"]),
    Peer("y-websocket", "y-websocket", "y_websocket.mjs", FIXTURES["yjs"]),
    RELAY,
)


@dataclass(frozen=True)
class Running:
    """A server that listens."""

    port: int
    pid: int


@contextmanager
def peer_running(peer: Peer, *options: str) -> Iterator[Running]:
    """A fresh server of this kind, which ends with the block."""
    port = free_port()
    command = ["node", str(BENCH / "peers" / peer.program), f"--port={port}", *options]
    with _process(command, dict(os.environ), {cores()[0]}) as (process, said):
        _wait(process, said, lambda: "listening" in said.read_text())
        yield Running(port, process.pid)


@dataclass
class TavoloFolder:
    """A data folder that outlives the servers started on it."""

    path: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="tavolo-bench-")) / "data")
    setup_path: str = ""  # the one-time link of the first start

    def remove(self) -> None:
        shutil.rmtree(self.path.parent, ignore_errors=True)


@contextmanager
def tavolo_running(folder: TavoloFolder, *, on_cores: set[int] | None = None) -> Iterator[Running]:
    """`python wsgi.py` as everybody starts it; on one core unless told otherwise."""
    port = free_port()
    environ = {key: text for key, text in os.environ.items() if not key.startswith("BOARD_")}
    environ |= {"BOARD_PORT": str(port), "BOARD_DATA": str(folder.path), "BOARD_LOCALE": "en"}
    environ["BOARD_CONNECTIONS"] = str(CONNECTIONS)
    command = [sys.executable, str(ROOT / "wsgi.py")]
    with _process(command, environ, on_cores or {cores()[0]}) as (process, said):
        _wait(process, said, lambda: "Tavolo is running" in said.read_text() and _answers(port))
        _, found, rest = said.read_text().partition("/setup/")
        folder.setup_path = f"/setup/{rest.split()[0]}" if found else ""
        yield Running(port, process.pid)


@contextmanager
def _process(
    command: list[str], environ: dict[str, str], on_cores: set[int]
) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A process pinned to cores, and the file that it prints into."""
    said = MADE / "server.out"
    with said.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environ,
            stdout=out,
            stderr=subprocess.STDOUT,
            preexec_fn=lambda: os.sched_setaffinity(0, on_cores),
        )
    try:
        yield process, said
    finally:
        process.terminate()
        try:
            process.wait(STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], said: Path, is_ready: Callable[[], bool]) -> None:
    end = time.monotonic() + START_LIMIT_S
    while not is_ready():
        if process.poll() is not None or time.monotonic() > end:
            raise BenchFailed(f"a server did not start:\n{said.read_text()[-2000:]}")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz/ready")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cpu_s(pid: int) -> float:
    """Seconds of CPU that a process and its threads have used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_kb(pid: int) -> int:
    """Memory that a process holds."""
    rows = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(row.split()[1]) for row in rows if row.startswith("VmRSS:"))
