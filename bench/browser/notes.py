"""The board that every page shows: notes of 200 by 200 in frames of 200, always the same."""

import random
from dataclasses import dataclass
from typing import Any

IN_FRAME = (20, 10)  # notes across and down
STEP = 220
SIDE = 200
FRAME_TOP = 120  # room for the title
FRAME_EDGE = 40
FRAME_GAP = 160
WORDS = (
    "ombra", "cortile", "panchina", "verde", "scuola", "mobilità", "bottega", "acqua", "piazza", "ascolto",
    "rete", "orto", "biblioteca", "quartiere", "insieme", "strada", "lettura", "silenzio", "festa", "cura",
)  # fmt: skip
TYPES = "DPBSOAIX"
SEED = 4


@dataclass(frozen=True)
class Place:
    """A note or a frame: `frame` is the id of what holds a note."""

    id: str
    x: int
    y: int
    w: int
    h: int
    text: str
    frame: str | None = None
    type: str = ""


@dataclass(frozen=True)
class Board:
    frames: list[Place]
    notes: list[Place]

    def plain(self) -> dict[str, Any]:
        """As JSON for the peers' pages."""
        return {"frames": [vars(one) for one in self.frames], "notes": [vars(one) for one in self.notes]}


def make_board(count: int, *, in_frames: bool = True) -> Board:
    """So many notes; without frames they lie where they would lie in them."""
    chance = random.Random(SEED)  # noqa: S311 - words on notes, no secrets
    across, down = IN_FRAME
    width, height = across * STEP + 2 * FRAME_EDGE, down * STEP + FRAME_TOP + FRAME_EDGE
    frames = -(-count // (across * down))
    columns = max(1, round((frames * 1.6 * height / width) ** 0.5))
    board = Board([], [])
    for n in range(frames):
        x, y = n % columns * (width + FRAME_GAP), n // columns * (height + FRAME_GAP)
        if in_frames:
            board.frames.append(Place(f"frame-{n:04}", x, y, width, height, f"Frame {n + 1}"))
        for m in range(min(across * down, count - n * across * down)):
            at = (x + FRAME_EDGE + m % across * STEP, y + FRAME_TOP + m // across * STEP)
            frame = f"frame-{n:04}" if in_frames else None
            number = n * across * down + m
            text = _text(chance, chance.randint(20, 120))
            board.notes.append(
                Place(f"note-{number:06}", *at, SIDE, SIDE, text, frame, TYPES[number % len(TYPES)])
            )
    return board


def _text(chance: random.Random, length: int) -> str:
    text = chance.choice(WORDS).capitalize()
    while len(text) < length:
        text += f" {chance.choice(WORDS)}"
    return text


def some_hundreds(board: Board) -> tuple[list[str], tuple[float, float, float, float]]:
    """About 500 notes and the rectangle that a hand draws around them: it takes no frame whole."""
    rows = IN_FRAME[1] - 1
    columns = -(-500 // rows)
    top = FRAME_TOP + STEP - (STEP - SIDE) / 2
    bottom = FRAME_TOP + IN_FRAME[1] * STEP + FRAME_EDGE + FRAME_GAP / 2
    frame_width = IN_FRAME[0] * STEP + 2 * FRAME_EDGE + FRAME_GAP
    whole, rest = divmod(columns, IN_FRAME[0])
    right = whole * frame_width + FRAME_EDGE + rest * STEP - (STEP - SIDE) / 2
    taken = [one.id for one in board.notes if one.x < right and top <= one.y + SIDE / 2 < bottom]
    return taken, (-FRAME_GAP, top, right, bottom)
