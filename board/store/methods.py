"""The methods that a project has of its own, each as the content of its file."""

from typing import Final

from sqlalchemy import Connection, Select, delete, func, insert, select

from board.core.errors import Denied
from board.core.errors_methods import MethodMissing, MethodsFull
from board.store.database import Database
from board.store.projects import led_by
from board.store.tables import own_method, project_member

METHODS_MOST: Final = 100  # of one project


class Methods:
    """The own methods of all projects; a person meets those of theirs only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_for(self, person_id: str, project_id: str | None = None) -> list[tuple[str, str]]:
        """Id and content of each method of the person's projects, or of one of them, the oldest first."""
        query = _of(person_id).order_by(own_method.c.created_at_ms, own_method.c.id)
        if project_id is not None:
            query = query.where(own_method.c.project_id == project_id)
        rows = self._database.read(lambda connection: connection.execute(query).all())
        return [(row.id, row.content) for row in rows]

    def get(self, method_id: str, person_id: str) -> str:
        """The content of a method. Raises MethodMissing."""
        query = _of(person_id).where(own_method.c.id == method_id)
        row = self._database.read(lambda connection: connection.execute(query).first())
        if row is None:
            raise MethodMissing
        return str(row.content)

    def add(
        self, method_id: str, content: str, person_id: str, *, now_ms: int, project_id: str | None = None
    ) -> None:
        """Keep a method for this project, or the oldest of the person's where they do not lead it.

        Raises Denied for who leads none, MethodsFull.
        """

        def work(connection: Connection) -> None:
            kept_in = led_by(connection, person_id, project_id)
            if kept_in is None:
                raise Denied
            number = select(func.count()).where(own_method.c.project_id == kept_in)
            if connection.execute(number).scalar_one() >= METHODS_MOST:
                raise MethodsFull(limit=METHODS_MOST)
            row = {"id": method_id, "project_id": kept_in, "created_by": person_id}
            connection.execute(insert(own_method).values(**row, created_at_ms=now_ms, content=content))

        self._database.write(work)

    def delete(self, method_id: str, person_id: str) -> None:
        """Boards that were made of it stay as they are. Raises MethodMissing."""

        def work(connection: Connection) -> None:
            if connection.execute(_of(person_id).where(own_method.c.id == method_id)).first() is None:
                raise MethodMissing
            connection.execute(delete(own_method).where(own_method.c.id == method_id))

        self._database.write(work)


def _of(person_id: str) -> Select[tuple[str, str]]:
    """The methods of the projects that a person belongs to."""
    theirs = select(project_member.c.project_id).where(project_member.c.person_id == person_id)
    return select(own_method.c.id, own_method.c.content).where(own_method.c.project_id.in_(theirs))
