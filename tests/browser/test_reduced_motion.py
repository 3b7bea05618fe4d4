"""Whoever asks for less motion gets none: nothing slides, fades or glides, and all of it works."""

import re

from tests.support.keys import Keys
from tests.support.server import wait_until
from tests.support.stage import Stage

_WATCH = """() => {
  window.moved = [];
  for (const name of ["transitionrun", "animationstart"]) {
    addEventListener(name, ({ target }) => {
      const inFlight = document.getAnimations().some((one) => {
        const { duration, delay } = one.effect.getComputedTiming();
        return Number(duration) + delay > 20;
      });
      if (inFlight) window.moved.push(`${name} ${target.tagName}.${target.className}`);
    }, true);
  }
}"""

# Where the board lies on the screen, picture by picture, until it has been still for a while.
_PLACES = """() => new Promise((done) => {
  const places = [];
  let still = 0;
  const look = () => {
    const place = document.querySelector(".board-mirror").style.transform;
    still = place === places.at(-1) ? still + 1 : 0;
    if (still === 0) places.push(place);
    if (still < 20) requestAnimationFrame(look);
    else done(places);
  };
  requestAnimationFrame(look);
})"""


def watched(stage: Stage, motion: str) -> None:
    stage.me.page.emulate_media(reduced_motion=motion)
    stage.me.page.evaluate(_WATCH)


def places_after(stage: Stage, key: str) -> list[str]:
    """Every place that the board is seen at after this key, the first one included."""
    page = stage.me.page
    page.evaluate(f"window.places = ({_PLACES})()")
    page.keyboard.press(key)
    return page.evaluate("window.places")


def test_the_board_is_at_once_where_it_goes(stage):
    watched(stage, "reduce")
    stage.me.page.keyboard.press("0")
    wait_until(lambda: stage.me.zoom_percent() == 100, "the actual size")

    places = places_after(stage, "Shift+Digit1")

    assert len(places) <= 2, places


def test_nothing_moves_by_itself_while_somebody_works(stage):
    page, keys = stage.me.page, Keys(stage.me.page)
    watched(stage, "reduce")

    keys.tab_to(re.compile("^Frame: Left"))
    keys.press("ArrowDown", "Space", "Shift+F10")
    page.get_by_role("menu").wait_for()
    keys.press("Escape", "Control+k")
    page.get_by_role("dialog").wait_for()
    keys.press("Escape")
    keys.press("Shift+L")
    page.get_by_role("dialog").wait_for()
    keys.type("Two")
    keys.press("Enter")
    stage.watcher.wait_scene(
        lambda scene: any(item["kind"] == "connector" for item in scene.values()), "the line"
    )
    for sight in ("Canvas and list", "List", "Canvas"):
        stage.me.sight(sight)
    page.locator("[data-opens=comments]").click()
    page.get_by_role("complementary").wait_for()
    keys.press("Escape", "n")
    page.get_by_role("textbox").first.wait_for()

    assert page.evaluate("window.moved") == []


def test_the_watch_sees_what_moves(stage):
    page = stage.me.page
    watched(stage, "no-preference")

    page.get_by_role("button", name="Menu", exact=True).hover()

    wait_until(lambda: page.evaluate("window.moved"), "the motion")
