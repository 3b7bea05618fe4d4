"""What a hand does on a board, sent to the browser 60 times a second whether it keeps up or not."""

import asyncio
import math
import time
from collections.abc import Callable
from typing import Any

from playwright.async_api import CDPSession

RATE = 60
WIDTH, HEIGHT = 1440, 900
MIDDLE = (WIDTH / 2, HEIGHT / 2)
PAN_PX = 18  # a frame
DRAG_PX = 160
CTRL = 2  # of Input.dispatchMouseEvent

Event = dict[str, Any]


def wheel(dx: float, dy: float, *, at: tuple[float, float] = MIDDLE, modifiers: int = 0) -> Event:
    place = {"x": at[0], "y": at[1], "deltaX": dx, "deltaY": dy}
    return {"type": "mouseWheel", "modifiers": modifiers, "pointerType": "mouse", **place}


def mouse(kind: str, at: tuple[float, float], *, is_down: bool) -> Event:
    button = {"button": "left", "buttons": 1 if is_down else 0, "clickCount": 1}
    return {"type": kind, "x": at[0], "y": at[1], "pointerType": "mouse", **button}


def pan(share: float) -> Event:
    """In a circle, so that it ends where it began."""
    turn = 4 * math.pi * share
    return wheel(PAN_PX * math.cos(turn), PAN_PX * math.sin(turn))


def zoom(share: float) -> Event:
    """In, and out again."""
    return wheel(0, -7 if share < 0.5 else 7, modifiers=CTRL)


def drag_from(x: float, y: float) -> Callable[[float], Event]:
    """Around the point where the button went down."""

    def move(share: float) -> Event:
        turn = 4 * math.pi * share
        at = (x + DRAG_PX * (1 - math.cos(turn)) / 2, y + DRAG_PX * math.sin(turn) / 2)
        return mouse("mouseMoved", at, is_down=True)

    return move


async def send(cdp: CDPSession, event: Event) -> None:
    await cdp.send("Input.dispatchMouseEvent", event)


async def perform(cdp: CDPSession, motion: Callable[[float], Event], seconds: float, limit_s: float) -> bool:
    """Send the motion at its pace; whether the browser had taken all of it so long after its end."""
    sent: list[asyncio.Task[None]] = []
    start = time.monotonic()
    count = round(seconds * RATE)
    for n in range(count):
        sent.append(asyncio.create_task(send(cdp, motion(n / count))))
        await asyncio.sleep(max(0.0, start + (n + 1) / RATE - time.monotonic()))
    taken, waiting = await asyncio.wait(sent, timeout=limit_s)
    for one in waiting:
        one.cancel()
    for one in taken:
        one.result()
    return not waiting
