"""The kinds of items: their fields, which of them may be changed, and the limits.

`tests/protocol/kinds.json` is this table as data; the browser's copy (`static/src/core/kinds.ts`)
is checked against the same file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

NoteType = Literal["D", "P", "B", "S", "O", "A", "I", "X"]
NOTE_TYPES: Final = ("D", "P", "B", "S", "O", "A", "I", "X")

WORLD_LIMIT: Final = 10_000_000.0  # board units, each way from the origin
SIZE_MIN: Final = 10.0
SIZE_MAX: Final = 100_000.0
TEXT_LIMIT: Final = 2_000  # code points
TITLE_LIMIT: Final = 120
NAME_LIMIT: Final = 40
ITEMS_LIMIT: Final = 20_000  # items on one board
OPS_LIMIT: Final = 100  # ops in one message
Z_LIMIT: Final = 200  # characters of a z key
ALT_LIMIT: Final = 300  # code points of what a picture is called
URL_LIMIT: Final = 2_000
EMOJI_LIMIT: Final = 32  # bytes
POINTS_LIMIT: Final = 1_000  # of a stroke
LINE_MAX: Final = 64  # board units: the width of a stroke
MENTIONS_LIMIT: Final = 10
GRID_LIMIT: Final = 12  # titles in the grid of a frame
AREAS_LIMIT: Final = 20  # frames that a step is about
MINUTES_MAX: Final = 240  # of one step
VOTED_LIMIT: Final = 200  # things that one vote is on
VOTERS_LIMIT: Final = 500  # who are named as voters of one vote
AMOUNT_MAX: Final = 1_000_000  # that one person can give away in a vote
HELPED_MAX: Final = 500  # people without a device
TABLES_LIMIT: Final = 100  # tables that people are spread over
SEATS_LIMIT: Final = 500  # people at one table
SOURCES_LIMIT: Final = 50  # items that one decision comes from
ORIGINS_LIMIT: Final = 20  # notes that one note was made of
TIME_MAX: Final = 2**53 - 1  # what a browser can count to

# What a field holds. Those in CHOICES hold one of a few words; the rest is checked in `values.py`.
FieldType = Literal[
    "position",  # a number of board units
    "size",  # a length
    "z",  # a z key
    "text",  # a text with line breaks
    "title",  # a text of one line
    "alt",
    "frame",  # the id of a frame, or null
    "cluster",  # the id of a cluster, or null
    "item",  # the id of an item, or null
    "thread",  # the id of a comment
    "group",  # any id, or null
    "end",  # one end of a connector: on an item, or at a point
    "people",  # ids of people
    "flag",
    "rotation",  # degrees
    "language",
    "grid",
    "points",
    "line",  # a width
    "asset",  # the id of a picture: the hash of its content
    "url",
    "emoji",
    "note_type",
    "colour",
    "align",
    "weight",
    "shape",
    "route",
    "heads",
    "tool",
    "mode",
    "areas",  # ids of frames that may be gone
    "rights",  # what participants may do, or null
    "minutes",
    "moment",  # milliseconds since 1970
    "count",
    "timer",
    "bring",  # where everybody was brought
    "about",  # what a vote is on
    "way",
    "amount",  # of dots, points or money
    "helped",  # people without a device
    "voters",  # ids of people, or null
    "vote_state",
    "items",  # ids of what a vote is on
    "result",  # what came of a vote, or null
    "seats",  # ids of people at a table
    "origins",  # which notes a note was made of, on this board or another, which may be gone
    "sources",  # ids of what a decision comes from, which may be gone
    "day",  # "2026-10-21", or nothing
    "status",  # how far a commitment is
    "carried",  # the commitment of another board that this one goes on with, or null
]

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "note_type": NOTE_TYPES,
    "colour": ("", "grey", "red", "orange", "yellow", "green", "blue", "purple", "white", "ink"),
    "align": ("start", "center", "end"),
    "weight": ("normal", "bold"),
    "shape": ("rectangle", "rounded", "ellipse", "diamond", "triangle", "arrow", "callout"),
    "route": ("straight", "elbow", "curved"),
    "heads": ("none", "end", "start", "both"),
    "tool": ("pen", "highlighter"),
    "mode": (
        "explain",
        "silent",
        "reveal",
        "pair",
        "present",
        "cluster",
        "vote",
        "discuss",
        "decide",
        "owners",
    ),
    "about": ("notes", "clusters"),
    "way": ("dots", "points", "budget", "yesno", "scale", "matrix"),
    "vote_state": ("set", "open", "closed", "revealed"),
    "status": ("open", "done", "dropped"),
}
# What a step lets participants do.
RIGHTS: Final = ("add", "edit_own", "edit_all", "move", "group", "vote", "comment")
SIDES: Final = ("auto", "top", "right", "bottom", "left")
GRID_KINDS: Final = ("columns", "rows", "matrix", "rings")


@dataclass(frozen=True)
class Kind:
    """One kind of item. `fields` are those a client sends on create and may patch later; the server
    adds `author` and `created_at_ms`, and `entered_by` to a note that somebody typed for its author; they
    never change.

    `defaults`: the fields that a create may leave out. A field that has its default is not in the
    record, so that two records that say the same are the same (KIND1)."""

    name: str
    fields: Mapping[str, FieldType]
    defaults: Mapping[str, Any] = field(default_factory=dict)
    is_for_facilitators: bool = False  # only facilitators create, change or delete it
    is_typed: bool = False  # several people may type in its text at once (TXT1)
    is_on_board: bool = True  # False: part of the workshop, to be seen neither on the canvas nor in the list
    is_for_server: bool = False  # no client changes it by an op

    @property
    def has_box(self) -> bool:
        """Whether it has a place and a size of its own."""
        return "w" in self.fields


_Fields = dict[str, FieldType]

_BOX: Final[_Fields] = {"x": "position", "y": "position", "w": "size", "h": "size", "z": "z"}
_PLACED: Final[_Fields] = {**_BOX, "frame": "frame"}
# What every item with a place may have, and what frames have of it.
_HELD: Final[_Fields] = {"locked": "flag", "group": "group"}
_LOOSE: Final[_Fields] = {"rotation": "rotation", **_HELD}
_WRITTEN: Final[_Fields] = {**_LOOSE, "lang": "language"}

_HELD_DEFAULTS: Final[dict[str, Any]] = {"locked": False, "group": None}
_LOOSE_DEFAULTS: Final[dict[str, Any]] = {"rotation": 0, **_HELD_DEFAULTS}
_WRITTEN_DEFAULTS: Final[dict[str, Any]] = {**_LOOSE_DEFAULTS, "lang": ""}


def _kind(name: str, fields: _Fields, optional: _Fields, defaults: dict[str, Any], **rights: bool) -> Kind:
    return Kind(name, {**fields, **optional}, defaults, **rights)


KINDS: Final[dict[str, Kind]] = {
    kind.name: kind
    for kind in (
        _kind(
            "note",
            {**_PLACED, "type": "note_type", "text": "text"},
            {**_WRITTEN, "cluster": "cluster", "colour": "colour", "under": "group", "came_from": "origins"},
            {**_WRITTEN_DEFAULTS, "cluster": None, "colour": "", "under": None, "came_from": []},
            is_typed=True,
        ),
        _kind(
            "text",
            {**_PLACED, "text": "text"},
            {**_WRITTEN, "align": "align", "weight": "weight"},
            {**_WRITTEN_DEFAULTS, "align": "start", "weight": "normal"},
            is_typed=True,
        ),
        _kind(
            "frame",
            {**_BOX, "title": "title", "prompt": "text"},
            {**_HELD, "frame": "frame", "background": "colour", "grid": "grid"},
            {**_HELD_DEFAULTS, "frame": None, "background": "", "grid": None},
            is_for_facilitators=True,
        ),
        _kind(
            "shape",
            {**_PLACED, "shape": "shape", "text": "text"},
            {**_WRITTEN, "fill": "colour", "line": "colour"},
            {**_WRITTEN_DEFAULTS, "fill": "", "line": ""},
            is_typed=True,
        ),
        _kind(
            "connector",
            {"z": "z", "from": "end", "to": "end"},
            {
                **_HELD,
                "route": "route",
                "label": "title",
                "heads": "heads",
                "colour": "colour",
                "dash": "flag",
            },
            {
                **_HELD_DEFAULTS,
                "route": "straight",
                "label": "",
                "heads": "end",
                "colour": "",
                "dash": False,
            },
        ),
        _kind(
            "stroke",
            {**_PLACED, "tool": "tool", "points": "points"},
            {**_LOOSE, "colour": "colour", "width": "line"},
            {**_LOOSE_DEFAULTS, "colour": "", "width": 4},
        ),
        _kind("image", {**_PLACED, "asset": "asset", "alt": "alt"}, _LOOSE, _LOOSE_DEFAULTS),
        _kind("link", {**_PLACED, "url": "url", "title": "title"}, _LOOSE, _LOOSE_DEFAULTS),
        _kind("stamp", {**_PLACED, "emoji": "emoji"}, _LOOSE, _LOOSE_DEFAULTS),
        _kind("dot", _PLACED, {**_LOOSE, "colour": "colour"}, {**_LOOSE_DEFAULTS, "colour": ""}),
        _kind("cluster", {**_PLACED, "title": "title"}, _LOOSE, _LOOSE_DEFAULTS),
        _kind(
            "comment",
            {"x": "position", "y": "position", "z": "z", "text": "text"},
            {"on": "item", "resolved": "flag", "mentions": "people"},
            {"on": None, "resolved": False, "mentions": []},
        ),
        _kind(
            "reply",
            {"z": "z", "thread": "thread", "text": "text"},
            {"mentions": "people"},
            {"mentions": []},
        ),
        _kind(
            "step",
            {"z": "z", "title": "title", "mode": "mode"},
            {
                "say_it": "text",
                "say_en": "text",
                "areas": "areas",
                "may": "rights",
                "private": "flag",
                "anonymous": "flag",
                "counted": "flag",
                "moderated": "flag",
                "minutes": "minutes",
            },
            {
                "say_it": "",
                "say_en": "",
                "areas": [],
                "may": None,
                "private": False,
                "anonymous": False,
                "counted": False,
                "moderated": False,
                "minutes": 0,
            },
            is_for_facilitators=True,
            is_on_board=False,
        ),
        _kind(
            "workshop",
            {"z": "z", "step": "group", "since_ms": "moment"},
            {
                "timer": "timer",
                "bring": "bring",
                "hold": "flag",
                "open": "flag",
                "veiled": "flag",
                "reveals": "count",
                "apart_ms": "moment",
            },
            {
                "timer": None,
                "bring": None,
                "hold": False,
                "open": False,
                "veiled": False,
                "reveals": 0,
                "apart_ms": 0,
            },
            is_on_board=False,
            is_for_server=True,
        ),
        _kind(
            "vote",
            {"z": "z", "title": "title", "about": "about", "way": "way"},
            {
                "areas": "areas",
                "each": "amount",
                "most": "amount",
                "voters": "voters",
                "helped": "helped",
                "state": "vote_state",
                "items": "items",
                "result": "result",
                "opened_ms": "moment",
                "closed_ms": "moment",
            },
            {
                "areas": [],
                "each": 3,
                "most": 2,
                "voters": None,
                "helped": 0,
                "state": "set",
                "items": [],
                "result": None,
                "opened_ms": 0,
                "closed_ms": 0,
            },
            is_for_facilitators=True,
            is_on_board=False,
        ),
        _kind(
            "table",
            {"z": "z", "title": "title"},
            {"area": "group", "people": "seats"},
            {"area": None, "people": []},
            is_on_board=False,
            is_for_server=True,
        ),
        _kind(
            "decision",
            {"z": "z", "number": "amount", "text": "text"},
            {"how": "title", "objections": "text", "sources": "sources"},
            {"how": "", "objections": "", "sources": []},
            is_for_facilitators=True,
            is_on_board=False,
        ),
        _kind(
            "commitment",
            {"z": "z", "text": "text"},
            {
                "who": "title",
                "due": "day",
                "decision": "group",
                "status": "status",
                "carried": "carried",
            },
            {"who": "", "due": "", "decision": None, "status": "open", "carried": None},
            is_for_facilitators=True,
            is_on_board=False,
        ),
    )
}

# A reply belongs to its thread for good, and a number to its decision.
FIXED: Final = frozenset({"thread", "number"})

# The one record that says which step is on has this id, and nothing else has it (STEP2).
WORKSHOP_ID: Final = "workshop"

SERVER_FIELDS: Final = ("author", "created_at_ms", "entered_by")

# In the create of a note: whose it is, when somebody types it for them. The record says so in other words.
FOR: Final = "for"


def value_of(record: Mapping[str, Any], name: str) -> Any:
    """What the record says in this field, also when it does not name its default."""
    return record[name] if name in record else KINDS[record["kind"]].defaults[name]
