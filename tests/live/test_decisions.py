"""Decisions through the real writer: their numbers are the server's (DEC1)."""

from typing import Any

from board.core.origins import Origins
from board.core.visibility import Member
from tests.support.items import create
from tests.support.rooms import Bench, delete, refusal_code


def decision(number: int, **values: Any) -> dict[str, Any]:
    return create("decision", f"decision-{number}", **{"text": f"Si fa {number}", "number": 1, **values})


def numbers(bench: Bench) -> dict[str, int]:
    scene = bench.room.scene
    return {key: record["number"] for key, record in scene.items() if record["kind"] == "decision"}


def test_DEC1_the_server_numbers_decisions_whatever_pages_say() -> None:
    bench = Bench()
    bench.people.members["co"] = Member("co", "Co", "co-facilitator")
    bench.join("co")

    bench.write(
        bench.submission("ada", 1, decision(1), decision(2)),
        bench.submission("co", 1, decision(3)),
    )

    assert numbers(bench) == {"decision-1": 1, "decision-2": 2, "decision-3": 3}


def test_DEC1_a_number_is_never_given_again() -> None:
    bench = Bench()
    bench.send("ada", 1, decision(1), decision(2))
    bench.send("ada", 2, delete("decision-2"))
    bench.send("ada", 3, decision(3))
    bench.send("ada", 4, {"do": "undo", "of": ["client-ada", 3]})
    bench.send("ada", 5, decision(4))
    bench.send("ada", 6, {"do": "undo", "of": ["client-ada", 2]})

    assert numbers(bench) == {"decision-1": 1, "decision-2": 2, "decision-4": 4}


def test_DEC1_a_number_is_not_given_again_after_a_restart() -> None:
    bench = Bench()
    bench.send("ada", 1, decision(1), decision(2))
    bench.send("ada", 2, delete("decision-2"))
    bench.room.start_anew(bench.storage.load(bench.room.board_id))

    bench.send("ada", 3, decision(3))

    assert numbers(bench) == {"decision-1": 1, "decision-3": 3}


def test_DEC2_participants_write_no_decisions() -> None:
    bench = Bench()

    assert refusal_code(bench.send("bob", 1, decision(1))) == "denied"


def clustered_notes(bench: Bench) -> None:
    bench.send("ada", 1, create("cluster", "cluster-1", title="Ombra"), decision(1, sources=["cluster-1"]))
    bench.send("ada", 2, *[create("note", f"note-000{n}", cluster="cluster-1", z=f"a{n}") for n in (1, 2)])


def now_in(bench: Bench) -> list[str]:
    return [note["id"] for note in Origins(bench.room.scene).now_in("cluster-1")]


def test_PROV2_a_decision_finds_the_notes_of_its_cluster_after_that_is_gone() -> None:
    bench = Bench()
    clustered_notes(bench)

    bench.send("bob", 1, delete("cluster-1"))

    assert now_in(bench) == ["note-0001", "note-0002"]


def test_PROV2_undo_brings_the_cluster_back_and_its_notes_forget() -> None:
    bench = Bench()
    clustered_notes(bench)
    bench.send("bob", 1, delete("cluster-1"))

    bench.send("bob", 2, {"do": "undo", "of": ["client-bob", 1]})

    assert bench.room.scene["note-0001"]["cluster"] == "cluster-1"
    assert "came_from" not in bench.room.scene["note-0001"]
