"""Everyone known on a board that is open."""

from collections.abc import Callable

from board.core.visibility import Member


class Members(dict[str, Member]):
    """Members by person id; says when somebody is new or another."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        super().__init__()
        self._on_change = on_change

    def __setitem__(self, person_id: str, member: Member) -> None:
        super().__setitem__(person_id, member)
        self._on_change()
