"""The words of the catalogue: to name controls as a person reads them, and to find what is not translated."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from playwright.sync_api import Page

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


# All that is read or heard: texts (also those only for screen readers), names, tooltips, hints, the title.
_READ = """() => {
  const found = new Set([document.title]);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent.closest("script, noscript, [hidden], [translate=no]")) continue;
    found.add(walker.currentNode.nodeValue);
  }
  const names = ["aria-label", "aria-description", "aria-valuetext", "title", "placeholder", "alt"];
  for (const node of document.querySelectorAll(names.map((name) => `[${name}]`).join(","))) {
    for (const name of names) if (node.hasAttribute(name)) found.add(node.getAttribute(name));
  }
  return [...found].map((text) => text.trim().replace(/\\s+/g, " ")).filter(Boolean);
}"""

_COUNT = re.compile(r"%\\\(n\\\)s")
_VALUE = re.compile(r"%\\\(\w+\\\)s")


def texts_of(page: Page) -> list[str]:
    """Every text of the page that somebody reads or hears."""
    return list(page.evaluate(_READ))


def _pattern(text: str) -> str | None:
    """The text with anything where its values go; None when hardly any words are left."""
    if len(re.sub(r"%\(\w+\)s|\W", "", text)) < 3:
        return None
    return _VALUE.sub(".+", _COUNT.sub(r"[\\d.,]+", re.escape(text)))


@cache
def _sentences(locale: str) -> re.Pattern[str]:
    """Fits every sentence of the catalogue in this language."""
    texts: set[str] = set()
    for message in catalogue("it"):
        forms = message.id if locale == "en" else message.string
        texts |= set(forms) if isinstance(forms, tuple | list) else {forms}
    return re.compile("|".join(sorted(pattern for text in texts if (pattern := _pattern(text)))))


@cache
def _is_foreign(text: str, locale: str) -> bool:
    """Whether this stands in the catalogue, but not in this language. Most texts are on many pages."""
    other = "en" if locale == "it" else "it"
    return bool(_sentences(other).fullmatch(text)) and not _sentences(locale).fullmatch(text)


def untranslated(page: Page, locale: str) -> list[str]:
    """What stands on the page in the other of the two languages and not in this one."""
    return [text for text in texts_of(page) if _is_foreign(text, locale)]
