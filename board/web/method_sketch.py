"""A method as a small picture for the gallery: its board as it looks while people work."""

from collections.abc import Callable
from functools import lru_cache
from itertools import count
from typing import Final

from markupsafe import Markup

from board.core.apply import apply
from board.core.ops import SYSTEM
from board.core.scene import EMPTY, Scene
from board.methods.example import with_notes
from board.methods.laying_out import instantiate
from board.methods.method import Method
from board.web.thumbnail import picture

KEPT: Final = 100


@lru_cache(maxsize=KEPT)
def sketch(chosen: Method) -> Markup:
    """Inline SVG: areas, drawing, and some notes in each area."""
    return picture(scene_of_method(with_notes(chosen), "en"))  # not a word of it is shown


def scene_of_method(chosen: Method, locale: str) -> Scene:
    """The scene of a board that begins with this method."""
    ids: Callable[[], int] = count().__next__
    ops = instantiate(chosen, locale, lambda: f"item_{ids():06}")
    return apply(EMPTY, ops, actor=SYSTEM, at_ms=0).scene
