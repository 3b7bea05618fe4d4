"""Sessions of a room that do not read what they are sent (LIVE3).

First they get no presence. When too much waits even so, they get nothing. When they have read what
waits, they are told in one message what they have missed, and catch up with the entries by `sync`.
Whoever does not get that far in time is sent away: one stalled phone must not cost the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from board.live.news import News
from board.live.waiting import Waiting

WAITING_MESSAGES: Final = 256
WAITING_BYTES: Final = 640 * 1024  # leaves room for answers below the megabyte where the transport ends it
BEHIND_S: Final = 15.0  # at most so long behind
STUCK_S: Final = 10.0  # at most so long without taking a single byte


@dataclass
class _Behind:
    """One session; `missed` is shared by all that fell behind in the same tick."""

    missed: News
    since_s: float
    is_lagging: bool = False  # it misses entries too


class Backlog:
    """Sorts the sessions of a room before each message."""

    def __init__(self) -> None:
        self._behind: dict[str, _Behind] = {}  # sid -> how

    def __bool__(self) -> bool:
        return bool(self._behind)

    def recovered(self, waiting: Mapping[str, Waiting]) -> list[tuple[str, News, bool]]:
        """Those that have read everything: what each has missed, and whether entries were among it."""
        found = [(sid, one.missed, one.is_lagging) for sid, one in self._behind.items() if sid not in waiting]
        for sid, _, _ in found:
            del self._behind[sid]
        return found

    def too_slow(self, waiting: Mapping[str, Waiting], now_s: float) -> list[str]:
        """Those that had their time."""
        return [
            sid
            for sid, one in self._behind.items()
            if now_s - one.since_s > BEHIND_S or (sid in waiting and waiting[sid].stuck_s > STUCK_S)
        ]

    def forget(self, sid: str) -> None:
        """The session is gone."""
        self._behind.pop(sid, None)

    def sort(
        self, sids: Sequence[str], news: News, waiting: Mapping[str, Waiting], now_s: float
    ) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
        """Who gets all of `news`, who only what lasts, and who has just begun to get nothing."""
        if not waiting and not self._behind:
            return sids, [], []
        whole: list[str] = []
        lasting: list[str] = []
        lost: list[str] = []
        missed: News | None = None
        for sid in sids:
            behind = self._behind.get(sid)
            if behind is None:
                if sid not in waiting:
                    whole.append(sid)
                    continue
                if missed is None:
                    missed = News()
                    missed.add_presence(news)
                behind = self._behind[sid] = _Behind(missed, now_s)
            if not behind.is_lagging and news.entries and _is_full(waiting.get(sid)):
                behind.is_lagging = True
                lost.append(sid)
            if not behind.is_lagging:
                lasting.append(sid)
        return whole, lasting, lost

    def note(self, news: News) -> None:
        """Keep for those that are behind already what they are not told now."""
        for missed in {id(one.missed): one.missed for one in self._behind.values()}.values():
            missed.add_presence(news)


def _is_full(waiting: Waiting | None) -> bool:
    return waiting is not None and (waiting.messages >= WAITING_MESSAGES or waiting.bytes >= WAITING_BYTES)
