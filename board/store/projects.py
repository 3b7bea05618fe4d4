"""Projects: the local groups that boards belong to (DATA1). This release uses the first one."""

from sqlalchemy import Connection, insert, select

from board.store.tables import project, project_member


def first_project(connection: Connection) -> str:
    """The id of the project that boards belong to when nobody chooses another."""
    query = select(project.c.id).order_by(project.c.created_at_ms, project.c.id).limit(1)
    found: str = connection.execute(query).scalar_one()
    return found


def add_to_first_project(connection: Connection, person_id: str) -> None:
    """Make this person a facilitator of the first project."""
    row = {"project_id": first_project(connection), "person_id": person_id, "role": "facilitator"}
    connection.execute(insert(project_member).values(row))
