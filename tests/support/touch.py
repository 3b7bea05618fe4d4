"""Fingers on the screen, as the browser gets them from a touch screen."""

from collections.abc import Sequence

from playwright.sync_api import Page

Point = tuple[float, float]


class Fingers:
    """Up to several fingers at once. Points are CSS pixels of the window."""

    def __init__(self, page: Page) -> None:
        self._wire = page.context.new_cdp_session(page)

    def _send(self, kind: str, points: tuple[Point, ...]) -> None:
        touches = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(points)]
        self._wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def tap(self, point: Point) -> None:
        self._send("touchStart", (point,))
        self._send("touchEnd", ())

    def put(self, point: Point) -> None:
        """Put one finger down and leave it there."""
        self._send("touchStart", (point,))

    def lift(self) -> None:
        self._send("touchEnd", ())

    def move(self, start: tuple[Point, ...], end: tuple[Point, ...], steps: int = 8) -> None:
        """Put the fingers down at `start`, move them in straight lines to `end`, lift them."""
        self._send("touchStart", start)
        for step in range(1, steps + 1):
            share = step / steps
            between = tuple(
                (ax + (bx - ax) * share, ay + (by - ay) * share)
                for (ax, ay), (bx, by) in zip(start, end, strict=True)
            )
            self._send("touchMove", between)
        self._send("touchEnd", ())


class Stylus:
    """A pen that knows how hard it is pressed. Points are CSS pixels of the window."""

    def __init__(self, page: Page) -> None:
        self._wire = page.context.new_cdp_session(page)

    def draw(self, points: Sequence[tuple[Point, float]]) -> None:
        """Through all of these points, each with the pressure there, 0 to 1."""
        (start, force), *rest = points
        self._send("mousePressed", start, force)
        for point, force in rest:
            self._send("mouseMoved", point, force)
        self._send("mouseReleased", points[-1][0], 0)

    def _send(self, kind: str, point: Point, force: float) -> None:
        place = {"x": point[0], "y": point[1], "force": force, "pointerType": "pen"}
        buttons = {"button": "left", "buttons": 0 if kind == "mouseReleased" else 1, "clickCount": 1}
        self._wire.send("Input.dispatchMouseEvent", {"type": kind, **place, **buttons})
