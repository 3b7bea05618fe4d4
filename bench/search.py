"""Finding the largest crowd that a server carries, with few probes."""

from collections.abc import Callable

PRECISION = 0.06  # of the answer


def largest(is_carried: Callable[[int], bool], *, start: int, unit: int, limit: int) -> int:
    """The largest multiple of `unit`, up to `limit`, that is carried, within `PRECISION`; 0 if not even
    one unit is.

    From `start` the crowd doubles until it is too much (or halves until it is not), then the space
    between is halved. Crowds smaller than one that is carried are taken to be carried.
    """
    good, bad = 0, _rounded(limit, unit) + unit
    crowd = _rounded(start, unit)
    while bad - good > max(unit, int(good * PRECISION)):
        if is_carried(crowd):
            good = crowd
            crowd = _rounded(good * 2, unit) if bad > limit else _between(good, bad, unit)
        else:
            bad = crowd
            crowd = _rounded(bad // 2, unit) if good == 0 else _between(good, bad, unit)
        crowd = min(max(crowd, unit), _rounded(limit, unit))
        if crowd in (good, bad):
            break
    return good


def _rounded(crowd: int, unit: int) -> int:
    return max(crowd // unit, 1) * unit


def _between(good: int, bad: int, unit: int) -> int:
    return _rounded((good + bad) // 2, unit)
