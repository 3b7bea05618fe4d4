"""Characters that no font of ours has: drawn as a mark that everybody sees, and named afterwards."""

import unicodedata
from typing import Final

from board.core.layout.line_units import clusters
from board.export.measuring import Face

MARK: Final = "□"
# Tell other characters how to look and have no look of their own: a document cannot draw one by itself.
_UNSEEN: Final = frozenset("\u200b\u200c\u200d\u2060\ufe0e\ufe0f")
# Control and format characters, halves of characters, private use, and code points of no character.
_NOT_DRAWN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


class Covering:
    """Makes texts drawable, and remembers in `missing` what was not."""

    def __init__(self) -> None:
        self._missing: dict[str, None] = {}  # cluster -> nothing; in the order of their discovery

    @property
    def missing(self) -> list[str]:
        """What was replaced, each once."""
        return list(self._missing)

    def drawable(self, text: str, face: Face) -> str:
        """`text` with a mark for each cluster that no font of the face has."""
        if text.isprintable() and face.fonts[0].has(text):
            return text
        return "".join(self._cluster(cluster, face) for cluster in clusters(text))

    def _cluster(self, cluster: str, face: Face) -> str:
        if face.font_of(cluster) is not None and not _has_undrawn(cluster):
            return cluster
        bare = "".join(character for character in cluster if character not in _UNSEEN)
        if not bare or all(_is_silent(character) for character in bare):
            return ""
        if face.font_of(bare) is not None and not _has_undrawn(bare):
            return bare
        self._missing.setdefault(bare)
        return MARK


def is_plain(character: str) -> bool:
    """Whether it may stand in a description, which is only read aloud."""
    return character in _UNSEEN or unicodedata.category(character) not in _NOT_DRAWN


def _is_silent(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf")


def _has_undrawn(cluster: str) -> bool:
    """Whether something in it would stop a document: joiners may only stand between others."""
    if cluster[0] in _UNSEEN or cluster[-1] == "\u200d":
        return True
    return any(unicodedata.category(sign) in _NOT_DRAWN for sign in cluster if sign not in _UNSEEN)
