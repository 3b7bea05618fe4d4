"""The projector says where people are before any script runs (WALL)."""

import pytest

from board.core.scene import scene_of
from board.web.wall import wall

NOW = 1_000_000
SAID = {"say_it": "Una idea per nota.", "say_en": "One idea on each note."}
FIRST = {"kind": "step", "id": "step_0001", "z": "a", "title": "", "mode": "explain"}
SECOND = {"kind": "step", "id": "step_0002", "z": "b", "title": "Write", "mode": "silent", **SAID}
ON = {"kind": "workshop", "id": "workshop", "z": "a", "step": "step_0002", "since_ms": 0}


@pytest.fixture
def words(site):
    """What the wall says of these records in a language."""

    def words(locale, *records):
        with site.app.test_request_context(headers={"Accept-Language": locale}):
            return wall("Our school", scene_of(records), NOW)

    return words


def test_before_anything_has_begun_it_says_the_name_and_how_to_come_in(words):
    shown = words("en", FIRST)

    assert (shown.title, shown.place, shown.clock) == ("Our school", "", None)
    assert shown.say == "We begin soon. Join with the code at the bottom."


@pytest.mark.parametrize(
    ("locale", "place", "say"),
    [("en", "Step 2 of 2", "One idea on each note."), ("it", "Passo 2 di 2", "Una idea per nota.")],
)
def test_in_a_step_it_says_which_one_and_what_to_do(words, locale, place, say):
    shown = words(locale, FIRST, SECOND, ON)

    assert (shown.title, shown.place, shown.say) == ("Write", place, say)


def test_what_nobody_wrote_is_said_as_the_script_says_it(words):
    shown = words("en", FIRST, SECOND, {**ON, "step": "step_0001"})

    assert (shown.title, shown.say) == ("Explain", "Listen: the facilitator explains what comes next.")


@pytest.mark.parametrize(
    ("timer", "look", "text"),
    [
        ({"ends_at_ms": NOW + 64_001}, "running", "1:05"),
        ({"left_ms": 600_000}, "paused", "10:00"),
        ({"ends_at_ms": NOW - 5}, "over", "Time is up"),
    ],
)
def test_the_time_stands_there_too(words, timer, look, text):
    shown = words("en", FIRST, SECOND, {**ON, "timer": timer})

    assert (shown.clock.look, shown.clock.text) == (look, text)


def test_the_page_has_the_words_and_the_code_without_a_script(site):
    facilitator = site.facilitator()
    board_id = facilitator.post("/api/boards", json={"method": "T01", "name": "Our school"}).json["board"][
        "id"
    ]
    code = site.services.boards.invite(board_id).code

    page = facilitator.get(f"/b/{board_id}/projector").text

    words = page[page.index('id="wall-first"') : page.index('<div id="app">')]
    for said in ("Our school", "We begin soon", code, "Join at localhost"):
        assert said in words
    assert "wall-first" not in facilitator.get(f"/b/{board_id}").text
