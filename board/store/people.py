"""People: guests and accounts, their sessions, and the one-time link for the first facilitator."""

import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from board.core.errors import EmailTaken, LinkUsed
from board.core.ids import make_id
from board.store.database import Database
from board.store.projects import FIRST, add_lead_row, add_project
from board.store.tables import auth_session, person, setup_link

DAY_MS: Final = 24 * 60 * 60 * 1000
SESSION_MS: Final = 180 * DAY_MS  # since the last use, give or take a day
SETUP_LINK_MS: Final = 7 * DAY_MS


@dataclass(frozen=True)
class Person:
    """A guest (no e-mail, joined by code) or an account, who may make boards."""

    id: str
    name: str
    email: str | None
    locale: str | None
    is_account: bool


class People:
    """Everyone this server knows. Names, e-mails and texts are checked by the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create_guest(self, name: str, locale: str | None, *, now_ms: int) -> Person:
        """A new person who can only join boards."""
        guest = Person(_new_id(), name, None, locale, is_account=False)
        self._database.write(lambda connection: _insert(connection, guest, None, now_ms))
        return guest

    def create_account(
        self,
        name: str,
        email: str,
        password_hash: str,
        locale: str | None,
        *,
        now_ms: int,
        project_id: str = FIRST,
        new_project: str | None = None,
    ) -> Person:
        """Somebody new, who leads one project and no other: this one, or a new one with this name.

        Raises EmailTaken.
        """
        account = Person(_new_id(), name, email.lower(), locale, is_account=True)

        def work(connection: Connection) -> None:
            _check_email_free(connection, account)
            _insert(connection, account, password_hash, now_ms)
            here = project_id if new_project is None else add_project(connection, new_project, now_ms)
            add_lead_row(connection, here, account.id)

        self._database.write(work)
        return account

    def set_credentials(self, person_id: str, name: str, email: str, password_hash: str) -> Person:
        """The same person, who from now on signs in with these. Raises EmailTaken."""

        def work(connection: Connection) -> Person:
            known = _by_id(connection, person_id)
            if known is None:
                raise LookupError(person_id)
            changed = Person(known.id, name, email.lower(), known.locale, known.is_account)
            _check_email_free(connection, changed)
            values = {"name": name, "email": changed.email, "password_hash": password_hash}
            connection.execute(update(person).where(person.c.id == person_id).values(values))
            return changed

        return self._database.write(work)

    def account_by_email(self, email: str) -> tuple[Person, str] | None:
        """The account with this address, in any case, and its password hash."""
        query = select(person).where(person.c.email == email.strip().lower())
        row = self._database.read(lambda connection: connection.execute(query).first())
        return None if row is None or row.password_hash is None else (_person(row), row.password_hash)

    def by_id(self, person_id: str) -> Person | None:
        return self._database.read(lambda connection: _by_id(connection, person_id))

    def first_account(self) -> Person | None:
        """The oldest account: whose boards the command line makes."""
        query = select(person).where(person.c.is_account).order_by(person.c.created_at_ms, person.c.id)
        row = self._database.read(lambda connection: connection.execute(query.limit(1)).first())
        return None if row is None else _person(row)

    def has_sign_in(self) -> bool:
        """Whether anybody can sign in with a password yet."""
        query = select(func.count()).select_from(person).where(person.c.password_hash.is_not(None))
        return self._database.read(lambda connection: bool(connection.execute(query).scalar_one()))

    def rename(self, person_id: str, name: str) -> None:
        self._set(person_id, {"name": name})

    def set_locale(self, person_id: str, locale: str) -> None:
        self._set(person_id, {"locale": locale})

    # --- sessions ---------------------------------------------------------------------------------

    def open_session(self, person_id: str, *, now_ms: int) -> str:
        """A new token; whoever shows it is this person. Only its hash is kept."""
        token = secrets.token_urlsafe(32)
        row = {
            "token_hash": _hash(token),
            "person_id": person_id,
            "created_at_ms": now_ms,
            "expires_at_ms": now_ms + SESSION_MS,
        }

        def work(connection: Connection) -> None:
            connection.execute(delete(auth_session).where(auth_session.c.expires_at_ms <= now_ms))
            connection.execute(insert(auth_session).values(row))

        self._database.write(work)
        return token

    def person_of(self, token: str, *, now_ms: int) -> Person | None:
        """Who holds this token; None when it is unknown, closed or has expired. Use prolongs it."""
        here = auth_session.c.token_hash == _hash(token)
        query = select(person, auth_session.c.expires_at_ms).join(auth_session).where(here)
        row = self._database.read(lambda connection: connection.execute(query).first())
        if row is None or row.expires_at_ms <= now_ms:
            return None
        if row.expires_at_ms < now_ms + SESSION_MS - DAY_MS:
            longer = update(auth_session).where(here).values(expires_at_ms=now_ms + SESSION_MS)
            self._database.write(lambda connection: connection.execute(longer))
        return _person(row)

    def close_session(self, token: str) -> None:
        """Forget the token; fine when it is not known."""
        gone = delete(auth_session).where(auth_session.c.token_hash == _hash(token))
        self._database.write(lambda connection: connection.execute(gone))

    # --- the one-time link ------------------------------------------------------------------------

    def make_setup_link(self, *, now_ms: int) -> str:
        """The token of a link that signs one person in as facilitator, once, within seven days.

        Links made before stop working.
        """
        token = secrets.token_urlsafe(32)
        row = {
            "token_hash": _hash(token),
            "created_at_ms": now_ms,
            "expires_at_ms": now_ms + SETUP_LINK_MS,
        }

        def work(connection: Connection) -> None:
            connection.execute(delete(setup_link))
            connection.execute(insert(setup_link).values(row))

        self._database.write(work)
        return token

    def is_setup_link(self, token: str, *, now_ms: int) -> bool:
        """Whether `use_setup_link` would accept this token."""
        return self._database.read(lambda connection: _is_usable(connection, token, now_ms))

    def use_setup_link(self, token: str, *, now_ms: int, name: str = "Facilitator") -> Person:
        """The facilitator the link is for: an account without credentials, made when there is none
        and then called `name`. Uses the link up. Raises LinkUsed.
        """

        def work(connection: Connection) -> Person:
            if not _is_usable(connection, token, now_ms):
                raise LinkUsed
            used = update(setup_link).where(setup_link.c.token_hash == _hash(token))
            connection.execute(used.values(used_at_ms=now_ms))
            waiting = select(person).where(person.c.is_account, person.c.email.is_(None))
            row = connection.execute(waiting.order_by(person.c.created_at_ms)).first()
            if row is not None:
                return _person(row)
            account = Person(_new_id(), name, None, None, is_account=True)
            _insert(connection, account, None, now_ms)
            add_lead_row(connection, FIRST, account.id)
            return account

        return self._database.write(work)

    def _set(self, person_id: str, values: dict[str, str]) -> None:
        change = update(person).where(person.c.id == person_id).values(values)
        self._database.write(lambda connection: connection.execute(change))


def add_guest(connection: Connection, name: str, now_ms: int) -> str:
    """The id of a new person who can only be on boards."""
    guest = Person(_new_id(), name, None, None, is_account=False)
    _insert(connection, guest, None, now_ms)
    return guest.id


def _new_id() -> str:
    return make_id(secrets.randbelow)


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def _person(row: Row[tuple[object, ...]]) -> Person:
    return Person(row.id, row.name, row.email, row.locale, row.is_account)


def _by_id(connection: Connection, person_id: str) -> Person | None:
    row = connection.execute(select(person).where(person.c.id == person_id)).first()
    return None if row is None else _person(row)


def _insert(connection: Connection, new: Person, password_hash: str | None, now_ms: int) -> None:
    row = {
        "id": new.id,
        "name": new.name,
        "email": new.email,
        "password_hash": password_hash,
        "locale": new.locale,
        "is_account": new.is_account,
        "created_at_ms": now_ms,
    }
    connection.execute(insert(person).values(row))


def _check_email_free(connection: Connection, wanted: Person) -> None:
    taken = select(person.c.id).where(person.c.email == wanted.email, person.c.id != wanted.id)
    if connection.execute(taken).first() is not None:
        raise EmailTaken


def _is_usable(connection: Connection, token: str, now_ms: int) -> bool:
    row = connection.execute(select(setup_link).where(setup_link.c.token_hash == _hash(token))).first()
    return row is not None and row.used_at_ms is None and row.expires_at_ms > now_ms
