"""Coming in with a code."""

from dataclasses import dataclass
from threading import BoundedSemaphore

from flask import Flask, current_app

from board.core.errors import BoardError, CodeClosed, WrongCode
from board.core.errors_people import CodeExpired, PassphraseNeeded, PassphraseWrong
from board.core.ids import CODE_CHARS, CODE_LENGTH, clean_code
from board.core.ops import check_name
from board.core.visibility import Member
from board.store.boards import Board
from board.store.invitations import Invite
from board.store.passwords import password_matches
from board.store.people import Person
from board.web.auth import become_known, current_person
from board.web.limits import (
    JOINS_FAILED_ALL,
    JOINS_FAILED_EACH,
    PASSPHRASES_AT_ONCE,
    PASSPHRASES_FAILED_ALL,
    PASSPHRASES_FAILED_EACH,
    PASSWORD_MAX,
    FailureLimit,
    client_address,
)
from board.web.services import services

EVERYBODY = "everybody"


@dataclass(frozen=True)
class JoinLimits:
    """Failed joins, by address and for the whole server."""

    each: FailureLimit
    all: FailureLimit

    def check(self, address: str, now_ms: int) -> None:
        """Return if another try is allowed. Raises TooManyTries."""
        self.each.check(address, now_ms)
        self.all.check(EVERYBODY, now_ms)

    def record(self, address: str, now_ms: int) -> None:
        self.each.record(address, now_ms)
        self.all.record(EVERYBODY, now_ms)


@dataclass(frozen=True)
class PassphraseLimits:
    """Wrong passphrases, by address with board and by board, and how many are looked at together."""

    each: FailureLimit
    all: FailureLimit
    places: BoundedSemaphore

    def check(self, address: str, board_id: str) -> None:
        """Return if another try is allowed. Raises TooManyTries."""
        now_ms = services().clock_ms()
        self.each.check(f"{address} {board_id}", now_ms)
        self.all.check(board_id, now_ms)

    def record(self, address: str, board_id: str) -> None:
        now_ms = services().clock_ms()
        self.each.record(f"{address} {board_id}", now_ms)
        self.all.record(board_id, now_ms)


@dataclass(frozen=True)
class Joined:
    """Who came to which board; `is_waiting` until somebody lets them in."""

    board: Board
    person: Person
    token: str
    is_waiting: bool


def init_joining(app: Flask) -> None:
    app.extensions["tavolo.join_limits"] = JoinLimits(
        FailureLimit(JOINS_FAILED_EACH), FailureLimit(JOINS_FAILED_ALL)
    )
    app.extensions["tavolo.passphrase_limits"] = PassphraseLimits(
        FailureLimit(PASSPHRASES_FAILED_EACH),
        FailureLimit(PASSPHRASES_FAILED_ALL),
        BoundedSemaphore(PASSPHRASES_AT_ONCE),
    )


def invite_of_code(typed: str) -> Invite:
    """The invitation that a typed code is. Raises WrongCode, CodeClosed, CodeExpired or TooManyTries.

    Only wrong codes count: sixty people behind the one address of a town hall are normal.
    """
    limits: JoinLimits = current_app.extensions["tavolo.join_limits"]
    address = client_address()
    limits.check(address, services().clock_ms())
    code = clean_code(typed)
    try:
        if len(code) != CODE_LENGTH or not set(code) <= set(CODE_CHARS):
            raise WrongCode
        invite = services().boards.board_of_code(code, now_ms=services().clock_ms())
    except (CodeClosed, CodeExpired):
        raise
    except WrongCode:
        limits.record(address, services().clock_ms())
        raise
    # Many guesses at once all pass the first check while the first answers are on their way.
    limits.check(address, services().clock_ms())
    return invite


def check_passphrase(invite: Invite, typed: str) -> None:
    """Return if the door asks for none, or for this one. Raises PassphraseNeeded, PassphraseWrong, or
    TooManyTries."""
    if invite.passphrase_hash is None or _is_member(invite.board_id):
        return
    typed = typed.strip()
    if not typed:
        raise PassphraseNeeded
    limits: PassphraseLimits = current_app.extensions["tavolo.passphrase_limits"]
    address, board_id = client_address(), invite.board_id
    limits.check(address, board_id)
    # Few at once, each counted before the next is looked at: a whole room comes in behind one address,
    # and whoever sends many guesses together has no more of them than one after the other.
    with limits.places:
        limits.check(address, board_id)
        right, run = invite.passphrase_hash, services().concurrency.run_native
        if len(typed) > PASSWORD_MAX or not run(password_matches, right, typed):
            limits.record(address, board_id)
            raise PassphraseWrong


def join(code: str, name: str, passphrase: str = "") -> Joined:
    """Make whoever asks a member of the board with this code, or let them wait before it.

    Raises what `invite_of_code`, `check_passphrase` and `check_name` raise, and Removed. Somebody who is
    a member already keeps their role. An account keeps its name, so its `name` may be empty.
    """
    if not _has_name():
        name = check_name(name)
    invite = invite_of_code(code)
    check_passphrase(invite, passphrase)
    return come_in(invite, name)


def come_in(invite: Invite, name: str) -> Joined:
    """The same once all that is asked has been checked. Raises Removed, or what is wrong when the door has
    changed meanwhile."""
    if not _has_name():
        name = check_name(name)
    before, boards = current_person(), services().boards
    if before is not None and boards.role_of(invite.board_id, before.id) is None:
        boards.is_waiting(invite.board_id, before.id)  # who was sent away does not come back this way
    board = boards.get(invite.board_id)
    person, token = become_known(name)
    registry, now_ms = services().registry, services().clock_ms()
    with registry.people:
        role = boards.role_of(board.id, person.id) or boards.enter(invite, person.id, now_ms=now_ms)
        if role is not None:
            registry.member_changed(board.id, Member(person.id, person.name, role))
        if before is not None and before.name != person.name:
            _tell_new_name(person)
    if role is None:
        registry.knocked(board.id)
    return Joined(board, person, token, is_waiting=role is None)


def _tell_new_name(person: Person) -> None:
    """Show a guest's new name on the other boards that are open."""
    for card in services().boards.list_for(person.id):
        member = Member(person.id, person.name, card.role)
        services().registry.member_changed(card.id, member)


def look_at_join(code: str, name: str, passphrase: str) -> tuple[Invite | None, dict[str, BoardError]]:
    """The invitation that the code is, and what is wrong with each field, by field name.

    All fields at once, so that nobody has to mend twice.
    """
    wrong: dict[str, BoardError] = {}
    invite = None
    if not _has_name():
        try:
            check_name(name)
        except BoardError as error:
            wrong["name"] = error
    try:
        invite = invite_of_code(code)
    except BoardError as error:
        wrong["code"] = error
    else:
        try:
            check_passphrase(invite, passphrase)
        except BoardError as error:
            wrong["passphrase"] = error
    return invite, wrong


def asks_for_passphrase(invite: Invite) -> bool:
    """Whether whoever asks has to tell the passphrase of this door."""
    return invite.passphrase_hash is not None and not _is_member(invite.board_id)


def _is_member(board_id: str) -> bool:
    person = current_person()
    return person is not None and services().boards.role_of(board_id, person.id) is not None


def _has_name() -> bool:
    """Whether whoever asks has an account, whose name is not changed by joining."""
    person = current_person()
    return person is not None and person.is_account
