"""Coming in with a code."""

from dataclasses import dataclass

from flask import Flask, current_app

from board.core.errors import BoardError, CodeClosed, WrongCode
from board.core.ids import CODE_CHARS, CODE_LENGTH, clean_code
from board.core.ops import check_name
from board.core.visibility import Member
from board.store.boards import Board
from board.store.people import Person
from board.web.auth import become_known, current_person
from board.web.limits import JOINS_FAILED_ALL, JOINS_FAILED_EACH, FailureLimit, client_address
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
class Joined:
    board: Board
    person: Person
    token: str


def init_joining(app: Flask) -> None:
    app.extensions["tavolo.join_limits"] = JoinLimits(
        FailureLimit(JOINS_FAILED_EACH), FailureLimit(JOINS_FAILED_ALL)
    )


def board_of_code(typed: str) -> Board:
    """The board that a typed code opens. Raises WrongCode, CodeClosed or TooManyTries.

    Only wrong codes count: sixty people behind the one address of a town hall are normal.
    """
    limits: JoinLimits = current_app.extensions["tavolo.join_limits"]
    address = client_address()
    limits.check(address, services().clock_ms())
    code = clean_code(typed)
    try:
        if len(code) != CODE_LENGTH or not set(code) <= set(CODE_CHARS):
            raise WrongCode
        invite = services().boards.board_of_code(code)
    except CodeClosed:
        raise
    except WrongCode:
        limits.record(address, services().clock_ms())
        raise
    # Many guesses at once all pass the first check while the first answers are on their way.
    limits.check(address, services().clock_ms())
    return services().boards.get(invite.board_id)


def join(code: str, name: str) -> Joined:
    """Make whoever asks a participant of the board with this code.

    Raises what `board_of_code` and `check_name` raise. Somebody who is a member already keeps their
    role. An account keeps its name, so its `name` may be empty.
    """
    if not _has_name():
        name = check_name(name)
    board = board_of_code(code)
    before = current_person()
    person, token = become_known(name)
    boards = services().boards
    role = boards.role_of(board.id, person.id) or boards.add_member(board.id, person.id, "participant")
    services().registry.member_changed(board.id, Member(person.id, person.name, role))
    if before is not None and before.name != person.name:
        _tell_new_name(person)
    return Joined(board, person, token)


def _tell_new_name(person: Person) -> None:
    """Show a guest's new name on the other boards that are open."""
    for card in services().boards.list_for(person.id):
        member = Member(person.id, person.name, card.role)
        services().registry.member_changed(card.id, member)


def look_at_join(code: str, name: str) -> tuple[Board | None, dict[str, BoardError]]:
    """The board that the code opens, and what is wrong with each field, by field name.

    Both fields at once, so that nobody has to mend twice.
    """
    wrong: dict[str, BoardError] = {}
    board = None
    if not _has_name():
        try:
            check_name(name)
        except BoardError as error:
            wrong["name"] = error
    try:
        board = board_of_code(code)
    except BoardError as error:
        wrong["code"] = error
    return board, wrong


def _has_name() -> bool:
    """Whether whoever asks has an account, whose name is not changed by joining."""
    person = current_person()
    return person is not None and person.is_account
