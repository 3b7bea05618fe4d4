"""Addresses in documents: underlined where they stand on the canvas, and in a PDF or SVG a way there."""

import io
import re

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from board.export.covering import Covering
from board.export.desk import Desk
from board.export.documents import Wish, make
from board.export.drawing import draw
from board.export.linking import links_in_lines
from board.export.marks import BoxMark, TextMark
from board.export.measuring import note_face
from tests.support.items import create
from tests.support.scenes import scene_after

AT_MS = 1_700_000_000_000
WRITTEN = "See https://example.org/a and mail ada@example.org."


def note(text, **more):
    place = {"x": 0, "y": 0, "w": 240, "h": 160, "type": "I"}
    return create("note", "note-1234", **{**place, "text": text, **more})


def made(*ops, **wish):
    document = make("Board", scene_after(*ops), {}, Wish(**wish), AT_MS, lambda _step: None)
    assert document is not None
    return document


def addresses_in(pdf: bytes) -> list[str]:
    """Where the links of the first page lead, in the order of the file."""
    page = pypdfium2.PdfDocument(pdf)[0]
    found = []
    for at in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, at)
        action = pdfium.FPDFLink_GetAction(pdfium.FPDFAnnot_GetLink(annotation))
        length = pdfium.FPDFAction_GetURIPath(page.pdf.raw, action, None, 0)
        room = pdfium.c_char * length
        uri = room()
        pdfium.FPDFAction_GetURIPath(page.pdf.raw, action, uri, length)
        found.append(uri.value.decode())
    return found


def test_FILE4_an_address_in_a_pdf_leads_there_and_keeps_the_standards():
    document = made(note(WRITTEN))

    assert document.is_standard
    assert set(addresses_in(document.content)) == {"https://example.org/a", "mailto:ada@example.org"}


def test_FILE4_the_card_of_a_link_leads_there():
    card = create("link", "link-1234", x=0, y=0, w=300, h=90, url="https://urbact.eu/", title="Network")

    assert set(addresses_in(made(card).content)) == {"https://urbact.eu/"}


def test_FILE4_an_address_in_other_scripts_leads_there_in_ascii():
    document = made(note("http://学校.example/é"))

    assert document.is_standard
    (address,) = set(addresses_in(document.content))
    assert address == "http://%E5%AD%A6%E6%A0%A1.example/%C3%A9"


@pytest.mark.parametrize("text", ["https://a.example/<b>&'\"x", 'https://a.example/#"]$x$'])
def test_FILE4_an_address_is_never_code(text):
    pdf, svg = made(note(text)), made(note(text), file_format="svg")

    assert pdf.is_standard
    assert addresses_in(pdf.content)[0].startswith("https://a.example/")
    assert b"<b>" not in svg.content


def test_FILE4_an_address_in_an_svg_is_a_link_in_its_line():
    svg = made(note(WRITTEN), file_format="svg").content.decode()

    assert '<a href="https://example.org/a">https://example.org/a</a>' in re.sub(r"\s+", " ", svg)
    assert 'href="mailto:ada@example.org"' in svg


def test_FILE4_each_part_of_an_address_that_goes_over_lines_is_underlined_where_it_stands():
    address = "https://example.org/" + "way/" * 20
    marks = draw("Board", scene_after(note(address)), Desk({}, Covering())).marks
    (words,) = [mark for mark in marks if isinstance(mark, TextMark) and mark.sign]
    rules = [mark for mark in marks if isinstance(mark, BoxMark) and mark.h < 2]

    assert len(rules) == len(words.lines) > 2
    for rule, line in zip(rules, words.lines, strict=True):
        width = note_face().layout.width(line.text) * words.size / 1000
        assert (rule.x, rule.w) == (pytest.approx(line.x), pytest.approx(width))
        assert line.baseline < rule.y < line.baseline + words.size * 0.2


def test_FILE4_what_is_read_from_the_right_is_not_underlined_and_still_drawn():
    found = note_face().layout.fit("مرحبا https://example.org", 240, 160)

    assert links_in_lines("مرحبا https://example.org", found.lines) == []
    assert made(note("مرحبا https://example.org")).is_standard


def test_FILE4_a_png_shows_the_rule_under_an_address():
    plain, linked = (
        Image.open(io.BytesIO(made(note(text), file_format="png", pixels=2.0).content)).convert("L")
        for text in ("example.org", "www.example.org")
    )

    def longest_dark_row(image):
        rows = range(80, image.height - 80)
        return max(sum(image.getpixel((x, y)) < 90 for x in range(60, image.width - 60)) for y in rows)

    assert longest_dark_row(linked) > 2 * longest_dark_row(plain)


def test_FILE4_a_tab_or_a_line_end_before_an_address_moves_nothing():
    text = "a\tb\r\nc www.example.org d"
    lines = note_face().layout.fit(text, 400, 300).lines

    (link,) = links_in_lines(text, lines)

    assert lines[link.row].text[link.start : link.end] == "www.example.org"
