"""Pictures and documents that are being made: one at a time, in the order in which they were asked for."""

import secrets
import shutil
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from board.core.errors import BoardError
from board.core.errors_documents import DocumentEmpty, DocumentFailed, DocumentMissing, DocumentsBusy
from board.export.child import Child
from board.export.documents import Wish
from board.live.concurrency import Concurrency

FOLDER: Final = "documents"  # in the data folder; emptied when the server starts
KEPT_MS: Final = 15 * 60 * 1000
EACH_LIMIT: Final = 3  # waiting or under way, for one person
LIMIT: Final = 30  # waiting or under way, for all
BUSY_RETRY_MS: Final = 30_000

State = Literal["waiting", "drawing", "writing", "done", "failed"]


@dataclass
class Job:
    """One document: who asked for what, how far it is, and what came of it."""

    id: str
    board_id: str
    person_id: str
    role: str
    wish: Wish
    at_ms: int
    path: Path
    state: State = "waiting"
    result: dict[str, Any] = field(default_factory=dict)
    error: BoardError | None = None
    child: Child = field(default_factory=Child)

    @property
    def is_open(self) -> bool:
        """Whether it waits or is under way."""
        return self.state not in ("done", "failed")


class Documents:
    """All documents of this server. Nothing here waits for the disk on the hub but small deletions."""

    def __init__(self, concurrency: Concurrency, data_dir: Path, clock_ms: Callable[[], int]) -> None:
        self._concurrency = concurrency
        self._data_dir = data_dir
        self._folder = data_dir / FOLDER
        self._clock_ms = clock_ms
        self._lock = concurrency.lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()  # by id, the oldest first
        self._is_running = False
        self._is_clean = False

    def start(self, board_id: str, person_id: str, role: str, wish: Wish) -> Job:
        """A new job at the end of the queue. Raises DocumentsBusy."""
        with self._lock:
            self._drop_old()
            is_open = [job.person_id for job in self._jobs.values() if job.is_open]
            if is_open.count(person_id) >= EACH_LIMIT or len(is_open) >= LIMIT:
                raise DocumentsBusy(retry_ms=BUSY_RETRY_MS)
            job_id = secrets.token_urlsafe(16)
            path = self._folder / job_id
            job = Job(job_id, board_id, person_id, role, wish, self._clock_ms(), path)
            self._jobs[job_id] = job
            if not self._is_running:
                self._is_running = True
                self._concurrency.spawn(self._work)
        return job

    def get(self, job_id: str, board_id: str, person_id: str) -> Job:
        """Raises DocumentMissing, also when it is another person's."""
        job = self._jobs.get(job_id)
        if job is None or (job.board_id, job.person_id) != (board_id, person_id):
            raise DocumentMissing
        return job

    def ahead_of(self, job: Job) -> int:
        """How many documents come before this one."""
        ids = [each.id for each in self._jobs.values() if each.is_open]
        return ids.index(job.id) if job.id in ids else 0

    def remove(self, job: Job) -> None:
        """Stop it wherever it is, and delete what is there."""
        with self._lock:
            self._jobs.pop(job.id, None)
        job.child.stop()
        self._delete(job)

    def drop(self, board_id: str, person_id: str) -> None:
        """Remove all that this person asked for on a board."""
        for job in list(self._jobs.values()):
            if (job.board_id, job.person_id) == (board_id, person_id):
                self.remove(job)

    def _work(self) -> None:
        """Make one after the other until none waits."""
        if not self._is_clean:
            self._is_clean = True
            # What a server left that was killed. This one has written nothing yet.
            self._concurrency.run_native(shutil.rmtree, self._folder, True)
        while True:
            with self._lock:
                job = next((each for each in self._jobs.values() if each.state == "waiting"), None)
                if job is None:
                    self._is_running = False
                    return
                job.state = "drawing"
            self._make(job)

    def _make(self, job: Job) -> None:
        def tell(step: str) -> None:
            job.state = "writing" if step == "writing" else "drawing"

        self._folder.mkdir(parents=True, exist_ok=True)
        order = {
            "data_dir": str(self._data_dir),
            "board_id": job.board_id,
            "person_id": job.person_id,
            "role": job.role,
            "wish": job.wish.to_json(),
            "at_ms": job.at_ms,
            "out": str(job.path),
        }
        try:
            answer = job.child.run(order, tell)
        except OSError:
            answer = {"error": "failed"}
        if job.id not in self._jobs:
            self._delete(job)  # removed meanwhile
        elif answer.get("done"):
            job.result, job.state = answer, "done"
        else:
            job.error = DocumentEmpty() if answer.get("error") == "empty" else DocumentFailed()
            job.state = "failed"
            self._delete(job)

    def _drop_old(self) -> None:
        oldest_ms = self._clock_ms() - KEPT_MS
        for job in [each for each in self._jobs.values() if each.at_ms < oldest_ms and not each.is_open]:
            del self._jobs[job.id]
            self._delete(job)

    def _delete(self, job: Job) -> None:
        job.path.unlink(missing_ok=True)
        job.path.with_name(f"{job.path.name}.part").unlink(missing_ok=True)
