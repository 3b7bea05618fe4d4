"""VIS3 and MOD1 as two worlds: who may know nothing of it is told the same in both, byte for byte."""

from unittest.mock import patch

from tests.sim.page import Broken
from tests.sim.private_deeds import LIMIT
from tests.sim.private_plan import TwoPlans, plans_of
from tests.sim.private_world import World


def check(seed: int) -> None:
    """Play both worlds of this seed. Raises Broken with the first thing that gives them away."""
    why = difference(plans_of(seed), World)
    if why is not None:
        raise Broken(f"{why}\n{plans_of(seed)}")


def difference(plans: TwoPlans, kind: type[World]) -> str | None:
    """The first thing that tells the worlds apart for somebody who may not; None without one."""
    with patch("board.core.drafts.DRAFTS_LIMIT", LIMIT):
        one, other = (kind(plans, which) for which in (0, 1))
        one.play()
        other.play()
    for person_id in sorted(one.heard.keys() | other.heard.keys()):
        if person_id in plans.knowing:
            continue
        theirs, others = one.heard.get(person_id, []), other.heard.get(person_id, [])
        for at, (first, second) in enumerate(zip(theirs, others, strict=False)):
            if first != second:
                return f"{person_id} can tell by message {at}:\n{first[:600]}\n{second[:600]}"
        if len(theirs) != len(others):
            return f"{person_id} heard {len(theirs)} and {len(others)} messages"
    return None
