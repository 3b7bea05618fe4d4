"""Who is at a meeting, on its page (MEET3)."""

import html
import json
import re

import pytest

from board.core.meetings import Meeting


@pytest.fixture
def lead(site):
    return site.facilitator()


@pytest.fixture
def meeting(site, lead):
    me = lead.get("/api/me").json["person"]["id"]
    [made] = site.services.meetings.add([Meeting("Priorities", 4, 6)], me, now_ms=site.clock())
    return made


@pytest.fixture
def board(site, lead, meeting):
    made = site.board()
    lead.post(f"/meetings/{meeting}/boards", data={"do": "add", "board": made.id})
    return made


def form_of(lead, meeting):
    """What a browser would send if nothing was changed."""
    page = lead.get(f"/meetings/{meeting}").text
    rows = re.findall(r'<input type="hidden" name="row" value="([^"]+)"', page)
    form = {"row": rows}
    for row in rows:
        seen = html.unescape(re.search(rf'name="seen-{row}" value="([^"]+)"', page).group(1))
        form[f"seen-{row}"] = seen
        fields = json.loads(seen)
        form |= {f"{name}-{row}": text for name, text in fields.items() if isinstance(text, str)}
        form |= {f"{name}-{row}": "on" for name, is_set in fields.items() if is_set is True}
    return form


def listed(site, meeting):
    by = site.services.people.first_account().id
    return {one.name: one for one in site.services.attendance.of_meeting(meeting, by)}


def add(lead, meeting, text):
    return lead.post(f"/meetings/{meeting}/people/add", data={"people": text})


def test_MEET3_people_are_added_line_by_line(site, lead, meeting):
    answer = add(lead, meeting, "Giulia; Comune; facilitatrice\nAndrea")

    assert answer.status_code == 303
    assert listed(site, meeting).keys() == {"Giulia", "Andrea"}
    page = lead.get(f"/meetings/{meeting}").text
    assert "0 there, 0 may vote" in page
    assert "2 not there" in page


def test_MEET3_a_line_that_is_wrong_comes_back(site, lead, meeting):
    answer = add(lead, meeting, "Giulia\n; nobody")

    assert answer.status_code == 400
    assert "Write a name first." in answer.text
    assert "; nobody</textarea>" in answer.text
    assert listed(site, meeting) == {}


def test_MEET3_the_list_is_changed_in_one_form(site, lead, meeting):
    add(lead, meeting, "Giulia\nAndrea")
    form, giulia = form_of(lead, meeting), listed(site, meeting)["Giulia"].id
    form |= {f"organisation-{giulia}": "Comune", f"sector-{giulia}": "public", f"mode-{giulia}": "room"}
    form |= {f"is_present-{giulia}": "on"}
    del form[f"may_vote-{giulia}"]

    assert lead.post(f"/meetings/{meeting}/people", data=form).status_code == 303

    found = listed(site, meeting)["Giulia"]
    assert (found.organisation, found.sector, found.mode) == ("Comune", "public", "room")
    assert (found.is_present, found.may_vote) == (True, False)


def test_MEET3_who_comes_while_the_form_is_open_stays_there(site, lead, meeting, board):
    add(lead, meeting, "Ada; Comune")
    form = form_of(lead, meeting)

    site.guest(board, "Ada")
    form[f"role-{listed(site, meeting)['Ada'].id}"] = "teacher"
    lead.post(f"/meetings/{meeting}/people", data=form)

    assert listed(site, meeting)["Ada"].is_present
    assert listed(site, meeting)["Ada"].role == "teacher"


def test_HAND3_how_somebody_takes_part_is_one_thing_on_the_page_and_on_the_board(site, lead, meeting, board):
    site.guest(board, "Ada")
    room = site.services.registry.open(board.id)
    row = listed(site, meeting)["Ada"]
    form = form_of(lead, meeting)

    lead.post(f"/meetings/{meeting}/people", data={**form, f"mode-{row.id}": "phone"})
    assert room.members[row.person_id].mode == "phone"

    site.services.boards.set_mode(board.id, row.person_id, "remote")
    assert listed(site, meeting)["Ada"].mode == "remote"


def test_MEET3_a_row_is_taken_out_and_the_others_are_saved(site, lead, meeting):
    add(lead, meeting, "Giulia\nAndrea")
    people, form = listed(site, meeting), form_of(lead, meeting)
    form[f"role-{people['Giulia'].id}"] = "teacher"

    lead.post(f"/meetings/{meeting}/people", data={**form, "remove": people["Andrea"].id})

    assert {name: one.role for name, one in listed(site, meeting).items()} == {"Giulia": "teacher"}


@pytest.mark.parametrize("broken", ["", "[]", "{"])
def test_MEET3_a_form_that_is_not_ours_changes_nothing(site, lead, meeting, broken):
    add(lead, meeting, "Giulia")
    form = form_of(lead, meeting)
    [row] = form["row"]

    answer = lead.post(
        f"/meetings/{meeting}/people", data={**form, f"seen-{row}": broken, f"role-{row}": "spy"}
    )

    assert answer.status_code == 400
    assert listed(site, meeting)["Giulia"].role == ""


def test_MEET3_three_hundred_people_fit_one_form(site, lead, meeting):
    add(lead, meeting, "\n".join(f"Person number {n}; {'Organisation ' * 3}; role" for n in range(300)))
    form = form_of(lead, meeting)
    form[f"role-{form['row'][299]}"] = "last"

    assert lead.post(f"/meetings/{meeting}/people", data=form).status_code == 303

    assert [one.role for one in listed(site, meeting).values()].count("last") == 1
    assert add(lead, meeting, "One more").status_code == 409


@pytest.mark.parametrize(("locale", "head"), [("it", "Nome"), ("en", "Name")])
def test_MEET3_the_list_goes_out_as_a_table(site, meeting, locale, head):
    lead = site.facilitator(locale)
    add(lead, meeting, "=SUM(A1); Comune, Ufficio; facilitatrice")

    answer = lead.get(f"/meetings/{meeting}/people/table")

    lines = answer.data.decode("utf-8-sig").split("\r\n")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert lines[0].startswith(f'"{head}";')
    assert lines[1].startswith('"\'=SUM(A1)";"Comune, Ufficio";"facilitatrice";"";""')
    assert "Priorities.csv" in answer.headers["Content-Disposition"]


def test_MEET3_a_board_learns_who_may_vote_and_no_more(site, lead, meeting, board):
    ada = site.guest(board, "Ada")
    site.guest(board, "Olga", "observer")
    add(lead, meeting, "Bruno\nDelia\nLate")
    form = form_of(lead, meeting)
    for name in ("Bruno", "Delia"):
        form[f"is_present-{listed(site, meeting)[name].id}"] = "on"
    del form[f"may_vote-{listed(site, meeting)['Olga'].id}"]
    lead.post(f"/meetings/{meeting}/people", data=form)
    helper = site.guest(board, "Helper", "co-facilitator")

    told = helper.get(f"/api/boards/{board.id}/attendance").json

    assert told["meeting"] == {"number": 4, "total": 6}
    assert ada.get("/api/me").json["person"]["id"] in told["voters"]
    assert told["others"] == 2
    assert not {"Bruno", "Delia", "Late"} & set(re.findall(r"\w+", json.dumps(told)))
    assert ada.get(f"/api/boards/{board.id}/attendance").status_code == 403


def test_MEET3_no_file_of_a_board_has_the_list_in_it(site, lead, meeting, board):
    add(lead, meeting, "Zanzibar Quux; Organisation Quux; role Quux")
    form = form_of(lead, meeting)
    lead.post(f"/meetings/{meeting}/people", data=form)

    for file_format in ("json", "csv", "md"):
        assert "Zanzibar" not in lead.get(f"/b/{board.id}/export?format={file_format}").text
    assert "Quux" not in lead.get(f"/b/{board.id}/export?format=json").text


def test_MEET3_nothing_in_the_list_becomes_part_of_the_page(lead, meeting):
    bad = '"><script>alert(1)</script>'
    add(lead, meeting, f"{bad}\t{bad}\t{bad}")

    page = lead.get(f"/meetings/{meeting}").text

    assert "<script>alert" not in page
    assert "alert(1)" in page


def test_MEET4_the_minute_of_a_board_of_a_meeting_says_which_and_names_nobody(site, lead, meeting, board):
    site.guest(board, "Zanzibar")

    minute = lead.get(f"/b/{board.id}/export?format=md").text

    assert minute.startswith("# Schools\n\n**Meeting 4 of 6: Priorities**")
    assert "There: 2. May vote: 1." in minute
    assert "Zanzibar" not in minute


# --- saved row by row -------------------------------------------------------------------------------


def save(lead, meeting, row, said, seen):
    return lead.send("PATCH", f"/api/meetings/{meeting}/people/{row}", json={"set": said, "seen": seen})


def test_MEET5_a_row_is_saved_by_itself_and_tells_what_is_to_be_read(site, lead, meeting):
    add(lead, meeting, "Giulia\nAndrea")
    row = listed(site, meeting)["Giulia"].id

    answer = save(
        lead, meeting, row, {"role": " teacher ", "is_present": True}, {"role": "", "is_present": False}
    )

    assert answer.json["ok"]
    assert (answer.json["person"]["role"], answer.json["listed"]) == ("teacher", 2)
    assert answer.json["told"] == "1 there, 1 may vote · 1 not there"
    assert (listed(site, meeting)["Giulia"].role, listed(site, meeting)["Andrea"].role) == ("teacher", "")


def test_MEET5_two_who_write_at_once_overwrite_nothing_unasked(site, lead, meeting):
    add(lead, meeting, "Giulia")
    row = listed(site, meeting)["Giulia"].id
    save(lead, meeting, row, {"role": "parent"}, {"role": ""})

    clash = save(lead, meeting, row, {"role": "teacher", "sector": "civic"}, {"role": "", "sector": ""})

    assert (clash.status_code, clash.json["code"]) == (409, "meeting.person_changed")
    assert clash.json["data"] == {"now": {"role": "parent"}}
    assert (listed(site, meeting)["Giulia"].role, listed(site, meeting)["Giulia"].sector) == ("parent", "")
    assert save(lead, meeting, row, {"organisation": "School"}, {"organisation": ""}).json["ok"]
    assert save(lead, meeting, row, {"role": "teacher"}, {"role": "parent"}).json["ok"]
    assert save(lead, meeting, row, {"role": "teacher"}, {"role": "nurse"}).json["ok"]  # it says so already
    found = listed(site, meeting)["Giulia"]
    assert (found.role, found.organisation) == ("teacher", "School")


@pytest.mark.parametrize(
    "body",
    [
        {"set": {"name": " "}, "seen": {"name": "Giulia"}},
        {"set": {"sector": "navy"}, "seen": {"sector": ""}},
        {"set": {"mode": 1}, "seen": {}},
        {"set": {"person_id": "somebody"}, "seen": {}},
        {"set": {}},
        {},
    ],
)
def test_MEET5_what_is_wrong_changes_nothing(site, lead, meeting, body):
    add(lead, meeting, "Giulia")
    before = listed(site, meeting)["Giulia"]

    answer = lead.send("PATCH", f"/api/meetings/{meeting}/people/{before.id}", json=body)

    assert answer.status_code == 400
    assert listed(site, meeting)["Giulia"] == before


def test_MEET5_who_is_not_in_the_list_or_leads_another_project_changes_nothing(site, lead, meeting, board):
    add(lead, meeting, "Giulia")
    row = listed(site, meeting)["Giulia"].id
    guest = site.guest(board, "Ada")

    assert save(lead, meeting, "row-of-nobody", {"role": "spy"}, {"role": ""}).status_code == 404
    assert save(lead, "meeting-of-nobody", row, {"role": "spy"}, {"role": ""}).status_code == 404
    assert save(guest, meeting, row, {"role": "spy"}, {"role": ""}).status_code == 403
    assert listed(site, meeting)["Giulia"].role == ""


def test_HAND3_how_somebody_takes_part_reaches_the_open_board_from_a_row(site, lead, meeting, board):
    site.guest(board, "Ada")
    room = site.services.registry.open(board.id)
    row = listed(site, meeting)["Ada"]

    save(lead, meeting, row.id, {"mode": "phone"}, {"mode": ""})

    assert room.members[row.person_id].mode == "phone"


def test_MEET6_an_open_page_hears_who_has_come(site, lead, meeting, board):
    lead.post(f"/meetings/{meeting}/people/add", data={"people": "Giulia; School"})
    first = lead.get(f"/api/meetings/{meeting}/people")
    known = {"headers": {"If-None-Match": first.headers["ETag"]}}
    assert lead.get(f"/api/meetings/{meeting}/people", **known).status_code == 304

    site.guest(board, "Ada")

    now = lead.get(f"/api/meetings/{meeting}/people", **known).json
    assert "Giulia" in [one["name"] for one in now["people"]]
    assert "Ada" in [one["name"] for one in now["people"] if one["is_present"]]
    assert {one["id"] for one in now["people"]} == {one.id for one in listed(site, meeting).values()}
    assert site.visitor().get(f"/api/meetings/{meeting}/people").status_code == 401
