"""The addresses in a text: the cases that the browser finds them by."""

import json
from pathlib import Path
from typing import Any

import pytest

from board.core.links import links_in

SHARED = json.loads((Path(__file__).parents[1] / "protocol" / "links_found.json").read_text("utf-8"))


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["text"][:30])
def test_shared_case(case: dict[str, Any]) -> None:
    text = case["text"]

    found = [{"shown": text[link.start : link.end], "address": link.address} for link in links_in(text)]

    assert found == case["expect"]


def test_a_text_of_a_hundred_thousand_letters_without_an_address_is_read_in_one_go() -> None:
    assert links_in("a" * 100_000) == []
    assert links_in("a@" * 50_000) == []
