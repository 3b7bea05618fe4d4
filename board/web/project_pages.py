"""Pages about projects: all of them, one with its meetings and boards, and who leads it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from flask import Blueprint, render_template, request, url_for
from flask_babel import format_date
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as AnyResponse

from board.core.errors import BoardError
from board.core.errors_meetings import AccountUnknown
from board.core.kinds import TITLE_LIMIT
from board.core.meetings import Meeting
from board.core.ops import check_name
from board.export.attendance import way_name
from board.store.boards import BoardCard
from board.store.projects import Project
from board.web import auth, board_actions
from board.web.auth import require_person
from board.web.errors import sentence_of
from board.web.locale import locale_name
from board.web.services import services

blueprint = Blueprint("project_pages", __name__, url_prefix="/projects")

SEE_OTHER: Final = 303

# --- all projects -----------------------------------------------------------------------------------


@blueprint.get("")
def list_all() -> str:
    return _list_page()


@blueprint.post("")
def create() -> AnyResponse | tuple[str, int]:
    """A new project, with nothing in it yet."""
    name, projects = request.form.get("name", ""), services().projects
    try:
        clean = check_name(name, TITLE_LIMIT)
        project_id = projects.create(clean, require_person().id, now_ms=services().clock_ms())
    except BoardError as error:
        return _list_page(name=name, wrong={"name": sentence_of(error)}), error.status
    return _to(project_id)


def _list_page(*, name: str = "", wrong: Mapping[str, str] | None = None) -> str:
    person = require_person()
    known = services().projects.list_for(person.id)
    return render_template(
        "projects/list.html",
        person=person,
        projects=[one for one in known if not one.is_aside],
        aside=[one for one in known if one.is_aside],
        name=name,
        wrong=wrong or {},
    )


# --- one project ------------------------------------------------------------------------------------


@blueprint.get("/<project_id>")
def show(project_id: str) -> str:
    return page_of(services().projects.get(project_id, require_person().id))


def page_of(project: Project) -> str:
    """Its meetings in their order, and its boards that belong to none."""
    person = require_person()
    cards = boards_in(project.id, person.id)
    homes = services().meetings.board_meetings(person.id)
    return render_template(
        "meetings/project.html",
        person=person,
        project=project,
        is_only=len(services().projects.list_for(person.id)) == 1,
        meetings=services().meetings.list_for(person.id, project.id),
        boards_of={meeting: boards_of(meeting, cards, homes) for meeting in homes.values()},
        loose=[card for card in cards if card.id not in homes],
        when=when,
        way_name=lambda way: way_name(way, locale_name()),
    )


def boards_in(project_id: str, person_id: str) -> list[BoardCard]:
    """The boards of a project, the last changed first."""
    return [card for card in services().boards.list_for(person_id) if card.project_id == project_id]


def boards_of(meeting_id: str, cards: Sequence[BoardCard], homes: Mapping[str, str]) -> list[BoardCard]:
    """The boards of a meeting, the oldest first."""
    mine = [card for card in cards if homes.get(card.id) == meeting_id]
    return sorted(mine, key=lambda card: (card.created_at_ms, card.id))


def when(meeting: Meeting) -> str:
    """Day and hours as people read them; "" while nobody has said."""
    hours = "–".join(hour for hour in (meeting.starts, meeting.ends) if hour)
    day = format_date(date.fromisoformat(meeting.day), "full") if meeting.day else ""
    return ", ".join(part for part in (day, hours) if part)


# --- changing it ------------------------------------------------------------------------------------


@blueprint.get("/<project_id>/change")
def change_form(project_id: str) -> str:
    return _change_page(project_id)


@blueprint.post("/<project_id>/change")
def change_post(project_id: str) -> AnyResponse | tuple[str, int]:
    """Another name."""
    name, by = request.form.get("name", ""), require_person().id
    try:
        services().projects.rename(project_id, check_name(name, TITLE_LIMIT), by)
    except BoardError as error:
        return _change_page(project_id, name=name, wrong={"name": sentence_of(error)}), error.status
    return _to(project_id)


@blueprint.post("/<project_id>/aside")
def put_aside(project_id: str) -> AnyResponse:
    """Away from the other projects; with `back`, among them again."""
    is_aside = "back" not in request.form
    services().projects.put_aside(project_id, is_aside, require_person().id)
    return redirect(url_for("project_pages.list_all"), SEE_OTHER)


@blueprint.post("/<project_id>/leads")
def change_leads(project_id: str) -> AnyResponse | tuple[str, int]:
    """`email`: who leads it, too; `remove`: who does not any more."""
    by, email = require_person(), request.form.get("email", "")
    services().projects.get(project_id, by.id)  # who does not lead it learns nothing of accounts
    gone = request.form.get("remove")
    try:
        if gone is not None:
            board_actions.remove_lead(project_id, gone, by.id)
        else:
            found = services().people.account_by_email(email)
            if found is None:
                raise AccountUnknown
            board_actions.add_lead(project_id, found[0].id, by.id)
    except BoardError as error:
        wrong = {"email" if gone is None else "leads": sentence_of(error)}
        return _change_page(project_id, email=email, wrong=wrong), error.status
    if gone == by.id:
        return redirect(url_for("project_pages.list_all"), SEE_OTHER)
    return redirect(url_for("project_pages.change_form", project_id=project_id, _anchor="leads"), SEE_OTHER)


@blueprint.post("/<project_id>/accounts")
def make_account(project_id: str) -> AnyResponse | tuple[str, int]:
    """An account for somebody who has none: it leads this project and no other."""
    services().projects.get(project_id, require_person().id)
    name, email, password = (request.form.get(f"new_{part}", "") for part in ("name", "email", "password"))
    wrong = auth.errors_in_credentials(name, email, password)
    if not wrong:
        try:
            auth.make_account(name, email, password, project_id)
        except BoardError as error:
            wrong = {"email": error}
    if wrong:
        said = {f"new_{field}": sentence_of(error) for field, error in wrong.items()}
        return _change_page(project_id, wrong=said), max(error.status for error in wrong.values())
    page = url_for("project_pages.change_form", project_id=project_id, done="account", _anchor="leads")
    return redirect(page, SEE_OTHER)


def _change_page(
    project_id: str, *, name: str | None = None, email: str = "", wrong: Mapping[str, str] | None = None
) -> str:
    person = require_person()
    project = services().projects.get(project_id, person.id)
    return render_template(
        "projects/change.html",
        person=person,
        project=project,
        name=project.name if name is None else name,
        email=email,
        leads=services().projects.leads(project_id, person.id),
        wrong=wrong or {},
    )


def _to(project_id: str) -> AnyResponse:
    return redirect(url_for("project_pages.show", project_id=project_id), SEE_OTHER)
