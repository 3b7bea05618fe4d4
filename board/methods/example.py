"""A method as it looks while people work: some notes in each area. For pictures; nobody wrote them."""

from collections.abc import Iterator
from math import cos, pi, sin
from typing import Final

import msgspec

from board.methods.laying_out import BAND, GAP, NOTE_SIZE, PADDING, TITLE_BAND
from board.methods.method import NO_WORDS, Box, Method, MethodFrame, Starter

MOST: Final = 5  # in one area
TYPES_MOST: Final = 2  # more would be a rainbow
SHARE: Final = 0.5  # of the places in an area
SMALLEST: Final = 120.0  # of a note; in a lower area there is none
TURN: Final = 2.4  # radians from one note on rings to the next: never in a row


def with_notes(chosen: Method) -> Method:
    """The method with notes without words in the areas that are meant for notes, besides its own."""
    filled = {starter.frame for starter in chosen.starter}
    made = [
        Starter(frame.key, frame.accepts[place % min(TYPES_MOST, len(frame.accepts))], NO_WORDS, box)
        for number, frame in enumerate(chosen.frames)
        if frame.accepts and frame.key not in filled
        for place, box in enumerate(_places(frame, number))
    ]
    return msgspec.structs.replace(chosen, starter=(*chosen.starter, *made))


def _places(frame: MethodFrame, number: int) -> Iterator[Box]:
    """Where the notes of an area lie; areas beside each other have not the same number of them."""
    if frame.grid is not None and frame.grid.kind == "rings":
        yield from _on_rings(frame, len(frame.grid.labels))
        return
    top = frame.y + BAND
    side = min(NOTE_SIZE, frame.y + frame.h - GAP - top)
    if side < SMALLEST:
        return
    columns = max(1, int((frame.w - 2 * PADDING + GAP) // (side + GAP)))
    rows = max(1, int((frame.h - BAND) // (side + GAP)))
    for place in range(min(MOST - number % 2, max(1, int(columns * rows * SHARE)))):
        row, column = divmod(place, min(columns, MOST - 2) if rows > 1 else columns)
        yield Box(frame.x + PADDING + column * (side + GAP), top + row * (side + GAP), side, side)


def _on_rings(frame: MethodFrame, rings: int) -> Iterator[Box]:
    x, y = frame.x + frame.w / 2, frame.y + TITLE_BAND + (frame.h - TITLE_BAND) / 2
    most = min(frame.w, frame.h - TITLE_BAND) / 2
    for ring in range(rings):
        far = most * (ring + 0.5) / rings
        for place in range(ring + 2):
            turn = TURN * ring + 2 * pi * place / (ring + 2) + pi / 5
            left, top = x + far * cos(turn) - NOTE_SIZE / 2, y + far * sin(turn) - NOTE_SIZE / 2
            yield Box(round(left), round(top), NOTE_SIZE, NOTE_SIZE)
