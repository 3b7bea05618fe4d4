"""What an update of a note's text says, read strictly: one typist's insertions, and deletions.

Updates have the first binary form of Yjs. Its libraries take much more than typing (formatting,
embedded objects, other documents, parts that wait for something missing), keep some of it where it
cannot be seen, and disagree about what happens to half a character. So nothing is given to them that
has not been read here and found to be plain typing (TXT2).
"""

from dataclasses import dataclass
from typing import Final

from board.core.errors import TextBad

ROOT: Final = "text"  # the name of the one text in a note's document
BASE_CLIENT: Final = 1  # wrote what was there before anybody typed
CLIENT_MAX: Final = 2**32 - 1
UPDATE_LIMIT: Final = 16 * 1024  # bytes

_NUMBER_MAX: Final = 2**53 - 1
_DELETED: Final = 1
_STRING: Final = 4
_HAS_LEFT: Final = 0x80
_HAS_RIGHT: Final = 0x40

# A character of the text as UTF-16 counts them: who typed it, and as which of theirs.
Unit = tuple[int, int]


@dataclass(frozen=True)
class Inserted:
    """Characters that one typist wrote one after the other: `text`, or None if they were deleted again
    before this was sent. They stand between `left` and `right`, as the typist saw it; None is an end."""

    clock: int
    length: int  # UTF-16 units
    left: Unit | None
    right: Unit | None
    text: str | None


@dataclass(frozen=True)
class Deleted:
    """Units `clock` to `clock + length - 1` of a typist are gone."""

    client: int
    clock: int
    length: int


@dataclass(frozen=True)
class TextUpdate:
    """`client` is None when nothing is inserted. Insertions are contiguous, in order of their clock."""

    client: int | None
    inserted: tuple[Inserted, ...]
    deleted: tuple[Deleted, ...]


def read_update(update: bytes) -> TextUpdate:
    """The update, if it is nothing but typing by at most one typist. Raises TextBad with the reason."""
    if len(update) > UPDATE_LIMIT:
        raise TextBad(why="too big")
    reader = _Reader(update)
    try:
        client, inserted = _read_inserted(reader)
        deleted = _read_deleted(reader)
    except (IndexError, UnicodeDecodeError) as error:
        raise TextBad(why="broken") from error
    if reader.at != len(update):
        raise TextBad(why="broken")
    return TextUpdate(client, inserted, deleted)


def units(text: str) -> int:
    """The length of a text as UTF-16 counts it."""
    return len(text) + sum(char > "\uffff" for char in text)


class _Reader:
    """Numbers and texts of the binary form. Raises IndexError at the end, TextBad for a long number."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    def byte(self) -> int:
        value = self.content[self.at]
        self.at += 1
        return value

    def number(self) -> int:
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if value > _NUMBER_MAX:
                raise TextBad(why="broken")
            if byte < 0x80:
                return value
            shift += 7

    def text(self) -> str:
        length = self.number()
        if self.at + length > len(self.content):
            raise IndexError
        found = self.content[self.at : self.at + length].decode("utf-8")
        self.at += length
        return found

    def unit(self) -> Unit:
        return self.number(), self.number()


def _read_inserted(reader: _Reader) -> tuple[int | None, tuple[Inserted, ...]]:
    typists = reader.number()
    if typists == 0:
        return None, ()
    if typists > 1:
        raise TextBad(why="several typists")
    count, client, clock = reader.number(), reader.number(), reader.number()
    if not BASE_CLIENT < client <= CLIENT_MAX or count == 0:
        raise TextBad(why="typist")
    inserted: list[Inserted] = []
    for _ in range(count):
        inserted.append(_read_one(reader, clock))
        clock += inserted[-1].length
    return client, tuple(inserted)


def _read_one(reader: _Reader, clock: int) -> Inserted:
    head = reader.byte()
    left = reader.unit() if head & _HAS_LEFT else None
    right = reader.unit() if head & _HAS_RIGHT else None
    # Only a text between two ends names what it belongs to.
    if left is None and right is None and (reader.number() != 1 or reader.text() != ROOT):
        raise TextBad(why="not the text")
    if head & ~(_HAS_LEFT | _HAS_RIGHT) == _STRING:
        text = reader.text()
        length = units(text)
    elif head & ~(_HAS_LEFT | _HAS_RIGHT) == _DELETED:
        text, length = None, reader.number()
    else:
        raise TextBad(why="not typing")
    if length == 0:
        raise TextBad(why="broken")
    return Inserted(clock, length, left, right, text)


def _read_deleted(reader: _Reader) -> tuple[Deleted, ...]:
    deleted: list[Deleted] = []
    for _ in range(reader.number()):
        client = reader.number()
        deleted += [Deleted(client, *reader.unit()) for _ in range(reader.number())]
    if any(part.length == 0 for part in deleted):
        raise TextBad(why="broken")
    return tuple(deleted)
