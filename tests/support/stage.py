"""A small board to work on, one person's page on it, and a second person who watches over a socket."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.support.browser import Visitor, Visitors
from tests.support.golden_play import replayed
from tests.support.pages import BoardPage, Spot, open_board
from tests.support.rooms import frame, note
from tests.support.server import Caller, LiveServer, SocketPerson, wait_until

LEFT = frame("frame-left", title="Left", x=0, y=0, w=800, h=600, z="a0")
RIGHT = frame("frame-right", title="Right", x=900, y=0, w=800, h=600, z="a1")
ONE = note("note-one-1", text="One", x=40, y=140, z="a2", frame="frame-left")
TWO = note("note-two-2", text="Two", x=280, y=140, z="a3", frame="frame-left")
STAGE = (LEFT, RIGHT, ONE, TWO)

Point = tuple[float, float]


class Watcher:
    """The second person: knows of the first only what the server sends."""

    def __init__(self, caller: Caller, board_id: str) -> None:
        self.person = SocketPerson(caller, board_id).connect()

    @property
    def scene(self) -> dict[str, dict[str, Any]]:
        return replayed(list(self.person.entries))

    def notes(self, text: str) -> list[dict[str, Any]]:
        """The notes with this text."""
        return [item for item in self.scene.values() if item["kind"] == "note" and item["text"] == text]

    def one(self, text: str) -> dict[str, Any]:
        """The only note with this text, as soon as there is one."""
        wait_until(lambda: self.notes(text), f"the note {text}")
        found = self.notes(text)
        assert len(found) == 1, found
        return found[0]

    def here(self, person_id: str) -> dict[str, Any]:
        """Where this person is and what they hold, as last told."""
        told = [here for here in self.person.here.values() if here["person"] == person_id]
        return told[-1] if told else {"cursor": None, "selection": [], "preview": None}

    def wait_cursor(self, person_id: str, at: Point) -> None:
        """Return when the other's cursor stands at this point of the board, give or take a pixel."""

        def is_there() -> bool:
            cursor = self.here(person_id)["cursor"]
            return cursor is not None and all(abs(a - b) < 3 for a, b in zip(cursor, at, strict=True))

        try:
            wait_until(is_there, "the cursor", 10)
        except AssertionError:
            raise AssertionError(f"cursor at {self.here(person_id)['cursor']}, not at {at}") from None

    def wait_scene(self, is_true: Callable[[dict[str, dict[str, Any]]], Any], what: str) -> Any:
        return wait_until(lambda: is_true(self.scene), what)


@dataclass(frozen=True)
class Lens:
    """How points of the board lie on the screen now."""

    zoom: float
    left: float
    top: float

    def on_screen(self, x: float, y: float) -> Point:
        return self.left + x * self.zoom, self.top + y * self.zoom

    def on_board(self, x: float, y: float) -> Point:
        return (x - self.left) / self.zoom, (y - self.top) / self.zoom


@dataclass
class Stage:
    """`me` drives the page of a person with this id; `watcher` sees what arrives."""

    visitor: Visitor
    me: BoardPage
    my_id: str
    board_id: str
    watcher: Watcher

    def lens(self) -> Lens:
        """Measured on the note One, which must be in view where it was made."""
        spot: Spot = self.me.spot("One")
        item = self.watcher.one("One")
        zoom = spot.width / item["w"]
        return Lens(zoom, spot.x - item["x"] * zoom, spot.y - item["y"] * zoom)

    def point(self, x: float, y: float) -> Point:
        """A point of the board on the screen."""
        return self.lens().on_screen(x, y)

    def empty_point(self) -> Point:
        """A point of the screen inside the frame Left with nothing on it."""
        return self.point(600, 480)

    def pixels(self, at: Point) -> bytes:
        """What is painted in a few pixels of the screen around this point, as a file to compare."""
        box = {"x": at[0] - 2, "y": at[1] - 2, "width": 4, "height": 4}
        return self.me.page.screenshot(clip=box)

    def painted(self, at: Point) -> bytes:
        """The same, as soon as the board is painted at all: notes are not like the frame they are in."""
        on_note, beside = self.point(140, 300), self.empty_point()
        wait_until(lambda: self.pixels(on_note) != self.pixels(beside), "the first picture")
        return self.pixels(at)


def new_board(facilitator: Caller, *ops: dict[str, Any], name: str = "Stage") -> tuple[str, str]:
    """A new board with these items; its id and its code."""
    board_id = facilitator.post("/api/boards", {"method": "blank", "name": name})["board"]["id"]
    code = facilitator.get(f"/api/boards/{board_id}/invite").json()["code"]
    facilitator.token = facilitator.http.cookies["tavolo_session"]
    drawer = SocketPerson(facilitator, board_id).connect()
    if ops:
        assert drawer.op(*ops)["ok"]
    drawer.disconnect()
    return board_id, code


def new_stage(
    server: LiveServer, facilitator: Caller, visitors: Visitors, *, locale: str = "en", **options: Any
) -> Stage:
    """A board with two frames and two notes, Mia's page on it and Leo at his socket."""
    board_id, code = new_board(facilitator, *STAGE)
    caller = server.guest(code, "Mia")
    visitor = visitors.new(server, caller=caller, locale=locale, **options)
    watcher = Watcher(server.guest(code, "Leo"), board_id)
    me = open_board(visitor, board_id, locale)
    return Stage(visitor, me, caller.person_id, board_id, watcher)


def drag(stage: Stage, start, end) -> None:
    """With the main button of the mouse, in a few steps."""
    mouse = stage.me.page.mouse
    mouse.move(*start)
    mouse.down()
    mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    mouse.move(*end)
    mouse.up()


def close_to(a: float, b: float, tolerance: float = 2) -> bool:
    return abs(a - b) <= tolerance
