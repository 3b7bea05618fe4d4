"""A document of a large board is made while the server goes on: how long its hub is away meanwhile.

The queue, the child and the watch are those of the server, in a process of their own under eventlet. The
longest gap is told beside that of the same process at rest for as long: on a busy machine every program
waits now and then.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.browser.notes import make_board
from bench.browser.tavolo_page import board_file
from board.store.database import open_database
from board.store.migrating import migrate
from board.store.transfer import import_board
from tests.soak.runs import Result

NOTES = 5_000
MOST_MS = 10.0
ROOT = Path(__file__).resolve().parents[2]

HUB = """
import eventlet
eventlet.monkey_patch()
import json, sys, time
from pathlib import Path
from board.export.documents import Wish
from board.live.concurrency import EventletConcurrency, sleep_s
from board.live.metrics import Metrics
from board.live.watch import watch_hub
from board.web.documents import Documents

GAP = "tavolo_hub_gap_seconds"
concurrency = EventletConcurrency()
documents = Documents(concurrency, Path(sys.argv[1]), lambda: 1_700_000_000_000)

def watched(work):
    metrics = Metrics()
    watch = eventlet.spawn(watch_hub, metrics)
    started = time.monotonic()
    work()
    watch.kill()
    row = next(line for line in metrics.text().splitlines() if line.startswith(GAP + '{quantile="1"}'))
    return time.monotonic() - started, float(row.split()[1]) * 1000

def document():
    job = documents.start(sys.argv[2], "", "facilitator", Wish())
    while job.is_open:
        sleep_s(0.1)
    assert job.state == "done", job.error
    assert job.result["is_standard"]

made_s, gap_ms = watched(document)
_, rest_ms = watched(lambda: sleep_s(made_s))
print(json.dumps({"made_s": round(made_s, 2), "gap_ms": round(gap_ms, 2), "rest_ms": round(rest_ms, 2)}))
"""


def soak(count: int, _seed: int) -> Result:
    """So many documents, one after the other. Failed is one with a gap over 10 ms, and over what there is at
    rest."""
    with tempfile.TemporaryDirectory(prefix="tavolo-") as folder:
        board_id = put_board(Path(folder))
        found = [measured(Path(folder), board_id) for _ in range(count)]
    failures = [str(one) for one in found if one["gap_ms"] > max(MOST_MS, one["rest_ms"])]
    figures = {name: [one[name] for one in found] for name in ("made_s", "gap_ms", "rest_ms")}
    return Result(count - len(failures), len(failures), figures, failures)


def put_board(folder: Path) -> str:
    """A board of 5,000 notes in a new data folder."""
    database = open_database(folder)
    migrate(database)
    made = import_board(database, board_file(make_board(NOTES)), imported_by=None, now_ms=0)
    database.close()
    return made.id


def measured(folder: Path, board_id: str) -> dict[str, Any]:
    """The longest gap in ms while one document is made, and at rest."""
    command = [sys.executable, "-c", HUB, str(folder), board_id]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))
