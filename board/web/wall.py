"""What the projector says before its script runs: the step that is on, its instruction and its time.

The script goes on with the same words (`static/src/ui/workshop/words.ts`), so that nothing moves.
"""

from dataclasses import dataclass
from typing import Final

from flask_babel import gettext

from board.core.kinds import value_of
from board.core.scene import Record, Scene, in_order
from board.core.workshop import left_ms, step_on, steps_of, workshop_of
from board.web.gallery import mode_name
from board.web.locale import locale_name

# The sign of each mode.
_ICONS: Final = {
    "explain": "presentation",
    "silent": "pencil-line",
    "reveal": "eye",
    "pair": "users",
    "present": "megaphone",
    "cluster": "boxes",
    "vote": "vote",
    "discuss": "message-circle",
    "decide": "gavel",
    "owners": "clipboard-list",
}


@dataclass(frozen=True)
class Clock:
    """The time that a step has left, as on a clock; `look` is running, paused or over."""

    look: str
    text: str


@dataclass(frozen=True)
class Wall:
    """`icon` and `place` are empty while no step is on; `vote` is what people vote on now, if they do."""

    title: str
    say: str
    icon: str = ""
    place: str = ""
    clock: Clock | None = None
    vote: str | None = None


def wall(name: str, scene: Scene, now_ms: int) -> Wall:
    """What stands on the projector of the board with this name, in the language of the request."""
    step, workshop = step_on(scene), workshop_of(scene)
    if step is None or workshop is None:
        is_apart = workshop is not None and bool(value_of(workshop, "apart_ms"))
        if is_apart:
            return Wall(name, gettext("Go to your table and work there together."))
        return Wall(name, gettext("We begin soon. Join with the code at the bottom."))
    steps = steps_of(scene)
    place = gettext("Step %(n)s of %(all)s", n=steps.index(step) + 1, all=len(steps))
    title = step["title"].strip() or mode_name(step["mode"])
    icon = _ICONS[step["mode"]]
    return Wall(title, _say(step), icon, place, _clock(workshop, now_ms), _vote(scene, title))


def _say(step: Record) -> str:
    """What people are to do, in the reader's language if somebody wrote it, else in the other one."""
    both = value_of(step, "say_it").strip(), value_of(step, "say_en").strip()
    first, second = both if locale_name() == "it" else reversed(both)
    return str(first or second or _SAYS[step["mode"]]())


_SAYS: Final = {
    "explain": lambda: gettext("Listen: the facilitator explains what comes next."),
    "silent": lambda: gettext("Write your notes on your own, without talking."),
    "reveal": lambda: gettext("Read what everybody has written."),
    "pair": lambda: gettext("Work in pairs or in small groups."),
    "present": lambda: gettext("One group shows its work. The others listen."),
    "cluster": lambda: gettext("Put similar notes together and give each group a title."),
    "vote": lambda: gettext("Vote for what matters most to you."),
    "discuss": lambda: gettext("Talk about it together."),
    "decide": lambda: gettext("Decide together. The decision is written down."),
    "owners": lambda: gettext("Agree on who does what, and by when."),
}


def _clock(workshop: Record, now_ms: int) -> Clock | None:
    timer = value_of(workshop, "timer")
    if timer is None:
        return None
    left = -(-left_ms(timer, now_ms) // 1000)  # rounded up
    if left == 0:
        return Clock("over", gettext("Time is up"))
    look = "paused" if "left_ms" in timer else "running"
    return Clock(look, f"{left // 60}:{left % 60:02}")


def _vote(scene: Scene, step_title: str) -> str | None:
    votes = in_order({key: one for key, one in scene.items() if one["kind"] == "vote"})
    title = next((one["title"].strip() for one in votes if value_of(one, "state") == "open"), None)
    if title is None:
        return None
    title = title or gettext("Vote without a question")
    return "" if title == step_title else title
