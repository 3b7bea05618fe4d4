"""Pictures and documents over HTTP: ask, follow, take, stop (FILE4)."""

import pypdfium2
import pytest

from tests.support.server import wait_until


@pytest.fixture
def board(site):
    return site.board()


@pytest.fixture
def facilitator(site):
    return site.facilitator()


def ask(visitor, board, **wish):
    return visitor.post(f"/api/boards/{board.id}/documents", json={"format": "pdf", **wish})


def finished(visitor, board, answer):
    path = f"/api/boards/{board.id}/documents/{answer.json['document']['id']}"
    wait_until(lambda: visitor.get(path).json["document"]["state"] in ("done", "failed"), "the document", 30)
    return path, visitor.get(path).json["document"]


def test_FILE4_a_document_is_made_and_taken(facilitator, board):
    answer = ask(facilitator, board, paper="a4")

    assert (answer.status_code, answer.json["document"]["ahead"]) == (202, 0)
    path, document = finished(facilitator, board, answer)
    assert (document["state"], document["pages"], document["missing"]) == ("done", 1, [])
    assert document["is_standard"]
    file = facilitator.get(f"{path}/file")
    assert file.mimetype == "application/pdf"
    assert "Schools.pdf" in file.headers["Content-Disposition"]
    assert "Causes" in pypdfium2.PdfDocument(file.data)[0].get_textpage().get_text_bounded()


def test_FILE4_a_document_is_only_for_who_asked_for_it(site, facilitator, board):
    path, _ = finished(facilitator, board, ask(facilitator, board))
    other = site.guest(board, "Bea", role="facilitator")

    for method, place in (("GET", path), ("GET", f"{path}/file"), ("DELETE", path)):
        answer = other.send(method, place)
        assert (answer.status_code, answer.json["code"]) == (404, "document.missing")
    assert facilitator.get(f"{path}/file").status_code == 200


def test_FILE4_a_document_that_is_stopped_leaves_nothing(site, facilitator, board):
    path, _ = finished(facilitator, board, ask(facilitator, board))

    assert facilitator.send("DELETE", path).status_code == 200

    assert facilitator.get(path).json["code"] == "document.missing"
    assert list((site.services.settings.data_dir / "documents").iterdir()) == []


def test_FILE4_those_that_wait_can_be_stopped_and_the_rest_is_made(facilitator, board):
    first, second, third = (ask(facilitator, board, format="svg") for _ in range(3))
    assert third.status_code == 202
    path = f"/api/boards/{board.id}/documents/{second.json['document']['id']}"

    facilitator.send("DELETE", path)

    assert finished(facilitator, board, first)[1]["state"] == "done"
    assert finished(facilitator, board, third)[1]["state"] == "done"


def test_FILE4_one_person_cannot_fill_the_queue(facilitator, board):
    answers = [ask(facilitator, board, format="png") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [202, 202, 202, 429]
    assert answers[3].json["code"] == "document.busy"
    for answer in answers[:3]:
        facilitator.send("DELETE", f"/api/boards/{board.id}/documents/{answer.json['document']['id']}")


def test_FILE4_old_documents_go(site, facilitator, board):
    path, _ = finished(facilitator, board, ask(facilitator, board))
    site.app.extensions["tavolo.documents"]._clock_ms = lambda: 10**14

    ask(facilitator, board)

    assert facilitator.get(path).json["code"] == "document.missing"


def test_FILE4_a_part_that_is_not_there_is_said_so(facilitator, board):
    _, document = finished(facilitator, board, ask(facilitator, board, items=["nothing_here"]))

    assert (document["state"], document["error"]["code"]) == ("failed", "document.empty")


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"format": "exe"}, "export.format"),
        ({"paper": "a9"}, "bad.shape"),
        ({"items": ["no"]}, "bad.shape"),
        ({"items": "frame_one_1"}, "bad.shape"),
    ],
)
def test_another_wish_is_refused(facilitator, board, wish, code):
    assert ask(facilitator, board, **wish).json["code"] == code


def test_PERM1_a_participant_makes_no_documents(site, board):
    assert ask(site.guest(board), board).json["code"] == "denied"


def test_BEHALF2_cards_are_made_in_the_same_queue(facilitator, board):
    answer = facilitator.post(
        f"/api/boards/{board.id}/documents/cards", json={"paper": "a4", "languages": ["it", "en"]}
    )

    assert answer.status_code == 202
    _path, done = finished(facilitator, board, answer)
    assert (done["state"], done["pages"], done["ending"]) == ("done", 1, "pdf")


@pytest.mark.parametrize(
    "wish",
    [
        {"paper": "a5", "languages": ["it"]},
        {"paper": "a4", "languages": []},
        {"paper": "a4", "languages": ["it", "it"]},
        {"paper": "a4", "languages": ["de"]},
        {"paper": "a4", "languages": ["it"], "step": "?"},
    ],
)
def test_BEHALF2_other_cards_are_refused(facilitator, board, wish):
    answer = facilitator.post(f"/api/boards/{board.id}/documents/cards", json=wish)

    assert answer.json["code"] == "bad.shape"
