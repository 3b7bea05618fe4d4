"""A disk under SQLite that remembers every write, can fail at any call, and can lose its power.

SQLite works on real files through `Disk`, which notes what is written, synced, cut and deleted. From
these notes `Crash` builds the files as they may look after a power cut at any moment: what was synced
is there; of what was not, any part may be missing, in any order, torn at the size of a sector.
"""

import errno
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import apsw

SECTOR = 512

Kind = Literal["write", "cut", "delete", "sync", "lost sync", "note"]


@dataclass(frozen=True)
class Event:
    """`place` is an offset or a length; a note is the tests' own, with `place` as its number."""

    kind: Kind
    file: str
    place: int = 0
    content: bytes = b""


class Disk(apsw.VFS):
    """The file system. Name it in the address of the database: `?vfs=NAME`."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "")
        self.name = name
        self.events: list[Event] = []
        self.fails: Callable[[str], int | None] = lambda call: None  # SQLite's code for a failing call

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> apsw.VFSFile:
        self.call("open")
        return _File(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.call("delete")
        super().xDelete(filename, syncdir)
        self.events.append(Event("delete", Path(filename).name))
        if syncdir:
            self.events.append(Event("sync", Path(filename).name))

    def note(self, number: int) -> None:
        """Remember that here, in the order of things, something was promised."""
        self.events.append(Event("note", "", number))

    def write_again(self, path: Path) -> None:
        """The whole file is written over itself and synced, past SQLite."""
        try:
            self.call("write")
            self.events.append(Event("write", path.name, 0, path.read_bytes()))
            self.call("sync")
        except apsw.Error as error:
            self.events.append(Event("lost sync", path.name))
            number = _ERRNO.get(error.extendedresult & 0xFF, errno.EIO)
            raise OSError(number, "by the test") from error
        self.events.append(Event("sync", path.name))

    def call(self, what: str) -> None:
        """Raises what SQLite takes for an error of the disk, if the call is to fail."""
        code = self.fails(what)
        if code is not None:
            raise error_of(code)


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: apsw.URIFilename | str | None, flags: list[int]) -> None:
        shown = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._file = Path(shown).name if shown else None
        self._disk = disk
        super().__init__("", name, flags)

    def xRead(self, amount: int, offset: int) -> bytes:
        self._disk.call("read")
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.call("write")
        super().xWrite(data, offset)
        self._note("write", offset, bytes(data))

    def xTruncate(self, newsize: int) -> None:
        self._disk.call("cut")
        super().xTruncate(newsize)
        self._note("cut", newsize)

    def xSync(self, flags: int) -> None:
        try:
            self._disk.call("sync")
        except apsw.Error:
            self._note("lost sync")
            raise
        super().xSync(flags)
        self._note("sync")

    def _note(self, kind: Kind, place: int = 0, content: bytes = b"") -> None:
        if self._file is not None:  # a file without a name is gone after a crash anyway
            self._disk.events.append(Event(kind, self._file, place, content))


_ERRNO = {apsw.SQLITE_FULL: errno.ENOSPC, apsw.SQLITE_READONLY: errno.EROFS}


def error_of(code: int) -> apsw.Error:
    """What a call raises to fail with SQLite's `code`."""
    kind = {
        apsw.SQLITE_FULL: apsw.FullError,
        apsw.SQLITE_READONLY: apsw.ReadOnlyError,
        apsw.SQLITE_NOMEM: apsw.NoMemError,
    }
    error = kind.get(code & 0xFF, apsw.IOError)("by the test")
    error.extendedresult = code
    return error


@dataclass
class Crash:
    """The files as they were when the power went, one moment after the other. Moments must not go
    back. `files` holds what is on the disk for sure."""

    events: list[Event]
    files: dict[str, bytearray] = field(default_factory=dict)
    _waiting: dict[str, list[Event]] = field(default_factory=dict)
    _reached: int = 0

    def image(self, moment: int, choice: random.Random) -> dict[str, bytearray]:
        """The files after a power cut before event number `moment`."""
        self._go_to(moment, choice)
        files = {name: bytearray(content) for name, content in self.files.items()}
        share = choice.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        for name, waiting in self._waiting.items():
            for event in waiting:
                _survive(files, name, event, share, choice)
        return files

    def _go_to(self, moment: int, choice: random.Random) -> None:
        for event in self.events[self._reached : moment]:
            if event.kind == "note":
                continue
            waiting = self._waiting.setdefault(event.file, [])
            if event.kind == "sync":
                if event.file not in self.files:
                    self._sync_folder()
                for done in waiting:
                    _do(self.files, done)
                waiting.clear()
            elif event.kind == "lost sync":
                # The kernel gives up what it could not write and never tries again: a later sync that
                # succeeds says nothing about it.
                for lost in waiting:
                    _survive(self.files, event.file, lost, 0.5, choice)
                waiting.clear()
            else:
                waiting.append(event)
        self._reached = moment

    def _sync_folder(self) -> None:
        """With a new file SQLite also syncs the folder that it is in: what was deleted stays deleted."""
        for name, waiting in self._waiting.items():
            if any(event.kind == "delete" for event in waiting):
                self.files.pop(name, None)
                last = max(place for place, event in enumerate(waiting) if event.kind == "delete")
                del waiting[: last + 1]


def _do(files: dict[str, bytearray], event: Event) -> None:
    if event.kind == "delete":
        files.pop(event.file, None)
        return
    content = files.setdefault(event.file, bytearray())
    if event.kind == "cut":
        del content[event.place :]
        return
    end = event.place + len(event.content)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[event.place : end] = event.content


def _survive(
    files: dict[str, bytearray], name: str, event: Event, share: float, choice: random.Random
) -> None:
    """Do what is left of an event that was not synced: all, nothing, or some sectors of a write."""
    if choice.random() < share:
        _do(files, event)
    elif event.kind == "write" and choice.random() < 0.5:
        for part in _sectors(event):
            if choice.random() < 0.5:
                _do(files, Event("write", name, part.place, part.content))


def _sectors(event: Event) -> Iterator[Event]:
    for start in range(0, len(event.content), SECTOR):
        part = event.content[start : start + SECTOR]
        yield Event("write", event.file, event.place + start, part)
