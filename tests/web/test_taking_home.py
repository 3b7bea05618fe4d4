"""Taking a board home over HTTP, and bringing it back: files and named snapshots."""

import pytest

from board.web.limits import IMPORT_LIMIT_BYTES
from tests.web.conftest import OPS


@pytest.fixture
def board(site):
    return site.board()


@pytest.fixture
def facilitator(site):
    return site.facilitator()


@pytest.mark.parametrize(
    ("file_format", "mimetype", "start"),
    [
        ("json", "application/json", b"{"),
        ("csv", "text/csv", b"\xef\xbb\xbf"),
        ("md", "text/markdown", b"# "),
    ],
)
@pytest.mark.parametrize("path", ["/api/boards/{id}/export", "/b/{id}/export"])
def test_a_board_can_be_taken_home(site, facilitator, path, file_format, mimetype, start):
    board = site.board('Città: "a/b"')

    answer = facilitator.get(f"{path.format(id=board.id)}?format={file_format}")

    assert answer.mimetype == mimetype
    assert answer.data.startswith(start)
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert (
        f"filename*=UTF-8''Citt%C3%A0-%20-a-b-.{file_format}".replace("-.", ".")
        in answer.headers["Content-Disposition"]
    )


def test_another_format_is_refused(facilitator, board):
    answer = facilitator.get(f"/api/boards/{board.id}/export?format=exe")

    assert (answer.status_code, answer.json["code"]) == (404, "export.format")


def test_a_board_comes_back_from_its_file_as_it_was(site, facilitator, board):
    file = facilitator.get(f"/api/boards/{board.id}/export?format=json")

    answer = facilitator.post("/api/import", data=file.data, content_type="application/json")

    assert answer.status_code == 201
    again = facilitator.get(f"/api/boards/{answer.json['board']['id']}/export?format=json").json
    assert {**again, "board": None} == {**file.json, "board": None}


def upload(visitor, content, name="board.json"):
    return visitor.post("/import", data={"file": (content, name)}, content_type="multipart/form-data")


def test_the_import_page_takes_a_file_without_a_script(site, facilitator, board, tmp_path):
    path = tmp_path / "board.json"
    path.write_bytes(facilitator.get(f"/api/boards/{board.id}/export?format=json").data)

    with path.open("rb") as file:
        answer = upload(facilitator, file)

    assert answer.status_code == 303
    assert facilitator.get(answer.location).status_code == 200


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"format": "tavolo.board"}', b"\xff\xfe", b"[" * 100_000]
)
def test_the_import_page_says_what_is_wrong_with_a_file(facilitator, tmp_path, content):
    path = tmp_path / "board.json"
    path.write_bytes(content)

    with path.open("rb") as file:
        page = upload(facilitator, file)

    assert page.status_code == 400
    assert 'id="file-error" role="alert"' in page.text
    assert facilitator.get("/api/boards").json["boards"] == []


def test_the_import_page_asks_for_a_file(facilitator):
    page = facilitator.post("/import", data={}, content_type="multipart/form-data")

    assert "no file was chosen" in page.text


def test_LIM1_a_file_that_is_too_large_is_refused(facilitator):
    answer = facilitator.post(
        "/import",
        data=b"",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(IMPORT_LIMIT_BYTES + 1)},
    )

    assert answer.status_code == 413
    assert "This is too much at once." in answer.text


# --- named snapshots ----------------------------------------------------------------------------------


def test_a_named_snapshot_can_be_saved_listed_and_downloaded(facilitator, board):
    path = f"/api/boards/{board.id}/snapshots"

    saved = facilitator.post(path, json={"name": "Before lunch"})

    assert saved.status_code == 201
    assert facilitator.get(path).json["snapshots"] == [saved.json["snapshot"]]
    file = facilitator.get(f"{path}/{saved.json['snapshot']['id']}")
    assert "Before%20lunch" in file.headers["Content-Disposition"] or "Before lunch" in str(file.headers)
    assert len(file.json["items"]) == len(OPS)


@pytest.mark.parametrize(("body", "error"), [({"name": ""}, "name.empty"), ({}, "bad.shape")])
def test_a_snapshot_needs_a_name(facilitator, board, body, error):
    assert facilitator.post(f"/api/boards/{board.id}/snapshots", json=body).json["code"] == error


def test_VIS2_a_snapshot_of_another_board_is_not_there(site, facilitator, board):
    saved = facilitator.post(f"/api/boards/{board.id}/snapshots", json={"name": "Kept"}).json["snapshot"]
    other = site.board("Another")

    answer = facilitator.get(f"/api/boards/{other.id}/snapshots/{saved['id']}")

    assert answer.json["code"] == "snapshot.missing"
