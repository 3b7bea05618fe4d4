"""What goes out with every answer, whatever it is."""

import gzip

import pytest

import board.web.assets  # noqa: F401 - so that its module can be found below
from board.web.gateway import SECURITY_HEADERS

ADDRESSES = [
    "/",
    "/about",
    "/nothing",
    "/api/me",
    "/api/nothing",
    "/healthz/ready",
    "/static/dist/nothing.js",
]


@pytest.fixture
def dist(tmp_path, monkeypatch):
    """A small built folder."""
    folder = tmp_path / "dist"
    folder.mkdir()
    (folder / "manifest.json").write_text('{"pages.js": "pages-AB12.js"}')
    (folder / "pages-AB12.js").write_text("export {};")
    (folder / "pages-AB12.js.gz").write_bytes(gzip.compress(b"export {};"))
    (folder / "inter-AB12.woff2").write_bytes(b"wOF2")
    monkeypatch.setattr("board.web.assets.DIST", folder)
    return folder


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_the_security_headers(site, address):
    answer = site.visitor().get(address)

    for name, text in SECURITY_HEADERS.items():
        assert answer.headers[name] == text


def test_a_fault_and_a_built_file_have_them_too(site, dist):
    site.app.view_functions["pages.about"] = lambda: 1 / 0

    answers = [site.visitor().get(address) for address in ("/about", "/static/dist/pages-AB12.js")]

    assert [answer.status_code for answer in answers] == [500, 200]
    for answer in answers:
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_socket_answers_have_them_too(site):
    answer = site.visitor().get("/socket.io/?EIO=4&transport=polling")

    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_long_polling_by_script_is_refused(site):
    answer = site.visitor().get("/socket.io/?EIO=4&transport=polling&j=0")

    assert answer.status_code == 400
    assert answer.data == b""


def test_no_page_has_a_script_or_style_that_the_policy_would_stop(site):
    facilitator, board = site.facilitator(), site.board()
    addresses = ["/", "/new", "/about", "/account", "/import", f"/b/{board.id}", f"/b/{board.id}/invite"]

    for address in addresses:
        page = facilitator.get(address).text
        assert "style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page
        assert page.count("<script") == page.count('<script type="module" src="/') + page.count('id="boot"')


@pytest.mark.parametrize("address", ["/", "/sign-in", "/api/me", "/nothing"])
def test_personal_answers_stay_out_of_caches(site, address):
    assert site.visitor().get(address).headers["Cache-Control"] == "no-store"


# --- built files ------------------------------------------------------------------------------------


def test_NET1_built_files_are_kept_for_ever(site, dist):
    answer = site.visitor().get("/static/dist/pages-AB12.js")

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.mimetype == "text/javascript"
    assert answer.text == "export {};"


def test_NET1_a_browser_that_can_unpack_gets_the_small_file(site, dist):
    answer = site.visitor().get("/static/dist/pages-AB12.js", headers={"Accept-Encoding": "gzip, deflate"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.mimetype == "text/javascript"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert gzip.decompress(answer.data) == b"export {};"


def test_NET1_a_browser_that_cannot_gets_the_plain_one(site, dist):
    answer = site.visitor().get("/static/dist/pages-AB12.js", headers={"Accept-Encoding": "br;q=0, gzip;q=0"})

    assert "Content-Encoding" not in answer.headers
    assert answer.text == "export {};"


def test_NET1_fonts_have_their_type(site, dist):
    assert site.visitor().get("/static/dist/inter-AB12.woff2").mimetype == "font/woff2"


@pytest.mark.parametrize(
    "name", ["manifest.json", "pages-AB12.js.gz", "..%2fsecret", "%2e%2e/secret", "nothing.js", "%00"]
)
def test_nothing_else_of_the_folder_is_sent(site, dist, name):
    (dist.parent / "secret").write_text("secret")

    answer = site.visitor().get(f"/static/dist/{name}")

    assert answer.status_code == 404
    assert "secret" not in answer.text


def test_pages_use_the_names_of_the_newest_build(site, dist):
    assert "/static/dist/pages-AB12.js" in site.visitor().get("/").text

    (dist / "manifest.json").write_text('{"pages.js": "pages-CD34.js", "pages.css": "p.css"}')

    assert "/static/dist/pages-CD34.js" in site.visitor().get("/").text
