"""The pages of meetings (MEET1, MEET2)."""

import re

import pytest

from board.core.scene import in_order
from board.methods.library import method
from board.methods.path import PATH


@pytest.fixture
def lead(site):
    return site.facilitator()


def path_of(lead):
    """The ids of the six meetings, in their order."""
    assert lead.post("/meetings/path").status_code == 303
    return re.findall(r'<h2 class="meeting-theme"><a href="/meetings/([\w-]+)"', lead.get("/meetings").text)


def test_MEET1_the_six_meeting_path_is_made_once(lead):
    assert "There is no meeting yet" in lead.get("/meetings").text

    ids = path_of(lead)

    assert len(ids) == 6
    assert path_of(lead) == ids
    page = lead.get("/meetings").text
    themes = [stage.theme.en for stage in PATH]
    assert sorted(themes, key=page.index) == themes
    assert lead.get(f"/meetings/{ids[3]}").text.count("Meeting 4 of 6") == 1


def test_MEET1_every_method_of_the_path_is_in_the_library():
    assert all(method(one).id == one for stage in PATH for one in stage.methods)


@pytest.mark.parametrize("locale", ["it", "en"])
def test_MEET2_the_board_of_a_meeting_is_made_of_its_methods(site, locale):
    lead = site.facilitator(locale)
    ids = path_of(lead)

    answer = lead.post(f"/meetings/{ids[0]}/boards", data={"do": "make"})

    board_id = answer.location.rpartition("/")[2]
    scene = site.services.storage.load(board_id).scene
    frames = [item for item in in_order(scene) if item["kind"] == "frame"]
    steps = [item for item in in_order(scene) if item["kind"] == "step"]
    chosen = [method(one) for one in PATH[0].methods]
    titles = [frame.title.in_locale(locale) for one in chosen for frame in one.frames]
    assert [frame["title"] for frame in frames] == titles
    assert [step["say_en"] for step in steps] == [step.text.en for one in chosen for step in one.steps]
    assert all(step["areas"] and all(area in scene for area in step["areas"]) for step in steps)
    assert site.services.boards.get(board_id).name == PATH[0].theme.in_locale(locale)
    assert f"/b/{board_id}" in lead.get(f"/meetings/{ids[0]}").text


def test_MEET2_methods_lie_beside_each_other(site, lead):
    ids = path_of(lead)
    answer = lead.post(f"/meetings/{ids[1]}/boards", data={"do": "make"})
    scene = site.services.storage.load(answer.location.rpartition("/")[2]).scene
    first = method(PATH[1].methods[0])
    lefts = [item["x"] for item in in_order(scene) if item["kind"] == "frame"]

    right = max(frame.x + frame.w for frame in first.frames)

    assert max(lefts[: len(first.frames)]) < right < min(lefts[len(first.frames) :])
    for item in scene.values():
        home = scene.get(item.get("frame") or "")
        if home is not None and item["kind"] != "frame":
            assert home["x"] <= item["x"] <= home["x"] + home["w"], item


def test_MEET2_a_meeting_without_methods_has_a_blank_board(site, lead):
    made = lead.post("/meetings/new", data={"theme": "Kick-off", "number": "1", "total": "1"})

    answer = lead.post(f"{made.location}/boards", data={"do": "make"})

    board = site.services.boards.get(answer.location.rpartition("/")[2])
    assert (board.name, board.method_id, board.head) == ("Kick-off", "blank", 0)


def test_MEET1_a_meeting_is_changed_and_deleted(lead):
    ids = path_of(lead)
    said = {"theme": "New theme", "number": "2", "total": "6", "day": "2026-10-14", "starts": "17:00"}

    answer = lead.post(f"/meetings/{ids[1]}/change", data={**said, "way": "hybrid", "method": ["T06", "T22"]})
    page = lead.get(answer.location).text

    assert "New theme" in page
    assert "Wednesday" in page
    assert "Hybrid, in a room and remote" in page
    assert page.index("/methods/T22") < page.index("/methods/T06")  # in the order they had
    assert lead.post(f"/meetings/{ids[1]}/delete").status_code == 303
    assert lead.get(f"/meetings/{ids[1]}").status_code == 404


def test_MEET1_a_wrong_form_comes_back_with_what_was_typed(lead):
    said = {"theme": "", "number": "x", "total": "6", "day": "tomorrow", "place": "Town hall"}

    answer = lead.post("/meetings/new", data=said)

    assert answer.status_code == 400
    for sentence in ("Write a name first.", "Write a number from 1 to 99.", "Write the date like this"):
        assert sentence in answer.text
    assert "Town hall" in answer.text


def test_MEET1_boards_go_in_and_out_of_meetings(site, lead):
    board, ids = site.board("Schools"), path_of(lead)
    assert "Boards of no meeting" in lead.get("/meetings").text

    lead.post(f"/meetings/{ids[0]}/boards", data={"do": "add", "board": board.id})
    assert "Boards of no meeting" not in lead.get("/meetings").text

    lead.post(f"/meetings/{ids[0]}/boards", data={"do": "take_out", "board": board.id})
    assert "Boards of no meeting" in lead.get("/meetings").text


def test_MEET1_a_board_from_the_gallery_goes_into_its_meeting(site, lead):
    ids = path_of(lead)
    assert lead.get(f"/new?meeting={ids[2]}").text.count(f'value="{ids[2]}"') == 2

    answer = lead.post("/new", data={"method": "T02", "meeting": ids[2]})

    board_id = answer.location.rpartition("/")[2]
    assert site.services.meetings.of_board(board_id).id == ids[2]
    before = len(lead.get("/api/boards").json["boards"])
    assert lead.post("/new", data={"method": "T02", "meeting": "nowhere"}).status_code == 404
    assert len(lead.get("/api/boards").json["boards"]) == before


def test_MEET1_nothing_of_a_meeting_becomes_part_of_a_page(lead):
    bad = "<script>alert(1)</script>"
    made = lead.post("/meetings/new", data={"theme": bad, "number": "1", "total": "1", "place": bad})

    for path in ("/meetings", made.location, f"{made.location}/change", f"{made.location}/delete"):
        assert bad not in lead.get(path).text
