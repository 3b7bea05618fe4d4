"""Running the child process that makes a document, without holding up anybody else.

The order goes in and the answers come out over one socket pair: under eventlet waiting for it is
cooperative, on plain threads it is plain, and this module need not know which.
"""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
TIMEOUT_S: Final = 180.0
# Nice from its first moment: what it imports is half a second of work that nobody should wait for.
START: Final = "import os; os.nice(10); from board.document import main; main()"
_CHUNK: Final = 65_536
_EXIT_PAUSE_S: Final = 0.02


@dataclass
class Child:
    """One run. `stop` may be called at any time from another task."""

    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)
    _is_stopped: bool = field(default=False, init=False)

    def run(self, order: dict[str, Any], tell: Callable[[str], None]) -> dict[str, Any]:
        """The last answer of the child; {"error": why} when it failed, took too long or was stopped.

        `tell` hears the name of each step.
        """
        if self._is_stopped:
            return {"error": "stopped"}
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                self._process = subprocess.Popen(  # noqa: S603 - the words are our own
                    [sys.executable, "-c", START],
                    cwd=ROOT,
                    stdin=theirs.fileno(),
                    stdout=theirs.fileno(),
                    stderr=subprocess.DEVNULL,
                )
            try:
                return self._follow(ours, order, tell)
            except OSError:
                return {"error": "stopped" if self._is_stopped else "failed"}
            finally:
                self._end()

    def stop(self) -> None:
        """End the child at once; `run` returns soon after."""
        self._is_stopped = True
        if self._process is not None:
            self._process.kill()

    def _follow(
        self, ours: socket.socket, order: dict[str, Any], tell: Callable[[str], None]
    ) -> dict[str, Any]:
        ends_at = time.monotonic() + TIMEOUT_S
        ours.settimeout(TIMEOUT_S)
        ours.sendall(json.dumps(order).encode() + b"\n")
        unread = b""
        while True:
            ours.settimeout(max(0.01, ends_at - time.monotonic()))
            received = ours.recv(_CHUNK)
            if not received:
                return {"error": "stopped" if self._is_stopped else "failed"}
            *lines, unread = (unread + received).split(b"\n")
            for line in lines:
                answer: dict[str, Any] = json.loads(line)
                if "step" not in answer:
                    return answer
                tell(answer["step"])

    def _end(self) -> None:
        """No child is left behind, dead or alive."""
        process = self._process
        if process is None:
            return
        give_up_at = time.monotonic() + 1
        while process.poll() is None:
            if time.monotonic() > give_up_at:
                process.kill()
            time.sleep(_EXIT_PAUSE_S)
