"""How many people are writing in private now, where a step tells it: about how many, and never who (VIS6)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from board.core.drafts import is_counted_now
from board.core.log import DraftChange
from board.core.scene import Scene

FEWEST: Final = 3  # of fewer nothing is told, as of votes
GRAIN: Final = 5  # from here on only every fifth number is told
RECENT_MS: Final = 30_000  # who has sent something since then is writing
LOOK_MS: Final = 15_000  # between two looks, so that no moment is somebody's


def about(people: int) -> int:
    """The number that is told of so many, never more than they are; 0: nothing is told."""
    if people < FEWEST:
        return 0
    return max(FEWEST, people - people % GRAIN)


@dataclass
class Writing:
    """In the memory of a room. Nothing is kept while no step that is on tells it."""

    _last: dict[str, int] = field(default_factory=dict)  # person id -> when they sent something
    _looked_ms: int = 0
    _about: int = 0

    def note(self, changes: Iterable[DraftChange], scene: Scene, now_ms: int) -> None:
        """Somebody has written something in private."""
        if not is_counted_now(scene):
            return
        for change in changes:
            if change.draft is not None and not change.draft.state:
                self._last[change.person_id] = now_ms

    def look(self, scene: Scene, now_ms: int) -> None:
        """Count anew, if it is time to: what is told stays the same until then."""
        if not is_counted_now(scene):
            self._last.clear()
            self._about = self._looked_ms = 0
        elif now_ms - self._looked_ms >= LOOK_MS:
            self._looked_ms = now_ms
            self._last = {key: at_ms for key, at_ms in self._last.items() if now_ms - at_ms < RECENT_MS}
            self._about = about(len(self._last))

    def told(self, scene: Scene) -> dict[str, int]:
        """What goes with a beacon: nothing where it is not to be told, or of too few."""
        return {"writing": self._about} if self._about and is_counted_now(scene) else {}
