"""What people meet while a workshop is on; every mode of a step is in `tests/browser/test_workshop.py`."""

from tests.support.states import NARROW, SMALL, Scene, State

# A window of 1280 x 1024 at 400 %.
LARGE = (NARROW["width"], 256)


def led(scene: Scene) -> None:
    scene.board(scene.world.workshop).page.locator(".step-band").wait_for()


def leading(scene: Scene) -> None:
    led(scene)
    scene.page.locator(".step-next").wait_for()


def agenda(scene: Scene) -> None:
    leading(scene)
    scene.page.locator(".topbar [data-opens=workshop]").click()
    scene.page.locator(".agenda-step").first.wait_for()


def step_dialog(scene: Scene) -> None:
    agenda(scene)
    scene.page.locator(".agenda-main").nth(1).click()
    scene.page.get_by_role("dialog").wait_for()


def wall(scene: Scene) -> None:
    page = scene.go(f"/b/{scene.world.workshop}/projector")
    page.locator("#wall-first, .wall-cover").first.wait_for(state="detached")


WORKSHOP = [
    State("workshop, agenda", agenda, "facilitator"),
    State("workshop, a step", step_dialog, "facilitator"),
    State("workshop, projector", wall, "facilitator"),
    State("phone, workshop", led, "guest", SMALL),
    State("phone, leading a workshop", leading, "facilitator", SMALL),
    State("400 %, leading a workshop", leading, "facilitator", LARGE),
]
