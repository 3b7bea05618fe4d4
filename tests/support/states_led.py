"""A workshop in full swing, screen by screen, for people to look at: what leads it, what takes part in it on
a phone, and the projector. No test walks through these: each has tests of its own."""

from collections.abc import Callable

from tests.support.led_board import STACKED, STEPS, WAYS, LedBoard, led_board
from tests.support.pages import BoardPage
from tests.support.states import SMALL, Scene, State

MODES = tuple(mode for mode, *_ in STEPS)
_BOARDS: dict[str, LedBoard] = {}  # by the address of the server

Enter = Callable[[Scene], None]


def led_of(scene: Scene) -> LedBoard:
    """The board of this server, made when it is first asked for."""
    world = scene.world
    if world.server.url not in _BOARDS:
        _BOARDS[world.server.url] = led_board(world.server, world.facilitator, world.guest)
    return _BOARDS[world.server.url]


def leave_led() -> None:
    """Whoever is at the sockets of these boards goes."""
    for led in _BOARDS.values():
        led.leave()
    _BOARDS.clear()


def opened(scene: Scene) -> BoardPage:
    return scene.board(led_of(scene).board)


def at_step(mode: str) -> Enter:
    """The page of whoever this is, in this step."""

    def enter(scene: Scene) -> None:
        led_of(scene).go(mode)
        opened(scene).page.locator(".step-band").wait_for()

    return enter


def on_the_wall_in(mode: str) -> Enter:
    return on_the_wall(lambda led: led.go(mode))


def on_the_wall(prepare: Callable[[LedBoard], None]) -> Enter:
    """The projector, once this has happened."""

    def enter(scene: Scene) -> None:
        led = led_of(scene)
        prepare(led)
        page = scene.go(f"/b/{led.board}/projector")
        page.locator("#wall-first, .wall-cover").first.wait_for(state="detached")
        page.locator(".board-mirror__item").first.wait_for(state="attached")

    return enter


def voting(way: str, state: str) -> Enter:
    """The votes beside the board, or over it on a phone."""

    def enter(scene: Scene) -> None:
        led = led_of(scene)
        led.go("vote")
        led.vote(way, state)
        board = opened(scene)
        board.menu("Votes")
        board.page.locator(".vote-state").first.wait_for()

    return enter


def voting_for_others(scene: Scene) -> None:
    voting("yesno", "open")(scene)
    scene.page.locator(".votes").get_by_role("button", name=scene.say("Enter for others…")).click()
    scene.page.get_by_role("dialog").wait_for()


def hands(scene: Scene) -> None:
    """The queue, opened."""
    led = led_of(scene)
    led.go("discuss")
    led.hands(are_up=True)
    page = opened(scene).page
    page.locator(".step-attention [aria-haspopup=menu]").click()
    page.get_by_role("menu").wait_for()


def hands_down(scene: Scene) -> None:
    led_of(scene).hands(are_up=False)


def tables(*, are_apart: bool) -> Enter:
    """The panel of the tables, with who contributes how much below."""

    def enter(scene: Scene) -> None:
        led = led_of(scene)
        led.go("pair")
        led.part(True)
        if not are_apart:
            led.part(False)
        board = opened(scene)
        board.page.locator(".topbar [data-opens=workshop]").click()
        board.page.get_by_role("button", name=scene.say("Tables for small groups")).click()
        board.page.locator(".table-row, .tables-spread").first.wait_for()

    return enter


def seated(scene: Scene) -> None:
    led = led_of(scene)
    led.go("pair")
    led.part(True)
    opened(scene).page.locator(".step-seat").wait_for()


def together(scene: Scene) -> None:
    led_of(scene).part(False)
    opened(scene)


def stack(scene: Scene) -> None:
    """A stack on the canvas, and what is in it."""
    led = led_of(scene)
    led.go("cluster")
    led.stack()
    board = opened(scene)
    board.page.locator(f".stack-mark[data-item='{STACKED[0]}']").click()
    board.page.get_by_role("dialog").wait_for()


def similar(scene: Scene) -> None:
    led_of(scene).go("cluster")
    board = opened(scene)
    board.menu("Similar notes")
    board.page.locator(".similar").first.wait_for()


def moderation(scene: Scene) -> None:
    """What waits to be read, and below it what was hidden."""
    led = led_of(scene)
    led.write_to_be_read()
    hidden = {one["id"] for one in led.lead.caller.snapshot(led.board)["items"]}
    if "note-0P01" in hidden:
        led.hide("note-0P01")
    board = opened(scene)
    board.menu("Moderation")
    board.page.locator(".moderated").first.wait_for()


def moderation_over(scene: Scene) -> None:
    led = led_of(scene)
    led.moderate(False)
    led.end()
    opened(scene)


def lobby(scene: Scene) -> None:
    """Before anything has begun: what a participant sees."""
    led_of(scene).end()
    opened(scene)


LED = [
    State("led, nothing has begun", lobby, "facilitator"),
    State("phone, led, nothing has begun", lobby, "guest", SMALL),
    *(State(f"led, {mode}", at_step(mode), "facilitator") for mode in MODES),
    *(State(f"taking part, {mode}", at_step(mode), "guest") for mode in ("silent", "vote", "decide")),
    *(State(f"phone, led, {mode}", at_step(mode), "guest", SMALL) for mode in MODES),
    *(State(f"phone, leading, {mode}", at_step(mode), "facilitator", SMALL) for mode in ("silent", "vote")),
    *(State(f"projector, {mode}", on_the_wall_in(mode), "facilitator") for mode in MODES),
    *(State(f"a ballot, {way}", voting(way, "open"), "guest") for way in WAYS),
    *(State(f"phone, a ballot, {way}", voting(way, "open"), "guest", SMALL) for way in WAYS),
    *(State(f"a result, {way}", voting(way, "revealed"), "facilitator") for way in WAYS),
    State("phone, a result", voting("points", "revealed"), "guest", SMALL),
    State("a vote, set", voting("dots", "set"), "facilitator"),
    State("a vote, open, leading", voting("dots", "open"), "facilitator"),
    State("a vote, closed", voting("dots", "closed"), "facilitator"),
    State("phone, a vote is closed", voting("dots", "closed"), "guest", SMALL),
    State("votes entered for others, yes or no", voting_for_others, "facilitator"),
    State("hands", hands, "facilitator"),
    State("tables, before", tables(are_apart=False), "facilitator"),
    State("tables, apart", tables(are_apart=True), "facilitator"),
    State("phone, at a table", seated, "guest", SMALL),
    State("projector, tables", on_the_wall(lambda led: led.part(True)), "facilitator"),
    State("together again", together, "facilitator"),
    State("a stack", stack, "facilitator"),
    State("similar notes", similar, "facilitator"),
    State("phone, similar notes", similar, "facilitator", SMALL),
    State("moderation", moderation, "facilitator"),
    State("moderation is over", moderation_over, "facilitator"),
]
