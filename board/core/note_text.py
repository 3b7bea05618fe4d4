"""Merging what several people type in one note. The only module that knows the CRDT library.

A record holds its plain `text` and, while people type, `epoch` and `edits`: the text with which the
epoch began (`base`) and every update since, in order. From these, document and text follow in any
language (TXT3): client 1 writes `base` into the root text "text" of an empty document, then come the
updates. `static/src/core/note_text.ts` does the same with Yjs; `tests/protocol/text_*.json` holds the
cases that both run.
"""

from base64 import b64decode, b64encode
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pycrdt import Doc, Text

from board.core.errors import TextBad, TextEpoch, TextTooLong
from board.core.kinds import TEXT_LIMIT
from board.core.scene import Record
from board.core.text_diff import diff
from board.core.text_update import BASE_CLIENT, ROOT, UPDATE_LIMIT, TextUpdate, Unit, read_update, units
from board.core.values import check_text

REBUILD_AFTER: Final = 200  # updates in an epoch; then the text begins anew (TXT4)
EDITS_LIMIT: Final = 1_000  # updates in an epoch; more have to wait until it begins anew
RETRY_MS: Final = 200
DOCUMENTS_KEPT: Final = 256

_MINE: Final = 2  # client of one's own changes in a merge of three texts
_THEIRS: Final = 3


def decode_update(update: object) -> bytes:
    """The bytes of an update in an op: base64 in its one exact form, of bounded size. Raises TextBad."""
    if not isinstance(update, str) or len(update) > UPDATE_LIMIT * 4 // 3 + 4:
        raise TextBad(why="too big")
    try:
        content = b64decode(update, validate=True)
    except ValueError as error:
        raise TextBad(why="not base64") from error
    if b64encode(content).decode() != update:
        raise TextBad(why="not base64")
    return content


def merge3(base: str, mine: str, theirs: str) -> str:
    """The text with both changes of `base`: everything that either inserted is there, and what either
    removed is gone. Where both inserted, mine comes first."""
    document = _document(base)
    for update in [_edited(document, _MINE, mine), _edited(document, _THEIRS, theirs)]:
        document.apply_update(update)
    return _text_of(document)


def typing(base: str, edits: Sequence[str], client: int, text: str) -> str:
    """The update by which `client` turns the text of a note with these edits into `text`. The document is
    merged anew; `client` must not have typed in the note before."""
    document = _document(base)
    for update in edits:
        document.apply_update(b64decode(update))
    return b64encode(_edited(document, client, text)).decode()


@dataclass(frozen=True)
class Typed:
    """A note after an update: its text, and its edits as the record keeps them. `is_new` is False when
    the update said nothing that was not known."""

    text: str
    edits: dict[str, Any]
    is_new: bool


class NoteTexts:
    """Merges updates into notes. Keeps the documents of notes that were typed in last, because to make
    one anew takes as long as all its updates together."""

    def __init__(self) -> None:
        # id of an edits object -> that object, so that its id stays taken, and what it leads to
        self._kept: OrderedDict[int, tuple[dict[str, Any], _Document]] = OrderedDict()

    def merge(self, record: Record, update: str) -> Typed:
        """The note after an update of its epoch, which is judged first (TXT2); `record` stays as it is.

        Raises TextBad, BadText, TextTooLong, or TextEpoch when the update builds on what the note does
        not have, or has to wait until the text begins anew.
        """
        content = decode_update(update)
        read = read_update(content)
        edits = record.get("edits") or {"base": record["text"], "updates": []}
        if len(edits["updates"]) >= EDITS_LIMIT:
            raise TextEpoch(id=record["id"], retry_ms=RETRY_MS)
        document = self._kept.pop(id(edits), (edits, None))[1] or _Document(edits)
        if not document.has_all(read):
            raise TextEpoch(id=record["id"], retry_ms=RETRY_MS)
        before = document.text
        # From here on the document is no longer that of `edits`: a refusal lets go of it.
        document.merge(content, read)
        if len(document.text) > TEXT_LIMIT:
            raise TextTooLong(limit=TEXT_LIMIT)
        is_new = bool(read.inserted) or document.text != before
        if is_new:
            edits = {"base": edits["base"], "updates": [*edits["updates"], update]}
        self._kept[id(edits)] = (edits, document)
        if len(self._kept) > DOCUMENTS_KEPT:
            self._kept.popitem(last=False)
        return Typed(document.text, edits, is_new)


class _Document:
    """The document of a note, with what is needed to judge an update before it is merged."""

    def __init__(self, edits: dict[str, Any]) -> None:
        self.text: str = edits["base"]
        self._document = _document(self.text)
        self._next_clock = {BASE_CLIENT: units(self.text)}  # client -> clock of what it types next
        self._seconds = set(_seconds(BASE_CLIENT, 0, self.text))  # units that end a character of two
        for update in edits["updates"]:
            content = b64decode(update)
            self.merge(content, read_update(content))

    def has_all(self, update: TextUpdate) -> bool:
        """Whether everything is there that the update builds on. Raises TextBad, BadText."""
        client = update.client or 0
        clock = self._next_clock.get(client, 0)
        if update.inserted and update.inserted[0].clock < clock:
            raise TextBad(why="the same again")
        is_whole = not update.inserted or update.inserted[0].clock == clock
        clocks = dict(self._next_clock)
        seconds = set(self._seconds)
        cuts: set[Unit] = set()  # units before which the update takes texts apart
        for part in update.inserted:
            is_whole = is_whole and all(_is_in(clocks, unit) for unit in (part.left, part.right) if unit)
            cuts |= {part.right} if part.right else set()
            cuts |= {(part.left[0], part.left[1] + 1)} if part.left else set()
            clocks[client] = part.clock + part.length
            if part.text is not None:
                check_text("text", part.text, UPDATE_LIMIT)
                seconds |= set(_seconds(client, part.clock, part.text))
        for gone in update.deleted:
            end = gone.clock + gone.length
            is_whole = is_whole and end <= clocks.get(gone.client, 0)
            cuts |= {(gone.client, gone.clock), (gone.client, end)}
        if cuts & seconds:
            raise TextBad(why="half a character")
        return is_whole

    def merge(self, content: bytes, update: TextUpdate) -> None:
        """Take over an update that was judged."""
        self._document.apply_update(content)
        self.text = _text_of(self._document)
        for part in update.inserted:
            client = update.client or 0
            self._next_clock[client] = part.clock + part.length
            self._seconds |= set(_seconds(client, part.clock, part.text or ""))


def _is_in(clocks: dict[int, int], unit: Unit) -> bool:
    return unit[1] < clocks.get(unit[0], 0)


def _seconds(client: int, clock: int, text: str) -> Iterator[Unit]:
    """The units of `text` that are the second half of a character."""
    for char in text:
        if char > "\uffff":
            clock += 1
            yield client, clock
        clock += 1


def _document(base: str) -> "Doc[Text]":
    document: Doc[Text] = Doc(client_id=BASE_CLIENT)
    text = document.get(ROOT, type=Text)
    if base:
        text.insert(0, base)
    return document


def _text_of(document: "Doc[Text]") -> str:
    return str(document.get(ROOT, type=Text))


def _edited(document: "Doc[Text]", client: int, new: str) -> bytes:
    """The update by which `client` turns the document's text into `new`; the document stays as it is."""
    typist: Doc[Text] = Doc(client_id=client)
    typist.apply_update(document.get_update())
    text = typist.get(ROOT, type=Text)
    old = str(text)
    said: list[bytes] = []
    subscription = typist.observe(lambda event: said.append(event.update))
    with typist.transaction():
        for edit in reversed(diff(old, new)):
            start = len(old[: edit.start].encode())  # the library counts bytes
            del text[start : start + len(old[edit.start : edit.start + edit.removed].encode())]
            text.insert(start, edit.inserted)
    typist.unobserve(subscription)
    return said[0] if said else b"\x00\x00"
