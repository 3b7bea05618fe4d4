"""Projects: the local groups that boards and meetings belong to (DATA1). Who leads one leads all of it, and
to everybody else it looks like one that never was."""

import secrets
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from board.core.errors_meetings import KeepsLead, NoProject, ProjectMissing, ProjectNameTaken, ProjectsFull
from board.core.ids import make_id
from board.store.database import Database
from board.store.tables import board, meeting, person, project, project_member

PROJECTS_MOST: Final = 200  # of one person
LEADS: Final = "facilitator"
FIRST: Final = "first_project"  # the one that every install begins with


@dataclass(frozen=True)
class Project:
    """A project with the number of its meetings and of its boards. One that is put aside goes on as before;
    it is only not among the others."""

    id: str
    name: str
    is_aside: bool
    meetings: int
    boards: int


@dataclass(frozen=True)
class Lead:
    """Somebody who leads a project."""

    person_id: str
    name: str
    email: str


class Projects:
    """All projects. `by` is who asks: every method that has it raises ProjectMissing for a project that they
    do not lead. Names are checked by the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_for(self, person_id: str) -> list[Project]:
        """The projects that a person leads, the oldest first."""
        query = _projects(person_id)
        return self._database.read(lambda connection: [_project(row) for row in connection.execute(query)])

    def get(self, project_id: str, by: str) -> Project:
        return self._database.read(lambda connection: _find(connection, project_id, by))

    def create(self, name: str, by: str, *, now_ms: int) -> str:
        """The id of a new project, which this person leads. Raises ProjectsFull, ProjectNameTaken."""

        def work(connection: Connection) -> str:
            if len(connection.execute(_projects(by)).all()) >= PROJECTS_MOST:
                raise ProjectsFull(limit=PROJECTS_MOST)
            _check_name_free(connection, name, by)
            new = add_project(connection, name, now_ms)
            add_lead_row(connection, new, by)
            return new

        return self._database.write(work)

    def rename(self, project_id: str, name: str, by: str) -> None:
        """Raises ProjectNameTaken."""
        self._change(project_id, {"name": name}, by)

    def put_aside(self, project_id: str, is_aside: bool, by: str) -> None:
        """Away from the other projects, or back among them."""
        self._change(project_id, {"is_aside": is_aside}, by)

    def _change(self, project_id: str, values: dict[str, Any], by: str) -> None:
        def work(connection: Connection) -> None:
            _find(connection, project_id, by)
            if "name" in values:
                _check_name_free(connection, values["name"], by, but=project_id)
            connection.execute(update(project).where(project.c.id == project_id).values(values))

        self._database.write(work)

    # --- for who keeps the server ------------------------------------------------------------------------

    def list_all(self) -> list[Project]:
        """Every project, the oldest first."""
        return self._database.read(lambda connection: [_project(row) for row in connection.execute(_all())])

    def named(self, wanted: str) -> Project:
        """The one with this id, or the only one with this name. Raises ProjectMissing."""
        known = self.list_all()
        found = [one for one in known if one.id == wanted]
        found = found or [one for one in known if one.name.casefold() == wanted.strip().casefold()]
        if len(found) != 1:
            raise ProjectMissing
        return found[0]

    def first_lead(self, project_id: str) -> str:
        """The id of who leads it, of several the oldest account. Raises ProjectMissing."""
        query = select(person.c.id).join(project_member, project_member.c.person_id == person.c.id)
        query = query.where(project_member.c.project_id == project_id, project_member.c.role == LEADS)
        query = query.order_by(person.c.created_at_ms, person.c.id).limit(1)
        found = self._database.read(lambda connection: connection.execute(query).scalar())
        if found is None:
            raise ProjectMissing
        return str(found)

    # --- who leads it -------------------------------------------------------------------------------

    def leads(self, project_id: str, by: str) -> list[Lead]:
        """Who leads it, by name."""
        query = select(person).join(project_member, project_member.c.person_id == person.c.id)
        query = query.where(project_member.c.project_id == project_id, project_member.c.role == LEADS)

        def work(connection: Connection) -> list[Lead]:
            _find(connection, project_id, by)
            rows = connection.execute(query).all()
            found = [Lead(row.id, row.name, row.email or "") for row in rows]
            return sorted(found, key=lambda one: (one.name.casefold(), one.person_id))

        return self._database.read(work)

    def add_lead(self, project_id: str, person_id: str, by: str) -> list[str]:
        """Somebody leads it now, too; fine when they did. The ids of its boards."""

        def work(connection: Connection) -> list[str]:
            _find(connection, project_id, by)
            known = select(project_member).where(*_is_member(project_id, person_id))
            if connection.execute(known).first() is None:
                add_lead_row(connection, project_id, person_id)
            return _boards(connection, project_id)

        return self._database.write(work)

    def remove_lead(self, project_id: str, person_id: str, by: str) -> list[str]:
        """Somebody does not lead it any more; boards that they have joined they keep. The ids of its boards.

        Raises KeepsLead.
        """

        def work(connection: Connection) -> list[str]:
            _find(connection, project_id, by)
            connection.execute(delete(project_member).where(*_is_member(project_id, person_id)))
            left = select(project_member).where(
                project_member.c.project_id == project_id, project_member.c.role == LEADS
            )
            if connection.execute(left).first() is None:
                raise KeepsLead  # which takes the deletion back
            return _boards(connection, project_id)

        return self._database.write(work)


def project_for(connection: Connection, person_id: str | None) -> str:
    """The id of the project that a person's boards belong to when nobody chooses another: the oldest that
    they lead, rather one that is not put aside. What nobody made belongs to the first one.

    Raises NoProject for who leads none: their boards are not put among those of others.
    """
    if person_id is None:
        return FIRST
    found = led_by(connection, person_id)
    if found is None:
        raise NoProject
    return found


def led_by(connection: Connection, person_id: str, wanted: str | None = None) -> str | None:
    """The id of the wanted project if this person leads it, else of the oldest that they lead, rather one
    that is not put aside; None for who leads none."""
    in_order = (project.c.id != (wanted or ""), project.c.is_aside, *_IN_ORDER)
    row = connection.execute(_projects(person_id).order_by(None).order_by(*in_order).limit(1)).first()
    return None if row is None else str(row.id)


def add_project(connection: Connection, name: str, now_ms: int) -> str:
    """The id of a new project, which nobody leads yet."""
    new = make_id(secrets.randbelow)
    connection.execute(insert(project).values(id=new, name=name, created_at_ms=now_ms))
    return new


def add_lead_row(connection: Connection, project_id: str, person_id: str) -> None:
    """This person leads the project now; they must not lead it already."""
    row = {"project_id": project_id, "person_id": person_id, "role": LEADS}
    connection.execute(insert(project_member).values(row))


# The clock of a server may have been wrong, so that others seem to be older than the first.
_IN_ORDER: Final = (project.c.id != FIRST, project.c.created_at_ms, project.c.id)


def _projects(person_id: str) -> Select[Any]:
    query = _all().join(project_member, project_member.c.project_id == project.c.id)
    return query.where(project_member.c.person_id == person_id, project_member.c.role == LEADS)


def _all() -> Select[Any]:
    meetings = select(func.count()).where(meeting.c.project_id == project.c.id)
    boards = select(func.count()).where(board.c.project_id == project.c.id, board.c.deleted_at_ms.is_(None))
    counted = (meetings.scalar_subquery().label("meetings"), boards.scalar_subquery().label("boards"))
    return select(project, *counted).order_by(*_IN_ORDER)


def _find(connection: Connection, project_id: str, by: str) -> Project:
    row = connection.execute(_projects(by).where(project.c.id == project_id)).first()
    if row is None:
        raise ProjectMissing
    return _project(row)


def _project(row: Row[Any]) -> Project:
    return Project(row.id, row.name, row.is_aside, row.meetings, row.boards)


def _check_name_free(connection: Connection, name: str, by: str, *, but: str = "") -> None:
    """Two of the same name cannot be told apart in a list. Those of others are nobody's business here."""
    for row in connection.execute(_projects(by)).all():
        if row.id != but and row.name.casefold() == name.casefold():
            raise ProjectNameTaken


def _is_member(project_id: str, person_id: str) -> tuple[Any, Any]:
    return project_member.c.project_id == project_id, project_member.c.person_id == person_id


def _boards(connection: Connection, project_id: str) -> list[str]:
    query = select(board.c.id).where(board.c.project_id == project_id, board.c.deleted_at_ms.is_(None))
    return list(connection.execute(query).scalars())
