"""The pictures that people put on a board, as large as a document needs them."""

import io
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from board.core.scene import Scene

PIXELS_ALL: Final = 150_000_000  # of all pictures of a document together: some 600 MB while one is drawn
SPARE: Final = 1.3  # a picture that is larger than needed by less stays as it is
_QUALITY: Final = 88


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A PNG or a JPEG."""

    content: bytes
    mimetype: str
    width: int
    height: int

    @property
    def ending(self) -> str:
        return "png" if self.mimetype == "image/png" else "jpg"


Find = Callable[[str], Picture | None]


def no_pictures(_asset: str) -> None:
    """For a scene whose pictures nobody has: their descriptions stand in their place."""


def pictures_for(scene: Scene, find: Find, pixels: float) -> Mapping[str, Picture]:
    """Asset id -> picture, with at most about `pixels` pixels for a board unit; without what `find` has not.

    Many large pictures get fewer pixels each, so that a document with all of them stays within its memory.
    """
    shown = [record for record in scene.values() if record["kind"] == "image"]
    wanted = sum(record["w"] * record["h"] for record in shown) * pixels**2
    density = pixels * min(1.0, math.sqrt(PIXELS_ALL / max(1.0, wanted)))
    sizes: dict[str, tuple[float, float]] = {}  # asset id -> the most pixels across and down
    for record in shown:
        across, down = sizes.get(record["asset"], (0.0, 0.0))
        sizes[record["asset"]] = (max(across, record["w"] * density), max(down, record["h"] * density))
    found = {asset: find(asset) for asset in sizes}
    return {asset: _shrunk(picture, *sizes[asset]) for asset, picture in found.items() if picture is not None}


def _shrunk(picture: Picture, across: float, down: float) -> Picture:
    """The picture with no more pixels than these."""
    share = max(across / picture.width, down / picture.height)
    if share * SPARE >= 1:
        return picture
    from PIL import Image

    size = max(1, round(picture.width * share)), max(1, round(picture.height * share))
    with Image.open(io.BytesIO(picture.content)) as whole:
        whole.draft(whole.mode, size)  # a JPEG is read in a fraction of its size
        plain = whole.convert("RGBA" if whole.mode in ("P", "LA") else whole.mode)
        small = plain.resize(size, Image.Resampling.LANCZOS)
    written = io.BytesIO()
    if picture.ending == "png":
        small.save(written, "PNG")
    else:
        small.save(written, "JPEG", quality=_QUALITY)
    return Picture(written.getvalue(), picture.mimetype, *size)
