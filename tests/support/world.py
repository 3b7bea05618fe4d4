"""What the states of the pages need: a server with people, boards with everything on them, links."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from tests.support.every_kind import fill_with_every_kind
from tests.support.golden import frame_ops, golden, note_ops
from tests.support.items import create
from tests.support.rooms import note
from tests.support.scenes import label
from tests.support.server import ROOT, Caller, LiveServer, SocketPerson
from tests.support.stage import LEFT, ONE, RIGHT, TWO, new_board
from tests.support.voting_board import voting_board

LONG_NAME = "Bartolomea Costanza di Montefalcone"
PASSPHRASE = "pietra di fiume"
LONG_TITLE = "Scuole attrattive e imprese del quartiere: bisogni, offerte e impegni, incontro 4"


@dataclass(frozen=True)
class World:
    """A server with people and boards to show."""

    server: LiveServer
    facilitator: Caller
    guest: Caller
    board: str  # a board with a bit of everything; facilitator and guest are on it
    code: str
    closed_code: str  # of a board that lets nobody in
    lobby_code: str  # of a board that asks for a passphrase, and where everybody waits
    blank: str  # a board with nothing on it
    workshop: str  # a board with a workshop that is on; facilitator and guest are on it
    votes: str  # a board with votes; facilitator and guest are on it
    kinds: str  # a board with one of every kind; only the facilitator is on it
    meeting: str  # of which the workshop is a board
    setup_path: str  # a set-up link that has not been used
    company: list[SocketPerson]  # who has the board open too


def new_world(server: LiveServer) -> World:
    """Who and what the states need, on a server that nobody has used yet. Close it with `leave`."""
    facilitator = server.facilitator()
    blank = facilitator.post("/api/boards", {"method": "blank", "name": "Lavagna vuota"})["board"]["id"]
    closed = facilitator.post(f"/api/boards/{blank}/invite", {"do": "close"})["code"]
    board, code = new_board(facilitator, *a_bit_of_everything(), name=LONG_TITLE)
    kinds, _ = new_board(facilitator, name="Tutto quello che si può mettere")
    fill_with_every_kind(facilitator, kinds)
    workshop, workshop_code = new_workshop(facilitator)
    guests = [server.guest(code, f"{LONG_NAME} {place}") for place in range(7)]
    guests[0].post("/api/join", {"code": workshop_code, "name": f"{LONG_NAME} 0"})
    return World(
        server,
        facilitator,
        guests[0],
        board=board,
        code=code,
        closed_code=closed,
        lobby_code=new_lobby(facilitator),
        blank=blank,
        workshop=workshop,
        votes=voting_board(server, facilitator, guests[0]),
        kinds=kinds,
        meeting=new_meeting(facilitator, workshop),
        setup_path=new_setup_path(server),
        company=[SocketPerson(guest, board).connect() for guest in guests[1:]],
    )


def new_meeting(facilitator: Caller, board_id: str) -> str:
    """The fourth meeting of the six-meeting path, with this board and some people; its id."""
    facilitator.submit("/meetings/path")
    page = facilitator.send("GET", "/meetings").text
    meeting = re.findall(r'meeting-theme"><a href="/meetings/([\w-]+)">', page)[3]
    path = f"/meetings/{meeting}"
    said = {"theme": LONG_TITLE, "number": 4, "total": 6, "day": "2026-10-14", "starts": "17:00"}
    facilitator.submit(
        f"{path}/change", {**said, "place": LONG_NAME, "way": "hybrid", "method": ["T02", "T21"]}
    )
    facilitator.submit(f"{path}/boards", {"do": "add", "board": board_id})
    facilitator.submit(f"{path}/people/add", {"people": f"{LONG_NAME}; {LONG_TITLE}; {LONG_NAME}"})
    return meeting


def new_lobby(facilitator: Caller) -> str:
    """The code of a board with a passphrase and a lobby."""
    board_id, code = new_board(facilitator, name="Dietro la porta")
    path = f"/api/boards/{board_id}/invite"
    facilitator.post(path, {"do": "set", "has_lobby": True, "passphrase": PASSPHRASE})
    return code


def leave(world: World) -> None:
    for person in world.company:
        person.disconnect()


def new_workshop(facilitator: Caller) -> tuple[str, str]:
    """A board in its second step, with words as long as people write them; its id and its code."""
    say = "Ognuno scrive da solo, in silenzio, che cosa serve alle persone che vivono e lavorano qui:"
    steps = [
        create("step", "step-explain", z="a0", title="Che cosa facciamo oggi e perché", mode="explain"),
        create(
            "step",
            "step-silent",
            z="a1",
            title="Scrittura individuale in silenzio",
            mode="silent",
            say_it=f"{say} una nota per idea, poche parole, senza nomi di persone.",
            areas=["frame-left", "frame-right"],
            minutes=60,
        ),
        create("step", "step-vote", z="a2", title="", mode="vote", minutes=3),
    ]
    board_id, code = new_board(facilitator, LEFT, RIGHT, ONE, TWO, *steps, name=LONG_TITLE)
    lead = SocketPerson(facilitator, board_id).connect()
    assert lead.call("workshop", {"do": "step", "step": "step-silent"})["ok"]
    lead.disconnect()
    return board_id, code


def a_bit_of_everything() -> list[dict[str, Any]]:
    """Frames with and without a question, a label, the eight types, the edge cases, one note outside."""
    workshop = golden()
    frames = frame_ops(workshop)[:2]
    frames[0]["item"]["prompt"] = "Che cosa serve alle persone che vivono e lavorano qui?"
    inside, boxes = frames[0]["item"]["id"], [{"x": 40 + 320 * place, "y": 800} for place in range(8)]
    types = [
        note(
            f"type-{letter}-1",
            text=f"Una nota di tipo {letter}",
            type=letter,
            frame=inside,
            z=f"a9{letter}",
            **box,
        )
        for letter, box in zip("DPBSOAIX", boxes, strict=True)
    ]
    edges = [op for _, op in note_ops(workshop)[len(workshop.notes) :]]
    outside = note("outside-1", text="Fuori da tutte le aree", x=0, y=2_000, z="aZ")
    words = "È ancora vero? La fonte è https://example.org/relazione"
    talk = [
        create("comment", "comment-1", x=180, y=2_020, text=words, on="outside-1"),
        create("comment", "comment-2", x=500, y=2_200, text="Chiarito.", resolved=True),
        create("reply", "reply-01", thread="comment-1", text="Lo chiedo alla scuola."),
    ]
    return [
        *frames,
        label("label-1", "Spazi e cortili", x=40, y=100, z="a8", frame=inside),
        *types,
        *edges,
        outside,
        *talk,
    ]


def new_setup_path(server: LiveServer) -> str:
    """The path of a new one-time link, made as the person who keeps the server would."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "board", "setup-link"]
    environ = {**os.environ, "BOARD_DATA": str(server.data_dir), **server.environ}
    answer = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
    return "/setup/" + answer.stdout.strip().rpartition("/setup/")[2]
