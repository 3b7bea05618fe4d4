"""The real server on a disk that fails when it is told to: `python -m tests.faults.faulty_server`.

The file named by TAVOLO_DISK tells how: nothing, or one of `WAYS`. TAVOLO_FAULT may name a broken
promise (see `broken_server.py`) for the controls.
"""

import os
import warnings
from pathlib import Path
from typing import Any

from tests.support.server import LiveServer

ORDERS = "TAVOLO_DISK"
PROGRAM = ("-m", "tests.faults.faulty_server")


class FaultyServer(LiveServer):
    """Such a server; `fail` tells its disk what to refuse from now on."""

    def fail(self, way: str) -> None:
        self.orders.write_text(way)

    @property
    def orders(self) -> Path:
        return Path(self.environ[ORDERS])


def faulty(data_dir: Path, fault: str = "") -> FaultyServer:
    """A server on a data folder, whose disk is well to begin with."""
    from tests.faults.broken_server import FAULT

    orders = data_dir.parent / f"{data_dir.name}.orders"
    orders.write_text("")
    environ = {ORDERS: str(orders), "BOARD_MIN_FREE_MB": "0"}
    if fault:
        environ[FAULT] = fault
    return FaultyServer(data_dir, program=PROGRAM, environ=environ)


def _use_faulty_disk(orders: Path) -> None:
    import apsw

    import board.store.database as database
    from tests.support import apsw_driver
    from tests.support.disk import Disk, Event, error_of

    # What the disk refuses: the calls, and SQLite's code for it.
    ways = {
        "full": (("write",), apsw.SQLITE_FULL),
        "read-only": (("write", "open", "cut", "delete"), apsw.SQLITE_READONLY),
        "I/O error": (("read", "write", "open", "sync", "cut", "delete"), apsw.SQLITE_IOERR),
        "failed sync": (("sync",), apsw.SQLITE_IOERR_FSYNC),
    }

    class ToldDisk(Disk):
        def call(self, what: str) -> None:
            way = orders.read_text()
            if way and what in ways[way][0]:
                raise error_of(ways[way][1])

    class Forgetful(list[Event]):
        def append(self, _event: Event) -> None:
            return

    disk = ToldDisk("told")
    disk.events = Forgetful()  # a long run is not to be remembered
    address = f"sqlite+{apsw_driver.Dialect.driver}:///{{}}?vfs={disk.name}"

    class FaultyDatabase(database.Database):
        def __init__(self, url: str, **settings: Any) -> None:
            super().__init__(address.format(url.removeprefix("sqlite:///")), **settings)

        def _rewrite(self, path: Path) -> None:
            if path.exists():
                disk.write_again(path)

    database.Database = FaultyDatabase  # type: ignore[misc]


def main() -> None:
    """Serve, on that disk, with the fault if there is one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import eventlet

    eventlet.monkey_patch()

    from board.start import serve
    from tests.faults.broken_server import FAULT, FAULTS

    _use_faulty_disk(Path(os.environ[ORDERS]))
    if FAULT in os.environ:
        FAULTS[os.environ[FAULT]]()
    serve()


if __name__ == "__main__":
    main()
