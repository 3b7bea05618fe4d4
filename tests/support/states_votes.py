"""The states of votes: ballots while they are open, results, and what who leads fills in."""

from collections.abc import Callable

from tests.support.states import SMALL, Scene, State


def ballot(scene: Scene) -> None:
    """Controls on the notes, and the ballot beside them with a result below it."""
    board = scene.board(scene.world.votes)
    board.page.locator(".vote-band button").click()
    board.page.locator(".vote-result").first.wait_for()


def band(scene: Scene) -> None:
    board = scene.board(scene.world.votes)
    board.page.locator(".vote-band").wait_for()


def dialog(*path: str) -> Callable[[Scene], None]:
    """What these buttons of the panel lead to."""

    def enter(scene: Scene) -> None:
        board = scene.board(scene.world.votes)
        board.menu("Votes")
        for name in path:
            board.page.locator(".votes").get_by_role("button", name=scene.say(name)).first.click()
        board.page.get_by_role("dialog").wait_for()

    return enter


VOTES = [
    State("a ballot", ballot, "guest"),
    State("new vote", dialog("New vote"), "facilitator"),
    State("votes of others", dialog("Enter for others…"), "facilitator"),
    State("phone, a vote is open", band, "guest", SMALL),
    State("phone, a ballot", ballot, "guest", SMALL),
]
