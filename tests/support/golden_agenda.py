"""What the golden workshop does besides writing notes: its agenda, what is voted on, what must come of it."""

import json
from pathlib import Path
from typing import Any

from tests.support.items import create

_SHARED = Path(__file__).resolve().parents[1] / "protocol"
VOTES: dict[str, Any] = json.loads((_SHARED / "golden_votes.json").read_text("utf-8"))

# Step by step: key, mode, title, areas, minutes. Notes of an area are written in its private step.
AGENDA: tuple[tuple[str, str, str, tuple[str, ...], int], ...] = (
    ("welcome", "explain", "Accoglienza e regole", ("F0",), 10),
    ("problems", "silent", "Evidenze e problemi", ("F1",), 10),
    ("problems-shown", "reveal", "Che cosa abbiamo scritto", ("F1",), 5),
    ("problems-told", "present", "Ogni gruppo racconta", ("F1",), 15),
    ("needs", "silent", "Bisogni e soluzioni", ("F2",), 15),
    ("needs-shown", "reveal", "Bisogni e soluzioni, svelati", ("F2",), 5),
    ("clusters", "cluster", "I gruppi di note", (), 20),
    ("vote-1", "vote", "Voto 1: gruppi prioritari", (), 10),
    ("offers", "silent", "Menu delle opportunità: offerte", ("F3",), 10),
    ("offers-shown", "reveal", "Le offerte", ("F3",), 5),
    ("matches", "pair", "Abbinamenti", (), 15),
    ("vote-2", "vote", "Voto 2: azioni su piccola scala", ("F5",), 10),
    ("talk", "discuss", "Pari punti: che cosa significa?", (), 5),
    ("decide", "decide", "Decisioni", (), 10),
    ("owners", "owners", "Chiusura: impegni", ("F6",), 5),
)

# In pairs people also put offers to the groups of notes that they answer.
MAY = {"matches": ["group", "move", "comment"]}

ACTIONS = {
    "SSA1": "Laboratorio di scienze mobile",
    "SSA2": "Cortile aperto",
    "SSA3": "Il mestiere che non sapevo",
    "SSA4": "Officina dei portatili",
    "SSA5": "Open day al mercato",
}

QUESTIONS = {"V1": "Su quali gruppi lavoriamo per primi?", "V2": "Quali azioni proviamo per prime?"}

# Without a phone or computer: the facilitator enters what they dictate.
HELPED = "p08"

NOTES_BY_TYPE = {"D": 6, "P": 14, "B": 14, "S": 14, "O": 12}
NOTES_BY_CLUSTER = {"C1": 9, "C2": 11, "C3": 6, "C4": 14, "C5": 5, "C6": 10, "C7": 5}
NOTES_BY_AUTHOR = {
    "p03": 4,
    "p04": 3,
    "p05": 6,
    "p06": 6,
    "p07": 3,
    "p08": 3,
    "p09": 5,
    "p10": 4,
    "p11": 5,
    "p12": 3,
    "p13": 4,
    "p14": 4,
    "p15": 7,
    "p16": 3,
}


def step_id(key: str) -> str:
    return f"step-{key}"


def step_ops() -> list[dict[str, Any]]:
    """Create ops for the whole agenda, in order."""
    ops = []
    for place, (key, mode, title, frames, minutes) in enumerate(AGENDA):
        values: dict[str, Any] = {"areas": [f"frame-{frame:0>4}" for frame in frames], "minutes": minutes}
        if mode == "silent":
            values["private"] = True
        if key in MAY:
            values["may"] = MAY[key]
        ops.append(create("step", step_id(key), z=f"a{place:X}", title=title, mode=mode, **values))
    return ops


def action_ops() -> list[dict[str, Any]]:
    """Create ops for the five actions, as notes in their area."""
    place = {"y": 200, "w": 300, "h": 200, "frame": "frame-00F5", "type": "S"}
    return [
        create("note", f"action-{key}", x=13_040 + 340 * n, z=f"aV{n + 1}", text=title, **place)
        for n, (key, title) in enumerate(ACTIONS.items())
    ]


def ranking(result: dict[str, Any], keys: dict[str, str]) -> dict[str, Any]:
    """The result of a vote as the domain expects it; `keys` by the id of what was voted on."""
    told = [
        {
            "item": keys[item["id"]],
            "dots": item["total"],
            "distinct_voters": item["people"],
            "rank": item["rank"],
            "tied": item["tied"],
        }
        for item in result["items"]
    ]
    return {"ballots": result["voters"], "dots_cast": result["cast"], "ranking": told}


def expected_ranking(vote: str) -> dict[str, Any]:
    """What must come of this vote, in the same form."""
    wanted = VOTES["expected"][vote]
    return {name: wanted[name] for name in ("ballots", "dots_cast", "ranking")}


def ballot_of(vote: str, author: str) -> list[str]:
    """What this person puts their dots on, once for each dot."""
    [found] = [one for one in VOTES["votes"] if one["id"] == vote]
    return list(found["ballots"][author])
