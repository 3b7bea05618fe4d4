"""A board with votes on it, for the pictures and checks of the states that show them."""

from typing import Any

from tests.support.items import create
from tests.support.rooms import frame, note
from tests.support.server import Caller, LiveServer, SocketPerson
from tests.support.stage import new_board

QUESTION = "Su quali bisogni del quartiere lavoriamo per primi, e con quali imprese?"
NEEDS = (
    "Un laboratorio di scienze vero per 9 classi, non un'aula in più",
    "Corridoi e atrio ridipinti: 600 metri quadri",
    "Mediatori",
)


def voting_board(server: LiveServer, facilitator: Caller, guest: Caller) -> str:
    """A board with three needs, one vote of each state, and a guest who votes on it; its id."""
    notes = [
        note(f"need-{number}-0", text=text, type="B", frame="frame-of-needs", x=40 + 240 * number, y=140)
        for number, text in enumerate(NEEDS)
    ]
    board_id, code = new_board(facilitator, frame("frame-of-needs", title="Bisogni", w=900), *notes)
    guest.post("/api/join", {"code": code, "name": "Bartolomea"})
    callers = [guest, *(server.guest(code, name) for name in ("Ugo", "Zoe"))]
    people = [SocketPerson(caller, board_id).connect() for caller in callers]
    leader = SocketPerson(facilitator, board_id).connect()
    for key, way, state in (("vote-of-dots", "dots", "revealed"), ("vote-of-marks", "matrix", "open")):
        vote = {"kind": "vote", "id": key, "z": "a9", "title": QUESTION, "about": "notes", "way": way}
        assert leader.op({"do": "create", "item": {**vote, "helped": 2}})["ok"]
        _play(leader, people, key, way, state)
    assert leader.op(*_decided())["ok"]
    for person in (*people, leader):
        person.disconnect()
    return board_id


def _decided() -> list[dict[str, Any]]:
    """A decision with all that one can have, and commitments in every state."""
    sources = ["need-0-0", "need-1-0", "need-gone-0", "vote-of-dots"]
    decision = {
        "text": "Si lavora per primi su laboratori e digitale, spazi e cortili, orientamento",
        "how": "voto 1 come orientamento, poi consenso",
        "objections": "I gruppi sono a pari punti: la scelta fra loro è stata discussa e motivata a voce",
        "sources": sources,
    }
    carried = {"title": "Incontro 3", "board": "board-0003", "id": "commitment-9"}
    return [
        create("decision", "decision-1", **decision),
        create(
            "decision", "decision-2", text="Dodici abbinamenti passano in verifica", how="consenso del gruppo"
        ),
        create(
            "commitment",
            "commitment-1",
            text="Cercare un'offerta per il corso di italiano a Baggio (bisogno scoperto B10)",
            who="Paolo V.",
            due="2026-10-21",
            decision="decision-2",
        ),
        create("commitment", "commitment-2", text="Elenco dei portatili", status="done", carried=carried),
        create("commitment", "commitment-3", text="Bozza di comodato", status="dropped"),
    ]


def _play(leader: SocketPerson, people: list[SocketPerson], vote: str, way: str, state: str) -> None:
    assert leader.call("vote", {"vote": vote, "do": "open"})["ok"]
    for number, person in enumerate(people):
        key = f"need-{number}-0"
        said: dict[str, Any] = {key: [4, 2]} if way == "matrix" else {key: 2, "need-0-0": 1}
        assert person.call("ballot", {"vote": vote, "choices": said})["ok"]
    for deed in ("close", "reveal") if state == "revealed" else ():
        assert leader.call("vote", {"vote": vote, "do": deed})["ok"]
