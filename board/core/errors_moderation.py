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


class InboxChanged(BoardError):
    """What was to be decided on is not what the facilitator has read. data: {"id": str}"""

    code = "inbox.changed"
    message = "This was changed, taken back or decided on meanwhile. Look at it again."
    status = 409


class NoteAccepted(BoardError):
    """Its author was still writing when who leads put it on the board."""

    code = "draft.accepted"
    message = "Your note is on the board now, without what you changed last."
    status = 409
