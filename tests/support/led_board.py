"""A workshop in full swing, for pictures of what leading and taking part look like: the golden one, with a
step of every mode and its people at sockets."""

from dataclasses import dataclass
from typing import Any

from tests.support.golden import frame_ops, golden, note_ops
from tests.support.items import create, new_item
from tests.support.rooms import patch
from tests.support.server import Caller, LiveServer, SocketPerson
from tests.support.stage import new_board

NAME = "Scuole attrattive e imprese del quartiere, incontro 4"
SILENT = (
    "Ognuno scrive da solo, in silenzio, che cosa serve alle persone che vivono e lavorano qui: una nota per "
    "idea, poche parole, senza nomi di persone."
)
WELCOME = (
    "Benvenuti. Oggi lavoriamo su scuole e imprese del quartiere: prima i problemi, poi i bisogni, "
    "poi che cosa possiamo fare insieme."
)
PROBLEMS, NEEDS, OFFERS = "frame-00F1", "frame-00F2", "frame-00F3"

# Mode, title, instruction, areas, minutes.
STEPS: tuple[tuple[str, str, str, tuple[str, ...], int], ...] = (
    ("explain", "Accoglienza e regole", WELCOME, ("frame-00F0",), 10),
    ("silent", "Scrittura individuale in silenzio", SILENT, (PROBLEMS,), 10),
    ("reveal", "Che cosa abbiamo scritto", "", (PROBLEMS,), 5),
    ("pair", "Abbinamenti", "A coppie, avvicinate ogni offerta a un bisogno.", (NEEDS,), 5),
    ("present", "Ogni gruppo racconta", "Due minuti a testa.", (PROBLEMS,), 15),
    ("cluster", "I gruppi di note", "", (PROBLEMS, NEEDS), 20),
    ("vote", "Su quali gruppi lavoriamo per primi?", "", (), 10),
    ("discuss", "Pari punti: che cosa significa?", "", (NEEDS,), 0),
    ("decide", "Decisioni", "", (), 10),
    ("owners", "Chiusura: impegni", "Chi fa che cosa, entro quando?", (OFFERS,), 5),
)
# What a vote of each way is on, and what the people say of it: numbers that make a tie.
WAYS = ("dots", "points", "budget", "yesno", "scale", "matrix")
ON = ("note-0B01", "note-0B02", "note-0B03", "note-0B04")
STACKED = ("note-0B05", "note-0B06", "note-0B07")
# What waits to be read.
WAITING = (
    "In via Ponte nessuno risponde al citofono della scuola",
    "Manca un luogo per i compiti",
    "Il preside non vuole le imprese",
)


@dataclass
class LedBoard:
    """The board and who is at it: what happens there while somebody looks at a page of it."""

    board: str
    code: str
    lead: SocketPerson
    people: dict[str, SocketPerson]  # by their key in the domain
    votes: int = 0  # that there have been

    def go(self, mode: str) -> None:
        """To the step of this mode."""
        self._lead("workshop", {"do": "step", "step": f"step-{mode}"})

    def end(self) -> None:
        """No step is on any more."""
        self._lead("workshop", {"do": "end"})

    def moderate(self, is_on: bool) -> None:
        """Whether who leads reads first what is written in the discussion."""
        assert self.lead.op(patch("step-discuss", moderated=is_on))["ok"]

    def part(self, is_apart: bool, count: int = 3) -> None:
        """Everybody to one of so many tables, or together again."""
        if is_apart:
            self._lead("tables", {"do": "random", "count": count, "areas": [PROBLEMS, NEEDS, OFFERS][:count]})
        self._lead("tables", {"do": "start" if is_apart else "end"})

    def hands(self, *, are_up: bool) -> None:
        """Four hands, two of them far away, and nine who are ready."""
        for place, person in enumerate(self.people.values()):
            if place < 4:
                assert person.call("hand", {"up": are_up})["ok"]
                assert person.call("mode", {"mode": "remote" if place % 2 else "room"})["ok"]
            if place < 9:
                assert person.call("ready", {"on": are_up})["ok"]

    def vote(self, way: str, state: str) -> None:
        """One vote of this way, in this state; any that was there goes."""
        for one in self._items("vote"):
            deed = {"open": "cancel", "closed": "reveal"}.get(one.get("state", "set"))
            if deed:
                self._lead("vote", {"vote": one["id"], "do": deed})
            assert self.lead.op({"do": "delete", "id": one["id"]})["ok"]
        numbers = {"dots": (4, 2), "points": (5, 3), "budget": (100, 100)}.get(way, (3, 2))
        self.votes += 1
        key = f"vote-{way}-{self.votes}"
        words = {"title": "Su quali bisogni lavoriamo per primi?", "about": "notes", "helped": 3, "z": "a1"}
        item = create("vote", key, way=way, each=numbers[0], most=numbers[1], areas=[NEEDS], **words)
        assert self.lead.op(item)["ok"]
        if state == "set":
            return
        self._lead("vote", {"vote": key, "do": "open"})
        for place, person in enumerate(list(self.people.values())[:9]):
            said = person.call("ballot", {"vote": key, "choices": _said(way, place)})
            assert said["ok"], said
        for deed in {"closed": ("close",), "revealed": ("close", "reveal")}.get(state, ()):
            self._lead("vote", {"vote": key, "do": deed})

    def stack(self) -> None:
        """Three of the needs lie in one stack."""
        top, *others = STACKED
        under = [patch(key, under=top, x=5_912 + 8 * n, y=160 + 8 * n) for n, key in enumerate(others, 1)]
        assert self.lead.op(*under)["ok"]

    def write_to_be_read(self) -> None:
        """Three people add what waits until who leads has read it; one of them is declined."""
        self.moderate(True)
        self.go("discuss")
        [workshop] = self._items("workshop")
        round_ = workshop.get("reveals", 0)
        for place, person in enumerate(list(self.people.values())[:3]):
            item = new_item(
                "note", f"note-waits-{round_}-{place}", z="a1", text=WAITING[place], frame=NEEDS, type="P"
            )
            said = {
                "id": [person.client_id, 900 + 10 * round_ + place],
                "put": item,
                "round": round_,
                "waits": True,
            }
            assert person.call("draft", said)["ok"]

    def hide(self, item_id: str) -> None:
        """Off the board, with a reason."""
        wish = {"items": [item_id], "why": "Nomina una persona che non vuole comparire."}
        self.lead.caller.post(f"/api/boards/{self.board}/hidden", wish)

    def leave(self) -> None:
        for person in (self.lead, *self.people.values()):
            person.disconnect()

    def _lead(self, event: str, payload: dict[str, Any]) -> None:
        answer = self.lead.call(event, payload)
        assert answer["ok"], (event, payload, answer)

    def _items(self, kind: str) -> list[dict[str, Any]]:
        items = self.lead.caller.snapshot(self.board)["items"]
        return [item for item in items if item["kind"] == kind]


def _said(way: str, place: int) -> dict[str, Any]:
    """The ballot of the person at this place."""
    first, second = ON[place % 4], ON[(place + 1) % 4]
    return {
        "dots": {first: 2, second: 1},
        "points": {first: 3, second: -1},
        "budget": {first: 60, second: 25},
        "yesno": {first: 1, second: -1, ON[(place + 2) % 4]: 0},
        "scale": {first: 5, second: 2},
        "matrix": {first: [4, 2], second: [2, 5]},
    }[way]


def led_board(server: LiveServer, facilitator: Caller, guest: Caller) -> LedBoard:
    """Everybody is there and has written; no step is on yet. `guest` takes part too, on a page."""
    workshop = golden()
    board, code = new_board(facilitator, *frame_ops(workshop)[:4], name=NAME)
    guest.post("/api/join", {"code": code, "name": "Chiara B."})
    lead = SocketPerson(facilitator, board).connect()
    people = {
        key: SocketPerson(server.guest(code, workshop.names[key]), board).connect()
        for key in workshop.authors
    }
    for author, op in note_ops(workshop)[: len(workshop.notes)]:
        assert people[author].op(op)["ok"]
    answer = lead.op(*_agenda())
    assert answer["ok"], answer
    return LedBoard(board, code, lead, people)


def _agenda() -> list[dict[str, Any]]:
    return [
        create(
            "step",
            f"step-{mode}",
            z=f"a{place:X}",
            title=title,
            mode=mode,
            say_it=say,
            areas=list(areas),
            minutes=minutes,
            private=mode == "silent",
        )
        for place, (mode, title, say, areas, minutes) in enumerate(STEPS)
    ]
