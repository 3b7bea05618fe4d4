"""What can go wrong when who leads decides what stays on a board; see also `errors.py`."""

from board.core.errors import BoardError


class NoReason(BoardError):
    code = "reason.empty"
    message = "Write the reason first."
    status = 400


class NoPlace(BoardError):
    """It was on something that is gone."""

    code = "hidden.no_place"
    message = "What this belonged to is gone, so it cannot come back."
    status = 409
