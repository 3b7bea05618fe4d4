"""The catalogue of strings: what gettext answers in each language, and the same for the browser.

The English text is the key. Every other language is one file,
`board/translations/<locale>/LC_MESSAGES/messages.po`, read at start-up: nothing has to be compiled,
and nothing can be out of date.
"""

import io
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask_babel import Babel, Domain, get_locale

TRANSLATIONS: Final = Path(__file__).resolve().parent.parent / "translations"
SOURCE_LOCALE: Final = "en"

# msgid -> translation, or [singular, plural] under the singular msgid.
Strings = dict[str, str | list[str]]


@cache
def locales() -> tuple[str, ...]:
    """The languages there are, the source language last."""
    translated = sorted(path.parent.parent.name for path in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))
    return (*translated, SOURCE_LOCALE)


@cache
def catalog_of(locale: str) -> Catalog:
    """The catalogue of a language; empty for the source language."""
    path = TRANSLATIONS / locale / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return Catalog(locale=SOURCE_LOCALE)
    with path.open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


@cache
def strings_for(locale: str) -> Strings:
    """Every translated string of a language, as the browser's `loadStrings` takes it."""
    strings: Strings = {}
    for message in catalog_of(locale):
        if not message.id or not message.string:
            continue
        if isinstance(message.id, str):
            strings[message.id] = str(message.string)
        else:
            strings[message.id[0]] = [str(form) for form in message.string]
    return strings


@cache
def _translations_of(locale: str) -> Translations:
    compiled = io.BytesIO()
    write_mo(compiled, catalog_of(locale))
    compiled.seek(0)
    return Translations(compiled)


class _CatalogueDomain(Domain):  # type: ignore[misc]
    """Answers from the catalogues in memory, where Flask-Babel would look for compiled files."""

    def get_translations(self) -> NullTranslations:
        locale = get_locale()
        return NullTranslations() if locale is None else _translations_of(locale.language)


class CatalogueBabel(Babel):  # type: ignore[misc]
    """Flask-Babel with our catalogues."""

    domain_instance = _CatalogueDomain()
