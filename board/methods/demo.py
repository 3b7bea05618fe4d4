"""The golden workshop as a board file: a finished meeting to look at, with invented people."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

from board.core.apply import apply
from board.core.kinds import NoteType
from board.core.ops import ENTRY_VERSION, Entry, Op
from board.core.scene import EMPTY, in_order
from board.methods.laying_out import in_creation_order
from board.methods.method import Words

DATA: Final = Path(__file__).parent / "golden_workshop.json"

# The label of a group stands above its column of notes, below the title band of the frame.
LABEL_Y: Final = 100
LABEL_H: Final = 52


class _Board(msgspec.Struct, forbid_unknown_fields=True):
    name: Words
    facilitator: str
    coordinator: str
    prepared_at: datetime


class _Person(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    name: str


class _Frame(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    title: Words
    prompt: Words
    x: int
    y: int
    w: int
    h: int
    grouped_at: datetime | None  # when the facilitator wrote the labels of the groups


class _Cluster(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    title: Words


class _Note(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    type: NoteType
    author: str
    at: datetime
    frame: str
    cluster: str
    x: int
    y: int
    w: int
    h: int
    text: Words


class _Workshop(msgspec.Struct, forbid_unknown_fields=True):
    version: int
    board: _Board
    people: list[_Person]
    frames: list[_Frame]
    clusters: list[_Cluster]
    notes: list[_Note]


def golden_file(locale: str) -> dict[str, Any]:
    """A board file in Italian for "it", else in English: 60 notes, 7 frames, 16 people.

    The log holds each note by its author at the time it was written; ids are always the same.
    """
    workshop = _workshop()
    creates = {op["item"]["id"]: op for op in in_creation_order(list(_items(workshop, locale)))}
    log = _log(workshop, creates)
    scene = EMPTY
    entries: list[Entry] = []
    for at_ms, actor, ops in log:
        applied = apply(scene, ops, actor=actor, at_ms=at_ms)
        scene = applied.scene
        entries.append(Entry(len(entries) + 1, at_ms, actor, None, applied.ops, applied.inverse))
    return {
        "format": "tavolo.board",
        "version": 2,
        "board": {
            "id": "demo_workshop",
            "name": workshop.board.name.in_locale(locale),
            "method": "demo",
            "created_at_ms": _ms(workshop.board.prepared_at),
            "head": len(entries),
        },
        "people": [{"id": _person_id(person.key), "name": person.name} for person in workshop.people],
        "items": [dict(record) for record in in_order(scene)],
        "log": [_entry(entry) for entry in entries],
        "snapshots": [],
    }


def _items(workshop: _Workshop, locale: str) -> Iterator[dict[str, object]]:
    """Every item in reading order: each frame, then group by group its label and notes."""
    titles = {cluster.key: cluster.title.in_locale(locale) for cluster in workshop.clusters}
    for frame in workshop.frames:
        box = {"x": frame.x, "y": frame.y, "w": frame.w, "h": frame.h}
        shown = {"title": frame.title.in_locale(locale), "prompt": frame.prompt.in_locale(locale)}
        yield {"kind": "frame", "id": _frame_id(frame), **box, **shown}
        for cluster in workshop.clusters:
            notes = [
                note for note in workshop.notes if (note.frame, note.cluster) == (frame.key, cluster.key)
            ]
            if not notes:
                continue
            column = {"x": notes[0].x, "y": frame.y + LABEL_Y, "w": notes[0].w, "h": LABEL_H}
            label = {"kind": "text", "id": _label_id(frame, cluster), "text": titles[cluster.key]}
            yield {**label, "weight": "bold", **column, "frame": _frame_id(frame)}
            for note in sorted(notes, key=lambda note: note.y):
                box = {"x": note.x, "y": note.y, "w": note.w, "h": note.h}
                text = {"type": note.type, "text": note.text.in_locale(locale)}
                yield {"kind": "note", "id": _note_id(note), **box, "frame": _frame_id(frame), **text}


def _log(workshop: _Workshop, creates: Mapping[str, Op]) -> Sequence[tuple[int, str, list[Op]]]:
    """What happened, in the order of time: when (ms), who (person id), and the ops.

    The coordinator draws the frames, people write, the facilitator names the groups.
    """
    frames = [creates[_frame_id(frame)] for frame in workshop.frames]
    log = [(_ms(workshop.board.prepared_at), _person_id(workshop.board.coordinator), frames)]
    for note in workshop.notes:
        log.append((_ms(note.at), _person_id(note.author), [creates[_note_id(note)]]))
    for frame in workshop.frames:
        ids = [_label_id(frame, cluster) for cluster in workshop.clusters]
        labels = [creates[key] for key in ids if key in creates]
        if labels and frame.grouped_at is not None:
            log.append((_ms(frame.grouped_at), _person_id(workshop.board.facilitator), labels))
    return sorted(log, key=lambda row: row[0])


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at_ms": entry.at_ms,
        "actor": entry.actor,
        "ops": list(entry.ops),
        "inverse": list(entry.inverse),
        "v": ENTRY_VERSION,
    }


@cache
def _workshop() -> _Workshop:
    return msgspec.json.decode(DATA.read_bytes(), type=_Workshop)


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def _person_id(key: str) -> str:
    return f"demo_person_{key}"


def _frame_id(frame: _Frame) -> str:
    return f"demo_frame_{frame.key}"


def _note_id(note: _Note) -> str:
    return f"demo_note_{note.key}"


def _label_id(frame: _Frame, cluster: _Cluster) -> str:
    return f"demo_label_{frame.key}_{cluster.key}"
