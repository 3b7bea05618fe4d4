"""Boards: making, finding, naming and deleting them."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, or_, select, union, update

from board.core.apply import apply
from board.core.errors import BoardMissing, StorageFailed
from board.core.ids import make_id
from board.core.kinds import OPS_LIMIT
from board.core.ops import ENTRY_VERSION, Entry, Op, pictures_in
from board.core.roles import Role, leads
from board.core.scene import EMPTY
from board.store import ballots, drafts, hidden, log_rows
from board.store.assets import copy_assets
from board.store.doorway import Doorways
from board.store.invitations import Invitations, add_invite
from board.store.members import FACILITATOR, Members, is_live, role_in
from board.store.projects import project_for
from board.store.tables import author, board, member, project_member


@dataclass(frozen=True)
class Board:
    id: str
    project_id: str
    name: str
    method_id: str
    head: int
    created_at_ms: int
    updated_at_ms: int
    is_add_only: bool = False


@dataclass(frozen=True)
class BoardCard:
    """A board as a person's list shows it: `note_count` notes at its head, `people_count` members and
    authors, `role` the person's own."""

    id: str
    name: str
    method_id: str
    role: Role
    note_count: int
    people_count: int
    created_at_ms: int
    updated_at_ms: int
    project_id: str


class Boards(Members, Invitations, Doorways):
    """All boards of this server that are not deleted, with their people and the way in. Names are checked
    by the caller."""

    def create(
        self,
        name: str,
        method_id: str,
        created_by: str,
        ops: Sequence[Op],
        *,
        now_ms: int,
        project_id: str | None = None,
        pictures_of: str | None = None,
    ) -> Board:
        """A new board with an open invitation, whose creator is a facilitator.

        `ops` fill it, as entries of at most 100 ops by the creator; what they show comes along from the
        board `pictures_of`. Raises what `apply` raises.
        """
        entries = self._database.away(lambda: _first_entries(ops, created_by, now_ms))

        def work(connection: Connection) -> Board:
            made = Board(
                id=make_id(secrets.randbelow),
                project_id=project_id or project_for(connection, created_by),
                name=name,
                method_id=method_id,
                head=len(entries),
                created_at_ms=now_ms,
                updated_at_ms=now_ms,
            )
            add_board(connection, made, entries, created_by, now_ms=now_ms)
            if pictures_of is not None:
                copy_assets(connection, pictures_of, made.id, pictures_in(ops))
            return made

        return self._database.write(work)

    def get(self, board_id: str) -> Board:
        """Raises BoardMissing."""

        def work(connection: Connection) -> Board:
            row = connection.execute(select(board).where(*is_live(board_id))).first()
            if row is None:
                raise BoardMissing
            return _board(row)

        return self._database.read(work)

    def list_for(self, person_id: str) -> list[BoardCard]:
        """The boards a person may open, the last changed first: those of their projects and those
        they have joined."""
        query = _cards(person_id)
        return self._database.read(lambda connection: [_card(row) for row in connection.execute(query)])

    def led_beside(self, board_id: str, person_id: str) -> list[BoardCard]:
        """The other boards of its project that this person leads, the last changed first."""
        project = select(board.c.project_id).where(board.c.id == board_id).scalar_subquery()
        query = _cards(person_id).where(board.c.project_id == project, board.c.id != board_id)
        cards = self._database.read(lambda connection: [_card(row) for row in connection.execute(query)])
        return [card for card in cards if leads(card.role)]

    def list_all(self) -> list[BoardCard]:
        """Every board, the last changed first: for who keeps the server."""
        query = _cards(None)
        return self._database.read(lambda connection: [_card(row) for row in connection.execute(query)])

    def rename(self, board_id: str, name: str) -> None:
        """Raises BoardMissing."""
        self._change(board_id, {"name": name})

    def set_add_only(self, board_id: str, is_add_only: bool) -> None:
        """Whether participants leave alone what others have made. Raises BoardMissing."""
        self._change(board_id, {"is_add_only": is_add_only})

    def delete(self, board_id: str, *, now_ms: int) -> None:
        """Nobody finds the board any more; its rows stay, but for ballots (VOTE1), what was written in
        private (VIS5) and what was hidden (HIDE1). Raises BoardMissing."""

        def work(connection: Connection) -> bool:
            _change(connection, board_id, {"deleted_at_ms": now_ms})
            had_ballots = ballots.forget_all(connection, board_id)
            had_hidden = hidden.forget_all(connection, board_id)
            return drafts.forget_all(connection, board_id) or had_ballots or had_hidden

        if self._database.write(work):
            with suppress(StorageFailed):  # the next start does it
                self._database.empty_log()

    def _change(self, board_id: str, values: dict[str, Any]) -> None:
        self._database.write(lambda connection: _change(connection, board_id, values))


def _change(connection: Connection, board_id: str, values: dict[str, Any]) -> None:
    if connection.execute(update(board).where(*is_live(board_id)).values(values)).rowcount == 0:
        raise BoardMissing


def add_board(
    connection: Connection,
    made: Board,
    entries: Sequence[Entry],
    created_by: str | None,
    *,
    now_ms: int,
    base: log_rows.Base | None = None,
) -> None:
    """Write a whole new board: its log, its invitation, its creator as facilitator.

    `entries` come after those of `base`, if the board was compacted. `now_ms` is when this happens; an
    imported board keeps its own `created_at_ms`.
    """
    values = {"id": made.id, "project_id": made.project_id, "name": made.name, "method_id": made.method_id}
    numbers = {
        "head": made.head,
        "note_count": log_rows.note_change(entries) + (0 if base is None else base.note_count),
        "created_at_ms": made.created_at_ms,
        "updated_at_ms": made.updated_at_ms,
        "v": ENTRY_VERSION,
    }
    connection.execute(insert(board).values(created_by=created_by, **values, **numbers))
    if base is not None:
        log_rows.add_base(connection, made.id, base, now_ms=now_ms)
    log_rows.add_entries(connection, made.id, entries)
    if made.head >= log_rows.CHECKPOINT_EVERY:
        log_rows.add_checkpoint(connection, made.id, now_ms=now_ms)
    if created_by is not None:
        row = {"board_id": made.id, "person_id": created_by, "role": FACILITATOR}
        connection.execute(insert(member).values(row))
    add_invite(connection, made.id, now_ms=now_ms)


def _first_entries(ops: Sequence[Op], actor: str, now_ms: int) -> list[Entry]:
    """`ops` on an empty board, in entries of as many as one message may hold."""
    entries: list[Entry] = []
    scene = EMPTY
    for start in range(0, len(ops), OPS_LIMIT):
        applied = apply(scene, ops[start : start + OPS_LIMIT], actor=actor, at_ms=now_ms)
        scene = applied.scene
        entries.append(Entry(len(entries) + 1, now_ms, actor, None, applied.ops, applied.inverse))
    return entries


def _cards(person_id: str | None) -> Select[Any]:
    """The boards of a person, or all boards as their keeper sees them."""
    named = union(
        select(member.c.board_id, member.c.person_id), select(author.c.board_id, author.c.person_id)
    )
    people = named.subquery()
    count = select(func.count()).where(people.c.board_id == board.c.id).scalar_subquery()
    lead = (
        (project_member.c.project_id == board.c.project_id)
        & (project_member.c.person_id == person_id)
        & (project_member.c.role == FACILITATOR)
    )
    joined = (member.c.board_id == board.c.id) & (member.c.person_id == person_id)
    cards = (
        select(
            board,
            count.label("people_count"),
            project_member.c.role.label("lead_role"),
            member.c.role.label("member_role"),
        )
        .select_from(board)
        .outerjoin(project_member, lead)
        .outerjoin(member, joined)
        .where(board.c.deleted_at_ms.is_(None))
    )
    if person_id is not None:
        cards = cards.where(or_(project_member.c.role.is_not(None), member.c.role.is_not(None)))
    return cards.order_by(board.c.updated_at_ms.desc(), board.c.id)


def _board(row: Row[Any]) -> Board:
    return Board(
        row.id,
        row.project_id,
        row.name,
        row.method_id,
        row.head,
        row.created_at_ms,
        row.updated_at_ms,
        row.is_add_only,
    )


def _card(row: Row[Any]) -> BoardCard:
    return BoardCard(
        id=row.id,
        name=row.name,
        method_id=row.method_id,
        role=role_in(row) or FACILITATOR,
        note_count=row.note_count,
        people_count=row.people_count,
        created_at_ms=row.created_at_ms,
        updated_at_ms=row.updated_at_ms,
        project_id=row.project_id,
    )
