"""Votes in the minute: totals only, ties as ties, people beside dots (VOTE2)."""

from typing import Any

from board.core.voting import Terms, read_ballot, totals
from board.export.to_markdown import to_markdown

MADE = {"author": "person-ada", "created_at_ms": 1}


def scene_with(way: str, said: list[dict[str, Any]]) -> dict[str, Any]:
    """Two notes and a vote on them that is revealed."""
    texts = {"note-one-1": "Ombra in | cortile", "note-two-2": "Laboratorio"}
    place = {"x": 0, "y": 0, "w": 200, "h": 200, "frame": None, **MADE}
    scene: dict[str, Any] = {
        key: {"kind": "note", "id": key, "z": key, "type": "B", "text": text, **place}
        for key, text in texts.items()
    }
    terms = Terms(way, 3, 2, tuple(texts))
    result = totals(terms, [read_ballot(terms, one) for one in said])
    vote = {"kind": "vote", "id": "vote-one-1", "z": "a0", "title": "Che cosa prima?", "about": "notes"}
    scene["vote-one-1"] = {**vote, "way": way, "state": "revealed", "result": result, **MADE}
    return scene


def minute(scene: dict[str, Any], locale: str = "en") -> str:
    return to_markdown("Scuole", scene, {}, locale, 0)


def test_VOTE2_the_minute_tells_ties_as_ties_and_how_many_people() -> None:
    text = minute(scene_with("dots", [{"note-one-1": 2}, {"note-two-2": 1}, {"note-two-2": 1}]), "it")

    assert "## Voti\n\n### Che cosa prima?\n\nHanno votato 3 persone\n\n" in text
    assert "| 1 (pari) | Laboratorio | 2 | 2 |" in text
    assert "| 1 (pari) | Ombra in \\| cortile | 2 | 1 |" in text


def test_VOTE2_each_way_has_its_own_numbers() -> None:
    matrix = minute(scene_with("matrix", [{"note-one-1": [5, 2]}, {"note-one-1": [4, 2]}, {}]))
    yesno = minute(scene_with("yesno", [{"note-one-1": 1}, {"note-one-1": -1}, {"note-one-1": 1}]))

    assert "Impact 4.5 · Feasibility 2" in matrix
    assert "| 2 | Laboratorio | No marks | 0 |" in matrix
    assert "Yes 2 · No 1 · Abstain 0" in yesno


def test_VOTE1_two_voters_have_no_totals_in_the_minute() -> None:
    text = minute(scene_with("dots", [{"note-one-1": 2}, {"note-two-2": 1}]))

    assert "2 people voted" in text
    assert "no totals are shown" in text
    assert "| Rank |" not in text


def test_VOTE1_a_vote_that_is_not_revealed_is_not_in_the_minute() -> None:
    scene = scene_with("dots", [{"note-one-1": 1}] * 3)
    scene["vote-one-1"]["state"] = "closed"

    assert "Che cosa prima" not in minute(scene)
