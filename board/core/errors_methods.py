"""What can go wrong with the methods of a project; the rest of the family is in `errors.py`."""

from board.core.errors import BoardError


class MethodMissing(BoardError):
    code = "method.missing"
    message = "There is no such method."
    status = 404


class MethodBad(BoardError):
    """data: {"why": str}: where the file is wrong, in plain English."""

    code = "method.bad"
    message = "This file is not a method that Tavolo can use. (%(why)s)"


class MethodNewer(BoardError):
    """data: {"version": int}"""

    code = "method.newer"
    message = "This method was made by a newer Tavolo (version %(version)s). Update this one first."


class MethodTooLarge(BoardError):
    """A board has more areas, things or steps than a method may have, or is wider. data: {"limit": int}"""

    code = "method.too_large"
    message = "This is too much for a method: at most 60 areas, 60 steps, and 300 notes and other things."


class MethodsFull(BoardError):
    """data: {"limit": int}"""

    code = "method.full"
    message = "The project has %(limit)s methods of its own already. Delete one first."
    status = 409
