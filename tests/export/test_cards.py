"""BEHALF2: paper cards say what is asked, and lead to the board."""

import pypdfium2
import pytest

from board.core.scene import scene_of
from board.export.cards import CardWish, questions_of
from board.export.documents import Wish, make
from board.export.to_csv import to_csv
from board.export.to_markdown import to_markdown
from tests.support.scenes import note, scene_after

STEP = {
    "kind": "step",
    "id": "step-0001",
    "z": "a0",
    "title": "Bisogni",
    "mode": "silent",
    "say_it": "Che cosa manca?",
    "say_en": "What is missing?",
    "author": "person_ada",
    "created_at_ms": 0,
}
WAY = {"code": "K7M2QX", "address": "tavolo.example.org", "link": "https://tavolo.example.org/join/K7M2QX"}


def made(paper="a4", languages=("it", "en"), step="step-0001", name="Scuole", **way):
    wish = Wish(locale="it", cards=CardWish(paper, languages, step, **(way or WAY)))
    read = Wish.of_json(wish.to_json())  # as the child process gets it
    document = make(name, scene_of([STEP]), {}, read, 1_700_000_000_000, lambda _step: None)
    assert document is not None
    return document


def page_of(document):
    return pypdfium2.PdfDocument(document.content)[0]


def words_of(document):
    return page_of(document).get_textpage().get_text_bounded().replace("\r\n", "\n").split("\n")


@pytest.mark.parametrize(("paper", "millimetres"), [("a4", (210, 297)), ("a6", (105, 148.5))])
def test_BEHALF2_a_page_is_one_card_or_four_and_is_read_once(paper, millimetres):
    document = made(paper)

    size = [side * 25.4 / 72 for side in page_of(document).get_size()]
    assert size == pytest.approx(millimetres, abs=0.1)
    assert (document.pages, document.is_standard, document.missing) == (1, True, ())
    assert words_of(document) == [
        "Scuole",
        "Che cosa manca?",
        "What is missing?",
        "Nome, se vuoi / Name, if you like",
        "K7M 2QX",
        "tavolo.example.org",
    ]


def test_BEHALF2_a_closed_code_is_not_printed():
    assert words_of(made(languages=("en",), step="", code="")) == ["Scuole", "Name, if you like"]


def test_BEHALF2_a_step_asks_in_the_languages_that_it_has_else_by_its_title():
    assert questions_of(STEP, ["en"]) == [("en", "What is missing?")]
    assert questions_of({**STEP, "say_en": " "}, ["it", "en"]) == [("it", "Che cosa manca?")]
    assert questions_of({**STEP, "say_en": ""}, ["en"]) == [("", "Bisogni")]
    assert questions_of(None, ["it"]) == []


def test_BEHALF2_the_longest_question_leaves_lines_to_write_on():
    long = {**STEP, "say_it": "parola " * 280, "say_en": "word " * 390}
    wish = Wish(locale="it", cards=CardWish("a6", ("it", "en"), "step-0001", **WAY))

    document = make("x" * 120, scene_of([long]), {}, wish, 1_700_000_000_000, lambda _step: None)

    assert document is not None
    assert document.is_standard
    page = page_of(document).render(scale=1).to_pil().convert("L")
    rows = [y for y in range(page.height) if page.getpixel((30, y)) < 200 and page.getpixel((200, y)) < 200]
    assert any(220 < y < 320 for y in rows), rows


def test_BEHALF1_files_say_that_somebody_else_typed_a_note():
    scene = scene_after(note(1, text="Panchine", type="B", **{"for": "person_rosa"}))
    people = {"person_ada": "Ada Neri", "person_rosa": "Rosa Bianchi"}

    table = to_csv(scene, people, "it").decode()
    minute = to_markdown("Scuole", scene, people, "it", 1_700_000_000_000)
    picture = make("x", scene, people, Wish("pdf", locale="it"), 1_700_000_000_000, lambda _step: None)
    small = make(
        "x",
        scene_after(note(1, w=100, h=100, **{"for": "person_rosa"})),
        people,
        Wish("pdf", locale="it"),
        1_700_000_000_000,
        lambda _step: None,
    )

    assert '"Rosa Bianchi"' in table
    assert table.endswith('"Ada Neri";""\r\n')
    assert "Panchine _(scritto per conto di altri)_" in minute
    assert picture is not None
    assert small is not None
    assert (picture.missing, small.missing) == ((), ())
