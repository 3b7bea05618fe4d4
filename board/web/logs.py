"""The log file: short lines without content, and never more of them than somebody can read.

Whoever sends nonsense as fast as the line allows must not fill the disk with it (LIM2), so lines of
one kind are counted and left out when they come too often.
"""

import logging
import time
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

BURST: Final = 20  # lines of one kind at once
EVERY_S: Final = 5.0  # then one in this time
KINDS_LIMIT: Final = 500  # kinds remembered at once
FILE_BYTES: Final = 2_000_000
FILES_KEPT: Final = 3

# Ours, and those that the libraries write to when something in them goes wrong.
LOGGERS: Final = ("board", "engineio.server", "socketio.server", "werkzeug")


class LineLimit(logging.Filter):
    """Lets a few lines of each kind through; a kind is a logger and its text before values go in.

    The first line after a pause says how many were left out. `on_drop` is called for each of those.
    """

    def __init__(
        self, on_drop: Callable[[], None] | None = None, clock_s: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self._on_drop = on_drop
        self._clock_s = clock_s
        self._kinds: dict[tuple[str, str], _Kind] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if len(self._kinds) >= KINDS_LIMIT:
            self._kinds.clear()
        key = (record.name, str(record.msg)[:80])
        kind = self._kinds.setdefault(key, _Kind(self._clock_s()))
        if not kind.may_pass(self._clock_s()):
            if self._on_drop is not None:
                self._on_drop()
            return False
        if kind.dropped:
            record.msg = f"{record.msg} ({kind.dropped} more like this were left out)"
            kind.dropped = 0
        return True


class _Kind:
    def __init__(self, now_s: float) -> None:
        self.tokens = float(BURST)
        self.at_s = now_s
        self.dropped = 0

    def may_pass(self, now_s: float) -> bool:
        self.tokens = min(BURST, self.tokens + (now_s - self.at_s) / EVERY_S)
        self.at_s = now_s
        if self.tokens < 1:
            self.dropped += 1
            return False
        self.tokens -= 1
        return True


class ShortFormatter(logging.Formatter):
    """One line for each record. Of an exception only its class and place: its message and the lines
    around it may hold what people wrote."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        line = " ".join(super().format(_without_trace(record)).split("\n"))
        trace = record.exc_info[2] if record.exc_info else None
        if record.exc_info is None or record.exc_info[0] is None:
            return line[:1_000]
        places = []
        while trace is not None:
            places.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
            trace = trace.tb_next
        return f"{line[:800]} [{record.exc_info[0].__name__} at {' < '.join(reversed(places[-4:]))}]"


def _without_trace(record: logging.LogRecord) -> logging.LogRecord:
    bare = logging.makeLogRecord(record.__dict__)
    bare.exc_info = bare.exc_text = bare.stack_info = None
    return bare


class _File(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk must not turn each line into a stack trace on the console."""


def log_to_file(data_dir: Path, on_drop: Callable[[], None]) -> None:
    """Write what our modules and the socket libraries log to a few megabytes of files in `log/`."""
    folder = data_dir / "log"
    folder.mkdir(parents=True, exist_ok=True)
    handler = _File(folder / "tavolo.log", maxBytes=FILE_BYTES, backupCount=FILES_KEPT, delay=True)
    handler.setFormatter(ShortFormatter())
    handler.addFilter(LineLimit(on_drop))
    for name in LOGGERS:
        logger = logging.getLogger(name)
        for old in list(logger.handlers):
            logger.removeHandler(old)
            old.close()
        logger.addHandler(handler)
        logger.setLevel(logging.INFO if name == "board" else logging.ERROR)
        logger.propagate = name == "board"
