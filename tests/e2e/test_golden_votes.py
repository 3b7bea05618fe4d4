"""The two votes of the golden workshop over real sockets, and what is left of them on the disk (VOTE1)."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from board.store.database import FILE_NAME
from tests.core.test_voting import GOLDEN
from tests.support.golden_play import Workshop, join_all, new_workshop
from tests.support.server import LiveServer, SocketPerson, running_server, wait_until

VOTES = {vote["id"]: vote for vote in GOLDEN["votes"]}


def item_of(key: str) -> str:
    return f"voted-{key:0>4}"


def thing(key: str, kind: str) -> dict[str, Any]:
    words = {"title": key} if kind == "cluster" else {"type": "S", "text": key}
    place = {"x": 0, "y": 0, "w": 300, "h": 200, "z": "a1", "frame": None}
    return {"do": "create", "item": {"kind": kind, "id": item_of(key), **place, **words}}


class Round:
    """One vote: who runs it, and who votes."""

    def __init__(self, server: LiveServer, vote: dict[str, Any]) -> None:
        self.vote, self.id = vote, f"vote-{vote['id']:0>5}"
        self.workshop: Workshop = new_workshop(server)
        self.people = join_all(server, self.workshop)
        self.leader = SocketPerson(self.workshop.facilitator, self.workshop.board).connect()
        is_on_clusters = vote["on"] == "clusters"
        keys = sorted({key for chosen in vote["ballots"].values() for key in chosen})
        kind = "cluster" if is_on_clusters else "note"
        assert self.leader.op(*(thing(key, kind) for key in keys))["ok"]
        item = {"kind": "vote", "id": self.id, "z": "a2", "title": "Su quali?", "way": "dots"}
        terms = {"about": f"{kind}s", "each": vote["each"], "most": vote["most"]}
        voters = [person.caller.person_id for person in self.people.values()]
        assert self.leader.op({"do": "create", "item": {**item, **terms, "voters": voters}})["ok"]

    def do(self, deed: str) -> None:
        assert self.leader.call("vote", {"vote": self.id, "do": deed})["ok"]

    def choices(self, author: str) -> dict[str, int]:
        return dict(Counter(map(item_of, self.vote["ballots"][author])))

    def cast_all(self) -> None:
        """The one who dictates is entered by the assistant; everybody else votes, some after a change."""
        for author, person in self.people.items():
            ballot: dict[str, Any] = {"vote": self.id, "choices": self.choices(author)}
            if author == "p08":
                ballot["for"] = {"person": person.caller.person_id}
                assert self.leader.call("ballot", ballot)["ok"]
                continue
            if author in ("p03", "p16"):
                assert person.call("ballot", {"vote": self.id, "choices": {}})["ok"]
            assert person.call("ballot", ballot)["ok"]

    @property
    def record(self) -> dict[str, Any]:
        items = self.workshop.facilitator.snapshot(self.workshop.board)["items"]
        return next(item for item in items if item["id"] == self.id)


@pytest.mark.parametrize("vote_id", VOTES)
def test_VOTE2_the_golden_votes_over_sockets_give_exactly_what_is_expected(
    tmp_path: Path, vote_id: str
) -> None:
    with running_server(tmp_path / "data") as server:
        round_ = Round(server, VOTES[vote_id])
        round_.do("open")
        round_.cast_all()
        round_.do("close")
        assert "result" not in round_.record
        round_.do("reveal")

        result, expected = round_.record["result"], GOLDEN["expected"][vote_id]
        told = [
            {
                "item": item["id"],
                "dots": item["total"],
                "distinct_voters": item["people"],
                "rank": item["rank"],
                "tied": item["tied"],
            }
            for item in result["items"]
        ]
        assert (result["voters"], result["named"], result["room"]) == (14, 1, 0)
        assert result["cast"] == expected["dots_cast"]
        assert told == [{**one, "item": item_of(one["item"])} for one in expected["ranking"]]


def test_VOTE1_nobody_but_the_voter_is_told_a_ballot_and_the_disk_forgets_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running_server(data) as server:
        round_ = Round(server, VOTES["V1"])
        round_.do("open")
        round_.cast_all()
        bob, everybody = round_.people["p04"], [*round_.people.values(), round_.leader]
        mine = {round_.id: round_.choices("p04")}
        wait_until(lambda: ("ballots", mine) in bob.received, "the voter's own ballot")
        wait_until(lambda: _turnouts(round_.leader)[-1:] == [14], "14 of 14")
        entered = ("ballots", {round_.id: round_.choices("p08")})
        wait_until(lambda: entered in round_.people["p08"].received, "the ballot of who dictated it")

        bob.reconnect()
        for person in everybody:
            told = [payload for event, payload in person.received if event == "ballots"]
            assert all(ballots == {round_.id: _own(round_, person)} for ballots in told[-1:])
        round_.do("close")
        assert bob.call("ballot", {"vote": round_.id, "choices": {}})["code"] == "vote.not_open"

        held = b"".join(file.read_bytes() for file in sorted(data.iterdir()) if file.is_file())
        assert round_.id.encode() in held
        assert (data / f"{FILE_NAME}-wal").stat().st_size == 0
        logged = (data / "log" / "tavolo.log").read_text()
        assert item_of("C1") not in logged


def _turnouts(person: SocketPerson) -> list[int]:
    news = [payload for event, payload in person.received if event == "news"]
    return [one["people"] for payload in news for one in payload.get("turnout", [])]


def _own(round_: Round, person: SocketPerson) -> dict[str, int] | None:
    for author, one in round_.people.items():
        if one is person:
            return round_.choices(author)
    return None
