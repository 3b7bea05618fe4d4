"""What a board asks about the meeting it belongs to: who may vote there."""

from flask import Blueprint, Response, jsonify

from board.web.services import services

blueprint = Blueprint("attendance_api", __name__, url_prefix="/api/boards/<board_id>")


@blueprint.get("/attendance")
def show(board_id: str) -> Response:
    """The ids of the people who are there and may vote, and how many others who may have no page here."""
    gathering = services().attendance.of_board(board_id)
    if gathering is None:
        return jsonify(ok=True, meeting=None, voters=[], others=0)
    voting = [one for one in gathering.people if one.is_present and one.may_vote]
    voters = [one.person_id for one in voting if one.person_id is not None]
    told = {"number": gathering.meeting.number, "total": gathering.meeting.total}
    return jsonify(ok=True, meeting=told, voters=voters, others=len(voting) - len(voters))
