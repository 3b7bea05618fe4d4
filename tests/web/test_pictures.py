"""Pictures on boards: what is taken, what becomes of it, who sees it, and that it comes along."""

import base64
import io
import struct
import zlib

import pytest
from PIL import Image
from sqlalchemy import text

from board.store.pictures import SIDE_MOST, check
from board.store.verify import verify
from board.web.limits import PICTURE_LIMIT_BYTES
from tests.support.items import create

GIF = b"GIF89a\x50\xc3\x50\xc3\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x50\xc3\x50\xc3\x00\x02"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def board(site):
    return site.board()


@pytest.fixture
def facilitator(site):
    return site.facilitator()


def picture(size=(64, 48), form="PNG", colour="teal", **how):
    into = io.BytesIO()
    Image.new(how.pop("mode", "RGB"), size, colour).save(into, form, **how)
    return into.getvalue()


def claiming(width, height):
    """A PNG of a few bytes that says it is so large."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


def put(visitor, board, content, mimetype="image/png"):
    return visitor.post(f"/api/boards/{board.id}/assets", data=content, content_type=mimetype)


def test_PIC1_a_picture_is_kept_and_shown(facilitator, board):
    made = put(facilitator, board, picture()).json["asset"]

    shown = facilitator.get(f"/api/boards/{board.id}/assets/{made['id']}")

    assert (made["w"], made["h"], made["mimetype"]) == (64, 48, "image/png")
    assert Image.open(io.BytesIO(shown.data)).size == (64, 48)
    assert "private" in shown.headers["Cache-Control"]
    assert shown.headers["X-Content-Type-Options"] == "nosniff"


def test_PIC2_the_same_picture_is_kept_once(facilitator, board):
    ids = {put(facilitator, board, picture()).json["asset"]["id"] for _ in range(2)}

    assert len(ids) == 1


@pytest.mark.parametrize("form", ["JPEG", "WEBP"])
def test_PIC1_what_the_camera_told_is_gone_and_the_picture_upright(facilitator, board, form):
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter turn to the right
    exif[0x010E] = "Via Segreta 7"
    content = picture((80, 40), form, exif=exif)
    assert b"Via Segreta" in content

    made = put(facilitator, board, content).json["asset"]

    shown = facilitator.get(f"/api/boards/{board.id}/assets/{made['id']}")
    assert b"Via Segreta" not in shown.data
    assert not Image.open(io.BytesIO(shown.data)).getexif()
    assert (made["w"], made["h"]) == (40, 80)


def test_PIC1_a_large_picture_is_made_smaller(facilitator, board):
    made = put(facilitator, board, picture((6000, 1500), "JPEG")).json["asset"]

    assert (made["w"], made["h"]) == (SIDE_MOST, SIDE_MOST // 4)


def test_PIC1_holes_stay_holes(facilitator, board):
    made = put(facilitator, board, picture(mode="RGBA", colour=(9, 9, 9, 0), form="WEBP")).json["asset"]

    shown = facilitator.get(f"/api/boards/{board.id}/assets/{made['id']}")
    assert Image.open(io.BytesIO(shown.data)).convert("RGBA").getpixel((1, 1))[3] == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (claiming(50_000, 50_000), "picture.huge"),
        (claiming(2**31 - 1, 2**31 - 1), "picture.huge"),
        (claiming(9_000, 9_000), "picture.huge"),
        (GIF, "picture.unknown"),
        (SVG, "picture.unknown"),
        (b"", "picture.unknown"),
        (b"%PDF-1.7", "picture.unknown"),
        (picture()[:60], "picture.broken"),
        (claiming(300, 300), "picture.broken"),
        (b"\xff" * (PICTURE_LIMIT_BYTES + 1), "picture.too_big"),
    ],
    ids=["50000", "2^31", "81 million", "gif bomb", "svg", "nothing", "pdf", "cut", "empty", "30 MB"],
)
def test_PIC1_what_is_no_good_picture_is_refused_with_a_sentence(facilitator, board, content, code):
    answer = put(facilitator, board, content)

    assert answer.json["code"] == code
    assert answer.json["message"].endswith(".")


def test_PIC1_a_file_that_lies_about_its_type_is_what_it_holds(facilitator, board):
    made = put(facilitator, board, picture(form="JPEG"), "image/svg+xml").json["asset"]

    shown = facilitator.get(f"/api/boards/{board.id}/assets/{made['id']}")
    assert shown.mimetype in ("image/png", "image/jpeg")


def test_PIC2_only_members_see_a_picture_and_only_on_its_board(site, facilitator, board):
    made = put(facilitator, board, picture()).json["asset"]
    other = site.board()

    assert site.visitor().get(f"/api/boards/{board.id}/assets/{made['id']}").status_code == 401
    stranger = facilitator.get(f"/api/boards/{other.id}/assets/{made['id']}")
    assert (stranger.status_code, stranger.json["code"]) == (404, "picture.missing")
    assert facilitator.get(f"/api/boards/{board.id}/assets/..%2f..%2fx").status_code == 404


def test_PIC2_board_files_carry_pictures(facilitator, board):
    made = put(facilitator, board, picture()).json["asset"]
    file = facilitator.get(f"/api/boards/{board.id}/export?format=json")

    answer = facilitator.post("/api/import", data=file.data, content_type="application/json")

    again = answer.json["board"]["id"]
    assert facilitator.get(f"/api/boards/{again}/assets/{made['id']}").status_code == 200
    copied = facilitator.get(f"/api/boards/{again}/export?format=json").json
    assert {**copied, "board": None} == {**file.json, "board": None}


def test_PIC2_a_copy_of_a_board_has_its_pictures(site, facilitator, board):
    made = put(facilitator, board, picture()).json["asset"]
    maker, ops = site.services.people.first_account(), [create("image", "image-001", asset=made["id"])]
    source = site.services.boards.create("Pictures", "blank", maker.id, ops, now_ms=1)
    put(facilitator, source, picture())

    copied = facilitator.post(f"/api/boards/{source.id}/copy", json={}).json["board"]["id"]

    assert facilitator.get(f"/api/boards/{copied}/assets/{made['id']}").status_code == 200


def test_PIC3_a_board_file_without_the_picture_of_an_image_is_refused_with_its_id(site, facilitator, board):
    made = put(facilitator, board, picture()).json["asset"]
    maker, ops = site.services.people.first_account(), [create("image", "image-001", asset=made["id"])]
    source = site.services.boards.create("Pictures", "blank", maker.id, ops, now_ms=1)
    file = facilitator.get(f"/api/boards/{source.id}/export?format=json").json

    answer = facilitator.post("/api/import", json=file)

    assert (answer.status_code, answer.json["code"]) == (400, "import.bad")
    assert "image-001" in answer.json["message"]
    put(facilitator, source, picture())
    whole = facilitator.get(f"/api/boards/{source.id}/export?format=json").json
    assert facilitator.post("/api/import", json=whole).status_code == 201


@pytest.mark.parametrize("content", [SVG, picture((8, 8))])
def test_PIC2_a_board_file_with_another_picture_is_refused(facilitator, board, content):
    put(facilitator, board, picture())
    file = facilitator.get(f"/api/boards/{board.id}/export?format=json").json
    file["assets"][0]["content"] = base64.b64encode(content).decode()

    assert facilitator.post("/api/import", json=file).json["code"] == "import.bad"


def test_PIC2_verify_finds_a_changed_byte(site, facilitator, board):
    put(facilitator, board, picture())
    database = site.services.database
    assert verify(database, board.id).fault is None

    longer = text("UPDATE asset SET content = CAST(content || x'00' AS BLOB)")
    database.write(lambda connection: connection.execute(longer).rowcount)

    fault = verify(database, board.id).fault
    assert fault is not None
    assert "picture" in fault.message


def test_PIC1_what_is_stored_would_be_stored_again(site, facilitator, board):
    made = put(facilitator, board, picture((900, 700), "JPEG")).json["asset"]

    assert check(site.services.assets.get(board.id, made["id"]))
