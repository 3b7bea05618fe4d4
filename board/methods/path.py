"""The six-meeting path of a local group: the theme and the methods of each meeting."""

from dataclasses import dataclass
from typing import Final

from board.methods.method import Words


@dataclass(frozen=True)
class Stage:
    """One meeting of the path: its theme, and the ids of the methods that its board is made of."""

    theme: Words
    methods: tuple[str, ...]


PATH: Final = (
    Stage(Words("Processi di ingaggio", "Ways of involving people"), ("T01", "T07", "T08", "T25")),
    Stage(Words("Strumenti di ingaggio", "Tools for involving people"), ("T22", "T06")),
    Stage(Words("Potenziali sviluppi della CSR", "Where CSR can go from here"), ("T09", "T10", "T12")),
    Stage(Words("Priorità e aree target", "Priorities and target areas"), ("T02", "T05", "T23", "T21")),
    Stage(Words("Covid-19 ed effetti sulla CSR", "Covid-19 and its effects on CSR"), ("T24", "T11")),
    Stage(Words("Verso le azioni su piccola scala", "Towards small actions"), ("T16", "T14", "T19", "T17")),
)
