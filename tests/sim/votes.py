"""Two worlds in which the same people vote at the same moments, and only who said what is swapped (VOTE1).

Totals are the same in both. Then everything that anybody but the voter is sent, what the API answers, the
log, and after closing every byte on the disk and in a copy of it must be the same: else somebody could
tell the worlds apart, and that is what secret means here.
"""

import json
import logging
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from board import create_app
from board.core.roles import Role
from board.core.visibility import Here, Member
from board.core.voting import STEPS, WAYS
from board.live.concurrency import ThreadConcurrency
from board.live.departing import send_away
from board.live.registry import Registry
from board.live.session import Session
from board.live.voting import VoteDeed, VoteMeans, conduct_vote, standing
from board.live.work import Step, Work
from board.settings import Settings
from board.store.boards import Boards
from board.store.database import FILE_NAME, Database, open_database
from board.store.migrating import migrate
from board.store.oplog import DatabaseStorage
from board.store.people import People
from board.web.services import Services
from board.web.vote_events import take_ballot
from tests.support.rooms import Outbox, note

PEOPLE = 9  # the first is the facilitator, the second only looks
ITEMS = tuple(f"note_{number:04}" for number in range(7))
FAST_DISK = Path("/dev/shm")  # a real file system, in memory: ten thousand schedules sync it often

Said = dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """Who votes when, and what each says each time. `restarts`: after which turns it is a new server.
    `leaver`: what one more voter says, in the order of the turns before which they say it, and whether who
    leads enters it for them; they are sent away before the vote is closed (VOTE5)."""

    seed: int
    vote: dict[str, Any]
    voters: int
    turns: tuple[int, ...]  # places of voters
    sayings: tuple[tuple[Said, ...], ...]  # of each voter, one for each of their turns
    restarts: frozenset[int]
    is_other_open: bool  # a second vote goes on all the time
    leaver: tuple[tuple[int, Said], ...] = ()
    leaves_at: int = 0  # before this turn
    is_leaver_helped: bool = False

    def swapped(self) -> "Plan":
        """The same, where each says what another one says here."""
        rng = random.Random(self.seed)
        places = list(range(self.voters))
        while [self.sayings[place] for place in places] == list(self.sayings):
            rng.shuffle(places)
        # What was said by who has been sent away is of no weight, whatever it was.
        said = random.Random(self.seed + 1)
        leaver = tuple((turn, _saying(said, self.vote)) for turn, _ in self.leaver)
        return replace(self, sayings=tuple(self.sayings[place] for place in places), leaver=leaver)


def plan_of(seed: int) -> Plan:
    """A schedule of three to seven voters, each of whom votes once or changes their mind."""
    rng = random.Random(seed)
    voters, rounds = rng.randint(3, PEOPLE - 2), rng.randint(1, 3)
    way = rng.choice(WAYS)
    each = rng.randint(1, 6)
    vote = {"way": way, "each": each, "most": rng.randint(1, each)}
    sayings = tuple(tuple(_saying(rng, vote) for _ in range(rounds)) for _ in range(voters))
    if len(set(map(repr, sayings))) == 1:  # nothing could be swapped
        return plan_of(seed + 1_000_003)
    turns = [place for place in range(voters) for _ in range(rounds)]
    rng.shuffle(turns)
    restarts = frozenset(turn for turn in range(len(turns)) if rng.random() < 0.1)
    plan = Plan(seed, vote, voters, tuple(turns), sayings, restarts, rng.random() < 0.5)
    if voters == PEOPLE - 2 or rng.random() < 0.4:
        return plan
    leaves_at, is_helped = rng.randint(1, len(turns)), rng.random() < 0.3
    said_at = sorted(rng.randrange(leaves_at) for _ in range(1 if is_helped else rng.randint(1, 3)))
    leaver = tuple((turn, _saying(rng, vote)) for turn in said_at)
    return replace(plan, leaver=leaver, leaves_at=leaves_at, is_leaver_helped=is_helped)


def _saying(rng: random.Random, vote: dict[str, Any]) -> Said:
    chosen = rng.sample(ITEMS, rng.randint(0, len(ITEMS)))
    way, left, said = vote["way"], vote["each"], {}
    for item_id in chosen:
        if way == "matrix":
            said[item_id] = [rng.randint(1, STEPS), rng.randint(1, STEPS)]
        elif way == "scale":
            said[item_id] = rng.randint(1, STEPS)
        elif way == "yesno":
            said[item_id] = rng.choice((1, -1, 0))
        else:
            number = rng.randint(0, min(left, vote["most"]))
            left -= number
            said[item_id] = -number if way == "points" and rng.random() < 0.4 else number
    return said


# --- one world ----------------------------------------------------------------------------------------


class Rules:
    """What the world is made of; a planted leak replaces one of them."""

    storage: Callable[[Database], DatabaseStorage] = DatabaseStorage
    outbox: Callable[[], Outbox] = Outbox
    pragma: str = ""


class World:
    """A server on a new database, and everything that can be seen of it, in `seen`. One at a time: all have
    the same file, so that what SQLAlchemy has compiled for it is kept."""

    def __init__(self, rules: type[Rules]) -> None:
        self.database = _database()
        self.folder = _folder()
        self.rules = rules
        self.now_ms = 1_000_000
        self.seen: list[tuple[str, bytes]] = []
        self.outbox = rules.outbox()
        self.answers: list[Any] = []
        self.gone: set[str] = set()
        template = _template()
        shutil.copyfile(template.file, self.folder / FILE_NAME)
        self.board_id, self.people = template.board_id, template.people
        self._open()

    def _open(self) -> None:
        if self.rules.pragma:
            self.database.read(lambda connection: connection.exec_driver_sql(f"PRAGMA {self.rules.pragma}"))
        self.storage = self.rules.storage(self.database)
        boards = Boards(self.database)
        self.registry = Registry(self.storage, boards, self.outbox, ThreadConcurrency(), lambda: self.now_ms)
        parts = {"storage": self.storage, "registry": self.registry, "transport": self.outbox}
        self.services: Services = replace(_services(), clock_ms=lambda: self.now_ms, **parts)
        self.room = self.registry.open(self.board_id)
        self.sessions: dict[str, Session] = {}
        for person_id in [one for one in self.people if one not in self.gone]:
            self.registry.admit(self.board_id, person_id, person_id)
            number = self.room.next_session()
            session = Session(
                f"sid-{number}", person_id, f"client-{number}", "login", Here(number, person_id)
            )
            self.room.join(session)
            self.sessions[person_id] = session

    def restart(self) -> None:
        self.database.close()
        self._open()

    def turn(self) -> None:
        """Everything that waits is written and told."""
        self.now_ms += 1_000
        while self.room.queued:
            self.registry._write()
        self.room.flush()

    def send(self, *ops: dict[str, Any]) -> None:
        """What the facilitator puts on the board, as a piece of work."""
        self.registry.submit(Work(self.room, self.people[0], lambda _now: [Step(ops)], self.answers.append))
        self.turn()

    def do(self, vote_id: str, deed: VoteDeed) -> None:
        key = vote_id.encode().ljust(32, b"k")
        means = VoteMeans(new_key=lambda: key)
        work = conduct_vote(
            self.storage, self.room, self.people[0], vote_id, deed, self.answers.append, means
        )
        self.registry.submit(work)
        self.turn()

    def send_away(self, person_id: str) -> None:
        known = Member(person_id, person_id, "participant")
        leader, reply = self.people[0], self.answers.append
        self.registry.submit(send_away(self.registry, self.storage, self.room, leader, known, reply))
        self.gone.add(person_id)
        self.turn()

    def cast(self, person_id: str, vote_id: str, said: Said, whose: str = "") -> None:
        payload = {"vote": vote_id, "choices": said, **({"for": {"person": whose}} if whose else {})}
        take_ballot(self.services, self.room, self.sessions[person_id], payload, self.answers.append)
        self.turn()

    def look(self, when: str, is_closed: bool) -> None:
        """Note what can be seen now: by everybody, of themselves nothing; on the disk once it is closed."""
        for person_id, session in self.sessions.items():
            frames = [
                (sent.event, sent.payload)
                for sent in self.outbox.sent
                if session.sid in sent.sids and sent.event != "ballots"
            ]
            self._note(f"{when}: frames of {person_id}", frames)
        self.outbox.sent = [sent for sent in self.outbox.sent if sent.event == "ballots" and not is_closed]
        self._note(f"{when}: answers", [str(answer) for answer in self.answers])
        self._note(f"{when}: who looks", standing(self.storage, self.room, self.people[1]))
        self._note(f"{when}: log", [entry.ops for entry in self.storage.read_after(self.board_id, 0)])
        self._note(f"{when}: board", list(self.room.scene.values()))
        if is_closed:
            for person_id in self.people:
                own, _turnout = standing(self.storage, self.room, person_id)
                self._note(f"{when}: own ballot of {person_id}", own)
            self._note_files(when)

    def _note(self, name: str, said: object) -> None:
        self.seen.append((name, json.dumps(said, sort_keys=True, default=str).encode()))

    def _note_files(self, when: str) -> None:
        copy = self.folder / "copy.sqlite3"
        self.database.copy_to(copy)
        for file in (copy, self.folder / FILE_NAME):
            self.seen.append((f"{when}: {file.name}", file.read_bytes()))
        log = self.folder / f"{FILE_NAME}-wal"
        self.seen.append((f"{when}: {log.name}", _pages_in(log.read_bytes()) if log.exists() else b""))
        copy.unlink()

    def close(self) -> None:
        self.database.close()
        for file in self.folder.iterdir():
            file.unlink()


def _pages_in(log: bytes) -> bytes:
    """A write-ahead log without its salts, which SQLite takes at random, and the sums that hold them: the
    number of each page, the size of the file and the page itself."""
    if not log:
        return b""
    size = 24 + int.from_bytes(log[8:12], "big")
    frames = (log[start : start + size] for start in range(32, len(log), size))
    return log[:16] + b"".join(frame[:8] + frame[24:] for frame in frames)


# --- both ----------------------------------------------------------------------------------------------


def check(seed: int, rules: type[Rules] = Rules) -> None:
    """Play a schedule in both worlds. Raises AssertionError with what tells them apart."""
    plan = plan_of(seed)
    one, other = play(plan, rules), play(plan.swapped(), rules)
    assert [name for name, _ in one] == [name for name, _ in other], f"seed {seed}: not the same things"
    for (name, here), (_, there) in zip(one, other, strict=True):
        assert here == there, f"seed {seed}: {name} tells who voted for what"


def play(plan: Plan, rules: type[Rules]) -> list[tuple[str, bytes]]:
    """Everything that can be seen of one world, in order."""
    _services(), _template()  # made with the first world: what is logged then is of no vote
    with _logged() as lines:
        world = World(rules)
        try:
            _play(plan, world)
        finally:
            world.close()
        return [*world.seen, ("lines of the log", "\n".join(lines).encode())]


def _play(plan: Plan, world: World) -> None:
    votes = ["vote_0001", "vote_0002"] if plan.is_other_open else ["vote_0001"]
    for vote_id in votes:
        item = {"kind": "vote", "id": vote_id, "z": "a0", "title": "?", "about": "notes", **plan.vote}
        world.send({"do": "create", "item": item})
        world.do(vote_id, "open")
    told = [0] * plan.voters
    for number, place in enumerate(plan.turns):
        if number in plan.restarts:
            world.restart()
        _play_leaver(plan, world, number)
        for vote_id in reversed(votes):
            # What is said in the other vote is the same in both worlds.
            said = plan.sayings[place][told[place]] if vote_id == "vote_0001" else {ITEMS[place]: 1}
            if vote_id == "vote_0001" or plan.vote["way"] != "matrix":
                world.cast(world.people[place + 2], vote_id, said)
        told[place] += 1
    _play_leaver(plan, world, len(plan.turns))
    world.look("open", is_closed=False)
    world.do("vote_0001", "close")
    world.look("closed", is_closed=len(votes) == 1)
    if plan.is_other_open:
        world.do("vote_0002", "close")
        world.look("both closed", is_closed=True)
    world.do("vote_0001", "reveal")
    world.look("revealed", is_closed=True)


def _play_leaver(plan: Plan, world: World, number: int) -> None:
    """What who is to be sent away does before this turn; they have a ballot in each vote when they go."""
    leaver = world.people[plan.voters + 2] if plan.leaver else ""
    for said in (said for turn, said in plan.leaver if turn == number):
        if plan.is_leaver_helped:
            world.cast(world.people[0], "vote_0001", said, whose=leaver)
        else:
            world.cast(leaver, "vote_0001", said)
        if plan.is_other_open and plan.vote["way"] != "matrix":
            world.cast(leaver, "vote_0002", {ITEMS[0]: 1})
    if plan.leaver and number == plan.leaves_at:
        world.send_away(leaver)


@contextmanager
def _logged() -> Iterator[list[str]]:
    """What anybody logs meanwhile, at every level."""
    lines: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            # Clients of a test before in this process may still say something.
            if not record.name.startswith(("engineio.client", "socketio.client")):
                lines.append(f"{record.name} {record.levelname} {record.getMessage()}")

    root, keeper = logging.getLogger(), Keeper()
    before = root.level
    root.addHandler(keeper)
    root.setLevel(logging.DEBUG)
    try:
        yield lines
    finally:
        root.removeHandler(keeper)
        root.setLevel(before)


def _new_folder() -> Path:
    return Path(tempfile.mkdtemp(dir=FAST_DISK if FAST_DISK.is_dir() else None))


@cache
def _folder() -> Path:
    """Of the world that is played."""
    return _new_folder()


@cache
def _database() -> Database:
    """In that folder. Closed and used again it is a new connection, as after a restart."""
    return open_database(_folder())


@cache
def _services() -> Services:
    """Those of an application that nobody uses; a world puts its own in place of what matters."""
    folder = _new_folder()
    app = create_app(Settings(data_dir=folder, async_mode="threading"), ThreadConcurrency())
    services: Services = app.extensions["tavolo"]
    return services


@dataclass(frozen=True)
class _Template:
    file: Path
    board_id: str
    people: Sequence[str]


@cache
def _template() -> _Template:
    """A database with a board, its people and some notes: made once, copied for each world."""
    folder = _new_folder()
    database = open_database(folder)
    migrate(database)
    people, boards = People(database), Boards(database)
    owner = people.create_account("Ada", "ada@example.org", "no hash", "it", now_ms=0)
    board_id = boards.create("Votes", "blank", owner.id, [note(key) for key in ITEMS], now_ms=0).id
    roles: list[Role] = ["viewer", *["participant"] * (PEOPLE - 2)]
    ids = [owner.id]
    for number, role in enumerate(roles):
        guest = people.create_guest(f"Guest {number}", "it", now_ms=0)
        boards.add_member(board_id, guest.id, role)
        ids.append(guest.id)
    database.close()
    return _Template(folder / FILE_NAME, board_id, tuple(ids))
