"""Addresses in what people write; static/src/core/links.ts finds the same."""

import re
from dataclasses import dataclass

LONGEST = 2_000

# Not in the middle of a word or of another address.
STARTS = r"(?<![0-9A-Za-z\u00c0-\u024f@._%+/-])"
REST = (
    r'[^\u0000-\u0020"<>\\^`{|}\u007f-\u00a0\u00ab\u00bb\u2000-\u200f\u2018-\u201f\u2028-\u202f'
    r"\u3000-\u3002\u300c\u300d\uff0c\ufeff]"
)
MAIL = r"[0-9A-Za-z._%+-]{1,64}@[0-9A-Za-z-]{1,63}(?:\.[0-9A-Za-z-]{1,63})+"
# An address has something of a place: a letter or digit after its beginning.
PLACE = rf"(?=[0-9a-z\u00a1-\U0010ffff[]){REST}+"
FOUND = re.compile(
    rf"{STARTS}(?:https?://{PLACE}|www\.{PLACE}|mailto:{MAIL}{REST}*|{MAIL})", re.IGNORECASE | re.ASCII
)
PUNCTUATION = ".,;:!?'*_~"
BRACKETS = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Link:
    """Where an address is in a text, and what it opens: always http, https or mailto."""

    start: int
    end: int
    address: str


def links_in(text: str) -> list[Link]:
    """The addresses in a text, in its order."""
    found: list[Link] = []
    for match in FOUND.finditer(text):
        shown = match.group()
        if _length_in_browsers(shown) > LONGEST:
            continue
        while _ends_too_late(shown):
            shown = shown[:-1]
        found.append(Link(match.start(), match.start() + len(shown), _address(shown)))
    return found


def _length_in_browsers(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _ends_too_late(shown: str) -> bool:
    """Whether the last character belongs to the sentence and not to the address."""
    last = shown[-1:]
    if last and last in PUNCTUATION:
        return True
    opening = BRACKETS.get(last)
    return opening is not None and shown.count(last) > shown.count(opening)


def _address(shown: str) -> str:
    small = shown.lower()
    if small.startswith("www."):
        return f"https://{shown}"
    return shown if small.startswith(("http://", "https://", "mailto:")) else f"mailto:{shown}"
