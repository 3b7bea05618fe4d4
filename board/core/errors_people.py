"""What can go wrong with people and their roles; the rest of the family is in `errors.py`."""

from board.core.errors import BoardError


class KeepsRole(BoardError):
    """A board always has somebody who leads it, and who leads the project leads all of its boards."""

    code = "people.keeps_role"
    message = "This person stays a facilitator: they lead the whole project, or nobody else leads this board."
    status = 409
