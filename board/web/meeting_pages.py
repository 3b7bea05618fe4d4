"""Pages about the meetings of a project: all of them, and one with its boards."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from flask import Blueprint, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as AnyResponse

from board.core.attendance import SECTORS, Attendee
from board.core.errors import BoardError
from board.core.errors_methods import MethodMissing
from board.core.hands import MODES
from board.core.meetings import WAYS, Meeting, meeting_of
from board.export.attendance import mode_name, sector_name, way_name
from board.methods.library import library
from board.methods.path import PATH
from board.store.arrivals import ATTENDANCE_MOST
from board.web import board_actions, own_methods
from board.web.auth import require_person
from board.web.errors import sentence_of
from board.web.locale import locale_name
from board.web.people_api import summary
from board.web.project_pages import boards_in, boards_of, when
from board.web.project_pages import page_of as page_of_project
from board.web.services import services

blueprint = Blueprint("meeting_pages", __name__)

SEE_OTHER: Final = 303


# --- all meetings -----------------------------------------------------------------------------------


@blueprint.get("/meetings")
def project() -> AnyResponse | str:
    """The meetings of the only project; who leads several chooses one."""
    known = [one for one in services().projects.list_for(require_person().id) if not one.is_aside]
    if len(known) != 1:
        return redirect(url_for("project_pages.list_all"), SEE_OTHER)
    return page_of_project(known[0])


@blueprint.post("/meetings/path")
def make_path() -> AnyResponse:
    """The six-meeting path of a project, unless it has meetings already: a second press changes nothing."""
    meetings, person, locale = services().meetings, require_person(), locale_name()
    project_id = _wanted_project()
    if not meetings.list_for(person.id, project_id):
        path = [
            Meeting(stage.theme.in_locale(locale), number, len(PATH), methods=stage.methods)
            for number, stage in enumerate(PATH, 1)
        ]
        meetings.add(path, person.id, now_ms=services().clock_ms(), project_id=project_id)
    return _to_project(project_id)


def _wanted_project() -> str:
    """The project that a form or an address names, or else the oldest. Raises ProjectMissing."""
    known = services().projects.list_for(require_person().id)
    wanted = request.values.get("project") or next((one.id for one in known if not one.is_aside), "")
    return services().projects.get(wanted, require_person().id).id


def _to_project(project_id: str) -> AnyResponse:
    return redirect(url_for("project_pages.show", project_id=project_id), SEE_OTHER)


# --- one meeting ------------------------------------------------------------------------------------


@blueprint.get("/meetings/<meeting_id>")
def show(meeting_id: str) -> str:
    return page_of(meeting_id)


def page_of(meeting_id: str, *, wrong: dict[str, str] | None = None, typed: str = "") -> str:
    """The page of a meeting; `wrong` with the new people of its list, who were `typed`."""
    person = require_person()
    meeting = services().meetings.get(meeting_id, person.id)
    people = services().attendance.of_meeting(meeting_id, person.id)
    project_id = services().meetings.project_of(meeting_id, person.id)
    cards = boards_in(project_id, person.id)
    homes = services().meetings.board_meetings(person.id)
    return render_template(
        "meetings/meeting.html",
        person=person,
        meeting=meeting,
        project_id=project_id,
        methods=_names(meeting.methods, person.id),
        boards=boards_of(meeting.id, cards, homes),
        loose=[card for card in cards if card.id not in homes],
        people=people,
        blank=Attendee("%(name)s"),
        summary=summary(people),
        sectors={sector: sector_name(sector, locale_name()) for sector in ("", *SECTORS)},
        modes={mode: mode_name(mode, locale_name()) for mode in ("", *MODES)},
        most=ATTENDANCE_MOST,
        wrong=wrong or {},
        typed=typed,
        when=when,
        way_name=lambda way: way_name(way, locale_name()),
    )


def _names(methods: Sequence[str], person_id: str) -> dict[str, str]:
    """What each method is called, by its id; those that are gone are left out."""
    found = {}
    for method_id in methods:
        try:
            found[method_id] = own_methods.find(method_id, person_id).name(locale_name())
        except MethodMissing:
            continue
    return found


@blueprint.post("/meetings/<meeting_id>/boards")
def boards_post(meeting_id: str) -> AnyResponse:
    """`do`: make the board of the meeting and go there, add one that is there, or take one out."""
    meetings, person = services().meetings, require_person()
    meeting = meetings.get(meeting_id, person.id)
    wish, board_id = request.form.get("do", ""), request.form.get("board", "")
    if wish == "make":
        board = board_actions.create_for_meeting(person, meeting, locale_name())
        return redirect(url_for("board_pages.show_board", board_id=board.id), SEE_OTHER)
    if wish == "take_out":
        meetings.take_out(meeting_id, board_id, person.id)
    elif board_id:
        registry = services().registry
        with registry.people:
            registry.modes_changed(meetings.put_board(meeting_id, board_id, person.id))
    return redirect(url_for("meeting_pages.show", meeting_id=meeting_id), SEE_OTHER)


# --- making, changing, deleting ---------------------------------------------------------------------


@blueprint.get("/meetings/new")
def new_form() -> str:
    project_id = _wanted_project()
    known = services().meetings.list_for(require_person().id, project_id)
    number = max((one.number for one in known), default=0) + 1
    total = max((one.total for one in known), default=number)
    return _form(Meeting("", number, max(number, total)), project_id)


@blueprint.post("/meetings/new")
def new_post() -> AnyResponse | tuple[str, int]:
    project_id, by, now_ms = _wanted_project(), require_person().id, services().clock_ms()
    said, wrong = meeting_of(request.form, request.form.getlist("method"))
    if said is None:
        return _form(_told(), project_id, wrong=wrong), 400
    [meeting_id] = services().meetings.add([said], by, now_ms=now_ms, project_id=project_id)
    return redirect(url_for("meeting_pages.show", meeting_id=meeting_id), SEE_OTHER)


@blueprint.get("/meetings/<meeting_id>/change")
def change_form(meeting_id: str) -> str:
    meetings, by = services().meetings, require_person().id
    return _form(meetings.get(meeting_id, by), meetings.project_of(meeting_id, by))


@blueprint.post("/meetings/<meeting_id>/change")
def change_post(meeting_id: str) -> AnyResponse | tuple[str, int]:
    person = require_person()
    before = services().meetings.get(meeting_id, person.id)
    chosen = set(request.form.getlist("method"))
    kept = [one for one in before.methods if one in chosen]  # in the order they had
    said, wrong = meeting_of(request.form, [*kept, *request.form.getlist("method")])
    if said is None:
        project_id = services().meetings.project_of(meeting_id, person.id)
        return _form(replace(_told(), id=meeting_id), project_id, wrong=wrong), 400
    services().meetings.change(meeting_id, said, person.id)
    return redirect(url_for("meeting_pages.show", meeting_id=meeting_id), SEE_OTHER)


def _told() -> Meeting:
    """What was typed, right or wrong, to be shown again."""
    form = request.form
    return Meeting(
        theme=form.get("theme", ""),
        number=form.get("number", 1, type=int),
        total=form.get("total", 1, type=int),
        day=form.get("day", ""),
        starts=form.get("starts", ""),
        ends=form.get("ends", ""),
        place=form.get("place", ""),
        way=form.get("way", ""),
        methods=tuple(form.getlist("method")),
    )


def _form(meeting: Meeting, project_id: str, *, wrong: dict[str, BoardError] | None = None) -> str:
    person = require_person()
    # Methods of another project would be gone for who leads only this one; what was chosen before stays.
    mine = own_methods.of(person.id, project_id)
    others = [one for one in own_methods.of(person.id) if one.id in meeting.methods and one not in mine]
    offered = [*mine, *others, *library()]
    return render_template(
        "meetings/form.html",
        person=person,
        meeting=meeting,
        project_id=project_id,
        methods=[(one.id, one.name(locale_name())) for one in offered if one.id != board_actions.BLANK],
        ways=[(way, way_name(way, locale_name())) for way in WAYS if way],
        wrong={name: sentence_of(error) for name, error in (wrong or {}).items()},
    )


@blueprint.get("/meetings/<meeting_id>/delete")
def delete_form(meeting_id: str) -> str:
    person = require_person()
    meeting = services().meetings.get(meeting_id, person.id)
    return render_template("meetings/delete.html", person=person, meeting=meeting)


@blueprint.post("/meetings/<meeting_id>/delete")
def delete_post(meeting_id: str) -> AnyResponse:
    meetings, by = services().meetings, require_person().id
    project_id = meetings.project_of(meeting_id, by)
    meetings.delete(meeting_id, by)
    return _to_project(project_id)
