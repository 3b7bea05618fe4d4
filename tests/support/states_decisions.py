"""The states of decisions and commitments: what everybody reads, and what who leads fills in."""

from collections.abc import Callable

from tests.support.states import SMALL, Scene, State


def panel(scene: Scene) -> None:
    board = scene.board(scene.world.votes)
    board.menu("Decisions and commitments")
    board.page.locator(".decided .commitment").first.wait_for()


def dialog(name: str) -> Callable[[Scene], None]:
    """What this button of the panel leads to."""

    def enter(scene: Scene) -> None:
        panel(scene)
        page = scene.page
        page.locator(".decided").get_by_role("button", name=scene.say(name), exact=True).click()
        page.get_by_role("dialog").wait_for()

    return enter


DECISIONS = [
    State("decisions", panel, "facilitator"),
    State("new decision", dialog("New decision"), "facilitator"),
    State("new commitment", dialog("New commitment"), "facilitator"),
    State("phone, decisions", panel, "guest", SMALL),
]
