"""FILE4: the picture that the server makes is what the browser shows."""

import io
import re

from PIL import Image, ImageChops
from playwright.sync_api import Page

from board.core.scene import scene_of
from board.export.documents import Wish, make
from board.export.drawing import MARGIN
from board.methods.demo import golden_file
from tests.support.pages import BoardPage, open_board
from tests.support.server import wait_until

OFF = 64  # of 255: a smaller difference is the softness of an edge
SHARE = 0.005
EDGE = 30  # pixels around the frame that are left out: there the screen shows the selection
WIDE = {"width": 2000, "height": 1500}
ONLY_CANVAS = """() => { for (const element of document.querySelectorAll("body *"))
    element.style.visibility = element.tagName === "CANVAS" ? "visible" : "hidden"; }"""


def test_FILE4_a_png_of_the_golden_workshop_is_the_screen(server, facilitator, visitors):
    board_id = facilitator.post("/api/import", golden_file("it"))["board"]["id"]
    board = open_board(visitors.new(server, caller=facilitator), board_id)
    board.page.set_viewport_size(WIDE)
    items = facilitator.get(f"/api/boards/{board_id}/snapshot").json()["items"]
    people = {one["id"]: one["name"] for one in facilitator.get(f"/api/boards/{board_id}").json()["people"]}
    frame = [item for item in items if item["kind"] == "frame"][1]
    notes = [item for item in items if item["kind"] == "note" and item["frame"] == frame["id"]]
    note = next(item for item in notes if item["text"][:20].replace(" ", "").isalpha())
    board.show_frame(frame["title"])
    spot = wait_until(lambda: settled(board, note["text"]), "the view at rest")
    zoom = spot.width / note["w"]

    made = make("x", scene_of(items), people, Wish("png", (frame["id"],), pixels=zoom), 0, lambda _step: None)

    assert made is not None
    picture = Image.open(io.BytesIO(made.content)).convert("RGB")
    left = round(spot.x + (frame["x"] - MARGIN - note["x"]) * zoom)
    top = round(spot.y + (frame["y"] - MARGIN - note["y"]) * zoom)

    def is_the_screen() -> bool:
        shown = screen(board.page).crop((left, top, left + picture.width, top + picture.height))
        return share_off(shown, picture) <= SHARE

    wait_until(is_the_screen, "the picture on the screen")


def settled(board: BoardPage, text: str):
    """Where the note is, once it has stayed there for a few frames."""
    name = re.compile(re.escape(text[:20]))
    before = board.spot(name)
    board.page.evaluate("() => new Promise((done) => setTimeout(done, 300))")
    return before if board.spot(name) == before else None


def screen(page: Page) -> Image.Image:
    """The canvas alone."""
    page.evaluate(ONLY_CANVAS)
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def share_off(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ by more than OFF in any colour."""
    inside = (EDGE, EDGE, one.width - EDGE, one.height - EDGE)
    red, green, blue = ImageChops.difference(one.crop(inside), other.crop(inside)).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(most.histogram()[OFF + 1 :]) / (most.width * most.height)
