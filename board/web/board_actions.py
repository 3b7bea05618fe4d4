"""What may be done with a board, for pages and API alike: the store first, then the open room."""

from collections.abc import Iterable
from typing import Any, cast

from flask import current_app
from flask_babel import gettext

from board.core.errors_methods import MethodMissing
from board.core.kinds import TITLE_LIMIT
from board.core.meetings import Meeting
from board.core.ops import check_name
from board.core.restoring import copy_ops
from board.core.roles import Role, can, check_new_role
from board.core.scene import Scene
from board.core.visibility import Member
from board.live.carrying import carry
from board.live.departing import send_away
from board.methods.demo import golden_file
from board.methods.laying_out import instantiate, instantiate_all
from board.methods.method import Method
from board.store.boards import Board, BoardCard
from board.store.people import Person
from board.store.transfer import import_board
from board.web import own_methods
from board.web.auth import new_public_id
from board.web.documents import Documents
from board.web.services import services

DEMO = "demo"
BLANK = "blank"
SEVERAL = "several"  # stands for the method of a board that was made of more than one


def create(person: Person, method_id: str, name: str, locale: str, *, project_id: str | None = None) -> Board:
    """A new board from a method, or the demo workshop; an empty `name` takes the method's. It is of a project
    that the person leads; without one, of the oldest.

    Raises MethodMissing, ProjectMissing, NoProject and what `check_name` raises.
    """
    if project_id is not None:
        services().projects.get(project_id, person.id)
    wanted = check_name(name, TITLE_LIMIT) if name.strip() else ""
    if method_id == DEMO:
        board = import_file(person, golden_file(locale), project_id=project_id)
        if wanted:
            rename(board.id, wanted)
        return services().boards.get(board.id)
    chosen = own_methods.find(method_id, person.id)
    ops = instantiate(chosen, locale, new_public_id)
    now_ms = services().clock_ms()
    made, called = services().boards, wanted or chosen.name(locale)
    return made.create(called, chosen.id, person.id, ops, now_ms=now_ms, project_id=project_id)


def create_for_meeting(person: Person, meeting: Meeting, locale: str) -> Board:
    """A new board of this meeting, named after its theme and made of its methods, those that are gone left
    out; blank when it has none."""
    chosen = [found for method_id in meeting.methods if (found := _known_method(method_id, person.id))]
    ops = instantiate_all(chosen, locale, new_public_id)
    one = chosen[0].id if chosen else BLANK
    method_id = one if len(chosen) < 2 else SEVERAL
    now_ms = services().clock_ms()
    project_id = services().meetings.project_of(meeting.id, person.id)
    board = services().boards.create(
        meeting.theme, method_id, person.id, ops, now_ms=now_ms, project_id=project_id
    )
    services().meetings.put_board(meeting.id, board.id, person.id)
    return board


def _known_method(method_id: str, person_id: str) -> Method | None:
    try:
        return own_methods.find(method_id, person_id)
    except MethodMissing:
        return None


def copy(person: Person, source: Board, scene: Scene, name: str) -> Board:
    """A new board with the items of `scene`, their authors kept; an empty `name` says of what it is a copy.
    It is of the same project for who leads that, else of the oldest of their own.

    Raises NoProject and what `check_name` raises.
    """
    wanted = check_name(name, TITLE_LIMIT) if name.strip() else _name_of_copy(source.name)
    method_id = BLANK if source.method_id == DEMO else source.method_id  # there is one demo to come back to
    ops = services().concurrency.run_native(copy_ops, scene, source.id)
    theirs = {one.id for one in services().projects.list_for(person.id)}
    return services().boards.create(
        wanted,
        method_id,
        person.id,
        ops,
        now_ms=services().clock_ms(),
        project_id=source.project_id if source.project_id in theirs else None,
        pictures_of=source.id,
    )


def _name_of_copy(name: str) -> str:
    """In the language of the request, cut where the limit is."""
    return check_name(str(gettext("Copy of %(name)s", name=name))[:TITLE_LIMIT], TITLE_LIMIT)


def import_file(person: Person, file: Any, *, project_id: str | None = None) -> Board:
    """A board from the parsed content of a board file, in this project or the oldest that the person leads.

    Raises ImportBad, ImportNewer, ProjectMissing, NoProject.
    """
    if project_id is not None:
        services().projects.get(project_id, person.id)
    now_ms, database = services().clock_ms(), services().database
    return import_board(database, file, imported_by=person.id, now_ms=now_ms, project_id=project_id)


def set_add_only(board_id: str, is_add_only: bool) -> None:
    """Whether participants leave alone what others have made, from the next op on."""
    services().boards.set_add_only(board_id, is_add_only)
    services().registry.board_changed(board_id)


def remove(by: Role, board_id: str, person_id: str, *, actor: str) -> None:
    """`actor` sends a member away, or somebody who waits: their pages close, their ballots in open votes and
    their place at a table are gone, and what they had under way ends.

    Raises Denied, KeepsRole, or PageMissing when they are neither; StorageFailed, Busy, Restarting.
    """
    boards, registry, storage = services().boards, services().registry, services().storage
    room = registry.open(board_id)
    with registry.people:
        role = boards.role_of(board_id, person_id)
        check_new_role(by, role, None)
        person = services().people.by_id(person_id)
        if role is None or person is None:  # nobody on the board knows who only waited
            boards.send_away(board_id, person_id, now_ms=services().clock_ms())
        else:
            boards.check_may_go(board_id, person_id)
            known = Member(person_id, person.name, role)
            carry(registry, lambda reply: send_away(registry, storage, room, actor, known, reply))
    registry.board_changed(board_id)
    documents().drop(board_id, person_id)


def admit(board_id: str, person_id: str | None) -> None:
    """Let in who waits, or one who was sent away; None stands for all who wait. Raises PageMissing."""
    boards, registry = services().boards, services().registry
    with registry.people:
        let_in = set(boards.admit(board_id, person_id))
        for member in boards.members(board_id):
            if member.person_id in let_in:
                registry.member_changed(board_id, member)
    registry.board_changed(board_id)


def add_helped(board_id: str, name: str) -> Member:
    """A participant without a device. Raises HelpedFull and what `check_name` raises."""
    boards, registry = services().boards, services().registry
    with registry.people:
        member = boards.add_helped(board_id, check_name(name), now_ms=services().clock_ms())
        registry.member_changed(board_id, member)
    return member


def rename(board_id: str, name: str) -> None:
    """Raises NameEmpty, NameTooLong, BadText."""
    services().boards.rename(board_id, check_name(name, TITLE_LIMIT))
    services().registry.board_changed(board_id)


def delete(board_id: str) -> None:
    """Take the board away, with what was written there in private, and send home whoever has it open."""
    services().boards.delete(board_id, now_ms=services().clock_ms())
    services().registry.board_deleted(board_id)


def set_role(by: Role, board_id: str, person_id: str, role: Role) -> Member:
    """The member with the new role, given by somebody with the role `by`.

    Raises Denied, KeepsRole, or PageMissing when they are not a member.
    """
    boards, registry = services().boards, services().registry
    with registry.people:
        check_new_role(by, boards.role_of(board_id, person_id), role)
        boards.set_role(board_id, person_id, role)
        member = next(known for known in boards.members(board_id) if known.person_id == person_id)
        registry.member_changed(board_id, member)
    registry.board_changed(board_id)  # who is before the board is for who leads it
    if member.role is None or not can(member.role, "board.export"):
        documents().drop(board_id, person_id)
    return member


def add_lead(project_id: str, person_id: str, by: str) -> None:
    """Somebody leads a project now, too, and so all its boards. Raises ProjectMissing."""
    registry = services().registry
    with registry.people:
        _roles_changed(services().projects.add_lead(project_id, person_id, by), person_id)


def remove_lead(project_id: str, person_id: str, by: str) -> None:
    """Somebody does not lead a project any more. On boards that they have joined they stay what they are
    there; their pages of all others close. Raises ProjectMissing, KeepsLead."""
    registry = services().registry
    with registry.people:
        _roles_changed(services().projects.remove_lead(project_id, person_id, by), person_id)


def move(board_id: str, project_id: str, meeting_id: str | None, by: str) -> None:
    """A board is of another project now, and of this meeting there or of none. Who led it only by leading the
    project that it was of does not any more: their pages of it close.

    Raises ProjectMissing unless `by` leads both, MeetingMissing, BoardMissing.
    """
    registry = services().registry
    with registry.people:
        moved = services().meetings.move_board(board_id, project_id, meeting_id, by)
        for person_id in moved.leads:
            _roles_changed([board_id], person_id)
        registry.modes_changed(moved.modes)


def _roles_changed(board_ids: Iterable[str], person_id: str) -> None:
    person = services().people.by_id(person_id)
    for board_id in board_ids:
        role = services().boards.role_of(board_id, person_id)
        if person is not None and services().registry.knows(board_id, person_id):
            services().registry.member_changed(board_id, Member(person_id, person.name, role))
        if role is None or not can(role, "board.export"):
            documents().drop(board_id, person_id)


def documents() -> Documents:
    """The pictures and documents that are being made."""
    return cast(Documents, current_app.extensions["tavolo.documents"])


def board_json(board: Board) -> dict[str, Any]:
    """A board as the API shows it."""
    return {
        "id": board.id,
        "name": board.name,
        "method": board.method_id,
        "head": board.head,
        "is_add_only": board.is_add_only,
    }


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
