"""What can go wrong with certain kinds of items; the rest of the family is in `errors.py`."""

from board.core.errors import BoardError


class ItemLocked(BoardError):
    """data: {"id": str}"""

    code = "item.locked"
    message = "This is locked. A facilitator can unlock it."
    status = 403


class FrameInside(BoardError):
    """A frame cannot lie in itself, nor in a frame that lies in it. data: {"id": str}"""

    code = "frame.inside_itself"
    message = "A frame cannot lie inside itself."


class NotYours(BoardError):
    """A comment or a reply of somebody else."""

    code = "comment.not_yours"
    message = "Only who wrote this comment or a facilitator can change it."
    status = 403


class LinkBad(BoardError):
    code = "link.bad"
    message = "This is not the address of a page: it starts with https://, http:// or mailto:."


class PictureUnknown(BoardError):
    """Not a PNG, JPEG or WebP, whatever it is called; SVG and GIF among them."""

    code = "picture.unknown"
    message = "This is not a picture that a board can hold. Use a PNG, JPEG or WebP."
    status = 415


class PictureBroken(BoardError):
    code = "picture.broken"
    message = "This picture is damaged and cannot be read."


class PictureHuge(BoardError):
    """data: {"limit": int}, in millions of pixels."""

    code = "picture.huge"
    message = "This picture has too many pixels: %(limit)s million at most. Make it smaller first."
    status = 413


class PictureTooBig(BoardError):
    """data: {"limit": int}, in MB."""

    code = "picture.too_big"
    message = "This file is too large: %(limit)s MB at most. Make the picture smaller first."
    status = 413


class PicturesFull(BoardError):
    """data: {"limit": int}, in MB."""

    code = "picture.full"
    message = "The pictures of this board take up all the room they have: %(limit)s MB."
    status = 409


class PictureMissing(BoardError):
    code = "picture.missing"
    message = "This picture is not on this board."
    status = 404
