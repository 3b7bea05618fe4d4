"""A person with a keyboard only: where the focus is, whether it can be seen, and getting somewhere by Tab."""

import re

from playwright.sync_api import Page

from tests.support.server import wait_until

STOPS_MOST = 120

_NAME = """() => {
  const active = document.activeElement;
  if (!active || active === document.body) return null;
  const labelled = (active.getAttribute("aria-labelledby") ?? "").split(" ")
    .map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim();
  const name = active.getAttribute("aria-label") || labelled || active.labels?.[0]?.textContent
    || active.textContent || active.getAttribute("placeholder") || active.tagName;
  return name.trim().replace(/\\s+/g, " ");
}"""

# A ring is an outline, on the element itself or on what stands around a field that is not drawn itself.
# On the canvas it is drawn in SVG.
_RING = """() => {
  const active = document.activeElement;
  if (!active || active === document.body) return "nothing has the focus";
  const isDrawn = (ring) => getComputedStyle(ring).display !== "none" && ring.getBBox().width > 0;
  if (active.closest(".board-mirror, .board-editor")) {
    const rings = [...document.querySelectorAll(".board-overlay__focus, .board-overlay__outline")];
    return rings.some(isDrawn) ? null : "no ring on the canvas";
  }
  const isOutlined = (node, part) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(node, part);
    const isClear = /rgba\\(.*, 0\\)|transparent/.test(outlineColor);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !isClear;
  };
  const around = [active];
  while (around.length < 5 && around.at(-1).parentElement) around.push(around.at(-1).parentElement);
  if (around.some((node) => isOutlined(node, null) || isOutlined(node, "::after"))) return null;
  return `no ring on ${active.outerHTML.slice(0, 200)}`;
}"""

_PLACE = """() => {
  const active = document.activeElement;
  const { left, top, right, bottom } = active.getBoundingClientRect();
  const isInside = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  return isInside ? null : `out of sight: ${active.outerHTML.slice(0, 200)}`;
}"""

_UNSEEN = f"() => ({_RING})() ?? ({_PLACE})()"

# As if the page had just been loaded: the next Tab leads to its first stop.
_TO_THE_START = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}"""


class Keys:
    """Presses keys on a page and looks after each one where the focus is."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    @property
    def focus(self) -> str | None:
        """The name of what has the focus; None when nothing has."""
        name = self.page.evaluate(_NAME)
        return None if name is None else str(name)

    def check_focus_seen(self) -> None:
        """What has the focus shows that it has, and is in the window."""
        wrong: str | None = None

        def is_seen() -> bool:
            nonlocal wrong
            wrong = self.page.evaluate(_UNSEEN)
            return wrong is None

        try:  # rings on the canvas and scrolling come with the next picture
            wait_until(is_seen, "the ring", 5)
        except AssertionError:
            raise AssertionError(wrong) from None

    def tab_to(self, name: str | re.Pattern[str], key: str = "Tab") -> None:
        """Press Tab until this has the focus; at each stop the focus can be seen."""
        pattern = re.compile(f"^{re.escape(name)}$") if isinstance(name, str) else name
        passed = []
        for _ in range(STOPS_MOST):
            self.press(key)
            here = self.focus
            if here is None:
                continue  # the browser's own bars, between the end and the start of the page
            self.check_focus_seen()
            if pattern.search(here):
                return
            passed.append(here)
        raise AssertionError(f"Tab does not lead to {name}, only to {passed}")

    def all_stops(self) -> list[str]:
        """The names of all stops of Tab from the start of the page to its end, each with a visible focus."""
        self.page.evaluate(_TO_THE_START)
        stops: list[str] = []
        first = None
        for _ in range(STOPS_MOST):
            self.press("Tab")
            here = self.focus
            if here is None:
                if stops:
                    return stops
                continue
            mark = self.page.evaluate("(document.activeElement.dataset.testStop ??= String(Math.random()))")
            if mark == first:
                return stops
            first = first or mark
            self.check_focus_seen()
            stops.append(here)
        raise AssertionError(f"Tab never comes to the end: {stops}")
