"""FILE4: pictures and documents show the board as it is, are read as the list, and always come about."""

import io
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from board.core.scene import scene_of
from board.export import look
from board.export.documents import Wish, make
from board.export.measuring import note_face
from board.methods.demo import golden_file

AT_MS = 1_700_000_000_000
PEOPLE = {"person_ada": "Ada Neri"}


def item(kind, item_id, z, **fields):
    box = {"x": 0, "y": 0, "w": 240, "h": 160, "z": z, "author": "person_ada", "created_at_ms": 0}
    return {"kind": kind, "id": item_id, **box, "frame": None, **fields}


def note(item_id, z, text, **fields):
    return item("note", item_id, z, **{"type": "P", "text": text, **fields})


def frame(item_id, z, title, **fields):
    return item("frame", item_id, z, **{"title": title, "prompt": "", "w": 600, "h": 500, **fields})


def made(items, **wish):
    document = make("Città", scene_of(items), PEOPLE, Wish(**wish), AT_MS, lambda _step: None)
    assert document is not None
    return document


def text_of(pdf, page=0):
    return pypdfium2.PdfDocument(pdf)[page].get_textpage().get_text_bounded().replace("\r\n", "\n")


@pytest.fixture(scope="module")
def golden():
    return golden_file("it")["items"]


def test_FILE4_the_text_of_a_pdf_can_be_searched_in_every_script():
    written = "Perché ΑΒΓ Привет مرحبا"

    document = made([note("note_one", "a1", written)])

    assert document.is_standard
    found = " ".join(text_of(document.content).split())
    assert all(word in found for word in ("Perché", "ΑΒΓ", "Привет"))
    assert "مرحبا" in found or "مرحبا"[::-1] in found


def test_FILE4_a_pdf_has_a_heading_for_each_frame_and_names_its_standards(golden):
    document = made(golden)

    assert document.is_standard
    root = pypdfium2.PdfDocument(document.content)
    outline = [bookmark.get_title() for bookmark in root.get_toc()]
    titles = [one["title"] for one in golden if one["kind"] == "frame"]
    assert outline == titles
    assert b"pdfuaid" in document.content or b"pdfaid" in document.content
    assert root.is_tagged()


def test_FILE4_a_page_for_each_frame_on_paper_has_title_date_and_number(golden):
    document = made(golden, is_each_frame=True, paper="a3", locale="it")

    pages = pypdfium2.PdfDocument(document.content)
    frames = [one for one in golden if one["kind"] == "frame"]
    assert document.pages == len(pages) == len(frames)
    sizes = {tuple(sorted(round(side) for side in page.get_size())) for page in pages}
    assert sizes == {(842, 1191)}
    for place, one in enumerate(frames):
        text = text_of(document.content, place)
        assert one["title"] in text
        assert "14 novembre 2023" in text
        assert f"Pagina {place + 1} di {len(frames)}" in text


@pytest.mark.parametrize("file_format", ["pdf", "png", "svg"])
def test_FILE4_a_character_that_no_font_has_becomes_a_mark_and_is_named(file_format):
    odd = ["漢", "\u0e01", "\ue000", "\U0001fae9"]
    written = f"x{''.join(odd)}\u200d\ufe0f\u0001\u202ey"

    document = made([note("note_one", "a1", written)], file_format=file_format)

    assert document.is_standard
    assert set(document.missing) == set(odd)
    if file_format == "pdf":
        assert "□" in text_of(document.content)


def test_FILE4_text_is_never_code():
    written = '#image("/etc/passwd") $x$ `y` *b* _i_ <l> \\ // c'

    pdf = made([note("note_one", "a1", written, w=900, h=600)])
    svg = made([note("note_one", "a1", "<script>x</script>&")], file_format="svg")

    assert written in " ".join(text_of(pdf.content).split())
    assert b"<script" not in svg.content


def test_FILE4_what_is_read_comes_in_the_order_of_the_list():
    items = [
        frame("frame_one", "b0", "First"),
        frame("frame_two", "b1", "Second", x=700),
        note("note_two", "a1", "inside two", frame="frame_two", x=800, y=150),
        note("note_one", "a2", "inside one", frame="frame_one", x=100, y=150),
        note("note_out", "a0", "outside", x=0, y=700),
    ]

    text = text_of(made(items).content)

    places = [text.index(part) for part in ("First", "inside one", "Second", "inside two", "outside")]
    assert places == sorted(places)


def test_FILE4_where_items_cover_each_other_the_picture_is_right():
    below = note("note_below", "a1", "", frame=None, type="P")
    above = note("note_above", "a9", "", frame="frame_one", type="S")
    items = [frame("frame_one", "a0", "First"), below, above]

    image = Image.open(io.BytesIO(made(items, file_format="png", pixels=1.0).content)).convert("RGB")

    assert image.getpixel((24 + 120, 24 + 80)) == (0xC9, 0xF0, 0xD1)


def test_FILE4_a_cluster_made_later_does_not_hide_its_notes():
    inside = note("note_inside", "a1", "", cluster="cluster_one", x=40, y=60, type="P")
    items = [inside, item("cluster", "cluster_one", "a9", title="", w=400, h=300)]

    image = Image.open(io.BytesIO(made(items, file_format="png", pixels=1.0).content)).convert("RGB")

    assert image.getpixel((24 + 160, 24 + 160)) == (0xFF, 0xD6, 0xE0)


def test_FILE4_a_line_runs_above_all_items():
    items = [one for one in every_kind() if one["id"] in ("frame_a", "note_a", "note_b", "line_c")]
    over = note("note_over", "c9", "", x=255, y=120, w=70, h=160, type="X")

    image = Image.open(io.BytesIO(made([*items, over], file_format="png", pixels=1.0).content)).convert("RGB")

    row = {image.getpixel((24 + 290, 24 + y)) for y in range(120, 280)}
    assert (217, 54, 79) in row


def test_FILE4_a_png_has_its_pixels_and_a_huge_board_a_smaller_picture():
    near = Image.open(io.BytesIO(made([note("note_one", "a1", "x")], file_format="png").content))
    far = [note("note_one", "a1", "x"), note("note_two", "a2", "x", x=60_000, y=30_000)]

    huge = Image.open(io.BytesIO(made(far, file_format="png").content))

    assert near.size == (2 * (240 + 48), 2 * (160 + 48))
    assert huge.width * huge.height <= 64_200_000


def test_FILE4_an_svg_holds_its_text_and_only_its_own_fonts(golden):
    document = made(golden, file_format="svg").content.decode()

    titles = [one["title"] for one in golden if one["kind"] == "frame"]
    assert all(title in document for title in titles)
    assert "font/ttf;base64," in document
    assert not re.search(r"(?:href|src)=|url\(\"http", document)
    assert len(document) < 400_000


def test_FILE4_several_pictures_come_as_one_file(golden):
    document = made(golden, file_format="png", is_each_frame=True, pixels=0.2)

    with zipfile.ZipFile(io.BytesIO(document.content)) as archive:
        names = archive.namelist()
    frames = [one for one in golden if one["kind"] == "frame"]
    assert document.ending == "zip"
    assert len(names) == len(frames) == document.pages


def test_FILE4_a_part_holds_only_itself():
    items = [
        frame("frame_one", "a0", "First"),
        frame("frame_in", "a1", "Inner", frame="frame_one", x=20, y=120, w=300, h=300),
        note("note_in", "a2", "deep inside", frame="frame_in", x=40, y=230),
        note("note_out", "a3", "elsewhere", x=900),
    ]

    text = text_of(made(items, ids=("frame_one",)).content)

    assert all(part in text for part in ("First", "Inner", "deep inside"))
    assert "elsewhere" not in text


def test_FILE4_nothing_to_draw_makes_nothing():
    assert make("Empty", {}, {}, Wish(), AT_MS, lambda _step: None) is None
    lonely = scene_of([note("note_one", "a1", "x")])
    assert make("No frames", lonely, {}, Wish(is_each_frame=True), AT_MS, lambda _step: None) is None


def test_FILE4_a_note_stands_in_the_lines_of_the_layout():
    written = "Le imprese vogliono aiutare ma non sanno a chi chiedere né che cosa serve davvero"

    text = text_of(made([note("note_one", "a1", written)]).content)

    fitted = note_face().layout.fit(written, 240 - 2 * 12.8, 160 - 32 - 20)
    assert "\n".join(line.text for line in fitted.lines) in re.sub(r"[ \u00a0]+\n", "\n", text)


def every_kind():
    """One item of each kind that pictures show, and two lines."""
    ends = {"from": {"item": "note_a", "side": "auto"}, "to": {"item": "note_b", "side": "auto"}}
    line = {"kind": "connector", "author": "person_ada", "created_at_ms": 0, **ends}
    shapes = ("rectangle", "rounded", "ellipse", "diamond", "triangle", "arrow", "callout")
    return [
        frame("frame_a", "a0", "Area", background="blue"),
        note("note_a", "a1", "Cause", x=20, y=120, frame="frame_a", colour="green"),
        note("note_b", "a2", "Effect", x=320, y=120, frame="frame_a"),
        line | {"id": "line_a", "z": "a3", "label": "leads to"},
        line | {"id": "line_b", "z": "a4", "route": "curved", "dash": True, "heads": "both"},
        line | {"id": "line_c", "z": "a5", "route": "elbow", "heads": "start", "colour": "red"},
        *[
            item("shape", f"shape_{name}", f"b{at}", x=700 + 260 * at, shape=name, text=name, fill="yellow")
            for at, name in enumerate(shapes)
        ],
        item("stroke", "stroke_a", "c1", x=700, y=300, tool="pen", points=[0, 0, 20, 9_000, 10_000, 80]),
        item("stroke", "stroke_b", "c2", x=960, y=300, tool="highlighter", points=[0, 0, 50]),
        item("dot", "dot_a", "c3", x=1200, y=300, w=40, h=40, colour="purple"),
        item("stamp", "stamp_a", "c4", x=1260, y=300, w=60, h=60, emoji="👍"),
        item("link", "link_a", "c5", x=700, y=500, url="https://urbact.eu/networks", title="The network"),
        item("image", "image_a", "c6", x=960, y=500, asset="a" * 64, alt="The yard", rotation=15),
        item("cluster", "cluster_a", "c7", x=0, y=600, title="Spaces"),
    ]


@pytest.mark.parametrize("file_format", ["pdf", "svg", "png"])
def test_FILE4_every_kind_is_drawn(file_format):
    document = made(every_kind(), file_format=file_format)

    assert document.is_standard
    if file_format == "pdf":
        words = text_of(document.content)
    elif file_format == "svg":
        words = document.content.decode()
    else:
        shown = Image.open(io.BytesIO(document.content)).convert("RGB")
        used = {colour for _, colour in shown.getcolors(2**24)}
        # A highlighted dot, a dashed line, a dot, a shape, a green note, a blue frame.
        assert used >= {(122, 79, 201), (217, 54, 79), (0x17, 0x32, 0x4D), (251, 237, 179)}
        return
    for word in ("leads to", "callout", "ellipse", "The network", "urbact.eu/networks", "The yard", "Spaces"):
        assert word in words


def test_FILE4_a_line_belongs_to_a_part_that_holds_both_its_ends():
    whole, half = (
        made(every_kind(), file_format="svg", ids=ids).content.decode()
        for ids in (("note_a", "note_b"), ("note_a",))
    )

    assert "leads to" in whole
    assert "leads to" not in half


def test_FILE4_the_colours_of_documents_are_those_of_the_screen():
    tokens = dict(
        re.findall(
            r"--([\w-]+):\s*(#[0-9a-fA-F]{6})",
            (Path(__file__).resolve().parents[2] / "static/styles/tokens.css").read_text(),
        )
    )

    assert {f"colour-{name}": value for name, value in look.COLOURS.items()} == {
        name: value.lower() for name, value in tokens.items() if name.startswith("colour-")
    }
    shown = {"ink": look.INK, "ink-muted": look.INK_MUTED, "surface": look.SURFACE, "canvas": look.CANVAS}
    shown |= {"line": look.LINE, "accent": look.ACCENT}
    assert {name: tokens[name].lower() for name in shown} == shown
    for note_type, (_, colour) in look.NOTE_LOOKS.items():
        assert tokens[f"note-{note_type.lower()}"].lower() == colour
