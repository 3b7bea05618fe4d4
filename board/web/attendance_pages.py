"""Forms about who is at a meeting. The list itself is on the page of the meeting."""

import json
from typing import Any, Final

from flask import Blueprint, Response, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as AnyResponse

from board.core.attendance import TEXTS, attendees_of, changes_of
from board.core.errors import BadShape, BoardError
from board.export.attendance import attendance_csv
from board.web.auth import require_person
from board.web.bodies import allow_upload
from board.web.downloads import attachment
from board.web.errors import sentence_of
from board.web.limits import ATTENDANCE_LIMIT_BYTES
from board.web.locale import locale_name
from board.web.meeting_pages import page_of
from board.web.services import services

blueprint = Blueprint("attendance_pages", __name__, url_prefix="/meetings/<meeting_id>/people")

SEE_OTHER: Final = 303


@blueprint.post("")
def save(meeting_id: str) -> AnyResponse | tuple[str, int]:
    """Keep what was changed in the list; `remove` takes a row out of it."""
    allow_upload(ATTENDANCE_LIMIT_BYTES)
    attendance, person = services().attendance, require_person()
    try:
        registry = services().registry
        with registry.people:
            registry.modes_changed(attendance.change(meeting_id, _changes(), person.id))
    except BoardError as error:
        return page_of(meeting_id, wrong={"list": sentence_of(error)}), error.status
    row_id = request.form.get("remove")
    if row_id is not None:
        attendance.remove(meeting_id, row_id, person.id)
    return _back(meeting_id)


def _changes() -> dict[str, dict[str, Any]]:
    """Row id -> the fields that somebody has changed in the form, if any."""
    form, found = request.form, {}
    for row_id in form.getlist("row"):
        said: dict[str, Any] = {name: form.get(f"{name}-{row_id}", "") for name in TEXTS}
        said |= {name: f"{name}-{row_id}" in form for name in ("may_vote", "is_present")}
        if changed := changes_of(said, _seen(form.get(f"seen-{row_id}", ""))):
            found[row_id] = changed
    return found


def _seen(text: str) -> dict[str, Any]:
    """What stood in a row when its form was made. Raises BadShape."""
    try:
        seen = json.loads(text)
    except ValueError as error:
        raise BadShape from error
    if not isinstance(seen, dict):
        raise BadShape
    return seen


@blueprint.post("/add")
def add(meeting_id: str) -> AnyResponse | tuple[str, int]:
    """One line, one person."""
    typed, person = request.form.get("people", ""), require_person()
    try:
        services().attendance.add(meeting_id, attendees_of(typed), person.id)
    except BoardError as error:
        return page_of(meeting_id, wrong={"people": sentence_of(error)}, typed=typed), error.status
    return _back(meeting_id)


@blueprint.post("/carry-over")
def carry_over(meeting_id: str) -> AnyResponse | tuple[str, int]:
    """Expect the people of the meeting before."""
    person, registry = require_person(), services().registry
    try:
        with registry.people:
            registry.modes_changed(services().attendance.carry_over(meeting_id, person.id))
    except BoardError as error:
        return page_of(meeting_id, wrong={"people": sentence_of(error)}), error.status
    return _back(meeting_id)


@blueprint.get("/table")
def download(meeting_id: str) -> Response:
    """The list as a table."""
    person = require_person()
    meeting = services().meetings.get(meeting_id, person.id)
    people = services().attendance.of_meeting(meeting_id, person.id)
    return attachment(attendance_csv(people, locale_name()), "csv", meeting.theme)


def _back(meeting_id: str) -> AnyResponse:
    return redirect(url_for("meeting_pages.show", meeting_id=meeting_id, _anchor="people"), SEE_OTHER)
