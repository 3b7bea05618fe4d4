"""What can go wrong with votes; the rest of the family is in `errors.py`."""

from board.core.errors import BoardError


class VoteNotOpen(BoardError):
    code = "vote.not_open"
    message = "This vote is not open."
    status = 409


class VoteBegun(BoardError):
    """It is open or closed: nothing about it changes any more, and it cannot be deleted."""

    code = "vote.begun"
    message = "This vote has begun: it can no longer be changed or deleted."
    status = 409


class VoteNotYours(BoardError):
    code = "vote.not_yours"
    message = "You are not among those who vote here."
    status = 403


class VoteNothing(BoardError):
    """Neither a note nor a group is where the vote looks."""

    code = "vote.nothing"
    message = "There is nothing to vote on here."
    status = 409


class VoteTooMany(BoardError):
    """data: {"limit": int}"""

    code = "vote.too_many"
    message = "A vote can be on %(limit)s things at most. Choose fewer areas, or vote on clusters."
    status = 409


class VotesOpen(BoardError):
    """data: {"limit": int}"""

    code = "vote.too_many_open"
    message = "At most %(limit)s votes are open at once. Close one first."
    status = 409


class BallotWrong(BoardError):
    """Something that is not voted on, or more than the vote allows. data: {"each": int, "most": int}"""

    code = "ballot.wrong"
    message = "This is more than the vote allows: %(each)s in all, %(most)s on one thing."


class BallotTwice(BoardError):
    """This person has a ballot already, which nobody else may change."""

    code = "ballot.twice"
    message = "This person has voted already."
    status = 409


class BallotUndeclared(BoardError):
    """data: {"limit": int}"""

    code = "ballot.undeclared"
    message = "More people than were declared to be without a device: %(limit)s."
    status = 409
