"""FILE4: a PDF tells the comments to who asks for them, with a number on the picture for each."""

import io

import pypdfium2
import pytest
from PIL import Image

from board.core.scene import scene_of
from board.export import look
from board.export.documents import Wish, make
from tests.export.test_documents import AT_MS, frame, note, text_of

PEOPLE = {"person_ada": "Ada Neri", "person_bea": "Bea Blu"}


def comment(item_id, z, text, x=0.0, y=0.0, **fields):
    about = {"kind": "comment", "id": item_id, "z": z, "author": "person_ada", "created_at_ms": 0}
    return {**about, "x": x, "y": y, "text": text, **fields}


def reply(item_id, z, thread, text):
    about = {"kind": "reply", "id": item_id, "z": z, "author": "person_bea", "created_at_ms": 0}
    return {**about, "thread": thread, "text": text}


def talked():
    return [
        frame("frame_a", "a0", "First"),
        frame("frame_b", "a1", "Second", x=700),
        note("note_a", "b1", "Shade in the yard", x=40, y=150, frame="frame_a"),
        note("note_b", "b2", "A bench", x=760, y=150, frame="frame_b"),
        comment("comment_b", "c1", "Which bench?", 760, 150, on="note_b", resolved=True),
        comment("comment_a", "c2", "Who pays for it?", 280, 150, on="note_a"),
        reply("reply_a", "c3", "comment_a", "The school council"),
        comment("comment_c", "c4", "Nobody was here", 300, 450),
    ]


def made(items, **wish):
    document = make("Yard", scene_of(items), PEOPLE, Wish(**wish), AT_MS, lambda _step: None)
    assert document is not None
    return document


def pages_of(document):
    return [text_of(document.content, at) for at in range(document.pages)]


def test_FILE4_comments_are_told_only_to_who_asks():
    document = made(talked())

    assert document.pages == 1
    assert "Who pays" not in pages_of(document)[0]


@pytest.mark.parametrize("paper", ["own", "a3"])
def test_FILE4_a_pdf_ends_with_what_was_said_in_the_order_of_the_list(paper):
    document = made(talked(), has_comments=True, paper=paper)

    assert document.is_standard
    *_, said = pages_of(document)
    order = [
        "Comments",
        "Who pays for it?",
        "Bea Blu",
        "The school council",
        "Which bench?",
        "Nobody was here",
    ]
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    assert "on “Shade in the yard”" in said
    assert "Resolved" in said
    if paper == "a3":
        assert "Page 2 of 2" in said


def test_FILE4_a_pin_with_its_number_lies_where_the_comment_does():
    document = made(talked(), has_comments=True)

    page = pypdfium2.PdfDocument(document.content)[0]
    shown = page.render(scale=1).to_pil().convert("RGB")
    # The corner of a pin of 24 units is on the point; (24, 24) is the margin of the picture.
    for x, y, colour in ((280, 150, look.ACCENT), (760, 150, look.INK_MUTED), (300, 450, look.ACCENT)):
        assert shown.getpixel((24 + x + 4, 24 + y - 12)) == tuple(bytes.fromhex(colour[1:]))


def test_FILE4_each_frame_has_its_own_comments():
    document = made(talked(), has_comments=True, is_each_frame=True)
    part = made(talked(), has_comments=True, ids=("note_b",))

    assert document.pages == 3
    assert all(words in pages_of(document)[2] for words in ("Who pays", "Which bench", "Nobody was"))
    *_, said = pages_of(part)
    assert "Which bench?" in said
    assert "Who pays" not in said


def test_FILE4_many_and_long_comments_take_as_many_pages_as_they_need():
    long = "Una parola dopo l’altra. " * 300
    items = [note("note_a", "a1", "x"), *[comment(f"comment_{n}", f"b{n:02}", long) for n in range(9)]]

    document = made(items, has_comments=True)

    assert document.is_standard
    pages = pages_of(document)[1:]
    assert len(pages) > 5
    assert sum(page.count("Una parola") for page in pages) == 9 * 300
    height = pypdfium2.PdfDocument(document.content)[1].get_height()
    assert round(height) == 842


def test_FILE4_a_comment_may_hold_any_signs():
    document = made(
        [note("note_a", "a1", "x"), comment("comment_a", "b1", "日本 \x00 مرحبا 👍 \u0e01")],
        has_comments=True,
    )

    assert document.is_standard
    assert "\u0e01" in document.missing


def test_FILE4_a_picture_has_no_pins():
    plain, asked = (made(talked(), file_format="png", has_comments=one).content for one in (False, True))

    one, other = (Image.open(io.BytesIO(content)) for content in (plain, asked))
    assert one.tobytes() == other.tobytes()
