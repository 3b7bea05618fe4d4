"""A PDF made smaller: its thousands of small objects together in compressed streams, as PDF 1.5 has them.

Typst writes each object by itself with a table of fixed width, which for a large tagged board is two thirds
of the file. What is not written as Typst writes it is left as it is.
"""

import re
import zlib
from typing import Final

TOGETHER: Final = 2_000  # objects in one stream: a reader has to open all of them for one
_LEVEL: Final = 7
_START: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_ROW: Final = re.compile(rb"(\d{10}) (\d{5}) ([nf])")
_HEAD: Final = re.compile(rb"(\d+) 0 obj\s*")
_TRAILER: Final = re.compile(rb"trailer\s*<<(.*)>>\s*startxref", re.DOTALL)
_SIZE: Final = re.compile(rb"/Size \d+")
_LENGTH: Final = re.compile(rb"/Length \d+ 0 R")


def packed(content: bytes) -> bytes:
    """The same document in fewer bytes."""
    start = _START.search(content)
    trailer = _TRAILER.search(content, int(start[1])) if start else None
    if start is None or trailer is None or not content.startswith(b"xref", int(start[1])):
        return content
    bodies = _bodies(content, int(start[1]))
    if bodies is None or any(_LENGTH.search(body) for body in bodies.values() if _is_stream(body)):
        return content
    return _written(content[: content.index(b"1 0 obj")], bodies, _SIZE.sub(b"", trailer[1]))


def _bodies(content: bytes, table: int) -> dict[int, bytes] | None:
    """Number of each object -> what is between its head and its end; None when it is not that simple."""
    offsets = sorted(int(row[1]) for row in _ROW.finditer(content, table) if row[3] == b"n")
    found: dict[int, bytes] = {}
    for begin, end in zip(offsets, [*offsets[1:], table], strict=True):
        head = _HEAD.match(content, begin)
        tail = content.rfind(b"endobj", begin, end)
        if head is None or tail < 0:
            return None
        found[int(head[1])] = content[head.end() : tail].rstrip()
    return found if 1 in found else None


def _is_stream(body: bytes) -> bool:
    return body.endswith(b"endstream")


def _written(beginning: bytes, bodies: dict[int, bytes], trailer: bytes) -> bytes:
    out = bytearray(beginning)
    rows: dict[int, tuple[int, int, int]] = {}  # object -> kind, offset or stream, place in the stream
    for number, body in bodies.items():
        if _is_stream(body):
            rows[number] = (1, len(out), 0)
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    small = [(number, body) for number, body in bodies.items() if not _is_stream(body)]
    following = max(bodies) + 1
    for first in range(0, len(small), TOGETHER):
        group = small[first : first + TOGETHER]
        rows |= {number: (2, following, place) for place, (number, _) in enumerate(group)}
        rows[following] = (1, len(out), 0)
        out += _group(following, group)
        following += 1
    rows[following] = (1, len(out), 0)
    start = len(out)
    out += _table(following, rows, trailer)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _group(number: int, group: list[tuple[int, bytes]]) -> bytes:
    places, size = [], 0
    for one, body in group:
        places.append(b"%d %d" % (one, size))
        size += len(body) + 1
    head = b" ".join(places) + b"\n"
    about = b"/Type/ObjStm/N %d/First %d" % (len(group), len(head))
    return _stream(number, about, head + b"\n".join(body for _, body in group))


def _table(number: int, rows: dict[int, tuple[int, int, int]], trailer: bytes) -> bytes:
    """The table of all objects as a stream; number 0 is the head of the free ones."""
    free = (0, 0, 65_535)
    lines = (rows.get(each, free) for each in range(number + 1))
    data = b"".join(
        kind.to_bytes(1, "big") + where.to_bytes(4, "big") + at.to_bytes(2, "big")
        for kind, where, at in lines
    )
    about = b"/Type/XRef/W[1 4 2]/Size %d%b" % (number + 1, trailer)
    return _stream(number, about, data)


def _stream(number: int, about: bytes, data: bytes) -> bytes:
    small = zlib.compress(data, _LEVEL)
    head = b"%d 0 obj\n<<%b/Filter/FlateDecode/Length %d>>\nstream\n" % (number, about, len(small))
    return head + small + b"\nendstream\nendobj\n"
