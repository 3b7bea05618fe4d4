"""The real server with one promise broken on purpose, so that each fault test is seen to fail.

`python -m tests.faults.broken_server` with TAVOLO_FAULT naming one of `FAULTS`.
"""

import logging
import os
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.support.server import LiveServer

FAULT = "TAVOLO_FAULT"
HELD = "held-up"  # a file in the data folder, once the disk has stopped to answer
PROGRAM = ("-m", "tests.faults.broken_server")


def ack_before_commit() -> None:
    """ACK1: the answers leave first, the disk follows a moment later."""
    from board.live.writer import Writer

    commit = Writer._commit

    def late(self: Writer, drafts: Sequence[Any]) -> None:
        for draft in drafts:
            for submission in self.batch:  # type: ignore[attr-defined]
                answer = draft.answers.get(getattr(submission, "op_id", None))
                if answer is not None:
                    submission.reply(answer)
        time.sleep(0.05)
        commit(self, drafts)

    write = Writer.write

    def remembering(self: Writer, submissions: Sequence[Any]) -> bool:
        self.batch = submissions  # type: ignore[attr-defined]
        return write(self, submissions)

    Writer._commit = late  # type: ignore[method-assign]
    Writer.write = remembering  # type: ignore[method-assign]


def end_without_a_word() -> None:
    """A planned stop as if it were none."""
    from board import start

    start._wind_down = lambda _services: os._exit(0)  # type: ignore[assignment]


def disk_that_never_answers() -> None:
    """A fault of the disk, not of ours: what people change is never on it, as behind a dead network."""
    from eventlet import patcher

    from board.store.oplog import DatabaseStorage

    sleep = patcher.original("time").sleep

    def held_up(self: DatabaseStorage, _commits: Sequence[Any]) -> None:
        def wait(_connection: Any) -> None:
            Path(os.environ["BOARD_DATA"], HELD).touch()
            sleep(3_600)

        self._database.write(wait)

    DatabaseStorage.commit = held_up  # type: ignore[method-assign]


def no_lock() -> None:
    """RUN1: a folder with two servers."""
    import fcntl

    fcntl.flock = lambda _file, _how: None  # type: ignore[assignment]


def a_line_for_each() -> None:
    """LIM2: whoever sends nonsense fills the disk, with lines as long as a stack trace."""
    from board.web.logs import LineLimit

    def let_pass(_self: LineLimit, record: logging.LogRecord) -> bool:
        record.msg = f"{record.msg} {'trace ' * 100}"
        return True

    LineLimit.filter = let_pass  # type: ignore[method-assign]


def endless_patience() -> None:
    """LIVE3: who does not read is kept for ever."""
    from board.live import backlog

    backlog.STUCK_S = backlog.BEHIND_S = 1e9  # type: ignore[misc]


def little_patience() -> None:
    """No fault: LIVE3 as it is, but in a second instead of ten, for tests that are to be short."""
    from board.live import backlog

    backlog.STUCK_S = 1.0  # type: ignore[misc]


FAULTS: dict[str, Callable[[], None]] = {
    "ack-before-commit": ack_before_commit,
    "end-without-a-word": end_without_a_word,
    "no-lock": no_lock,
    "a-line-for-each": a_line_for_each,
    "endless-patience": endless_patience,
    "little-patience": little_patience,
    "disk-that-never-answers": disk_that_never_answers,
}


def broken(fault: str) -> Callable[[Path], LiveServer]:
    """Makes such a server on a data folder."""
    return lambda data_dir: LiveServer(data_dir, program=PROGRAM, environ={FAULT: fault})


def main() -> None:
    """Serve, with the fault."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import eventlet

    eventlet.monkey_patch()

    from board.start import serve

    FAULTS[os.environ[FAULT]]()
    serve()


if __name__ == "__main__":
    main()
