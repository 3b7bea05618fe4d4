"""FILE4: what documents draw of every kind of item is what the canvas paints, at 1 and at 2 pixels a unit.

The page's own painters paint the board with the page's own fonts, on a sheet as large as the document.
"""

import base64
import io

import pytest
from PIL import Image, ImageChops, ImageDraw

from board.core.scene import scene_of
from board.export.covering import Covering
from board.export.desk import Desk
from board.export.documents import Wish, make
from board.export.drawing import draw
from board.export.pictures import Picture
from board.methods.demo import golden_file
from tests.export.test_documents import every_kind, frame, item, note
from tests.support.bundled_page import bundled_page

SHARE = 0.005  # of the pixels may differ by more than FAR
FAR = 64  # of 255
YARD, DISC = "b" * 40, "c" * 40


@pytest.fixture(scope="module")
def address():
    """Of a page with the painters."""
    with bundled_page("agree_page") as address:
        yield address


def photo():
    image = Image.new("RGB", (1200, 800), "#4488cc")
    ImageDraw.Draw(image).ellipse((300, 100, 900, 700), fill="#ffcc33")
    return _picture(image, "JPEG")


def disc():
    image = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((0, 0, 299, 299), fill=(200, 30, 60, 128))
    return _picture(image, "PNG")


def _picture(image, form):
    written = io.BytesIO()
    image.save(written, form)
    return Picture(written.getvalue(), f"image/{form.lower()}", *image.size)


def grid(item_id, left, kind, labels, across="", up=""):
    told = {"kind": kind, "labels": labels, "x": across, "y": up}
    return frame(item_id, f"d{left:04}", kind.capitalize(), x=left, y=900, grid=told)


def all_kinds():
    """Every kind, divided frames, pictures as they are and turned, far enough apart to be told from one
    another."""
    ends = {"from": {"item": "note_a", "side": "auto"}, "to": {"item": "note_far", "side": "auto"}}
    line = {"kind": "connector", "author": "person_ada", "created_at_ms": 0, **ends}
    return [
        *[one for one in every_kind() if one["kind"] != "connector"],
        note("note_far", "a6", "Far away, أهلا وسهلا", x=0, y=1500),
        note("note_turned", "a7", "Turned by some degrees", x=400, y=1560, rotation=12, type="S"),
        line | {"id": "line_a", "z": "a8", "label": "leads to"},
        line | {"id": "line_b", "z": "a9", "route": "curved", "dash": True, "heads": "both",
                "to": {"item": "note_turned", "side": "auto"}, "colour": "purple"},
        line | {"id": "line_c", "z": "aa", "route": "elbow", "heads": "start", "colour": "red",
                "from": {"item": "shape_rounded", "side": "bottom"}, "label": "comes from"},
        item("stroke", "stroke_c", "c9", x=1300, y=330, w=300, h=120, tool="pen",
             points=[0, 5000, 20, 2500, 0, 60, 5000, 9000, 90, 7500, 1000, 60, 10000, 5000, 10]),
        item("stroke", "stroke_d", "ca", x=1700, y=330, w=300, h=120, tool="highlighter",
             points=[0, 5000, 50, 4000, 2000, 50, 10000, 5000, 50]),
        item("shape", "shape_turned", "cb", x=2100, y=330, shape="diamond", text="turned", rotation=30),
        item("text", "text_a", "cc", x=1300, y=560, w=400, h=60, text="In the middle", align="center"),
        item("text", "text_b", "cd", x=1300, y=660, w=400, h=60, text="A bold one", weight="bold"),
        grid("frame_1", 0, "columns", ["To do", "Doing", "Done"]),
        grid("frame_2", 650, "rows", ["Now", "Later"]),
        grid("frame_3", 1300, "matrix", ["Quick wins", "Big", "Fill in", "Drop"], "Effort", "Impact"),
        grid("frame_4", 1950, "rings", ["Core", "Near", "Far"]),
        item("image", "image_1", "e1", x=2600, y=900, w=300, h=200, asset=YARD, alt="The school yard"),
        item("image", "image_2", "e2", x=2600, y=1150, w=200, h=200, asset=DISC, alt="", rotation=30),
    ]  # fmt: skip


PEOPLE = [{"id": "person_ada", "name": "Ada Neri", "role": None}]
PICTURES = {YARD: photo(), DISC: disc()}


def made(items, people, pixels):
    names = {one["id"]: one["name"] for one in people}
    wish = Wish("png", pixels=float(pixels))
    document = make("x", scene_of(items), names, wish, 0, lambda _step: None, find=PICTURES.get)
    assert document is not None
    drawing = draw("x", scene_of(items), Desk(names, Covering(), grid=pixels))
    return Image.open(io.BytesIO(document.content)).convert("RGB"), drawing.bounds


def painted(chromium, address, items, people, pixels, bounds, size):
    page = chromium.new_page(device_scale_factor=pixels)
    page.goto(address)
    sources = {
        asset: f"data:{one.mimetype};base64,{base64.b64encode(one.content).decode()}"
        for asset, one in PICTURES.items()
    }
    wanted = {"items": items, "people": people, "pictures": sources, "x": bounds.x, "y": bounds.y}
    wanted |= {"width": size[0], "height": size[1], "ratio": pixels}
    answer = page.evaluate("(wanted) => paintedBoard(wanted)", wanted)
    page.close()
    return Image.open(io.BytesIO(base64.b64decode(answer.partition(",")[2]))).convert("RGB")


def share_off(one, other):
    """The share of pixels that differ by more than FAR in any colour."""
    red, green, blue = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(most.histogram()[FAR + 1 :]) / (one.width * one.height)


@pytest.mark.browser
@pytest.mark.parametrize("pixels", [1, 2])
def test_FILE4_every_kind_is_drawn_as_it_is_painted(chromium, address, pixels):
    picture, bounds = made(all_kinds(), PEOPLE, pixels)

    screen = painted(chromium, address, all_kinds(), PEOPLE, pixels, bounds, picture.size)

    assert share_off(picture, screen) <= SHARE


GOLDEN = golden_file("it")
GOLDEN_PEOPLE = [{"id": one["id"], "name": one["name"], "role": None} for one in GOLDEN["people"]]
HELD = {one.get("frame") for one in GOLDEN["items"] if one["kind"] == "note"}
AREAS = [one for one in GOLDEN["items"] if one["id"] in HELD]


@pytest.mark.browser
def test_FILE4_the_whole_golden_workshop_is_drawn_as_it_is_painted(chromium, address):
    items = GOLDEN["items"]
    picture, bounds = made(items, GOLDEN_PEOPLE, 1)

    screen = painted(chromium, address, items, GOLDEN_PEOPLE, 1, bounds, picture.size)

    assert share_off(picture, screen) <= SHARE
    for one in AREAS:  # most of the board is empty: each area with notes by itself
        left, top = round(one["x"] - bounds.x), round(one["y"] - bounds.y)
        box = (left, top, left + round(one["w"]), top + round(one["h"]))
        assert share_off(picture.crop(box), screen.crop(box)) <= SHARE, one["title"]


@pytest.mark.browser
@pytest.mark.parametrize("area", AREAS, ids=lambda area: area["id"])
def test_FILE4_each_golden_area_is_drawn_as_it_is_painted_at_twice_the_pixels(chromium, address, area):
    items = [one for one in GOLDEN["items"] if area["id"] in (one["id"], one.get("frame"))]
    picture, bounds = made(items, GOLDEN_PEOPLE, 2)

    screen = painted(chromium, address, items, GOLDEN_PEOPLE, 2, bounds, picture.size)

    assert picture.width == 2 * bounds.w
    assert share_off(picture, screen) <= SHARE
