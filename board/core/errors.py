"""Everything that can go wrong, as one family.

Each has a dotted `code` for machines, an English `message` for people (its key in the catalogue; places
like `%(name)s` are filled from `data`) and an HTTP `status`. `web/errors.py` turns it into an answer (ERR1).
"""

from typing import Any, ClassVar


class BoardError(Exception):
    """Root of all errors that a person may see. `is_final` tells a client that resending the same op
    can never work, so its number is used up (SEQ2); otherwise it tries again after `retry_ms`."""

    code: ClassVar[str] = "bad"
    message: ClassVar[str] = "That did not work."
    status: ClassVar[int] = 400
    is_final: ClassVar[bool] = True

    def __init__(self, **data: Any) -> None:
        super().__init__(self.code)
        self.data = data


# --- the shape of what was sent -----------------------------------------------------------------


class BadShape(BoardError):
    """The message is not one that Tavolo knows: wrong type, missing part, unknown event."""

    code = "bad.shape"
    message = "This message could not be read. Reload the page and try again."


class UnknownField(BoardError):
    """A field that the kind does not have, or that may not be changed. data: {"field": str}"""

    code = "bad.field"
    message = "There is no field “%(field)s” that you can change here."


class BadNumber(BoardError):
    """Not a finite number of at most two decimals within the world. data: {"field": str}"""

    code = "bad.number"
    message = "The position or size is outside the board."


class BadText(BoardError):
    """NUL, another control character, or half a character. data: {"field": str}"""

    code = "bad.text"
    message = "The text has a character that cannot be stored."


class TooBig(BoardError):
    """The message is larger than allowed. data: {"limit_bytes": int}"""

    code = "bad.too_big"
    message = "This is too much at once. Send it in smaller parts."
    status = 413


class BadOrigin(BoardError):
    code = "bad.origin"
    message = "This request came from another site, so it was not carried out."
    status = 403


class BadHost(BoardError):
    """The request names a host that is not this server's: another site may have led a browser here."""

    code = "bad.host"
    message = "This is not the address of this Tavolo. Whoever runs it can set it as BOARD_PUBLIC_URL."
    status = 421


class PageMissing(BoardError):
    code = "page.missing"
    message = "There is nothing at this address."
    status = 404


class WrongMethod(BoardError):
    code = "page.method"
    message = "This address cannot be used that way."
    status = 405


class ServerFault(BoardError):
    """A mistake of ours. The log has one line with the same `ref`. data: {"ref": str}"""

    code = "server"
    message = "Something went wrong on our side. Your work is safe; try again. (%(ref)s)"
    status = 500
    is_final = False


# --- items and text -----------------------------------------------------------------------------


class ItemMissing(BoardError):
    """No such item, or none this viewer may see (VIS2). data: {"id": str}"""

    code = "item.missing"
    message = "Somebody has deleted this in the meantime."
    status = 404


class ItemExists(BoardError):
    """The id was used before; ids are never used again (DATA3). data: {"id": str}"""

    code = "item.exists"
    message = "This is on the board already."
    status = 409


class TooManyItems(BoardError):
    """The board is full. data: {"limit": int}"""

    code = "item.too_many"
    message = "The board is full: it holds %(limit)s items at most."
    status = 409


class TextTooLong(BoardError):
    """data: {"limit": int}, in code points."""

    code = "text.too_long"
    message = "The text is too long: %(limit)s characters at most."


class TextEpoch(BoardError):
    """The text has begun anew, or lacks something that the update builds on: make the update again for
    the note as it is now. data: {"id": str, "retry_ms": int}"""

    code = "text.epoch"
    message = "The text has changed in the meantime. What you wrote is put in again."
    status = 409
    is_final = False


class TextBad(BoardError):
    """The update of a text is not plain typing (TXT2). data: {"why": str}, for programmers."""

    code = "text.bad"
    message = "What was typed could not be read, so the text stays as it was."


class NameEmpty(BoardError):
    code = "name.empty"
    message = "Write a name first."


class NameTooLong(BoardError):
    """data: {"limit": int}, in code points."""

    code = "name.too_long"
    message = "The name is too long: %(limit)s characters at most."


# --- who may do what ----------------------------------------------------------------------------


class BoardMissing(BoardError):
    """No such board, or the person is not one of its members: the same answer (VIS2)."""

    code = "board.missing"
    message = "This board does not exist, or you have not joined it."
    status = 404


class Denied(BoardError):
    code = "denied"
    message = "Only a facilitator can do this."
    status = 403


class ReadOnly(BoardError):
    code = "denied.viewer"
    message = "You are watching this board. Ask the facilitator if you want to write."
    status = 403


class SignInNeeded(BoardError):
    code = "auth.needed"
    message = "Sign in or join a board first."
    status = 401


class SignInFailed(BoardError):
    """Wrong password or unknown account: the same answer for both."""

    code = "auth.failed"
    message = "The e-mail address or the password is not right."
    status = 401


class LinkUsed(BoardError):
    code = "auth.link_used"
    message = "This link has been used or has expired. Start Tavolo again to get a new one, or sign in."
    status = 410


class EmailTaken(BoardError):
    code = "auth.email_taken"
    message = "There is already an account with this e-mail address."
    status = 409


class EmailBad(BoardError):
    code = "auth.email_bad"
    message = "This does not look like an e-mail address."


class PasswordTooShort(BoardError):
    """data: {"limit": int}"""

    code = "auth.password_short"
    message = "The password is too short: %(limit)s characters at least."


class WrongCode(BoardError):
    code = "join.wrong_code"
    message = "No board has this code. Check the six characters with the facilitator."
    status = 404


class CodeClosed(BoardError):
    code = "join.closed"
    message = "This board is not letting anyone in right now. Ask the facilitator to open it."
    status = 403


class TooManyTries(BoardError):
    """data: {"retry_ms": int}"""

    code = "join.too_many"
    message = "Too many wrong tries from here. Wait a minute, then try again."
    status = 429
    is_final = False


# --- the log --------------------------------------------------------------------------------------


class UndoNothing(BoardError):
    """The op is not known, was refused, belongs to somebody else, or is undone already: one answer."""

    code = "undo.nothing"
    message = "There is nothing left to undo."
    status = 409


class UndoChanged(BoardError):
    """Somebody else has changed since all that could be undone (UNDO2, UNDO3)."""

    code = "undo.changed"
    message = "Somebody else has changed this since, so it stays as it is."
    status = 409


class UndoTooOld(BoardError):
    """Too many changes of the board have come since, or what it changed is not kept any more."""

    code = "undo.too_old"
    message = "This is too far back to undo."
    status = 409


class OpGap(BoardError):
    """The op's number is not the next one. data: {"last_n": int}"""

    code = "op.gap"
    message = "An earlier change has not arrived yet. It is being sent again."
    status = 409
    is_final = False


class ClientTaken(BoardError):
    code = "op.client"
    message = "This page belongs to somebody else. Reload it."
    status = 409


class HistoryCompacted(BoardError):
    """The changes up to then were compacted. data: {"seq": int}, the first moment that is still kept"""

    code = "history.compacted"
    message = "What the board was like then is not kept any more."
    status = 410


class RateExceeded(BoardError):
    """data: {"retry_ms": int}"""

    code = "rate"
    message = "That was a lot at once. Your changes are sent again in a moment."
    status = 429
    is_final = False


class Busy(BoardError):
    """The queue of the board is full. data: {"retry_ms": int}"""

    code = "busy"
    message = "The board is busy. Your changes are sent again in a moment."
    status = 503
    is_final = False


class Restarting(BoardError):
    """The server is about to stop. data: {"retry_ms": int}, another time for each page."""

    code = "restart"
    message = "Tavolo is being restarted. This page goes on by itself in a moment."
    status = 503
    is_final = False


class SlowReader(BoardError):
    code = "slow"
    message = "The connection is too slow right now. This page goes on by itself in a moment."
    status = 503
    is_final = False


class TooManyPages(BoardError):
    code = "pages.too_many"
    message = "You have this open in too many places. Close some of them, then reload this page."
    status = 429


class StorageFailed(BoardError):
    """The change could not be made durable. data: {"retry_ms": int}"""

    code = "storage"
    message = "The server cannot save right now. Your changes wait here and are sent again."
    status = 503
    is_final = False


class SchemaNewer(BoardError):
    """The database has a migration that this version does not know; it is left as it is."""

    code = "storage.newer"
    message = "The data folder was last used by a newer Tavolo. Update this one first."
    status = 503


class BackupFailed(BoardError):
    """The database of an earlier release could not be copied, so it was left as it is."""

    code = "storage.backup"
    message = "The data could not be copied before the update, so nothing was changed. The disk may be full."
    status = 503


# --- files ----------------------------------------------------------------------------------------


class SnapshotMissing(BoardError):
    code = "snapshot.missing"
    message = "There is no such snapshot."
    status = 404


class ImportBad(BoardError):
    """data: {"why": str}: where the file is wrong, in plain English."""

    code = "import.bad"
    message = "This file is not a board that Tavolo can open. (%(why)s)"


class ImportNewer(BoardError):
    """data: {"version": int}"""

    code = "import.newer"
    message = "This file was made by a newer Tavolo (version %(version)s). Update this one first."


class FormatMissing(BoardError):
    code = "export.format"
    message = "There is no such file format."
    status = 404


def every_error() -> list[type[BoardError]]:
    """All error classes, their modules loaded, sorted by code: for documentation and catalogue."""
    from board.core import (  # noqa: F401
        errors_documents,
        errors_items,
        errors_meetings,
        errors_methods,
        errors_moderation,
        errors_people,
        errors_voting,
        errors_workshop,
    )

    return sorted(BoardError.__subclasses__(), key=lambda error: error.code)
