"""Pictures that people put on a board: read once, made small, written anew without what the camera told.

Nothing of the file that came in is kept. What it claims to be does not matter: only its content does, and
how large it would become is known before anything is decoded.
"""

import io
import warnings
from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

from PIL import Image, ImageOps, UnidentifiedImageError

from board.core.errors_items import PictureBroken, PictureHuge, PictureUnknown

SIDE_MOST: Final = 4_096  # pixels of the longer side, as stored
PIXELS_MOST: Final = 25_000_000  # as stored; with SIDE_MOST for any shape
PIXELS_READ: Final = 50_000_000  # as sent: decoded, a picture of so many takes some 200 MB
_PLAIN_MOST: Final = 4_000_000  # pixels up to which a drawing without transparency stays a PNG
_QUALITY: Final = 88

_FORMATS: Final = ("PNG", "JPEG", "WEBP")
MIMETYPES: Final = {"PNG": "image/png", "JPEG": "image/jpeg"}  # as stored


@dataclass(frozen=True)
class Picture:
    """A picture as it is stored. `id` is the hash of its content."""

    id: str
    mimetype: str
    width: int
    height: int
    content: bytes


def content_id(content: bytes) -> str:
    """What a picture with this content is called: 40 hexadecimal digits."""
    return blake2b(content, digest_size=20).hexdigest()


class Pictures:
    """Reads pictures, one at a time: the memory that one takes is the memory that all take."""

    def __init__(self, lock: AbstractContextManager[Any]) -> None:
        """`lock` is one between native threads."""
        self._lock = lock

    def read(self, content: bytes) -> Picture:
        """The picture to store for what somebody sent; for a native thread.

        Raises PictureUnknown, PictureHuge, PictureBroken.
        """
        with self._lock, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of sizes that are judged here
            return _written(_opened(content))


def check(picture: Picture) -> bool:
    """Whether this is a picture as it would be stored here, and not something else under its name."""
    if content_id(picture.content) != picture.id:
        return False
    try:
        with Image.open(io.BytesIO(picture.content), formats=tuple(MIMETYPES)) as found:
            told = (MIMETYPES.get(found.format or ""), found.width, found.height)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    is_small = max(picture.width, picture.height) <= SIDE_MOST
    return is_small and told == (picture.mimetype, picture.width, picture.height)


def _opened(content: bytes) -> Image.Image:
    """The picture with its pixels, upright and no larger than it is stored."""
    try:
        found = Image.open(io.BytesIO(content), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise PictureHuge(limit=PIXELS_READ // 1_000_000) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise PictureUnknown from error
    if found.width * found.height > PIXELS_READ:
        raise PictureHuge(limit=PIXELS_READ // 1_000_000)
    try:
        found.draft("RGB", (SIDE_MOST, SIDE_MOST))  # a JPEG is decoded smaller at once
        found.load()
        return _shrunk(ImageOps.exif_transpose(found))
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise PictureBroken from error


def _shrunk(found: Image.Image) -> Image.Image:
    has_holes = found.has_transparency_data
    plain = found.convert("RGBA" if has_holes else "RGB")
    share = min(1.0, SIDE_MOST / max(plain.size), (PIXELS_MOST / (plain.width * plain.height)) ** 0.5)
    if share == 1.0:
        return plain
    size = (max(1, int(plain.width * share)), max(1, int(plain.height * share)))
    return plain.resize(size, Image.Resampling.LANCZOS)


def _written(picture: Image.Image) -> Picture:
    """The pixels alone: no place, no time, no camera, no thumbnail."""
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    is_drawing = bare.mode == "RGBA" or (bare.width * bare.height <= _PLAIN_MOST and _has_few_colours(bare))
    into = io.BytesIO()
    if is_drawing:
        bare.save(into, "PNG", optimize=False, compress_level=6)
    else:
        bare.save(into, "JPEG", quality=_QUALITY, optimize=True)
    content = into.getvalue()
    mimetype = MIMETYPES["PNG" if is_drawing else "JPEG"]
    return Picture(content_id(content), mimetype, bare.width, bare.height, content)


def _has_few_colours(picture: Image.Image) -> bool:
    """Whether it is drawn or a picture of a screen, where a JPEG would smear edges."""
    return picture.getcolors(4_096) is not None
