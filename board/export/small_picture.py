"""A board that nobody has opened yet as a picture: what a method makes of an empty table."""

from board.core.scene import Scene
from board.export.covering import Covering
from board.export.desk import Desk
from board.export.drawing import draw
from board.export.sheets import own_sheet
from board.export.to_svg import to_svg


def picture_of(name: str, scene: Scene, locale: str) -> bytes:
    """The scene as SVG, as the export of the same board would draw it."""
    return to_svg(own_sheet(draw(name, scene, Desk({}, Covering()))), name, locale)
