"""The gallery of methods: what it shows of each, and which of them somebody looks for."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext
from markupsafe import Markup

from board.methods.library import library
from board.methods.method import Method
from board.web import own_methods
from board.web.board_actions import BLANK
from board.web.locale import locale_name
from board.web.method_sketch import sketch

# The stages of a local group's work, in their order, and the words for each in the files of methods.
_STAGES: Final = {
    "open": ("open",),
    "analysing": ("analysing problems", "vision"),
    "stakeholders": ("engaging stakeholders",),
    "planning": ("planning actions", "planning", "testing"),
    "resourcing": ("resourcing",),
    "implementing": ("implementing",),
    "measuring": ("measuring results",),
    "close": ("close",),
}
_QUOTES: Final = str.maketrans({"\u2018": "'", "\u2019": "'", "\u02bc": "'"})


@dataclass(frozen=True)
class MethodCard:
    """A method as the gallery shows it. `is_own`: made in this project; `words` are what a search looks
    through, `sketch` is its small picture."""

    id: str
    name: str
    purpose: str
    minutes: int
    people: str
    stages: tuple[str, ...]
    is_own: bool
    words: str
    sketch: Markup


@dataclass(frozen=True)
class Gallery:
    """The blank board, and the methods that somebody looks for; all of them while nobody does."""

    blank: MethodCard
    cards: Sequence[MethodCard]
    wanted: str
    stage: str


def gallery(wanted: str, stage: str, person_id: str) -> Gallery:
    """The methods whose words hold all those of `wanted`, of this stage; "" asks for every one. Those that
    this person's project has made come first."""
    cards = [card_of(method) for method in (*own_methods.of(person_id), *library())]
    blank = next(card for card in cards if card.id == BLANK)
    words = folded(wanted).split()
    shown = [
        card
        for card in cards
        if card.id != BLANK
        and (not stage or stage in card.stages)
        and all(word in card.words for word in words)
    ]
    return Gallery(blank, shown, wanted, stage)


def card_of(method: Method) -> MethodCard:
    """What the gallery shows of a method, in the language of the request."""
    locale = locale_name()
    titles = " ".join(frame.title.in_locale(locale) for frame in method.frames)
    return MethodCard(
        id=method.id,
        name=method.name(locale),
        purpose=method.purpose(locale),
        minutes=method.minutes,
        people=method.people,
        stages=stages_of(method),
        is_own=own_methods.is_own(method.id),
        words=folded(f"{method.names.it} {method.names.en} {method.purpose(locale)} {titles}"),
        sketch=sketch(method),
    )


def stages_of(method: Method) -> tuple[str, ...]:
    """The stages that a method belongs to."""
    said = {word.strip() for word in method.stage.split("/")}
    return tuple(key for key, words in _STAGES.items() if not said.isdisjoint(words))


def stages() -> dict[str, str]:
    """What each stage is called, by its key."""
    names = {
        "open": gettext("Opening"),
        "analysing": gettext("Understanding problems"),
        "stakeholders": gettext("Involving people"),
        "planning": gettext("Planning actions"),
        "resourcing": gettext("Finding resources"),
        "implementing": gettext("Carrying out"),
        "measuring": gettext("Measuring results"),
        "close": gettext("Closing"),
    }
    return {key: names[key] for key in _STAGES}


def mode_name(mode: str) -> str:
    """What a mode of steps is called."""
    names = {
        "explain": gettext("Explain"),
        "silent": gettext("Write in silence"),
        "reveal": gettext("Reveal"),
        "pair": gettext("In pairs"),
        "present": gettext("Present"),
        "cluster": gettext("Group the notes"),
        "vote": gettext("Vote"),
        "discuss": gettext("Discuss"),
        "decide": gettext("Decide"),
        "owners": gettext("Who does what"),
    }
    return str(names[mode])


def folded(text: str) -> str:
    """Without accents and case and with straight apostrophes, as static/src/core/folding.ts folds."""
    apart = unicodedata.normalize("NFD", text)
    plain = "".join(char for char in apart if not unicodedata.combining(char))
    return plain.lower().translate(_QUOTES)
