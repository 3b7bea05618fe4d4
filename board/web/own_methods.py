"""The methods that a project has of its own, beside those that come with Tavolo."""

from functools import lru_cache
from typing import Final

from board.core.errors_methods import MethodMissing
from board.methods.exchange import checked, from_file, to_file
from board.methods.library import method
from board.methods.method import Method, decode_method
from board.store.people import Person
from board.web.auth import new_public_id
from board.web.services import services

READ_KEPT: Final = 200


def of(person_id: str, project_id: str | None = None) -> list[Method]:
    """The own methods of this person's projects, or of one of them, the oldest first."""
    return [_read(content) for _, content in services().methods.list_for(person_id, project_id)]


def find(method_id: str, person_id: str) -> Method:
    """A method of the library, or one of this person's projects. Raises MethodMissing."""
    try:
        return method(method_id)
    except MethodMissing:
        return _read(services().methods.get(method_id, person_id))


def is_own(method_id: str) -> bool:
    """Whether this is not one of the library."""
    try:
        method(method_id)
    except MethodMissing:
        return True
    return False


def bring(content: bytes, person: Person, project_id: str | None = None) -> Method:
    """The method of a file, kept for this project or, without one, for the oldest of the person's.

    Raises MethodBad, MethodNewer, MethodsFull, Denied, ProjectMissing, and what `check_name` raises.
    """
    if project_id is not None:
        services().projects.get(project_id, person.id)
    return _kept(from_file(content, new_public_id()), person, project_id)


def keep(made: Method, person: Person, project_id: str) -> Method:
    """A method made on a board of this project, kept for it. Raises as `bring` does."""
    return _kept(checked(made, new_public_id()), person, project_id)


def _kept(found: Method, person: Person, project_id: str | None = None) -> Method:
    content, now_ms = to_file(found).decode(), services().clock_ms()
    services().methods.add(found.id, content, person.id, now_ms=now_ms, project_id=project_id)
    return found


@lru_cache(maxsize=READ_KEPT)
def _read(content: str) -> Method:
    return decode_method(content.encode())
