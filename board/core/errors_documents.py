"""What can go wrong with pictures and documents of a board; the rest of the family is in `errors.py`."""

from board.core.errors import BoardError


class DocumentMissing(BoardError):
    """No such document, or one that somebody else asked for, or it was kept long enough (VIS2)."""

    code = "document.missing"
    message = "This document is not here any more. Make it again."
    status = 404


class DocumentEmpty(BoardError):
    code = "document.empty"
    message = "There is nothing to draw here yet."
    status = 409


class DocumentFailed(BoardError):
    """It took too long, or more memory than it may have."""

    code = "document.failed"
    message = "The document could not be made. Try a part of the board, for example one area."
    status = 500


class DocumentsBusy(BoardError):
    """data: {"retry_ms": int}"""

    code = "document.busy"
    message = "Too many documents are being made right now. Try again in a minute."
    status = 429
    is_final = False
