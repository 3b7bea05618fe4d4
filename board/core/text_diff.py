"""What changed from one text to another: word by word, and in words that changed character by character.

`static/src/core/text_diff.ts` says the same in TypeScript; `tests/protocol/text_diff.json` holds the
cases that both run. Both must find the same answer among several that are right: what two sides make
of one undo depends on it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# Beyond so many single changes the search would take longer than a message may; then the whole part
# that differs counts as rewritten.
STEPS_LIMIT: Final = 120

_WORD: Final = re.compile("[0-9A-Za-z\u00c0-\u024f]+|.", re.DOTALL)


@dataclass(frozen=True)
class Edit:
    """`removed` code points from `start` on, counted in the old text, make way for `inserted`."""

    start: int
    removed: int
    inserted: str


def diff(old: str, new: str) -> list[Edit]:
    """The edits that make `new` of `old`, first to last, never touching each other."""
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    old_middle, new_middle = old[start : len(old) - end], new[start : len(new) - end]
    if not old_middle and not new_middle:
        return []
    edits = [part for edit in _by_words(old_middle, new_middle) for part in _by_letters(old_middle, edit)]
    return [Edit(start + edit.start, edit.removed, edit.inserted) for edit in edits]


def _by_words(old: str, new: str) -> list[Edit]:
    """Letters that two words happen to share say nothing, so whole words are compared first."""
    old_words, new_words = _words(old), _words(new)
    kept = _kept(old_words, new_words)
    if kept is None:
        return [Edit(0, len(old), new)]
    edits: list[Edit] = []
    at = last = 0  # the place in `old`, in code points and in words
    for edit in _between(kept, new_words):
        at += sum(map(len, old_words[last : edit.start]))
        removed = sum(map(len, old_words[edit.start : edit.start + edit.removed]))
        edits.append(Edit(at, removed, edit.inserted))
        at += removed
        last = edit.start + edit.removed
    return edits


def _by_letters(old: str, edit: Edit) -> list[Edit]:
    if not edit.removed or not edit.inserted:
        return [edit]
    kept = _kept(old[edit.start : edit.start + edit.removed], edit.inserted)
    if kept is None:
        return [edit]
    return [
        Edit(edit.start + part.start, part.removed, part.inserted) for part in _between(kept, edit.inserted)
    ]


def _words(text: str) -> list[str]:
    """Words of Latin letters and digits, and every other character by itself."""
    return _WORD.findall(text)


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    limit = min(len(one), len(other))
    at = 0
    while at < limit and one[at] == other[at]:
        at += 1
    return at


def _kept(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]] | None:
    """Places (in `old`, in `new`) of what stays, closed by the two ends; None when more
    than STEPS_LIMIT changes are needed. Myers' search: the furthest reach on each diagonal."""
    reach = {1: 0}  # diagonal (place in old - place in new) -> furthest place in old
    history: list[dict[int, int]] = []
    for steps in range(STEPS_LIMIT + 1):
        history.append(dict(reach))
        for diagonal in range(-steps, steps + 1, 2):
            x = _best(reach, diagonal, steps)
            y = x - diagonal
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x, y = x + 1, y + 1
            reach[diagonal] = x
            if x >= len(old) and y >= len(new):
                return _walk_back(history, len(old), len(new))
    return None


def _best(reach: dict[int, int], diagonal: int, steps: int) -> int:
    """Where to go on along a diagonal: by an insertion from above or a removal from the left."""
    is_down = diagonal == -steps or (diagonal != steps and reach[diagonal - 1] < reach[diagonal + 1])
    return reach[diagonal + 1] if is_down else reach[diagonal - 1] + 1


def _walk_back(history: Sequence[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    kept = [(x, y)]
    for steps in range(len(history) - 1, -1, -1):
        reach, diagonal = history[steps], x - y
        start = _best(reach, diagonal, steps)
        while x > start and x > 0 and y > 0:
            x, y = x - 1, y - 1
            kept.append((x, y))
        if steps == 0:
            break
        is_down = diagonal == -steps or (diagonal != steps and reach[diagonal - 1] < reach[diagonal + 1])
        x, y = (x, y - 1) if is_down else (x - 1, y)
    return kept[::-1]


def _between(kept: Sequence[tuple[int, int]], new: Sequence[str]) -> list[Edit]:
    """What lies between what stays."""
    edits: list[Edit] = []
    x = y = 0
    for kept_x, kept_y in kept:
        if kept_x > x or kept_y > y:
            edits.append(Edit(x, kept_x - x, "".join(new[y:kept_y])))
        x, y = kept_x + 1, kept_y + 1
    return edits
