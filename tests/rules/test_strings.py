"""Every string that a person sees is in each catalogue, translated, with the same places (TEXT1)."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.rules.message_ids import (
    Key,
    NotLiteral,
    every_use,
    uses_in_python,
    uses_in_typescript,
)
from tests.rules.sources import ROOT, listed, name_of, text_of

CATALOGUES = sorted(ROOT.glob("board/translations/*/LC_MESSAGES/messages.po"))
PLACE = re.compile(r"%\((\w+)\)s")


@pytest.fixture(params=CATALOGUES, ids=name_of)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], abort_invalid=True)


def key_of(message: Message) -> Key:
    return message.id if isinstance(message.id, str) else (message.id[0], message.id[1])


def forms_of(message: Message) -> list[tuple[str, str]]:
    """(English, translation) for each form; the English plural for all forms but the first."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    return [(message.id[min(at, 1)], str(form)) for at, form in enumerate(message.string)]


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def test_TEXT1_there_is_an_Italian_catalogue() -> None:
    assert "it" in [path.parts[-3] for path in CATALOGUES]


def test_TEXT1_each_string_in_the_code_is_in_the_catalogue(catalogue: Catalog) -> None:
    known = {key_of(message) for message in messages(catalogue)}

    missing = sorted({f"{key!r} ({place})" for key, place in every_use() if key not in known})

    assert not missing, listed(missing)


def test_TEXT1_each_string_in_the_catalogue_is_used(catalogue: Catalog) -> None:
    used = {key for key, _place in every_use()}

    unused = [key_of(message) for message in messages(catalogue) if key_of(message) not in used]

    assert not unused, listed(unused)


def test_TEXT1_each_form_is_translated(catalogue: Catalog) -> None:
    wrong = [
        key_of(message)
        for message in messages(catalogue)
        if message.fuzzy
        or not all(form.strip() for _english, form in forms_of(message))
        or (message.pluralizable and len(message.string) != catalogue.num_plurals)
    ]

    assert not wrong, listed(wrong)


def test_TEXT1_translations_have_the_places_of_the_original(catalogue: Catalog) -> None:
    wrong = []
    for message in messages(catalogue):
        for at, (english, form) in enumerate(forms_of(message)):
            wanted, found = set(PLACE.findall(english)), set(PLACE.findall(form))
            # "A note" may leave its number out; nothing else may.
            may_miss = {"n"} if message.pluralizable and at == 0 else set()
            if not (wanted - may_miss <= found <= wanted | may_miss):
                wrong.append(form)

    assert not wrong, listed(wrong)


def test_TEXT1_a_percent_sign_beside_places_is_doubled(catalogue: Catalog) -> None:
    wrong = [
        text
        for message in messages(catalogue)
        for pair in forms_of(message)
        for text in pair
        if PLACE.search(text) and "%" in PLACE.sub("", text).replace("%%", "")
    ]

    assert not wrong, listed(wrong)


def test_TEXT1_no_string_is_in_a_catalogue_twice(path: Path) -> None:
    blocks = re.findall(r'^msgid ((?:".*"\n)+)', text_of(path), re.MULTILINE)
    keys = ["".join(ast.literal_eval(line) for line in block.splitlines()) for block in blocks]

    doubles = [key for key, times in Counter(keys).items() if times > 1]

    assert not doubles, listed(doubles)


# --- the search itself ----------------------------------------------------------------------------


def test_the_search_finds_each_way_to_write_a_string() -> None:
    python = 'a = _("One") if x else words.ngettext("%(n)s note", "%(n)s notes", n)\nb = gettext(key)'
    typescript = """
      t("Plain"); t(kind === "note" ? "A note" : "A text", { name: t("inner") });
      tn("%(n)s note",
         "%(n)s notes", n); t(key); set("no"); it("no"); msgid('Caf\\u00e9');
      // t("in a comment")
    """

    assert [key for key, _ in uses_in_python(python, "p")] == ["One", ("%(n)s note", "%(n)s notes")]
    assert [key for key, _ in uses_in_typescript(typescript, "t")] == [
        "Plain",
        "A note",
        "A text",
        "inner",
        ("%(n)s note", "%(n)s notes"),
        "Café",
    ]


@pytest.mark.parametrize("source", ["t(`Hello ${name}`)", 't("Hello " + name)'])
def test_the_search_refuses_a_string_made_at_run_time(source: str) -> None:
    with pytest.raises(NotLiteral):
        list(uses_in_typescript(source, "t"))
