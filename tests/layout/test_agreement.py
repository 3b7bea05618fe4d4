"""LAY: the lines, sizes and widths of a text are the same in Python, in Chromium and in Firefox."""

from collections.abc import Iterator
from functools import cache

import pytest

from tests.layout import agreement
from tests.layout.make_corpus import COUNT, read

CASES = read()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Of a page with the app's fonts and layout."""
    with agreement.layout_page() as address:
        yield address


@cache
def ours() -> agreement.Answers:
    return agreement.python_answers(CASES)


def test_the_corpus_is_whole() -> None:
    assert len(CASES) == COUNT


@pytest.mark.parametrize("browser", agreement.BROWSERS)
def test_each_text_of_the_corpus_has_the_same_lines_sizes_and_widths(browser: str, address: str) -> None:
    theirs = agreement.BROWSERS[browser](CASES, address)

    wrong = agreement.differences(CASES, ours(), theirs)

    assert not wrong, f"{len(wrong)} differ; the first:\n" + "\n".join(wrong[:3])
