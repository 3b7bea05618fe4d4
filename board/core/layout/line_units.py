"""Cutting text into the pieces that the line breaker works with: clusters and units."""

import re
from functools import lru_cache

from board.core.layout.break_classes import BreakClass, break_class, first_class

PLAIN_BEFORE = "\u0300"
WORDS = re.compile("[^ ]+ *| +")
OPENS_WORD = frozenset({"letter", "ideograph", "emoji", "flag", "opening"})
STANDS_ALONE = frozenset({"ideograph", "emoji", "flag", "closing"})
ENDS_WORD = frozenset({"letter", "ideograph", "emoji", "flag", "closing"})
STARTS_ALONE = frozenset({"ideograph", "emoji", "flag", "opening"})


def clusters(text: str) -> list[str]:
    """What a reader sees as single characters: joined emoji, flags and accented letters stay whole."""
    return list(text) if _is_plain(text) else _joined(text)


def _is_plain(text: str) -> bool:
    """Whether each character stands by itself: no mark, joiner or flag is among the first 768."""
    return text.isascii() or max(text) < PLAIN_BEFORE


def _joined(text: str) -> list[str]:
    found: list[str] = []
    flags = 0
    previous: BreakClass | None = None
    for character in text:
        kind = break_class(character)
        is_joined = (
            kind in ("mark", "joiner")
            or (previous == "joiner" and kind == "emoji")
            or (kind == "flag" and flags % 2 == 1)
        )
        flags = flags + 1 if kind == "flag" else 0
        if is_joined and found:
            found[-1] += character
        else:
            found.append(character)
        previous = kind
    return found


def units(paragraph: str) -> list[str]:
    """The pieces of a paragraph that stay on one line, each with the spaces that follow it."""
    if not _is_plain(paragraph):
        return _units(paragraph)
    # After a space there is always a break, so each word can be cut by itself, and most are known.
    return [unit for word in WORDS.findall(paragraph) for unit in _units_of_word(word)] or [""]


@lru_cache(maxsize=16_384)
def _units_of_word(word: str) -> tuple[str, ...]:
    return tuple(_units(word))


def _units(paragraph: str) -> list[str]:
    found: list[str] = []
    current = ""
    before: BreakClass | None = None
    for cluster in clusters(paragraph):
        after = first_class(cluster)
        if before is not None and _may_break(before, after, current):
            found.append(current)
            current = ""
        current += cluster
        before = after
    if current or not found:
        found.append(current)
    return found


def _may_break(before: BreakClass, after: BreakClass, sofar: str) -> bool:
    if before == "space":
        return after != "space"
    if after in ("space", "closing") or before == "opening":
        return False
    if before == "hyphen":  # one that opens a word ("-5", "-a") stays with it
        return after in OPENS_WORD and len(sofar.rstrip(" ")) > 1
    if before == "question":
        return after in OPENS_WORD
    if before == "dash" or after == "dash":
        return after != "other" or before == "letter"
    if before in STANDS_ALONE and after in OPENS_WORD:
        return True
    return before in ENDS_WORD and after in STARTS_ALONE
