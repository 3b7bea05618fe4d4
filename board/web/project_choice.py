"""Which project something new belongs to: what a form offers, and what was chosen in it."""

from dataclasses import dataclass

from flask import request

from board.store.projects import Project
from board.web.auth import require_person
from board.web.services import services


@dataclass(frozen=True)
class Choice:
    """The projects to choose from, and the id of the chosen one; "" while nobody has chosen."""

    projects: list[Project]
    chosen: str


def project_choice() -> Choice:
    """Those that who asks leads, without those put aside while there are others, and the one that the
    address or form names."""
    wanted = chosen_project()
    known = services().projects.list_for(require_person().id)
    shown = [one for one in known if not one.is_aside or one.id == wanted] or known
    return Choice(shown, next((one.id for one in shown if one.id == wanted), ""))


def chosen_project() -> str | None:
    """The id that the form or the address names; nothing says yet whether it is theirs."""
    return request.values.get("project") or None
