"""The words of the catalogue, so that tests name controls as a person reads them."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "board" / "translations"

Words = Callable[..., str]


@cache
def catalogue(locale: str) -> Catalog:
    """The messages of this language."""
    with (TRANSLATIONS / locale / "LC_MESSAGES" / "messages.po").open("rb") as source:
        return read_po(source, locale=locale, abort_invalid=True)


def words(locale: str) -> Words:
    """`say(msgid, name=value, ...)`: the sentence in this language. Singular or plural by `n`."""

    def say(msgid: str, **values: object) -> str:
        text: str | tuple[str, ...] = msgid
        if locale != "en":
            message = catalogue(locale).get(msgid)
            assert message is not None, f"not in the catalogue: {msgid}"
            text = message.string
            if isinstance(text, tuple):
                text = text[0 if values.get("n") == 1 else 1]
        assert isinstance(text, str)
        return text % values if values else text

    return say
