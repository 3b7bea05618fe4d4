"""Lines of text, sizes and links: what the canvas and the documents must agree on."""

from board.core.layout.layout import FittedText, Layout, Line, Measure, line_height_of
from board.core.layout.sizes import LABEL_SIZES, NOTE_SIZES

__all__ = ["LABEL_SIZES", "NOTE_SIZES", "FittedText", "Layout", "Line", "Measure", "line_height_of"]
