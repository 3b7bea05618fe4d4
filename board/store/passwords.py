"""Password hashes: argon2id with the library's current parameters. Slow on purpose, about 50 ms of
CPU: call it from a native thread."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """The hash to store, its salt and parameters included."""
    return _hasher.hash(password)


def password_matches(password_hash: str | None, password: str) -> bool:
    """Whether this is the password of the account.

    `password_hash` None stands for an account that does not exist: always False, after the same
    time, so that nobody can find out who has an account.
    """
    try:
        is_match = _hasher.verify(password_hash or _nobodys_hash(), password)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False
    return is_match and password_hash is not None


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("nobody has this password")
