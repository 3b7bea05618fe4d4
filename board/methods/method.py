"""What a method is: the format of its file, and the checks that every file passes."""

from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from board.core.kinds import AREAS_LIMIT, GRID_LIMIT, MINUTES_MAX, TEXT_LIMIT, TITLE_LIMIT, NoteType

FORMAT: Final = "tavolo.method"
METHOD_VERSION: Final = 1
PLACE_LIMIT: Final = 100_000  # board units, right and down from the corner
FRAMES_LIMIT: Final = 60
THINGS_LIMIT: Final = 300  # starter notes, and marks
STEPS_LIMIT: Final = 60
MINUTES_MOST: Final = 600  # of all steps together

_Key = Annotated[str, Meta(pattern=r"^[0-9A-Za-z_-]{1,40}\Z")]
_Place = Annotated[float, Meta(ge=0, le=PLACE_LIMIT)]
_Side = Annotated[float, Meta(ge=10, le=PLACE_LIMIT)]
_Minutes = Annotated[int, Meta(ge=0, le=MINUTES_MOST)]
_Fact = Annotated[str, Meta(max_length=TITLE_LIMIT)]
_Text = Annotated[str, Meta(max_length=TEXT_LIMIT)]
Colour = Literal["", "grey", "red", "orange", "yellow", "green", "blue", "purple", "white", "ink"]
Mode = Literal[
    "explain", "silent", "reveal", "pair", "present", "cluster", "vote", "discuss", "decide", "owners"
]
Right = Literal["add", "edit_own", "edit_all", "move", "group", "vote", "comment"]
Layout = Literal[
    "area",
    "cards",
    "column",
    "columns",
    "field",  # holds other areas
    "list",
    "map",
    "private",
    "quadrant",
    "question",
    "rings",
    "row",
    "scale",
    "section",
    "table",
    "text",
    "timeline",
]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text in each language."""

    it: _Text
    en: _Text

    def in_locale(self, locale: str) -> str:
        """The Italian text for "it", the English one for any other language."""
        return self.it if locale == "it" else self.en


NO_WORDS: Final = Words("", "")


class Grid(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an area is divided, and what its parts and axes are called."""

    kind: Literal["columns", "rows", "matrix", "rings"]
    labels: Annotated[tuple[Words, ...], Meta(max_length=GRID_LIMIT)]
    x: Words = NO_WORDS
    y: Words = NO_WORDS

    def in_locale(self, locale: str) -> dict[str, Any]:
        """The `grid` of a frame."""
        labels = [label.in_locale(locale) for label in self.labels]
        axes = {"x": self.x.in_locale(locale), "y": self.y.in_locale(locale)}
        return {"kind": self.kind, "labels": labels, **axes}


class MethodFrame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An area of a method, in board units. `accepts` are the note types meant for it, `inside` is the
    area that it lies in."""

    key: _Key
    title: Words
    prompt: Words
    layout: Layout
    accepts: tuple[NoteType, ...]
    x: _Place
    y: _Place
    w: _Side
    h: _Side
    inside: _Key | None = None
    grid: Grid | None = None
    background: Colour = ""


class Box(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place and a size in board units."""

    x: _Place
    y: _Place
    w: _Side
    h: _Side


class Starter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An example note that a new board begins with: in the next free place of its area, or in `box`."""

    frame: _Key | None
    type: NoteType
    text: Words
    box: Box | None = None


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="text"):
    """A text that belongs to the drawing of a method."""

    frame: _Key | None
    text: Words
    box: Box
    weight: Literal["normal", "bold"] = "normal"
    align: Literal["start", "center", "end"] = "start"


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="shape"):
    """A shape that belongs to the drawing of a method."""

    frame: _Key | None
    shape: Literal["rectangle", "rounded", "ellipse", "diamond", "triangle", "arrow", "callout"]
    text: Words
    box: Box
    fill: Colour = ""
    line: Colour = ""


class End(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An end of a line: at a side of an area, or at a point."""

    frame: _Key | None = None
    side: Literal["auto", "top", "right", "bottom", "left"] = "auto"
    x: _Place | None = None
    y: _Place | None = None


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="line"):
    """A line or arrow that belongs to the drawing of a method; each end is a point or at an area."""

    start: End
    end: End
    label: Words = NO_WORDS
    route: Literal["straight", "elbow", "curved"] = "straight"
    heads: Literal["none", "end", "start", "both"] = "none"
    colour: Colour = ""
    dash: bool = False


Mark = Label | Shape | Line


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One phase of the workshop: what participants may do, where, how long, and the instruction.

    Without `areas` it is about the whole board, without `may` and `private` it is as its mode gives it.
    `anonymous` promises that nobody will ever know who wrote what in private. `counted`: meanwhile everybody
    reads about how many are writing. `moderated`: what people write waits until who leads has read it.
    """

    mode: Mode
    minutes: Annotated[int, Meta(ge=0, le=MINUTES_MAX)]
    text: Words
    areas: Annotated[tuple[_Key, ...], Meta(max_length=AREAS_LIMIT)] = ()
    title: Words = NO_WORDS
    may: tuple[Right, ...] | None = None
    private: bool | None = None
    anonymous: bool = False
    counted: bool = False
    moderated: bool = False

    @property
    def is_private(self) -> bool:
        """Whether what people write in it is seen by nobody else yet."""
        return self.mode == "silent" if self.private is None else self.private


class Method(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A workshop method. `origin` and `verified` tell where it comes from and what was checked."""

    version: Literal[1]
    id: _Key
    names: Words = msgspec.field(name="name")
    purposes: Words = msgspec.field(name="purpose")
    origin: _Fact
    verified: _Fact
    stage: _Fact
    minutes: _Minutes
    people: _Fact
    frames: Annotated[tuple[MethodFrame, ...], Meta(max_length=FRAMES_LIMIT)]
    starter: Annotated[tuple[Starter, ...], Meta(max_length=THINGS_LIMIT)]
    steps: Annotated[tuple[Step, ...], Meta(max_length=STEPS_LIMIT)]
    marks: Annotated[tuple[Mark, ...], Meta(max_length=THINGS_LIMIT)] = ()
    format: Literal["tavolo.method"] = FORMAT

    def name(self, locale: str) -> str:
        """What the method is called."""
        return self.names.in_locale(locale)

    def purpose(self, locale: str) -> str:
        """What it is for, in one sentence."""
        return self.purposes.in_locale(locale)


def decode_method(content: bytes) -> Method:
    """The method in the content of a file. Raises ValueError that says what is wrong with it."""
    try:
        found = msgspec.json.decode(content, type=Method, strict=True)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from error
    check_names(found)
    return found


def check_names(found: Method) -> None:
    """Raises ValueError when two areas have one key, or something names an area that is not there."""
    keys: set[str] = set()
    for frame in found.frames:
        if frame.key in keys:
            raise ValueError(f"two frames have the key {frame.key}")
        if frame.inside is not None and frame.inside not in keys:
            raise ValueError(f"frame {frame.key} lies in {frame.inside}, which is not before it")
        keys.add(frame.key)
    named = [*(starter.frame for starter in found.starter), *_named_by_marks(found)]
    named += [area for step in found.steps for area in step.areas]
    for key in named:
        if key is not None and key not in keys:
            raise ValueError(f"there is no frame {key}")
    if any(starter.frame is None and starter.box is None for starter in found.starter):
        raise ValueError("a starter note has neither a frame nor a box")
    ends = [end for mark in found.marks if isinstance(mark, Line) for end in (mark.start, mark.end)]
    if any((end.frame is None) == (end.x is None or end.y is None) for end in ends):
        raise ValueError("an end of a line is neither at a frame nor at a point")


def _named_by_marks(found: Method) -> list[str | None]:
    named: list[str | None] = []
    for mark in found.marks:
        if isinstance(mark, Line):
            named += [mark.start.frame, mark.end.frame]
        else:
            named.append(mark.frame)
    return named
