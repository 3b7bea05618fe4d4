"""A whole application on a database of its own, a clock that only moves when told, and people."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from board import create_app
from board.live.concurrency import ThreadConcurrency
from board.settings import Settings
from board.store.boards import Board
from board.store.pictures import Picture, content_id
from board.web.services import Services
from tests.support.stores import put_new_file

START_MS = 1_700_000_000_000


@dataclass
class Clock:
    """Milliseconds since 1970, as the test says."""

    now_ms: int = START_MS

    def __call__(self) -> int:
        return self.now_ms


@dataclass
class Visitor:
    """One browser: cookies of its own, a language, an address."""

    client: FlaskClient
    prefix: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def send(self, method: str, path: str, **options: Any) -> TestResponse:
        headers = {**self.headers, **options.pop("headers", {})}
        return self.client.open(self.prefix + path, method=method, headers=headers, **options)

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.send("GET", path, **options)

    def post(self, path: str, **options: Any) -> TestResponse:
        return self.send("POST", path, **options)

    @property
    def token(self) -> str:
        cookie = self.client.get_cookie("tavolo_session", path=self.prefix or "/")
        return "" if cookie is None else cookie.value


@dataclass
class Site:
    """The application with what tests need of its inside."""

    app: Flask
    clock: Clock

    @property
    def services(self) -> Services:
        return self.app.extensions["tavolo"]

    @property
    def log_text(self) -> str:
        return (self.services.settings.data_dir / "log" / "tavolo.log").read_text()

    def visitor(self, locale: str = "en", **headers: str) -> Visitor:
        """Somebody new."""
        prefix = self.services.settings.base_path
        client = self.app.test_client()
        return Visitor(client, prefix, {"Accept-Language": locale, **headers})

    def facilitator(self, locale: str = "en") -> Visitor:
        """Somebody signed in by the one-time link."""
        visitor = self.visitor(locale)
        token = self.services.people.make_setup_link(now_ms=self.clock())
        assert visitor.post(f"/setup/{token}").status_code == 303
        return visitor

    def board(self, name: str = "Schools") -> Board:
        """A board with one frame and two notes, made by an account that nobody uses."""
        people, boards = self.services.people, self.services.boards
        maker = people.first_account()
        if maker is None:
            maker = people.create_account("Maker", "maker@example.org", "no hash", "en", now_ms=self.clock())
        return boards.create(name, "blank", maker.id, list(OPS), now_ms=self.clock())

    def picture(self, content: bytes) -> Picture:
        """Bytes that the store takes for a picture."""
        return Picture(content_id(content), "image/png", 1, 1, content)

    def guest(self, board: Board, name: str = "Ada", role: str = "participant") -> Visitor:
        """Somebody who joined `board` by its code."""
        visitor = self.visitor()
        code = self.services.boards.invite(board.id).code
        answer = visitor.post("/api/join", json={"code": code, "name": name})
        assert answer.status_code == 201, answer.text
        if role != "participant":
            self.services.boards.set_role(board.id, answer.json["person"]["id"], role)
        return visitor


def _item(kind: str, item_id: str, z: str, **fields: Any) -> dict[str, Any]:
    box = {"x": 0, "y": 0, "w": 200, "h": 200, "z": z}
    return {"do": "create", "item": {"kind": kind, "id": item_id, **box, **fields}}


OPS = (
    _item("frame", "frame_one_1", "a0", title="Causes", prompt="Why?", w=600, h=600),
    _item("note", "note_one_11", "a1", frame="frame_one_1", type="P", text="Few <b>teachers</b> & =SUM(A1)"),
    _item("note", "note_two_22", "a2", frame=None, type="I", text="Città"),
)


def make_site(data_dir: Path, **settings: Any) -> Site:
    """An application that nothing else knows of."""
    put_new_file(data_dir)
    chosen = Settings(data_dir=data_dir, async_mode="threading", **settings)
    app = create_app(chosen, ThreadConcurrency())
    clock = Clock()
    app.extensions["tavolo"] = dataclasses.replace(app.extensions["tavolo"], clock_ms=clock)
    return Site(app, clock)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = make_site(tmp_path, city_name="Esempio", locale="en")
    yield made
    made.services.database.close()


@pytest.fixture
def new_site(tmp_path: Path) -> Iterator[Any]:
    """Makes applications with settings of the test's own."""
    made: list[Site] = []

    def make(**settings: Any) -> Site:
        made.append(make_site(tmp_path / str(len(made)), **settings))
        return made[-1]

    yield make
    for each in made:
        each.services.database.close()
