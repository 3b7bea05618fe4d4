"""Makes the pictures of README.md again: `make screenshots`.

A real server with the golden workshop, a few boards and people at work, photographed page by page.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Browser, Page

from tests.support.browser import DESKTOP, PHONE, running_chromium
from tests.support.golden import golden
from tests.support.pages import BoardPage
from tests.support.server import ROOT, Caller, LiveServer, SocketPerson, wait_until
from tests.support.words import words

OUT = ROOT / "static" / "screenshots"
MOST_BYTES = 250_000
HOST = "tavolo.example.org"  # what the pictures show as the address; it leads to this machine
CITY = {"en": "City of Example", "it": "Comune di Esempio"}
FRAME = {"en": "Problems, needs, solutions", "it": "Problemi, bisogni, soluzioni"}

# Columns of the frame whose last note somebody holds in the pictures of the board.
AT_WORK = (0, 2, 3, 6)


@dataclass
class Scene:
    """One language: a server whose boards are in it, and the people on its demo board."""

    locale: str
    server: LiveServer
    facilitator: Caller
    demo: str
    code: str
    others: list[SocketPerson]

    @property
    def url(self) -> str:
        return f"http://{HOST}"


@contextmanager
def scene_in(locale: str, folder: Path) -> Iterator[Scene]:
    """Prepares the boards, then starts again under the address that the pictures show."""
    server = LiveServer(folder / locale, environ={"BOARD_LOCALE": locale, "BOARD_CITY_NAME": CITY[locale]})
    try:
        server.start()
        facilitator = server.facilitator()
        facilitator.http.headers["Accept-Language"] = locale
        account = {"name": "Giulia M.", "email": "giulia@example.org", "password": "a long pass phrase"}
        facilitator.token = facilitator.post("/api/account", account)["token"]
        for method in ("T02", "T21"):
            facilitator.post("/api/boards", {"method": method})
        code = server.demo_code
        guests = [server.guest(code, name) for name in list(golden().names.values())[3:11]]
        server.stop()

        server.environ["BOARD_PUBLIC_URL"] = f"http://{HOST}"
        server.start()
        for caller in (facilitator, *guests):
            caller.origin = f"http://{HOST}"
        demo = guests[0].board_id
        others = [SocketPerson(guest, demo).connect() for guest in guests]
        yield Scene(locale, server, facilitator, demo, code, others)
        for person in others:
            person.disconnect()
    finally:
        server.stop()


class Camera:
    """Opens pages of one scene and keeps their pictures."""

    def __init__(self, browser: Browser, scene: Scene) -> None:
        self.browser, self.scene = browser, scene

    def open(self, path: str, *, is_facilitator: bool = False, is_phone: bool = False) -> Page:
        options: dict[str, Any] = {"viewport": PHONE, "device_scale_factor": 2, "is_mobile": True}
        context = self.browser.new_context(
            locale=self.scene.locale,
            reduced_motion="reduce",
            has_touch=is_phone,
            **(options if is_phone else {"viewport": DESKTOP}),
        )
        if is_facilitator:
            cookie = {"name": "tavolo_session", "value": self.scene.facilitator.token, "url": self.scene.url}
            context.add_cookies([cookie])
        page = context.new_page()
        page.goto(self.scene.url + path)
        page.evaluate("document.fonts.ready")
        return page

    def take(self, page: Page, name: str) -> None:
        path = OUT / f"{name}.png"
        page.screenshot(path=path, caret="hide")
        size = path.stat().st_size
        print(f"{path.relative_to(ROOT)}  {size // 1024} KB")
        assert size < MOST_BYTES, f"{name} is too large to keep: {size} bytes"
        page.context.close()

    # --- pages ---

    def sign_in(self) -> None:
        self.take(self.open("/sign-in"), "sign-in")

    def home(self) -> None:
        self.take(self.open("/", is_facilitator=True), "home")

    def join(self) -> None:
        self.take(self.open(f"/join/{self.scene.code}", is_phone=True), "join-phone")

    def projector(self) -> None:
        page = self.open(f"/b/{self.scene.demo}/invite", is_facilitator=True)
        self.take(page, "projector")

    # --- the board ---

    def board(self) -> None:
        """The canvas with people at work."""
        board = self._board()
        columns = self._columns()
        board.show_frame(FRAME[self.scene.locale])
        board.page.keyboard.press("Escape")
        self._come_nearer(board.page)
        for person, column in zip(self.scene.others, AT_WORK, strict=False):
            item = columns[column][-1]
            cursor = [round(item["x"] + item["w"] * 0.7, 2), round(item["y"] + item["h"] * 0.9, 2)]
            presence = {"cursor": cursor, "selection": [item["id"]], "view": "canvas"}
            person.socket.emit("presence", presence)
        cursors = board.page.locator(".board-cursor")
        wait_until(lambda: cursors.count() >= len(AT_WORK), "the cursors")
        self.take(board.page, f"board-desktop-{self.scene.locale}")

    def _come_nearer(self, page: Page) -> None:
        """Until the notes fill the screen; the title of the frame stays where it is."""
        page.mouse.move(DESKTOP["width"] / 2 + 40, 100)
        page.keyboard.down("Control")
        page.mouse.wheel(0, -180)
        page.keyboard.up("Control")
        page.mouse.click(DESKTOP["width"] / 2, 70)  # on nothing: no selection, no ring

    def _columns(self) -> list[list[dict[str, Any]]]:
        """The notes of the frame, column by column, each from top to bottom."""
        items = self.scene.facilitator.snapshot(self.scene.demo)["items"]
        title = FRAME[self.scene.locale]
        frame = next(item["id"] for item in items if item["kind"] == "frame" and item["title"] == title)
        columns: dict[float, list[dict[str, Any]]] = {}
        for item in sorted(items, key=lambda item: (item["x"], item["y"])):
            if item["kind"] == "note" and item["frame"] == frame:
                columns.setdefault(item["x"], []).append(item)
        return list(columns.values())

    def _board(self, *, is_phone: bool = False) -> BoardPage:
        page = self.open(f"/b/{self.scene.demo}", is_facilitator=True, is_phone=is_phone)
        return BoardPage(page, self.scene.locale).wait_ready()

    def list_on_phone(self) -> None:
        board = self._board(is_phone=True)
        board.page.locator(".part-choice select").select_option(label=FRAME[self.scene.locale])
        self.take(board.page, "list-phone")

    def invite(self) -> None:
        board = self._board()
        say = words(self.scene.locale)
        board.page.get_by_role("banner").get_by_role("button", name=say("Invite"), exact=True).click()
        board.page.locator(".invite-qr").wait_for()
        self.take(board.page, "invite")


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for locale in ("en", "it"):
            with scene_in(locale, Path(folder)) as scene:
                to_us = f"--host-resolver-rules=MAP {HOST}:80 127.0.0.1:{scene.server.port}"
                with running_chromium(to_us) as browser:
                    camera = Camera(browser, scene)
                    camera.board()
                    if locale == "en":
                        camera.sign_in()
                        camera.home()
                        camera.join()
                        camera.projector()
                        camera.list_on_phone()
                        camera.invite()


if __name__ == "__main__":
    main()
