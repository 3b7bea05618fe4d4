"""Walks once through every state in each language and keeps what there was to see.

Several files of tests ask about the same states; getting there is what takes the time.
"""

from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.support.axe import small_targets, too_wide, violations
from tests.support.browser import NARROW, Visitor, Visitors
from tests.support.server import wait_until
from tests.support.states import PAGES, Scene, State
from tests.support.words import untranslated
from tests.support.world import World

HALF = {"width": 640, "height": 512}  # a laptop at 200 %

Key = tuple[str, str, tuple[int, int]]  # who, locale, size


@dataclass(frozen=True)
class Report:
    """What was found in one state: each list is empty when all is well."""

    # The first three are looked for where `is_measured`.
    violations: list[str]
    small_targets: list[str]
    too_wide: list[str]  # at 320 pixels; at 640 where the state has its own layout for wide screens
    untranslated: list[str]
    trouble: list[str]
    lang: str


def is_measured(state: State, locale: str) -> bool:
    """Pages in both languages; the board once, in the language with the longer words."""
    return state in PAGES or locale == "it"


class Tour:
    """Reports by state and language, made when they are first asked for."""

    def __init__(self, world: World, visitors: Visitors) -> None:
        self._world = world
        self._visitors = visitors
        self._people: dict[Key, Visitor] = {}
        self._reports: dict[tuple[str, str], Report] = {}

    def report(self, state: State, locale: str) -> Report:
        key = (state.name, locale)
        if key not in self._reports:
            self._reports[key] = self._visit(state, locale)
        return self._reports[key]

    def _person(self, state: State, locale: str) -> Visitor:
        """The same browser for all states of one kind of person: it has the files already."""
        key = (state.who, locale, state.size)
        if key not in self._people:
            width, height = state.size
            visitor = self._visitors.new(
                self._world.server, locale=locale, size={"width": width, "height": height}
            )
            visitor.trouble.statuses = {400, 401, 403, 404, 410}
            self._people[key] = visitor
        visitor = self._people[key]
        visitor.context.clear_cookies()
        caller = {"guest": self._world.guest, "facilitator": self._world.facilitator}.get(state.who)
        return visitor.be(caller) if caller else visitor

    def show(self, state: State, locale: str) -> Page:
        """The page in this state."""
        return self._enter(state, locale).page

    def _enter(self, state: State, locale: str) -> Visitor:
        visitor = self._person(state, locale)
        visitor.context.set_offline(False)
        visitor.trouble.may_lose_server = False
        visitor.page.goto("about:blank")
        visitor.trouble.lines.clear()
        visitor.page.emulate_media(forced_colors="active" if state.forced_colours else "none")
        state.enter(Scene(self._world, visitor, locale))
        return visitor

    def _visit(self, state: State, locale: str) -> Report:
        visitor = self._enter(state, locale)
        page = visitor.page
        measured = is_measured(state, locale)
        report = Report(
            violations=violations(page) if measured else [],
            small_targets=small_targets(page) if measured else [],
            too_wide=self._when_narrow(visitor, state) if measured else [],
            untranslated=untranslated(page, locale),
            trouble=list(visitor.trouble.lines),
            lang=page.evaluate("document.documentElement.lang"),
        )
        visitor.context.set_offline(False)
        visitor.trouble.may_lose_server = False
        return report

    def _when_narrow(self, visitor: Visitor, state: State) -> list[str]:
        width, height = state.size
        visitor.page.set_viewport_size(NARROW if state.reflows else HALF)
        with suppress(AssertionError):  # a menu closes when the width changes, but not at once
            wait_until(lambda: not too_wide(visitor.page), "the narrow layout", 2)
        found = too_wide(visitor.page)
        visitor.page.set_viewport_size({"width": width, "height": height})
        return found
