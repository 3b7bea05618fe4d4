"""The golden workshop led step by step: what those at a socket do, and what the board holds in the end.

Whoever has a page in the test does the same by hand; what they do is left out here.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.support.golden import frame_ops
from tests.support.golden_agenda import (
    ACTIONS,
    HELPED,
    QUESTIONS,
    action_ops,
    ballot_of,
    ranking,
    step_id,
    step_ops,
)
from tests.support.golden_play import SCRIPT, WORKSHOP
from tests.support.items import create
from tests.support.rooms import patch
from tests.support.server import Caller, LiveServer, SocketPerson, wait_until

Note = dict[str, Any]

AREA_OF = {"problems": "F1", "needs": "F2", "offers": "F3"}  # of each step in which notes are written
COLUMNS = 4
CELL = (316, 216)


def written_in(step: str, author: str) -> list[Note]:
    """The notes that this person writes in this step, as items."""
    keys = {f"note-{note['key']:0>4}" for note in WORKSHOP.notes if note["frame"] == AREA_OF[step]}
    return [op["item"] for by, op in SCRIPT if by == author and op["item"]["id"] in keys]


def texts_in(cluster: str, *steps: str) -> list[str]:
    """What the notes of this cluster say that are written in these steps."""
    areas = {AREA_OF[step] for step in steps}
    notes = [note for note in WORKSHOP.notes if note["cluster"] == cluster and note["frame"] in areas]
    return [note["text"]["it"] for note in notes]


@dataclass
class GoldenWorkshop:
    """A board with areas, agenda and actions, who leads it over a socket, and those who take part."""

    lead: SocketPerson
    board: str
    code: str
    people: dict[str, SocketPerson] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)  # id of what is voted on -> its key in the domain

    # --- who is there ---

    def join(self, server: LiveServer, authors: Iterable[str]) -> None:
        """These people come in and stay."""
        for author in authors:
            guest = server.guest(self.code, WORKSHOP.names[author])
            self.people[author] = SocketPerson(guest, self.board).connect()

    def leave(self) -> None:
        for person in (self.lead, *self.people.values()):
            person.disconnect()

    # --- what the board holds ---

    def items(self, kind: str) -> list[dict[str, Any]]:
        items = self.lead.caller.snapshot(self.board)["items"]
        return [item for item in items if item["kind"] == kind]

    def notes(self) -> dict[str, Note]:
        """Text -> note; the actions that the second vote is on are not among them."""
        return {note["text"]: note for note in self.items("note") if not note["id"].startswith("action-")}

    def wait_notes(self, count: int) -> dict[str, Note]:
        return dict(
            wait_until(lambda: notes if len(notes := self.notes()) == count else None, f"{count} notes")
        )

    # --- step by step ---

    def go(self, step: str) -> None:
        """To this step of the agenda, where no page does it."""
        assert self.lead.call("workshop", {"do": "step", "step": step_id(step)})["ok"]

    def write(self, step: str) -> None:
        """Everybody at a socket writes their notes in private."""
        [workshop] = self.items("workshop")
        round_ = workshop.get("reveals", 0)
        for author, person in self.people.items():
            for place, item in enumerate(written_in(step, author), 1):
                message = {"id": [person.client_id, 100 * round_ + place], "put": item, "round": round_}
                assert person.call("draft", message)["ok"], item

    def group(self, cluster: str, by: SocketPerson) -> None:
        """A new cluster below the areas, with all its notes that are on the board by now."""
        texts, notes = texts_in(cluster, "problems", "needs"), self.notes()
        at = 1_700 * (int(cluster[1]) - 1)
        size = {"w": 48 + COLUMNS * CELL[0], "h": 88 + CELL[1] * -(-len(texts) // COLUMNS)}
        title = WORKSHOP.clusters[cluster]
        made = create(
            "cluster",
            f"cluster-{cluster}",
            title=title,
            x=at,
            y=2_000,
            z=f"aX{cluster[1]}",
            frame=None,
            **size,
        )
        joins = [
            patch(
                notes[text]["id"],
                x=at + 24 + CELL[0] * (place % COLUMNS),
                y=2_064 + CELL[1] * (place // COLUMNS),
                frame=None,
                cluster=made["item"]["id"],
            )
            for place, text in enumerate(texts)
        ]
        answer = by.op(made, *joins)
        assert answer["ok"], answer

    def match(self, by: SocketPerson) -> None:
        """Each offer goes to the cluster whose needs it answers."""
        notes, ids = self.notes(), {key: cluster for cluster, key in self.cluster_keys().items()}
        for cluster, cluster_id in ids.items():
            for text in texts_in(cluster, "offers"):
                answer = by.op(patch(notes[text]["id"], cluster=cluster_id))
                assert answer["ok"], answer

    def cluster_keys(self) -> dict[str, str]:
        """Id of each cluster -> its key in the domain."""
        keys = {title: key for key, title in WORKSHOP.clusters.items()}
        return {item["id"]: keys[item["title"]] for item in self.items("cluster")}

    def name_of(self, item_id: str) -> str:
        """What people read of this note or cluster."""
        [item] = [one for kind in ("note", "cluster") for one in self.items(kind) if one["id"] == item_id]
        return str(item["title"] if item["kind"] == "cluster" else item["text"])

    # --- votes ---

    def vote_on(self, vote: str) -> dict[str, Any]:
        """The vote with this question, as soon as it is there."""
        question = QUESTIONS[vote]
        return dict(
            wait_until(
                lambda: next((one for one in self.items("vote") if one["title"] == question), None), question
            )
        )

    def candidates(self, vote: str) -> dict[str, str]:
        """Key in the domain -> id, of what this vote is on."""
        if vote == "V2":
            return {key: f"action-{key}" for key in ACTIONS}
        return {key: item_id for item_id, key in self.cluster_keys().items()}

    def cast(self, vote: str) -> None:
        """Everybody at a socket votes, except for those who are helped."""
        record, ids = self.vote_on(vote), self.candidates(vote)
        for author, person in self.people.items():
            if author != HELPED:
                choices = dict(Counter(ids[key] for key in ballot_of(vote, author)))
                answer = person.call("ballot", {"vote": record["id"], "choices": choices})
                assert answer["ok"], answer

    def ranking(self, vote: str) -> dict[str, Any]:
        """What came of the vote, as soon as it is revealed."""
        wait_until(lambda: self.vote_on(vote).get("state") == "revealed", "the result")
        keys = {item_id: key for key, item_id in self.candidates(vote).items()}
        return ranking(self.vote_on(vote)["result"], keys)


def new_golden_workshop(server: LiveServer, facilitator: Caller) -> GoldenWorkshop:
    """A board on which everything is prepared, and nobody has come yet."""
    body = {"method": "blank", "name": "Scuole attrattive, incontro 4"}
    board = facilitator.post("/api/boards", body)["board"]["id"]
    code = facilitator.get(f"/api/boards/{board}/invite").json()["code"]
    facilitator.token = facilitator.token or facilitator.http.cookies["tavolo_session"]
    lead = SocketPerson(facilitator, board).connect()
    for ops in (frame_ops(WORKSHOP), step_ops(), action_ops()):
        answer = lead.op(*ops)
        assert answer["ok"], answer
    return GoldenWorkshop(lead, board, code)
