"""Looking back, bringing a moment back and copying one, over HTTP (HIST1 to HIST4)."""

import gzip
import json

import pytest

from board.app import clock_ms
from board.core.kinds import OPS_LIMIT
from board.live.writer import Submission
from board.store.compact import compact_board
from tests.support.items import create
from tests.support.scenes import gone, note, patch
from tests.support.server import wait_until
from tests.web.test_pictures import picture


@pytest.fixture
def board(site):
    site.services.registry.start()
    return site.board()


@pytest.fixture
def facilitator(site, board):
    return site.facilitator()


@pytest.fixture
def change(site, board):
    """Makes one change of the board as the page of a participant does; the answer is its seq."""
    bob = site.guest(board, "Bob").get("/api/me").json["person"]
    services = site.services
    room = services.registry.admit(board.id, bob["id"], bob["name"])
    sent = []

    def make(*ops):
        answers = []
        sent.append(ops)
        op_id = ("client-of-bob-1", len(sent))
        services.registry.writer.write([Submission(room, bob["id"], op_id, ops, None, answers.append)])
        site.clock.now_ms += 1_000
        return answers[0]

    make.person_id = bob["id"]
    return make


def items(visitor, board, seq=None):
    """Item id -> record, now or after `seq`."""
    path = "snapshot" if seq is None else f"at/{seq}"
    return {item["id"]: item for item in visitor.get(f"/api/boards/{board.id}/{path}").json["items"]}


def from_board(board, copied):
    """The same as on a copy of the board: notes say where they come from (PROV1)."""
    return {
        key: {**item, "came_from": [{"board": board.id, "id": key}]} if item["kind"] == "note" else item
        for key, item in copied.items()
    }


def history(visitor, board, query=""):
    return visitor.get(f"/api/boards/{board.id}/history{query}").json


def test_HIST1_the_history_tells_who_did_what_the_newest_first(facilitator, board, change):
    change(note(1, text="Ombra"))
    change(patch("note_0001", x=40))

    told = history(facilitator, board)

    assert (told["head"], told["oldest"]) == (3, 0)
    assert [one["seq"] for one in told["changes"]] == [3, 2, 1]
    moved, added, made = told["changes"]
    assert moved["did"] == [{"do": "move", "kind": "note", "ids": ["note_0001"], "n": 1}]
    assert added["did"] == [{"do": "add", "kind": "note", "ids": ["note_0001"], "n": 1, "text": "Ombra"}]
    assert added["actor"] == change.person_id != made["actor"]


def test_HIST1_the_history_comes_in_pages_and_for_one_person(facilitator, board, change):
    for key in range(3):
        change(note(key))

    page = history(facilitator, board, "?before=4&limit=2")
    of_bob = history(facilitator, board, f"?person={change.person_id}")

    assert [one["seq"] for one in page["changes"]] == [3, 2]
    assert [one["seq"] for one in of_bob["changes"]] == [4, 3, 2]


def test_HIST1_the_history_of_one_item_tells_what_was_done_to_it(facilitator, board, change):
    change(note("a_b-1"), note("axb-1"))
    change(patch("note_a_b-1", x=40), patch("note_axb-1", type="B"))
    change(patch("note_axb-1", x=40))

    told = history(facilitator, board, "?item=note_a_b-1")["changes"]

    assert [(one["seq"], one["did"][0]["do"], one["did"][0]["n"]) for one in told] == [
        (3, "move", 1),
        (2, "add", 1),
    ]


@pytest.mark.parametrize(
    "query", ["?item=x", "?before=0", "?before=x", "?limit=0", "?limit=-1", "?person=%00"]
)
def test_HIST1_a_question_that_cannot_be_read_is_refused(facilitator, board, query):
    assert history(facilitator, board, query)["code"] == "bad.shape"


def test_HIST2_the_board_at_a_moment_is_what_it_was(facilitator, board, change):
    change(note(1, text="Ombra"))
    change(patch("note_0001", text="Sole"))
    change(gone("note_0001"))

    assert "note_0001" not in items(facilitator, board, 1)
    assert items(facilitator, board, 2)["note_0001"]["text"] == "Ombra"
    assert items(facilitator, board, 3)["note_0001"]["text"] == "Sole"
    assert items(facilitator, board, 4) == items(facilitator, board, 1) == items(facilitator, board)
    assert items(facilitator, board, 0) == {}


@pytest.mark.parametrize("seq", [2, 99_999_999_999])
def test_HIST2_a_moment_that_has_not_come_is_refused(facilitator, board, seq):
    answer = facilitator.get(f"/api/boards/{board.id}/at/{seq}")

    assert (answer.status_code, answer.json["code"]) == (404, "snapshot.missing")


def test_HIST2_a_moment_is_compressed_and_not_sent_twice(facilitator, board, change):
    for key in range(20):
        change(note(key))
    path = f"/api/boards/{board.id}/at/21"

    first = facilitator.get(path, headers={"Accept-Encoding": "gzip"})
    again = facilitator.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert len(json.loads(gzip.decompress(first.data))["items"]) == 23
    assert (again.status_code, again.data) == (304, b"")


def test_HIST3_a_moment_comes_back_as_new_entries_of_the_facilitator(facilitator, board, change):
    then = change(note(1, text="Ombra"))
    was = items(facilitator, board)
    change(gone("note_0001"), note(2), patch("note_two_22", text="Sole"))

    answer = facilitator.post(f"/api/boards/{board.id}/restore", json={"seq": then})

    assert answer.json == {"ok": True, "seq": 4, "entries": 1}
    back = items(facilitator, board)
    assert {key: {**record, "epoch": 0} for key, record in back.items()} == {
        key: {**record, "epoch": 0} for key, record in was.items()
    }
    newest = history(facilitator, board)["changes"][0]
    assert newest["restores"] == then
    assert newest["actor"] == facilitator.get("/api/me").json["person"]["id"]


def test_HIST3_what_was_replaced_can_be_brought_back_too(facilitator, board, change):
    change(note(1, text="Ombra"))
    change(gone("note_two_22"))
    was = items(facilitator, board)
    facilitator.post(f"/api/boards/{board.id}/restore", json={"seq": 1})

    facilitator.post(f"/api/boards/{board.id}/restore", json={"seq": 3})

    back = items(facilitator, board)
    assert back.keys() == was.keys()
    assert back["note_0001"]["author"] == change.person_id


def test_HIST3_a_moment_that_is_now_changes_nothing(facilitator, board, change):
    change(note(1))

    answer = facilitator.post(f"/api/boards/{board.id}/restore", json={"seq": 2})

    assert answer.json == {"ok": True, "seq": 2, "entries": 0}


def test_HIST3_a_great_change_is_one_commit_of_several_entries(site, facilitator, board, change):
    for start in range(0, 250, OPS_LIMIT):
        change(*[note(key) for key in range(start, min(start + OPS_LIMIT, 250))])
    head = history(facilitator, board)["head"]

    answer = facilitator.post(f"/api/boards/{board.id}/restore", json={"seq": 1})

    assert answer.json["entries"] == 3
    added = site.services.storage.read_after(board.id, head)
    assert [len(entry.ops) for entry in added] == [100, 100, 50]
    assert {(entry.restores, entry.op_id) for entry in added} == {(1, None)}


def test_HIST3_a_board_with_a_restored_moment_travels_as_a_file(facilitator, board, change):
    change(note(1, text="Ombra"))
    change(gone("note_0001"))
    facilitator.post(f"/api/boards/{board.id}/restore", json={"seq": 2})
    file = facilitator.get(f"/api/boards/{board.id}/export?format=json")

    answer = facilitator.post("/api/import", data=file.data, content_type="application/json")

    assert answer.status_code == 201, answer.text
    again = facilitator.get(f"/api/boards/{answer.json['board']['id']}/export?format=json").json
    assert again["log"] == file.json["log"]
    assert again["log"][-1]["restores"] == 2


@pytest.mark.parametrize(("body", "code"), [({}, "bad.shape"), ({"seq": "1"}, "bad.shape")])
def test_HIST3_a_request_without_a_moment_is_refused(facilitator, board, body, code):
    answer = facilitator.post(f"/api/boards/{board.id}/restore", json=body)

    assert answer.json["code"] == code


def test_HIST4_a_copy_is_a_board_of_its_own_with_the_authors(site, facilitator, board, change):
    then = change(note(1, text="Ombra"))
    change(gone("note_0001"))

    answer = facilitator.post(f"/api/boards/{board.id}/copy", json={"seq": then})

    made = answer.json["board"]
    assert (answer.status_code, made["name"], made["head"]) == (201, "Copy of Schools", 1)
    copied = items(facilitator, site.services.boards.get(made["id"]))
    assert copied == from_board(board, items(facilitator, board, then))
    known = facilitator.get(f"/api/boards/{made['id']}").json["people"]
    assert {"id": change.person_id, "name": "Bob", "role": None} in known
    newest = history(facilitator, site.services.boards.get(made["id"]))["changes"][0]
    assert newest["actor"] == facilitator.get("/api/me").json["person"]["id"]


def test_HIST3_HIST4_a_moment_with_pictures_comes_back_and_is_copied_with_them(
    site, facilitator, board, change
):
    """In place, on a new board, and from the file of that board: the picture is there to be seen."""
    shown = picture()
    asset = facilitator.post(f"/api/boards/{board.id}/assets", data=shown).json["asset"]["id"]
    then = change(
        create("image", "image_001", asset=asset, alt="The yard"),
        create("comment", "talk_0001", on="image_001", text="Where?"),
        note(1),
        create(
            "connector",
            "line_0001",
            **{"from": {"item": "note_0001", "side": "auto"}, "to": {"item": "image_001", "side": "auto"}},
        ),
    )
    before = items(facilitator, board)
    change(gone("image_001"))
    assert before.keys() - items(facilitator, board).keys() == {"image_001", "talk_0001", "line_0001"}

    copied = facilitator.post(f"/api/boards/{board.id}/copy", json={"seq": then}).json["board"]["id"]
    assert facilitator.post(f"/api/boards/{board.id}/restore", json={"seq": then}).json["ok"]
    file = facilitator.get(f"/api/boards/{copied}/export?format=json")
    answer = facilitator.post("/api/import", data=file.data, content_type="application/json")

    for each in (board.id, copied, answer.json["board"]["id"]):
        wanted = before if each == board.id else from_board(board, before)
        assert items(facilitator, site.services.boards.get(each)) == wanted
        found = facilitator.get(f"/api/boards/{each}/assets/{asset}")
        assert (found.status_code, found.mimetype) == (200, "image/png")


def test_HIST4_a_copy_of_now_takes_the_name_it_is_given(site, facilitator, board, change):
    change(note(1))

    made = facilitator.post(f"/api/boards/{board.id}/copy", json={"name": " Autumn "}).json["board"]

    assert made["name"] == "Autumn"
    copied = items(facilitator, site.services.boards.get(made["id"]))
    assert copied == from_board(board, items(facilitator, board))


def test_HIST4_the_name_of_a_copy_is_in_the_language_of_who_asks_and_fits(site, board):
    site.services.boards.rename(board.id, "B" * 120)

    made = site.facilitator("it").post(f"/api/boards/{board.id}/copy", json={}).json["board"]

    assert made["name"].startswith("Copia di BBB")
    assert len(made["name"]) == 120


def test_HIST4_a_copy_travels_as_a_file(facilitator, board, change):
    change(note(1, text="Ombra"))
    made = facilitator.post(f"/api/boards/{board.id}/copy", json={}).json["board"]
    file = facilitator.get(f"/api/boards/{made['id']}/export?format=json")

    answer = facilitator.post("/api/import", data=file.data, content_type="application/json")

    assert answer.status_code == 201, answer.text


# --- boards that were compacted -----------------------------------------------------------------------


@pytest.fixture
def compacted(site, facilitator, board, change):
    """A board of six entries of which the first four have lost what they changed."""
    change(note(1, text="Ombra"))
    change(note(2))
    change(gone("note_0001"))
    items(facilitator, board, 2)  # what was looked at before must not be told any more either
    before_ms = history(facilitator, board)["changes"][0]["at_ms"] + 1
    wait_until(lambda: clock_ms() >= before_ms, "the next millisecond")
    change(note(3))
    change(gone("note_0002"))
    compact_board(site.services.database, board.id, before_ms=before_ms, now_ms=site.clock())
    return board


def test_HIST1_compacted_changes_keep_their_person_and_time(facilitator, compacted, change):
    told = history(facilitator, compacted)

    assert told["oldest"] == 4
    assert [one["did"] is None for one in told["changes"]] == [False, False, True, True, True, True]
    assert told["changes"][2]["actor"] == change.person_id


@pytest.mark.parametrize("seq", [1, 2, 3])
@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("en", "What the board was like then is not kept any more."),
        ("it", "Com’era la lavagna in quel momento non è più conservato."),
    ],
)
def test_HIST2_a_compacted_moment_is_refused(site, compacted, seq, locale, sentence):
    somebody = site.facilitator(locale)
    path = f"/api/boards/{compacted.id}"

    answers = [somebody.get(f"{path}/at/{seq}"), somebody.post(f"{path}/restore", json={"seq": seq})]
    answers.append(somebody.post(f"{path}/copy", json={"seq": seq}))

    for answer in answers:
        assert (answer.status_code, answer.json["code"]) == (410, "history.compacted")
        assert (answer.json["message"], answer.json["data"]) == (sentence, {"seq": 4})


def test_HIST3_the_first_kept_moment_and_those_after_it_come_back(facilitator, compacted):
    path = f"/api/boards/{compacted.id}/restore"

    for seq in (4, 5):
        was = items(facilitator, compacted, seq)
        assert facilitator.post(path, json={"seq": seq}).json["ok"]
        assert items(facilitator, compacted).keys() == was.keys()
