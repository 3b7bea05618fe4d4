"""Fractional keys: the shared cases, and the order for any sequence of insertions."""

import json
import random
from pathlib import Path

import pytest

from board.core.order import is_key, key_between

PROTOCOL = Path(__file__).parent.parent / "protocol"


def order_cases():
    for path in sorted(PROTOCOL.glob("order_*.json")):
        for case in json.loads(path.read_text("utf-8"))["cases"]:
            yield pytest.param(case, id=f"{path.stem}: {case.get('a')} {case.get('b')}")


@pytest.mark.parametrize("case", list(order_cases()))
def test_ORDER_shared_case(case):
    if case.get("error") or case.get("expect") is None:
        with pytest.raises(ValueError, match=r"key|before"):
            key_between(case["a"], case["b"])
        return
    assert key_between(case["a"], case["b"]) == case["expect"]


@pytest.mark.parametrize("seed", range(20))
def test_ORDER_keys_stay_sorted_wherever_they_are_inserted(seed):
    rng = random.Random(seed)
    keys: list[str] = []
    for _ in range(300):
        place = rng.choice([0, len(keys), rng.randint(0, len(keys))])
        before = keys[place - 1] if place else None
        after = keys[place] if place < len(keys) else None
        keys.insert(place, key_between(before, after))
    assert keys == sorted(set(keys)), f"seed {seed}"
    assert all(is_key(key) for key in keys), f"seed {seed}"


def test_ORDER_appending_keeps_keys_short():
    key = None
    for _ in range(5_000):
        key = key_between(key, None)
    assert len(key) <= 4


@pytest.mark.parametrize("bad", ["", "0", "a", "a00", "b0", "a0!", "è0", None, 5, "A" + "0" * 26])
def test_ORDER_refuses_what_is_not_a_key(bad):
    assert not is_key(bad)
