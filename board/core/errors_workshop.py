"""What can go wrong in a workshop; the rest of the family is in `errors.py`."""

from board.core.errors import BoardError


class NotNow(BoardError):
    """The step that is on does not let participants do this. data: {"step": str, "id": str}"""

    code = "step.not_now"
    message = "Not now: the step is “%(step)s”."
    status = 403


class NotHere(BoardError):
    """The step that is on is about other areas. data: {"step": str, "id": str}"""

    code = "step.not_here"
    message = "The step “%(step)s” is about another area of the board."
    status = 403


class StepIsOn(BoardError):
    """The step that is on cannot be deleted. data: {"id": str}"""

    code = "step.is_on"
    message = "This step is on now. Go to another one before you delete it."
    status = 409


class NoSteps(BoardError):
    code = "workshop.no_steps"
    message = "There is no step yet. Add one first."
    status = 409


class HandsFull(BoardError):
    """data: {"limit": int}"""

    code = "hand.too_many"
    message = "%(limit)s hands are up already. Wait until some are down."
    status = 409


class NotByOp(BoardError):
    """A record that only the server changes."""

    code = "workshop.by_event"
    message = "This is changed with the controls of the workshop only."
    status = 403


class NoTables(BoardError):
    code = "table.none"
    message = "There is no table yet. Make some first."
    status = 409


class TablesFull(BoardError):
    """data: {"limit": int}"""

    code = "table.too_many"
    message = "There are %(limit)s tables, and there cannot be more."
    status = 409


class TableFull(BoardError):
    """data: {"limit": int}"""

    code = "table.full"
    message = "%(limit)s people sit at this table. Choose another one."
    status = 409


class DraftsFull(BoardError):
    code = "draft.full"
    message = "There is no room for more private writing of yours. Delete or shorten some of it first."
    status = 409


class DraftOnly(BoardError):
    """A note for everybody while writing is private."""

    code = "draft.only"
    message = "Writing is private now: your note stays with you until the reveal."
    status = 403
