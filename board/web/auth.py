"""Who is asking: sessions by cookie or bearer token, signing in and out, the first set-up."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask import Flask, Request, Response, current_app, g, request

from board.core.errors import (
    BadText,
    BoardError,
    EmailBad,
    PasswordTooShort,
    SignInFailed,
    SignInNeeded,
    TextTooLong,
)
from board.core.ids import make_id
from board.core.ops import check_name
from board.store.passwords import hash_password, password_matches
from board.store.people import Person
from board.web.cookies import delete_cookie, set_cookie
from board.web.limits import (
    EMAIL_LIMIT,
    PASSWORD_MAX,
    PASSWORD_MIN,
    SIGN_INS_FAILED_ALL,
    SIGN_INS_FAILED_EACH,
    FailureLimit,
    client_address,
)
from board.web.locale import locale_name
from board.web.services import services

COOKIE: Final = "tavolo_session"
_LIFE_S: Final = 180 * 24 * 3600
_TOKEN_LIMIT: Final = 200  # characters; longer ones are not looked up


@dataclass(frozen=True)
class SignInLimits:
    """Failed sign-ins, by address with account and by address alone."""

    each: FailureLimit
    all: FailureLimit


def init_auth(app: Flask) -> None:
    """Keep the session cookie in step with what a request did."""
    app.extensions["tavolo.sign_in_limits"] = SignInLimits(
        FailureLimit(SIGN_INS_FAILED_EACH), FailureLimit(SIGN_INS_FAILED_ALL)
    )

    @app.after_request
    def keep_cookie(response: Response) -> Response:
        token = g.get("new_token")
        if token is not None:
            set_cookie(response, COOKIE, token, max_age_s=_LIFE_S)
        elif g.get("is_signed_out", False):
            delete_cookie(response, COOKIE)
        elif response.mimetype == "text/html" and response.status_code == 200 and g.get("person"):
            # The session slides: each page that is opened makes the cookie last longer too.
            set_cookie(response, COOKIE, request.cookies[COOKIE], max_age_s=_LIFE_S)
        return response


# --- sessions -------------------------------------------------------------------------------------


def login_token(asking: Request) -> str | None:
    """The token that came with a request: the Authorization header, else the cookie."""
    scheme, _, token = asking.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        token = asking.cookies.get(COOKIE, "")
    token = token.strip()
    return token if token.isascii() and 0 < len(token) <= _TOKEN_LIMIT else None


def new_public_id() -> str:
    """A new id that others may see."""
    return make_id(secrets.randbelow)


def current_person() -> Person | None:
    """Who is asking, or None. Looked up once for each request."""
    if "asker" not in g:
        token = login_token(request)
        now_ms = services().clock_ms()
        g.asker = None if token is None else services().people.person_of(token, now_ms=now_ms)
        g.person = g.asker is not None and COOKIE in request.cookies
    asker: Person | None = g.asker
    return asker


def require_person() -> Person:
    """Who is asking. Raises SignInNeeded."""
    person = current_person()
    if person is None:
        raise SignInNeeded
    return person


def start_session(person: Person) -> str:
    """A new token for `person`; the token that came with the request stops working.

    A token never outlives the identity it was made for.
    """
    end_session()
    token = services().people.open_session(person.id, now_ms=services().clock_ms())
    g.new_token, g.asker = token, person
    return token


def end_session() -> None:
    """Sign this browser or program out; without a session nothing happens."""
    token = login_token(request)
    if token is not None:
        services().people.close_session(token)
        services().registry.close_login(token)
    g.asker, g.person, g.is_signed_out = None, False, True


def become_known(name: str) -> tuple[Person, str]:
    """The person who is asking, else a new guest, with the token to use from now on.

    A guest takes the name as their own; an account keeps its name.
    """
    people, now_ms = services().people, services().clock_ms()
    person, token = current_person(), login_token(request)
    if person is None or token is None:
        guest = people.create_guest(name, locale_name(), now_ms=now_ms)
        return guest, start_session(guest)
    if not person.is_account and person.name != name:
        people.rename(person.id, name)
        person = people.by_id(person.id) or person
        g.asker = person
    return person, token


# --- passwords ------------------------------------------------------------------------------------


def sign_in(email: str, password: str) -> tuple[Person, str]:
    """The account and its new token.

    Raises SignInFailed, the same for an unknown account and a wrong password, or TooManyTries.
    """
    limits: SignInLimits = current_app.extensions["tavolo.sign_in_limits"]
    email = clean_email(email)
    address, now_ms = client_address(), services().clock_ms()
    each = f"{address} {email[:EMAIL_LIMIT]}"
    limits.all.check(address, now_ms)
    limits.each.check(each, now_ms)
    # Counted before the slow part, taken back after success: many tries at once are still many.
    limits.all.record(address, now_ms)
    limits.each.record(each, now_ms)
    found = services().people.account_by_email(email) if is_email(email) else None
    person, known_hash = found if found is not None else (None, None)
    is_right = services().concurrency.run_native(password_matches, known_hash, password)
    if person is None or not is_right:
        raise SignInFailed
    limits.all.forgive(address, now_ms)
    limits.each.forgive(each, now_ms)
    return person, start_session(person)


def set_credentials(person: Person, name: str, email: str, password: str) -> tuple[Person, str]:
    """The same person with a way to sign in again, and a new token.

    Raises NameEmpty, NameTooLong, BadText, EmailBad, EmailTaken, PasswordTooShort.
    """
    name = check_name(name)
    email = check_email(email)
    check_password(password)
    password_hash = services().concurrency.run_native(hash_password, password)
    changed = services().people.set_credentials(person.id, name, email, password_hash)
    return changed, start_session(changed)


def make_account(name: str, email: str, password: str, project_id: str) -> Person:
    """Somebody new, who leads this project and no other. Raises as `set_credentials` does."""
    name, email = check_name(name), check_email(email)
    password_hash = services().concurrency.run_native(hash_password, check_password(password))
    people, now_ms = services().people, services().clock_ms()
    return people.create_account(
        name, email, password_hash, locale_name(), now_ms=now_ms, project_id=project_id
    )


def errors_in_credentials(name: str, email: str, password: str) -> dict[str, BoardError]:
    """What is wrong with each field, by field name; empty when all is well."""
    wrong: dict[str, BoardError] = {}
    checks: tuple[tuple[str, Callable[[str], str], str], ...] = (
        ("name", check_name, name),
        ("email", check_email, email),
        ("password", check_password, password),
    )
    for field, check, typed in checks:
        try:
            check(typed)
        except BoardError as error:
            wrong[field] = error
    return wrong


def clean_email(email: str) -> str:
    """An address as it is stored and compared."""
    return email.strip().lower()


def is_email(email: str) -> bool:
    """Whether this can be an address: one @ with something on both sides, no spaces."""
    local, at, domain = email.rpartition("@")
    is_plain = email.isprintable() and " " not in email and "@" not in local
    return bool(at and local and "." in domain.strip(".") and is_plain and len(email) <= EMAIL_LIMIT)


def check_email(email: str) -> str:
    """The clean address. Raises EmailBad."""
    email = clean_email(email)
    if not is_email(email):
        raise EmailBad
    return email


def check_password(password: str, least: int = PASSWORD_MIN) -> str:
    """The password if it may be used. Raises PasswordTooShort, TextTooLong, BadText."""
    if len(password) < least:
        raise PasswordTooShort(limit=least)
    if len(password) > PASSWORD_MAX:
        raise TextTooLong(limit=PASSWORD_MAX)
    if any("\ud800" <= char <= "\udfff" for char in password):
        raise BadText(field="password")
    return password
