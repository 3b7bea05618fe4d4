"""What templates can call: addresses, icons, dates and names as people read them."""

import json
from datetime import timedelta
from functools import cache
from typing import Final
from urllib.parse import quote

from flask import Flask
from flask_babel import format_timedelta, gettext
from markupsafe import Markup

from board.core.errors_methods import MethodMissing
from board.core.scene import scene_of
from board.methods.demo import golden_file
from board.web.assets import asset, asset_parts, icon
from board.web.auth import current_person
from board.web.board_actions import DEMO
from board.web.catalogue import strings_for
from board.web.limits import PASSWORD_MIN
from board.web.locale import locale_name
from board.web.own_methods import find
from board.web.services import services
from board.web.thumbnail import picture

_MINUTE_MS: Final = 60_000

# The mark of templates/parts.html with its colours written out: a style sheet cannot reach it here.
_FAVICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" '
    'fill="#0066CC"/><path fill="#FFD6E0" d="M6 6h9v9H6z"/><path fill="#C9F0D1" d="M17 6h9v9h-9z"/>'
    '<path fill="#FFF3B0" d="M6 17h9v9H6z"/><path fill="#FFFFFF" d="M17 17h9v9h-9z"/></svg>'
)


def init_showing(app: Flask) -> None:
    """Give every template these names."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        asset=asset,
        asset_parts=asset_parts,
        icon=icon,
        favicon=favicon,
        locale_name=locale_name,
        city_name=city_name,
        method_name=method_name,
        people_range=people_range,
        time_ago=time_ago,
        plural_forms=plural_forms,
        empty_picture=picture({}),
        demo_picture=demo_picture,
        password_min=PASSWORD_MIN,
    )


def favicon() -> str:
    """The icon of the browser's tab, as a data URI."""
    return f"data:image/svg+xml,{quote(_FAVICON)}"


def city_name() -> str:
    """Whose server this is; "" when nobody said."""
    return services().settings.city_name


def method_name(method_id: str) -> str:
    """What a board's method is called; "" for one that is gone, or belongs to others."""
    if method_id == DEMO:
        return str(gettext("Demo workshop"))
    person = current_person()
    try:
        return find(method_id, "" if person is None else person.id).name(locale_name())
    except MethodMissing:
        return ""


def people_range(people: str) -> str:
    """For how many a method is meant, from "5-25", "3-6 per table", "3-8 per action" or "any"."""
    if people == "any":
        return str(gettext("any number of people"))
    span, _, group = people.replace("-", "–").partition(" per ")
    if group == "table":
        return str(gettext("%(range)s people at each table", range=span))
    if group == "action":
        return str(gettext("%(range)s people for each action", range=span))
    return str(gettext("%(range)s people", range=span))


def time_ago(at_ms: int) -> str:
    """How long ago, in words: "3 hours ago"."""
    passed_ms = services().clock_ms() - at_ms
    if passed_ms < _MINUTE_MS:
        return str(gettext("just now"))
    ago = timedelta(milliseconds=-passed_ms)
    return str(format_timedelta(ago, granularity="minute", add_direction=True))


def plural_forms(one: str, many: str) -> str:
    """Both forms of a counted text as a JSON array, for a page that counts on."""
    forms = strings_for(locale_name()).get(one, [one, many])
    return json.dumps(forms, ensure_ascii=False)


@cache
def demo_picture() -> Markup:
    """The layout of the demo workshop."""
    return picture(scene_of(golden_file("en")["items"]))
