"""What may be done with a board, for pages and API alike: the store first, then the open room."""

from typing import Any

from flask_babel import gettext

from board.core.kinds import TITLE_LIMIT
from board.core.ops import check_name
from board.core.restoring import copy_ops
from board.core.roles import Role, check_new_role
from board.core.scene import Scene
from board.core.visibility import Member
from board.methods.demo import golden_file
from board.methods.laying_out import instantiate
from board.store.boards import Board, BoardCard
from board.store.people import Person
from board.store.transfer import import_board
from board.web import own_methods
from board.web.auth import new_public_id
from board.web.services import services

DEMO = "demo"
BLANK = "blank"


def create(person: Person, method_id: str, name: str, locale: str) -> Board:
    """A new board from a method, or the demo workshop; an empty `name` takes the method's.

    Raises MethodMissing and what `check_name` raises.
    """
    wanted = check_name(name, TITLE_LIMIT) if name.strip() else ""
    if method_id == DEMO:
        board = import_file(person, golden_file(locale))
        if wanted:
            rename(board.id, wanted)
        return services().boards.get(board.id)
    chosen = own_methods.find(method_id, person.id)
    ops = instantiate(chosen, locale, new_public_id)
    now_ms = services().clock_ms()
    return services().boards.create(wanted or chosen.name(locale), chosen.id, person.id, ops, now_ms=now_ms)


def copy(person: Person, source: Board, scene: Scene, name: str) -> Board:
    """A new board with the items of `scene`, their authors kept; an empty `name` says of what it is a copy.

    Raises what `check_name` raises.
    """
    wanted = check_name(name, TITLE_LIMIT) if name.strip() else _name_of_copy(source.name)
    method_id = BLANK if source.method_id == DEMO else source.method_id  # there is one demo to come back to
    ops = services().concurrency.run_native(copy_ops, scene)
    now_ms = services().clock_ms()
    return services().boards.create(wanted, method_id, person.id, ops, now_ms=now_ms, pictures_of=source.id)


def _name_of_copy(name: str) -> str:
    """In the language of the request, cut where the limit is."""
    return check_name(str(gettext("Copy of %(name)s", name=name))[:TITLE_LIMIT], TITLE_LIMIT)


def import_file(person: Person, file: Any) -> Board:
    """A board from the parsed content of a board file. Raises ImportBad, ImportNewer."""
    return import_board(services().database, file, imported_by=person.id, now_ms=services().clock_ms())


def rename(board_id: str, name: str) -> None:
    """Raises NameEmpty, NameTooLong, BadText."""
    services().boards.rename(board_id, check_name(name, TITLE_LIMIT))
    services().registry.board_changed(board_id)


def delete(board_id: str) -> None:
    """Take the board away, with what was written there in private, and send home whoever has it open."""
    services().boards.delete(board_id, now_ms=services().clock_ms())
    services().registry.board_deleted(board_id)
    services().storage.forget_drafts(board_id)


def set_role(by: Role, board_id: str, person_id: str, role: Role) -> Member:
    """The member with the new role, given by somebody with the role `by`.

    Raises Denied, KeepsRole, or PageMissing when they are not a member.
    """
    boards = services().boards
    check_new_role(by, boards.role_of(board_id, person_id), role)
    boards.set_role(board_id, person_id, role)
    member = next(known for known in boards.members(board_id) if known.person_id == person_id)
    services().registry.member_changed(board_id, member)
    return member


def board_json(board: Board) -> dict[str, Any]:
    """A board as the API shows it."""
    return {"id": board.id, "name": board.name, "method": board.method_id, "head": board.head}


def card_json(card: BoardCard) -> dict[str, Any]:
    """A board as it stands in a list."""
    return {
        "id": card.id,
        "name": card.name,
        "method": card.method_id,
        "role": card.role,
        "notes": card.note_count,
        "people": card.people_count,
        "updated_at_ms": card.updated_at_ms,
    }
