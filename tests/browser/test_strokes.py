"""Lines drawn by hand: as wide as the pen is pressed, taken hold of on the line, the same in the picture."""

import io

from PIL import Image, ImageChops
from playwright.sync_api import expect

from board.core.scene import scene_of
from board.export.documents import Wish, make
from tests.support.server import wait_until
from tests.support.stage import Lens
from tests.support.touch import Stylus

AT_MS = 1_700_000_000_000
FAR = 64  # of 255
MOST = 0.005  # of the pixels


def strokes(stage):
    return [item for item in stage.watcher.scene.values() if item["kind"] == "stroke"]


def pressures(stroke):
    return stroke["points"][2::3]


def drawn(stage, count=1):
    wait_until(lambda: len(strokes(stage)) == count, f"{count} strokes")
    return strokes(stage)[-1]


def mirrored(page, text):
    """The item with this text in the invisible list."""
    return page.get_by_role("list", name="Items on the board").get_by_role("button", name=text)


def draw_by_mouse(stage, points, steps=1):
    mouse = stage.me.page.mouse
    mouse.move(*points[0])
    mouse.down()
    for point in points[1:]:
        mouse.move(*point, steps=steps)
    mouse.up()


def test_INK_a_pen_draws_as_hard_as_it_is_pressed(stage):
    stage.me.page.keyboard.press("p")
    x, y = stage.point(300, 420)
    Stylus(stage.me.page).draw([((x + 5 * step, y), (step + 1) / 41) for step in range(41)])

    found = pressures(drawn(stage))
    assert found[0] <= 5
    assert found[-1] >= 95
    assert found == sorted(found)


def test_INK_without_a_pen_quick_is_thin_and_slow_is_thick(stage):
    page = stage.me.page
    page.keyboard.press("p")
    x, y = stage.point(300, 420)
    draw_by_mouse(stage, [(x + step, y) for step in range(40)])
    slow = pressures(drawn(stage))
    draw_by_mouse(stage, [(x + 20 * step, y + 60) for step in range(12)])
    quick = pressures(drawn(stage, 2))

    assert slow[-1] > 50 > quick[-1]


def test_INK_a_drawing_is_taken_by_its_line_and_what_it_surrounds_stays_in_reach(stage):
    page = stage.me.page
    page.keyboard.press("p")
    around = [(262, 130), (500, 130), (500, 350), (262, 350), (262, 132)]
    draw_by_mouse(stage, [stage.point(*point) for point in around], 12)
    line = drawn(stage)
    page.keyboard.press("v")

    page.mouse.click(*stage.point(380, 300))
    expect(mirrored(page, "Two")).to_have_attribute("aria-pressed", "true")
    page.mouse.click(*stage.point(line["x"] + line["w"], 190))
    expect(mirrored(page, "Two")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Delete")
    wait_until(lambda: not strokes(stage), "the line deleted, not the note")


def test_INK_the_picture_of_the_server_is_the_screen(stage):
    page = stage.me.page
    page.keyboard.press("0")
    wait_until(lambda: stage.me.zoom_percent() == 100, "the actual size")
    lens: Lens = stage.lens()
    page.keyboard.press("p")
    x, y = lens.on_screen(300, 420)
    Stylus(page).draw([((x + 8 * step, y + (step % 7) * 9), (step % 11) / 10) for step in range(40)])
    page.keyboard.press("Shift+P")
    draw_by_mouse(stage, [(x, y + 100), (x + 90, y + 120), (x + 200, y + 90)])
    drawn(stage, 2)
    page.keyboard.press("v")
    page.mouse.move(5, 5)

    items = list(stage.watcher.scene.values())
    document = make("Ink", scene_of(items), {}, Wish("png", pixels=1.0), AT_MS, lambda _step: None)
    picture = Image.open(io.BytesIO(document.content)).convert("RGB")
    margin = (picture.height - 600) / 2  # around the frames, which are 600 high
    part = (280, 400, 720, 560)
    expected = picture.crop(tuple(round(side + margin) for side in part))
    left, top = lens.on_screen(part[0], part[1])
    clip = {"x": round(left), "y": round(top), "width": part[2] - part[0], "height": part[3] - part[1]}

    def is_the_screen():
        screen = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")
        red, green, blue = ImageChops.difference(screen, expected).split()
        most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
        return sum(most.histogram()[FAR + 1 :]) / (screen.width * screen.height) <= MOST

    wait_until(is_the_screen, "the picture on the screen")
