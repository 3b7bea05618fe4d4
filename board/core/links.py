"""Addresses in what people write. Mirrors `static/src/core/links.ts`; cases in `tests/protocol/`."""

import re
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Link:
    """An address from `start` to `end` of a text, in code points; `address` is http, https or mailto."""

    start: int
    end: int
    address: str


# Not in the middle of a word or of another address.
_STARTS: Final = r"(?<![0-9A-Za-z\u00c0-\u024f@._%+/-])"
_REST: Final = (
    r'[^\u0000-\u0020"<>\\^`{|}\u007f-\u00a0\u00ab\u00bb\u2000-\u200f\u2018-\u201f\u2028-\u202f'
    r"\u3000-\u3002\u300c\u300d\uff0c\ufeff]"
)
# An address has something of a place: a letter or digit after its beginning.
_PLACE: Final = rf"(?=[0-9a-z\u00a1-\U0010ffff\[]){_REST}+"
_MAIL: Final = r"[0-9A-Za-z._%+-]{1,64}@[0-9A-Za-z-]{1,63}(?:\.[0-9A-Za-z-]{1,63})+"
_FOUND: Final = re.compile(
    rf"{_STARTS}(?:https?://{_PLACE}|www\.{_PLACE}|mailto:{_MAIL}{_REST}*|{_MAIL})", re.IGNORECASE
)
_PUNCTUATION: Final = ".,;:!?'*_~"
_BRACKETS: Final = {")": "(", "]": "["}


def links_in(text: str) -> list[Link]:
    """The addresses in a text, in its order."""
    found: list[Link] = []
    for match in _FOUND.finditer(text):
        shown = match[0]
        if len(shown) > LONGEST:
            continue
        while _ends_too_late(shown):
            shown = shown[:-1]
        found.append(Link(match.start(), match.start() + len(shown), _address_of(shown)))
    return found


def _ends_too_late(shown: str) -> bool:
    """Whether the last character belongs to the sentence and not to the address."""
    last = shown[-1:]
    if last and last in _PUNCTUATION:
        return True
    opening = _BRACKETS.get(last)
    return opening is not None and shown.count(last) > shown.count(opening)


def _address_of(shown: str) -> str:
    small = shown.lower()
    if small.startswith("www."):
        return f"https://{shown}"
    return shown if small.startswith(("http://", "https://", "mailto:")) else f"mailto:{shown}"
