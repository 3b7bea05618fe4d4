"""Which language a page is in."""

import re

import pytest

from board.web.catalogue import locales, strings_for


def language_of(page):
    return "it" if '<html lang="it">' in page.text else "en" if '<html lang="en">' in page.text else None


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("it", "it"),
        ("it-IT,it;q=0.9,en;q=0.8", "it"),
        ("en-GB", "en"),
        ("en;q=0.5, it;q=0.9", "it"),
        ("de, en;q=0.3", "en"),
        ("fr-CH, it;q=0.2", "it"),
        ("de", "en"),  # the city's own, here English
        ("", "en"),
        ("\x00;q=x", "en"),
    ],
)
def test_TEXT1_the_browsers_first_language_that_we_speak_is_used(site, accepted, chosen):
    assert language_of(site.visitor(accepted).get("/")) == chosen


def test_TEXT1_a_citys_language_is_used_when_the_browser_speaks_none_of_ours(new_site):
    assert language_of(new_site(locale="it").visitor("de").get("/")) == "it"


def test_TEXT1_a_persons_choice_wins_over_the_browser(site):
    visitor = site.visitor("it")

    answer = visitor.post(
        "/locale", data={"locale": "en"}, headers={"Referer": "http://localhost/sign-in?a=1"}
    )

    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert language_of(visitor.get("/sign-in")) == "en"


def test_TEXT1_the_choice_is_remembered_with_the_person(site):
    ada = site.guest(site.board())

    ada.post("/api/locale", json={"locale": "it"})

    person_id = ada.get("/api/me").json["person"]["id"]
    assert site.services.people.by_id(person_id).locale == "it"
    assert ada.get("/api/me").json["locale"] == "it"


@pytest.mark.parametrize("locale", ["fr", "", "../it", "it\r\nSet-Cookie: a=b"])
def test_TEXT1_a_language_that_we_do_not_speak_changes_nothing(site, locale):
    visitor = site.visitor("it")

    visitor.post("/locale", data={"locale": locale})

    assert language_of(visitor.get("/")) == "it"
    assert visitor.post("/api/locale", json={"locale": locale}).json["code"] == "bad.shape"


@pytest.mark.parametrize(
    "referer",
    [
        "https://evil.example/sign-in",
        "//evil.example",
        "javascript:alert(1)",
        "http://localhost/nothing",
        "http://localhost/sign-out",
        "http://localhost",
        "",
    ],
)
def test_after_choosing_a_language_one_never_lands_elsewhere(site, referer):
    answer = site.visitor().post("/locale", data={"locale": "en"}, headers={"Referer": referer})

    assert answer.location == "/"


def test_the_choice_shows_which_language_is_on(site):
    page = site.visitor("it").get("/").text

    assert page.count('aria-current="true"') == 1
    assert re.search(r'value="it" lang="it"\s+aria-current="true"', page)


def test_TEXT1_italian_pages_are_in_italian(site):
    page = site.visitor("it").get("/").text

    for sentence in ("Entra in un laboratorio", "Il tuo nome", "Accessibilità"):
        assert sentence in page


def test_TEXT1_the_browser_gets_every_string_of_its_language():
    strings = strings_for("it")

    assert strings["Sign in"] == "Accedi"
    assert strings["%(n)s note"] == ["%(n)s nota", "%(n)s note"]
    assert strings_for("en") == {}
    assert locales() == ("it", "en")
