"""Moving a board to another project."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as AnyResponse

from board.core.errors import BoardError
from board.core.errors_meetings import ProjectMissing
from board.core.meetings import Meeting
from board.store.projects import Project
from board.web import board_actions
from board.web.auth import require_person
from board.web.errors import sentence_of
from board.web.services import services

blueprint = Blueprint("moving_pages", __name__, url_prefix="/b/<board_id>/move")

SEE_OTHER: Final = 303


@dataclass(frozen=True)
class Place:
    """A project that a board can be moved to, with its meetings."""

    project: Project
    meetings: Sequence[Meeting]


@blueprint.get("")
def show(board_id: str) -> str:
    return _page(board_id, "", None)


@blueprint.post("")
def move(board_id: str) -> AnyResponse | tuple[str, int]:
    """`to`: the id of a project or, after a slash, of one of its meetings too."""
    project_id, _, meeting_id = request.form.get("to", "").partition("/")
    services_of, by = services(), require_person().id
    services_of.projects.get(services_of.boards.get(board_id).project_id, by)  # else there is no such page
    try:
        board_actions.move(board_id, project_id, meeting_id or None, by)
    except BoardError as error:
        wrong = sentence_of(error) if project_id else gettext("Choose where it is to go first.")
        return _page(board_id, project_id, wrong), error.status if project_id else 400
    return redirect(url_for("project_pages.show", project_id=project_id, done="moved"), SEE_OTHER)


def _page(board_id: str, chosen: str, wrong: str | None) -> str:
    """Raises ProjectMissing for who does not lead the project of the board."""
    person, board = require_person(), services().boards.get(board_id)
    known = services().projects.list_for(person.id)
    here = next((one for one in known if one.id == board.project_id), None)
    if here is None:
        raise ProjectMissing
    others = sorted((one for one in known if one.id != here.id), key=lambda one: one.is_aside)
    meetings = services().meetings
    return render_template(
        "board/move.html",
        person=person,
        board=board,
        here=here,
        meeting=meetings.of_board(board_id),
        places=[Place(one, meetings.list_for(person.id, one.id)) for one in others],
        chosen=chosen,
        wrong={} if wrong is None else {"to": wrong},
    )
