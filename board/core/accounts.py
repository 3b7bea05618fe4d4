"""What an account needs to sign in: the shape of its e-mail address and of its password."""

import re
from typing import Final

from board.core.errors import BadShape, EmailBad, PasswordTooShort, TextTooLong

EMAIL_LIMIT: Final = 254
PASSWORD_MIN: Final = 10  # code points
PASSWORD_MAX: Final = 200  # enough for any sentence, too little to keep the server busy hashing

_EMAIL = re.compile(r"[^\s@\x00-\x1f\x7f\ud800-\udfff]+@[^\s@.\x00-\x1f\x7f\ud800-\udfff]+(\.[^\s@.]+)+\Z")


def check_email(value: object) -> str:
    """An address as it is stored and compared: trimmed, in lower case. Raises BadShape, EmailBad."""
    if not isinstance(value, str):
        raise BadShape
    email = value.strip().lower()
    if len(email) > EMAIL_LIMIT or not email.isprintable() or not _EMAIL.match(email):
        raise EmailBad
    return email


def check_password(value: object) -> str:
    """A new password, unchanged. Raises BadShape, PasswordTooShort, TextTooLong."""
    if not isinstance(value, str) or not value.isprintable():
        raise BadShape
    if len(value) < PASSWORD_MIN:
        raise PasswordTooShort(limit=PASSWORD_MIN)
    if len(value) > PASSWORD_MAX:
        raise TextTooLong(limit=PASSWORD_MAX)
    return value
