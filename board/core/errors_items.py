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
