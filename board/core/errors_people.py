"""What can go wrong with people and their roles; the rest of the family is in `errors.py`."""

from board.core.errors import BoardError


class Removed(BoardError):
    """Somebody who was on the board, or before it, and was sent away."""

    code = "board.removed"
    message = "You are not on this board any more. The facilitator can let you back in."
    status = 403


class CodeExpired(BoardError):
    code = "join.expired"
    message = "This code is not valid any more. Ask the facilitator for a new one."
    status = 403


class LobbyFull(BoardError):
    """data: {"limit": int}"""

    code = "join.lobby_full"
    message = "Too many people wait before this board already. Ask the facilitator to let them in."
    status = 409
    is_final = False


class PassphraseNeeded(BoardError):
    code = "join.passphrase"
    message = "This board asks for a passphrase too. The facilitator tells you."
    status = 403


class PassphraseWrong(BoardError):
    code = "join.wrong_passphrase"
    message = "This is not the passphrase of the board. Ask the facilitator."
    status = 403


class PassphraseShort(BoardError):
    """data: {"limit": int}"""

    code = "invite.passphrase_short"
    message = "The passphrase is too short: %(limit)s characters at least."


class PersonMissing(BoardError):
    """Somebody in whose name something is added, and who does not take part."""

    code = "people.missing"
    message = "This person does not take part in this board any more."
    status = 409


class HelpedFull(BoardError):
    """data: {"limit": int}"""

    code = "people.too_many"
    message = "%(limit)s people without a device are named already. Remove one first."
    status = 409


class NotYourItem(BoardError):
    """Participants only add here. data: {"id": str}"""

    code = "item.of_others"
    message = "On this board everyone changes only what they have added."
    status = 403


class KeepsRole(BoardError):
    """A board always has somebody who leads it, and who leads the project leads all of its boards."""

    code = "people.keeps_role"
    message = "This person stays a facilitator: they lead the whole project, or nobody else leads this board."
    status = 409
