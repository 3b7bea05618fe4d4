"""FILE4: documents hold the pictures of the board and the parts of its frames."""

import io
import re

import pypdfium2
import pytest
import typst
from PIL import Image

from board.core.scene import scene_of
from board.export.documents import Wish, make
from board.export.packing import packed
from board.export.pictures import PIXELS_ALL, Picture, pictures_for
from tests.export.test_documents import AT_MS, PEOPLE, frame, item, note, text_of

LEFT, RIGHT = (0, 102, 204), (255, 204, 0)
YARD = "b" * 40


def picture(width=400, height=200, form="PNG"):
    """Blue on the left, yellow on the right."""
    image = Image.new("RGB", (width, height), LEFT)
    image.paste(RIGHT, (width // 2, 0, width, height))
    written = io.BytesIO()
    image.save(written, form)
    return Picture(written.getvalue(), f"image/{form.lower()}", width, height)


def made(items, find=lambda asset: picture() if asset == YARD else None, **wish):
    document = make("Yard", scene_of(items), PEOPLE, Wish(**wish), AT_MS, lambda _step: None, find=find)
    assert document is not None
    return document


def image(**fields):
    return item("image", "image_a", "a1", **{"asset": YARD, "alt": "The school yard", **fields})


def seen(document, scale=1.0):
    """The document as pixels, one for a board unit."""
    if document.ending == "pdf":
        return pypdfium2.PdfDocument(document.content)[0].render(scale=scale).to_pil().convert("RGB")
    return Image.open(io.BytesIO(document.content)).convert("RGB")


def is_near(one, other):
    return all(abs(a - b) < 16 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("file_format", ["pdf", "png"])
@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_FILE4_a_picture_fills_its_box(file_format, form):
    document = made([image()], lambda _asset: picture(form=form), file_format=file_format, pixels=1.0)

    assert document.is_standard
    shown = seen(document)
    assert is_near(shown.getpixel((24 + 8, 24 + 80)), LEFT)
    assert is_near(shown.getpixel((24 + 232, 24 + 80)), RIGHT)
    assert is_near(shown.getpixel((12, 24 + 80)), (0xF2, 0xF2, 0xF5))


@pytest.mark.parametrize("file_format", ["pdf", "png"])
def test_FILE4_a_turned_picture_is_turned(file_format):
    document = made([image(rotation=180)], file_format=file_format, pixels=1.0)

    shown = seen(document)
    assert is_near(shown.getpixel((24 + 20, 24 + 80)), RIGHT)
    assert is_near(shown.getpixel((24 + 220, 24 + 80)), LEFT)


def test_FILE4_a_picture_is_told_in_words_to_who_listens():
    pdf = made([image(), image(id="image_b", y=400, alt="")])
    svg = made([image()], file_format="svg").content.decode()

    page = pypdfium2.PdfDocument(pdf.content)[0]
    told = re.findall(r"The school yard", described(page))
    assert told == ["The school yard"]
    assert 'role="img" aria-label="The school yard"' in svg
    assert 'preserveAspectRatio="none"' in svg
    assert 'href="data:image/png;base64,' in svg


def described(page):
    """The alternative texts in the tags of a page."""
    raw = pypdfium2.raw
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    found = []

    def walk(element):
        size = raw.FPDF_StructElement_GetAltText(element, None, 0)
        if size > 2:
            buffer = (raw.c_char * size)()
            raw.FPDF_StructElement_GetAltText(element, buffer, size)
            found.append(bytes(buffer).decode("utf-16-le").rstrip("\0"))
        for at in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, at)
            if child:
                walk(child)

    for at in range(raw.FPDF_StructTree_CountChildren(tree)):
        walk(raw.FPDF_StructTree_GetChildAtIndex(tree, at))
    raw.FPDF_StructTree_Close(tree)
    return " ".join(found)


@pytest.mark.parametrize("file_format", ["pdf", "svg"])
def test_FILE4_a_picture_that_is_lost_stays_its_description(file_format):
    document = made([image(asset="d" * 40)], file_format=file_format)

    words = text_of(document.content) if file_format == "pdf" else document.content.decode()
    assert "The school yard" in words


def test_FILE4_a_description_of_any_signs_is_no_trouble():
    assert made([image(alt="a\x00b\ue000\u0e01 \U0001f3eb \x1b")]).is_standard


def test_FILE4_a_large_picture_is_made_as_small_as_it_is_shown():
    large = picture(4000, 2000, "JPEG")

    found = pictures_for(scene_of([image()]), lambda _asset: large, 3.0)

    # The longer measure counts: 160 units high at 3 pixels are 480.
    assert (found[YARD].width, found[YARD].height) == (960, 480)
    assert len(found[YARD].content) < len(large.content)


def test_FILE4_many_large_pictures_stay_within_the_memory():
    items = [image(id=f"image_{n}", asset=f"{n:040x}", w=4000, h=4000) for n in range(40)]
    asked = []

    def find(asset):
        asked.append(asset)
        return picture(4096, 4096, "JPEG")

    found = pictures_for(scene_of(items), find, 2.0)

    assert len(asked) == 40
    assert sum(one.width * one.height for one in found.values()) <= PIXELS_ALL * 1.02


def grid(kind, *labels, x="", y=""):
    return frame("frame_a", "a0", "Area", grid={"kind": kind, "labels": list(labels), "x": x, "y": y})


@pytest.mark.parametrize(
    ("divided", "spots"),
    [
        (grid("columns", "To do", "Doing", "Done"), [(200, 300), (400, 300)]),
        (grid("rows", "Now", "Later"), [(300, 96 + 202)]),
        (grid("matrix", "Win", "Plan", "Fill", "Drop", x="Effort", y="Impact"), [(300, 300), (450, 298)]),
        (grid("rings", "Core", "Far"), [(300 + 190, 298), (300 - 95, 298)]),
    ],
    ids=lambda value: value["grid"]["kind"] if isinstance(value, dict) else "",
)
def test_FILE4_a_divided_frame_shows_its_lines_and_names(divided, spots):
    words = text_of(made([divided]).content)
    shown = seen(made([divided], file_format="png", pixels=1.0))

    told = divided["grid"]
    assert all(word in words for word in (*told["labels"], told["x"], told["y"]))
    for x, y in spots:
        near = {shown.getpixel((24 + x + dx, 24 + y + dy)) for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
        assert min(near) < (0xF0, 0xF0, 0xF0), f"no line at {x}, {y}"


def test_FILE4_a_frame_that_is_only_its_title_has_no_parts():
    low = grid("columns", "To do", "Done") | {"h": 90}

    assert "To do" not in text_of(made([low]).content)


def test_FILE4_a_note_that_covers_another_covers_its_words_in_a_pdf():
    below = note("note_below", "a1", "WWWWWWWW WWWWWWWW", w=240, h=160)
    above = note("note_above", "a2", "", w=240, h=160, type="S")

    shown = seen(made([below, above]), scale=2)

    colours = {colour for _, colour in shown.crop((2 * 60, 2 * 60, 2 * 200, 2 * 140)).getcolors(2**20)}
    assert colours == {(0xC9, 0xF0, 0xD1)}


def test_FILE4_a_packed_pdf_says_the_same_in_fewer_bytes():
    whole = plain_pdf()

    small = packed(whole)

    assert len(small) < len(whole) * 0.8
    one, other = pypdfium2.PdfDocument(whole), pypdfium2.PdfDocument(small)
    assert other.is_tagged()
    assert one.get_metadata_dict() == other.get_metadata_dict()
    assert [mark.get_title() for mark in one.get_toc()] == [mark.get_title() for mark in other.get_toc()]
    assert text_of(whole) == text_of(small)
    assert one[0].render().to_pil().tobytes() == other[0].render().to_pil().tobytes()


def plain_pdf():
    """A tagged PDF as Typst writes it."""
    body = "".join(f"= Part {n}\n\nwords {n}\n\n" for n in range(200))
    source = f'#set document(title: "x")\n#set page(height: auto)\n{body}'
    written = typst.Compiler(source.encode()).compile(format="pdf")
    assert isinstance(written, bytes)
    return written


@pytest.mark.parametrize("odd", [b"", b"%PDF-1.7\n1 0 obj\n", b"%PDF-1.7\nstartxref\n5\n%%EOF", b"\x00" * 99])
def test_FILE4_what_is_not_such_a_pdf_stays_as_it_is(odd):
    assert packed(odd) == odd
