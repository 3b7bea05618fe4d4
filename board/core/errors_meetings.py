"""What can go wrong with projects and their meetings; the rest of the family is in `errors.py`."""

from board.core.errors import BoardError


class MeetingMissing(BoardError):
    code = "meeting.missing"
    message = "There is no such meeting."
    status = 404


class MeetingsFull(BoardError):
    """data: {"limit": int}"""

    code = "meeting.too_many"
    message = "The project has %(limit)s meetings already. Delete one first."
    status = 409


class NotANumber(BoardError):
    """data: {"limit": int}"""

    code = "meeting.bad_number"
    message = "Write a number from 1 to %(limit)s."


class NotADay(BoardError):
    code = "meeting.bad_day"
    message = "Write the date like this: 2026-10-14."


class NotATime(BoardError):
    code = "meeting.bad_time"
    message = "Write the time like this: 17:00."


class AttendanceFull(BoardError):
    """data: {"limit": int}"""

    code = "meeting.people_full"
    message = "The list of who is there holds %(limit)s people at most."
    status = 409


class PersonMissing(BoardError):
    code = "meeting.person_missing"
    message = "This person is not in the list any more."
    status = 404


class PersonChanged(BoardError):
    """data: {"now": fields as they are}"""

    code = "meeting.person_changed"
    message = "Somebody else has changed this meanwhile."
    status = 409


class ProjectMissing(BoardError):
    code = "project.missing"
    message = "There is no such project."
    status = 404


class ProjectsFull(BoardError):
    """data: {"limit": int}"""

    code = "project.too_many"
    message = "You have %(limit)s projects already."
    status = 409


class ProjectNameTaken(BoardError):
    code = "project.name_taken"
    message = "You have a project with this name already."
    status = 409


class NoProject(BoardError):
    code = "project.none"
    message = "There is no project for this yet. Make one first."
    status = 409


class AccountUnknown(BoardError):
    code = "project.no_account"
    message = "Nobody signs in here with this e-mail address."


class KeepsLead(BoardError):
    code = "project.keeps_lead"
    message = "Somebody must lead the project."
    status = 409
