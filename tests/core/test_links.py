"""Addresses are found in Python as in the browser: the shared cases, and never a doubtful one."""

import json
import random
from pathlib import Path

import pytest

from board.core.links import links_in

CASES = json.loads((Path(__file__).parents[1] / "protocol" / "links_found.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:30])
def test_the_shared_cases(case: dict) -> None:
    text = case["text"]

    found = [{"shown": text[link.start : link.end], "address": link.address} for link in links_in(text)]

    assert found == case["expect"]


@pytest.mark.parametrize("seed", range(50))
def test_an_address_is_always_one_of_the_three_schemes_and_stands_in_the_text(seed: int) -> None:
    random_ = random.Random(seed)
    parts = [
        "http://",
        "www.",
        "mailto:",
        "@",
        "a",
        ".it",
        "(",
        ")",
        ".",
        " ",
        "é",
        "🏫",
        "javascript:",
        "\n",
    ]
    text = "".join(random_.choice(parts) for _ in range(60))

    links = links_in(text)

    for link in links:
        assert link.address.lower().startswith(("http://", "https://", "mailto:")), f"seed {seed}"
        assert link.address.endswith(text[link.start : link.end])
    assert [link.start for link in links] == sorted({link.start for link in links})
