"""What is hidden on an open board now, so that nobody reads its words but who leads (HIDE3)."""

from collections.abc import Iterable, Mapping

from board.core.hiding import Hidden, taken_off
from board.core.log import Beside, HiddenChange
from board.core.scene import EMPTY, Scene

_Taken = Mapping[str, frozenset[str]]  # id of what was hidden -> the items that went, until it is put back


class Unseen:
    """Follows what is committed."""

    def __init__(self) -> None:
        self._taken: _Taken = {}
        self._known: tuple[Scene, frozenset[str]] = EMPTY, frozenset()  # a board, and what is hidden then

    def load(self, found: Iterable[Hidden]) -> None:
        """Take over all that the store knows."""
        self._keep(_after({}, found))

    def note(self, changes: Iterable[Beside]) -> None:
        """Take over what has just been committed."""
        found = _hidden_in(changes)
        if found:
            self._keep(_after(self._taken, found))

    def ids(self, scene: Scene, waiting: Iterable[Beside] = ()) -> frozenset[str]:
        """The items that are hidden while the board is like this; `waiting` is not committed yet."""
        found = _hidden_in(waiting)
        if found:
            return _gone(_after(self._taken, found), scene)
        if self._known[0] is not scene:
            self._known = scene, _gone(self._taken, scene)
        return self._known[1]

    def _keep(self, taken: _Taken) -> None:
        self._taken = taken
        self._known = EMPTY, _gone(taken, EMPTY)


def _hidden_in(changes: Iterable[Beside]) -> list[Hidden]:
    return [one.hidden for one in changes if isinstance(one, HiddenChange)]


def _after(taken: _Taken, found: Iterable[Hidden]) -> _Taken:
    after = dict(taken)
    for one in found:
        after.pop(one.id, None)
        if one.back_by is None:
            after[one.id] = taken_off(one)
    return after


def _gone(taken: _Taken, scene: Scene) -> frozenset[str]:
    return frozenset(key for keys in taken.values() for key in keys if key not in scene)
