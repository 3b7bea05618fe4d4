"""Which language a person reads: their own choice, else the first of their browser that we speak."""

from typing import Final

from flask import Flask, request
from flask_babel import get_locale
from werkzeug.wrappers import Response

from board.web.catalogue import CatalogueBabel, locales
from board.web.cookies import set_cookie
from board.web.services import services

COOKIE: Final = "tavolo_locale"
_YEAR_S: Final = 365 * 24 * 3600


def chosen_locale() -> str:
    """The cookie's language if it is one of ours, else the browser's best, else the city's."""
    picked = request.cookies.get(COOKIE, "")
    if picked in locales():
        return picked
    return request.accept_languages.best_match(locales(), default=services().settings.locale)


def locale_name() -> str:
    """The language of this request or task, as a short name: "it"."""
    locale = get_locale()
    return services().settings.locale if locale is None else str(locale.language)


def remember_locale(response: Response, locale: str) -> None:
    """Keep a person's choice for a year."""
    set_cookie(response, COOKIE, locale, max_age_s=_YEAR_S)


def init_locale(app: Flask) -> None:
    """Make gettext, dates and plurals follow `chosen_locale`."""
    CatalogueBabel(app, locale_selector=chosen_locale)
