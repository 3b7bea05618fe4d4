"""The addresses in a text, where they stand in its lines: to underline them, and to lead there from a PDF."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from board.core.layout import Line
from board.core.layout.break_classes import is_right_to_left
from board.core.links import links_in


@dataclass(frozen=True, slots=True)
class LinkInLine:
    """The part of a line, in characters, that belongs to an address."""

    row: int
    start: int
    end: int
    address: str


def links_in_lines(text: str, lines: Sequence[Line]) -> list[LinkInLine]:
    """The addresses of a text in `lines`, all of its lines; what is read from the right is left out."""
    found: list[LinkInLine] = []
    for link in links_in(text):
        first_row, start = _place(text, lines, link.start)
        last_row, end = _place(text, lines, link.end)
        for row in range(first_row, last_row + 1):
            line = lines[row]
            begin = start if row == first_row else 0
            stop = end if row == last_row else len(line.text)
            if stop > begin and not line.is_right_to_left and not is_right_to_left(line.text):
                found.append(LinkInLine(row, begin, stop, link.address))
    return found


def _place(text: str, lines: Sequence[Line], at: int) -> tuple[int, int]:
    """The line of a place in a text, and how many characters of that line come before it.

    Spaces that a line has lost at its end stand at its end; what was cut away stands at the end of the last.
    """
    plain, target, start = _as_laid_out(text), len(_as_laid_out(text[:at])), 0
    for row, line in enumerate(lines):
        end = after = start + len(line.text)
        while plain[after : after + 1] == " ":
            after += 1
        is_paragraph_over = plain[after : after + 1] == "\n"
        if row == len(lines) - 1 or target < after or (is_paragraph_over and target == after):
            return row, max(0, min(target, end) - start)
        start = after + 1 if is_paragraph_over else after
    return 0, 0


def plain(address: str) -> str:
    """The address in the characters that an address in a file may have; browsers read both as one."""
    return quote(address, safe="".join(map(chr, range(0x21, 0x7F))))


def _as_laid_out(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")


def parts_of(
    text: str, links: Sequence[LinkInLine], drawable: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """A line in parts: what is drawn, and the address that it leads to in ASCII, empty for none."""
    at = 0
    for link in links:
        if link.start > at:
            yield drawable(text[at : link.start]), ""
        yield drawable(text[link.start : link.end]), plain(link.address)
        at = link.end
    if at < len(text):
        yield drawable(text[at:]), ""
