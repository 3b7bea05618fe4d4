"""HTTP for the page of a meeting: its list of people saves itself, one person at a time."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import msgspec
from flask import Blueprint, Response, jsonify
from flask_babel import gettext
from msgspec import UNSET, UnsetType

from board.core.attendance import MARKS, TEXTS, Attendee, tally
from board.core.errors_meetings import PersonMissing
from board.web.answers import compressed, is_known, tagged
from board.web.auth import require_person
from board.web.bodies import read_body
from board.web.services import services

blueprint = Blueprint("people_api", __name__, url_prefix="/api/meetings/<meeting_id>/people")


class _Fields(msgspec.Struct, forbid_unknown_fields=True):
    name: str | UnsetType = UNSET
    organisation: str | UnsetType = UNSET
    role: str | UnsetType = UNSET
    sector: str | UnsetType = UNSET
    mode: str | UnsetType = UNSET
    may_vote: bool | UnsetType = UNSET
    is_present: bool | UnsetType = UNSET


class _Change(msgspec.Struct):
    set: _Fields
    seen: _Fields


@blueprint.get("")
def list_all(meeting_id: str) -> Response:
    """Everybody in the list, by name, for a page that has it open: nearly always it knows them already."""
    people = services().attendance.of_meeting(meeting_id, require_person().id)
    told = {"ok": True, "people": [{"id": one.id, **_fields(one)} for one in people], "told": summary(people)}
    tag = sha256(msgspec.json.encode(told)).hexdigest()[:32]
    return tagged(Response(status=304) if is_known(tag) else compressed(told), tag)


@blueprint.patch("/<row_id>")
def change(meeting_id: str, row_id: str) -> Response:
    """Keep what somebody changes in a row; the row and what is to be read of the list now."""
    body, by = read_body(_Change), require_person().id
    attendance, registry = services().attendance, services().registry
    with registry.people:
        said, seen = _given(body.set), _given(body.seen)
        registry.modes_changed(attendance.change_one(meeting_id, row_id, said, seen, by))
    people = attendance.of_meeting(meeting_id, by)
    found = next((one for one in people if one.id == row_id), None)
    if found is None:
        raise PersonMissing
    return jsonify(ok=True, person=_fields(found), told=summary(people), listed=len(people))


def _fields(one: Attendee) -> dict[str, Any]:
    return {name: getattr(one, name) for name in (*TEXTS, *MARKS)}


def summary(people: Sequence[Attendee]) -> str:
    """How many are there, may vote and are missing, in words."""
    counted = tally(people)
    there = gettext("%(n)s there, %(voters)s may vote", n=counted.present, voters=counted.voters)
    missing = gettext("%(n)s not there", n=counted.absent)
    return f"{there} · {missing}" if counted.absent else str(there)


def _given(fields: _Fields) -> dict[str, Any]:
    return {name: value for name, value in msgspec.structs.asdict(fields).items() if value is not UNSET}
