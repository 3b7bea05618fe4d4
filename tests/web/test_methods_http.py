"""The gallery, the page of a method, and the methods that a project has of its own (METH1 to METH3)."""

import io
import json

import pytest

from board.methods.exchange import to_file
from board.methods.library import library, method


@pytest.fixture
def facilitator(site):
    return site.facilitator()


def bring(visitor, content):
    file = (
        io.BytesIO(content if isinstance(content, bytes) else json.dumps(content).encode()),
        "method.json",
    )
    return visitor.post("/methods/import", data={"file": file}, content_type="multipart/form-data")


def own_ids(visitor):
    return [one["id"] for one in visitor.get("/api/methods").json["methods"] if one["own"]]


def file_named(name):
    return {**json.loads(to_file(method("T08"))), "name": {"it": name, "en": name}}


# --- the gallery ------------------------------------------------------------------------------------


def test_METH1_the_blank_board_comes_first_and_is_chosen(facilitator):
    page = facilitator.get("/new").text

    assert page.index('value="blank"') < page.index('value="demo"') < page.index('value="T01"')
    assert page.count("checked") == 1
    assert "checked" in page[page.index('value="blank"') : page.index('value="demo"')]


def test_METH1_every_method_is_in_the_gallery_with_its_picture(facilitator):
    page = facilitator.get("/new").text

    for card in page.split("data-method ")[1:]:
        picture = card[card.index("<svg") : card.index("</svg>")]
        assert "thumb-frame" in picture
        assert "thumb-note" in picture
    assert page.count("data-method ") == len(library()) - 1
    assert page.count('type="radio"') == 27
    assert "38 minutes" in page
    assert "5–25 people" in page
    assert "3–6 people at each table" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=albero", ["T02"]),
        ("?q=PROBLEM+tree", ["T02"]),
        ("?stage=close", ["T25"]),
        ("?q=table&stage=planning", ["T14"]),
        ("?q=nothing+like+it", []),
    ],
)
def test_METH1_the_gallery_finds_without_a_script(facilitator, query, found):
    page = facilitator.get(f"/new{query}").text

    assert [one.id for one in library()[1:] if f'value="{one.id}"' in page] == found
    assert 'value="blank"' in page


def test_METH1_every_method_belongs_to_a_moment(facilitator):
    page = facilitator.get("/new").text

    assert 'data-stages=""' not in page


@pytest.mark.parametrize("locale", ["it", "en"])
def test_METH1_each_method_says_its_areas_and_steps(site, locale):
    facilitator = site.facilitator(locale)
    for chosen in library():
        page = facilitator.get(f"/methods/{chosen.id}").text

        assert page.count("<dt>") == len(chosen.frames), chosen.id
        assert page.count('class="method-step"') == len(chosen.steps), chosen.id


@pytest.mark.parametrize("locale", ["it", "en"])
def test_METH1_the_picture_of_a_method_is_its_board_in_a_language(facilitator, locale):
    answer = facilitator.get(f"/methods/T02/picture.svg?l={locale}")

    assert answer.mimetype == "image/svg+xml"
    assert ("Problema centrale (tronco)" if locale == "it" else "Core problem (trunk)") in answer.text
    again = facilitator.get(
        f"/methods/T02/picture.svg?l={locale}", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def test_METH1_what_is_no_method_has_no_page(facilitator):
    for path in ("/methods/T99", "/methods/T99/picture.svg", "/methods/T99/file", "/methods/T02/delete"):
        assert facilitator.get(path).status_code == 404, path
    assert facilitator.post("/methods/T02/delete").status_code == 404


# --- files ------------------------------------------------------------------------------------------


def test_METH2_a_method_goes_home_as_a_file_and_comes_to_another_project(facilitator):
    taken = facilitator.get("/methods/T08/file")
    assert taken.headers["Content-Disposition"] == 'attachment; filename="method-T08.json"'

    answer = bring(facilitator, taken.data)

    [made] = own_ids(facilitator)
    assert answer.status_code == 303
    assert answer.location == f"/new?method={made}&done=method"
    page = facilitator.get(answer.location).text
    assert "The method is in the gallery now, and chosen." in page
    assert page.index(f'value="{made}"') < page.index('value="T01"')
    board = facilitator.post("/api/boards", json={"method": made}).json["board"]
    assert board["name"] == "Stakeholders power/interest matrix"
    assert "Stakeholders power/interest matrix" in facilitator.get("/").text


def test_METH2_nothing_in_a_file_becomes_part_of_a_page(facilitator):
    bad = "<script>alert(1)</script>"
    bring(facilitator, file_named(bad))
    [made] = own_ids(facilitator)

    for path in ("/new", f"/methods/{made}", f"/methods/{made}/picture.svg", f"/methods/{made}/delete"):
        assert bad not in facilitator.get(path).text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "This file is not a method that Tavolo can use."),
        ({**file_named("New"), "version": 7}, "This method was made by a newer Tavolo (version 7)."),
        (file_named(" "), "Write a name first."),
    ],
)
def test_METH2_a_bad_file_is_refused_with_a_sentence(facilitator, content, sentence):
    answer = bring(facilitator, content)

    assert answer.status_code == 400
    assert sentence in answer.text
    assert own_ids(facilitator) == []


def test_METH2_a_file_that_is_too_large_is_refused(facilitator):
    assert bring(facilitator, b" " * (1024 * 1024 + 1)).status_code == 413


def test_METH2_no_file_is_refused_with_a_sentence(facilitator):
    answer = facilitator.post("/methods/import", data={}, content_type="multipart/form-data")

    assert answer.status_code == 400
    assert "no file was chosen" in answer.text


def test_METH2_a_method_is_deleted_and_its_boards_stay(facilitator):
    bring(facilitator, file_named("Mine"))
    [made] = own_ids(facilitator)
    board = facilitator.post("/api/boards", json={"method": made}).json["board"]

    assert "Delete “Mine”?" in facilitator.get(f"/methods/{made}/delete").text
    assert facilitator.post(f"/methods/{made}/delete").status_code == 303

    assert own_ids(facilitator) == []
    assert facilitator.get(f"/methods/{made}").status_code == 404
    assert facilitator.get(f"/b/{board['id']}").status_code == 200
    assert facilitator.get("/").status_code == 200


# --- a board becomes a method -----------------------------------------------------------------------


@pytest.fixture
def board(site):
    return site.board()


def test_METH3_a_board_is_saved_as_a_method_with_the_chosen_notes(facilitator, board):
    page = facilitator.get(f"/b/{board.id}/method").text
    assert "1 area comes along." in page
    assert "Few &lt;b&gt;teachers&lt;/b&gt;" in page

    form = {"name_it": "Il nostro", "name_en": "", "purpose_en": "For us.", "item": "note_two_22"}
    answer = facilitator.post(f"/b/{board.id}/method", data=form)

    [made] = own_ids(facilitator)
    assert answer.location == f"/new?method={made}&done=method"
    file = facilitator.get(f"/methods/{made}/file").json
    assert file["name"] == {"it": "Il nostro", "en": "Il nostro"}
    assert [one["prompt"]["en"] for one in file["frames"]] == ["Why?"]
    assert [one["text"]["it"] for one in file["starter"]] == ["Città"]
    assert "For us." in facilitator.get("/new").text


def test_METH3_a_method_without_a_name_keeps_what_was_chosen(facilitator, board):
    answer = facilitator.post(f"/b/{board.id}/method", data={"item": "note_two_22"})

    assert answer.status_code == 400
    assert "Write a name first." in answer.text
    assert answer.text.count("checked") == 1


def test_METH3_only_accounts_who_lead_a_board_save_it_as_a_method(site, board):
    path = f"/b/{board.id}/method"
    guest = site.guest(board)
    assert guest.get(path).status_code == guest.post(path, data={"name_it": "Mio"}).status_code == 403

    [person] = [one for one in site.services.boards.members(board.id) if one.role == "participant"]
    site.services.boards.set_role(board.id, person.person_id, "co-facilitator")

    assert guest.get(path).status_code == 403
    assert own_ids(site.facilitator()) == []
