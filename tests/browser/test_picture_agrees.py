"""The picture that the server draws of the golden workshop is the screen, line for line."""

import io

from PIL import Image, ImageChops

from board.core.scene import scene_of
from board.export.documents import Wish, make
from board.methods.demo import golden_file
from tests.support.pages import open_board
from tests.support.server import wait_until

SCREEN = {"width": 2600, "height": 1500}
MOST = 0.005  # of the pixels
FAR = 64  # of 255
AT_MS = 1_700_000_000_000
PICTURE_ONLY = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('body * { visibility: hidden !important } canvas { visibility: visible !important }');
    document.adoptedStyleSheets = [sheet];
}"""


def picture_of(items):
    """One pixel for each unit, and where the board's zero is in it."""
    people = {person["id"]: person["name"] for person in golden_file("en")["people"]}
    document = make("Golden", scene_of(items), people, Wish("png", pixels=1.0), AT_MS, lambda _step: None)
    picture = Image.open(io.BytesIO(document.content)).convert("RGB")
    frames = [item for item in items if item["kind"] == "frame"]
    left, right = min(one["x"] for one in frames), max(one["x"] + one["w"] for one in frames)
    margin = (picture.width - (right - left)) // 2
    return picture, margin - left, margin - min(one["y"] for one in frames)


def share_far_off(one, other):
    """How many of the pixels differ by more than FAR in any colour."""
    red, green, blue = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(most.histogram()[FAR + 1 :]) / (one.width * one.height)


def test_the_picture_of_the_golden_workshop_is_the_screen(server, facilitator, visitors):
    guest = server.guest(server.demo_code, "Mia")
    items = facilitator.snapshot(guest.board_id)["items"]
    picture, zero_x, zero_y = picture_of(items)
    board = open_board(visitors.new(server, caller=guest, size=SCREEN), guest.board_id)
    board.page.keyboard.press("0")
    frame = next(item for item in items if item["id"] == "demo_frame_F1")
    note = next(item for item in items if item["kind"] == "note" and item["frame"] == frame["id"])
    wait_until(lambda: board.zoom_percent() == 100, "the actual size")
    spot = board.spot(note["text"][:30])
    dx, dy = round(spot.x - note["x"]), round(spot.y - note["y"])
    board.page.evaluate(PICTURE_ONLY)
    box = (
        max(frame["x"], -dx), max(frame["y"], 80 - dy),
        min(frame["x"] + frame["w"], SCREEN["width"] - dx),
        min(frame["y"] + frame["h"], SCREEN["height"] - dy),
    )  # fmt: skip
    expected = picture.crop((box[0] + zero_x, box[1] + zero_y, box[2] + zero_x, box[3] + zero_y))

    def is_the_screen():
        screen = Image.open(io.BytesIO(board.page.screenshot())).convert("RGB")
        shown = screen.crop((box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy))
        return share_far_off(shown, expected) <= MOST

    assert expected.width * expected.height > 2_000_000
    wait_until(is_the_screen, "the picture on the screen")
