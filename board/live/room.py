"""A board that is open now: its committed scene, its people and its sessions."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from time import monotonic
from typing import Any, Final

from msgspec import Raw

from board.core.drafts import DraftKey, is_beside_now
from board.core.errors import BoardError, SlowReader
from board.core.ops import Entry, used_up
from board.core.roles import ROLES, Role, leads
from board.core.scene import Scene
from board.core.scene_hash import scene_hash
from board.core.visibility import Door, Here, Member, Viewer, project, without_private
from board.live.attention import Attention
from board.live.backlog import Backlog
from board.live.concurrency import sleep_s
from board.live.drafts import DraftBatch, Drafts, InboxNews, tell_changes
from board.live.hashing import hash_after
from board.live.members import Members
from board.live.metrics import Metrics
from board.live.news import News, fitting, told, touched_by
from board.live.once import Once
from board.live.pace import Pace
from board.live.post import Letter, Transport
from board.live.session import Bucket, Session
from board.live.storage import Beside, BoardState, Cursor
from board.live.unseen import Unseen
from board.live.waiting import Waiting
from board.live.writing import Writing

SLOW_RETRY_MS: Final = 1_000
BOARD_OPS_PER_S: Final = 300.0  # from all of its sessions together
BOARD_OPS_BURST: Final = 600.0
SLICE: Final = 400  # sessions that are written to in one go: about 4 ms
BACKLOG_LOOK_S: Final = 0.25  # between two looks at sessions that are behind


class Room:
    """Committed state only; the writer keeps what is on its way to the disk (SEQ3).

    Every method is called with the registry's lock held.
    """

    def __init__(self, board_id: str, name: str, state: BoardState, transport: Transport) -> None:
        self.board_id = board_id
        self.name = name
        self.head = state.head
        self.scene: Scene = state.scene
        self.used_ids = set(state.used_ids)
        self.pictures: set[str] = set()  # those of which the writer knows that the board has them
        self.cursors: dict[str, Cursor] = {}  # client id -> committed state, for clients seen here
        self.drafts: Drafts = {}  # committed too, but only for the eyes of who wrote them (VIS3)
        self.draft_cursors: dict[str, Cursor] = {}
        self.accepted: frozenset[DraftKey] = frozenset()  # of those, what who leads has put on the board
        self.inbox = InboxNews()
        self.unseen = Unseen()
        self.is_private = is_beside_now(state.scene)
        self.members: dict[str, Member] = Members(self._forget_views)  # everyone known on this board
        self.sessions: dict[str, Session] = {}  # sid -> session
        self.queued = 0  # submissions on their way to the writer
        self.idle_since_ms = 0
        self.is_stale = False  # a commit failed: read the store again before the next one
        self.is_writable = True  # False while the store cannot write
        self.is_add_only = False  # True while participants leave alone what others have made
        self.door = Door()  # who is before the board
        self.hash = scene_hash(state.scene.values())
        # Item id -> when somebody typed in it last, for texts that have edits (TXT4).
        self.typed = {item_id: 0 for item_id, record in state.scene.items() if "edits" in record}
        self._transport = transport
        self.ops = Bucket(BOARD_OPS_PER_S, BOARD_OPS_BURST)
        self.pace = Pace()
        self.metrics = Metrics()  # replaced by those of the process
        self.clock_ms: Callable[[], int] = lambda: 0  # the same
        self.attention = Attention(self.members)
        self.writing = Writing()
        self._last_session = 0  # the newest number given to a session
        self._news = News()
        self._backlog = Backlog()
        self._views_known: list[tuple[Viewer, list[str]]] | None = None  # until somebody comes or goes
        self._once = Once()

    # --- people -----------------------------------------------------------------------------------

    def role_of(self, person_id: str) -> Role | None:
        member = self.members.get(person_id)
        return None if member is None else member.role

    def viewer(self, session: Session) -> Viewer | None:
        """Who is looking through this session; None once they are no member any more."""
        role = self.role_of(session.person_id)
        return None if role is None else Viewer(session.person_id, role)

    def unseen_by(self, role: Role | None, scene: Scene, waiting: Iterable[Beside] = ()) -> frozenset[str]:
        """The items that are hidden from somebody with this role while the board is like this (HIDE3)."""
        return frozenset() if leads(role) else self.unseen.ids(scene, waiting)

    def seen_by(self, viewer: Viewer) -> Viewer:
        """The same, for looking at entries and moments, where items are that are hidden now."""
        return replace(viewer, unseen=self.unseen_by(viewer.role, self.scene))

    def meet(self, member: Member) -> None:
        """Take over a person's name and role; the next flush tells the others what is new."""
        if self.members.get(member.person_id) != member:
            self.members[member.person_id] = member
            self._news.met[member.person_id] = None

    def _forget_views(self) -> None:
        self._views_known = None
        self._once.people_have_changed()

    def people_for(self, viewer: Viewer) -> Raw:
        """Everyone on the board or in its history, by name, as JSON."""
        return self._once.people(viewer, self.members)

    def here_for(self, viewer: Viewer) -> Raw:
        """The presence of every session in the room, as JSON."""
        return self._once.here(viewer, self.sessions)

    # --- sessions ---------------------------------------------------------------------------------

    def next_session(self) -> int:
        """A number for a session that is about to join, never given before in this room."""
        self._last_session += 1
        return self._last_session

    def join(self, session: Session) -> None:
        """Add the session and show it to the others."""
        self.sessions[session.sid] = session
        self._views_known = None
        self._news.shown.add(session.sid)
        self._news.attention |= bool(self.attention.ready)

    def leave(self, sid: str, now_ms: int) -> None:
        """Take the session out and tell the others."""
        session = self.sessions.pop(sid, None)
        if session is None:
            return
        self.idle_since_ms = now_ms
        self._views_known = None
        self._backlog.forget(sid)
        self._once.forget(sid)
        self._news.gone.append(session.here.session)
        self._news.attention |= bool(self.attention.ready)

    def tell_attention(self) -> None:
        """Hands have gone up or down, or somebody is ready; the next flush tells."""
        self._news.attention = True

    def attention_for(self, viewer: Viewer) -> dict[str, Any]:
        """Who wants to speak, and how many of the participants who are here are ready."""
        here = {session.person_id for session in self.sessions.values()}
        return self.attention.told([key for key in here if self.role_of(key) == "participant"], viewer)

    def show(self, sid: str, here: Here) -> None:
        """Take over a session's newest presence; the next flush tells the others."""
        session, seen = self.sessions[sid], self._seen(here)
        if seen is here or seen != session.here:  # else not even that somebody does something
            session.here = seen
            self._news.shown.add(sid)
        session.says = session.here if self.is_private else here

    def move(self, sid: str, here: Here) -> None:
        """The same when only the cursor and the shift are new: this is told in fewer bytes."""
        if self.is_private:
            return
        session = self.sessions[sid]
        session.says, session.here = here, self._seen(here)
        (self._news.moved if session.here.preview is None else self._news.carried).add(sid)

    def _seen(self, here: Here) -> Here:
        """What others may know of it now (VIS3)."""
        return without_private(here, self.scene, is_hidden=self.is_private)

    def take_drafts(self, batch: DraftBatch) -> None:
        """Take over what has been written in private, and tell it to the other pages of who wrote it."""
        self.draft_cursors.update(batch.cursors)
        self.accepted = batch.accepted
        if not batch.changes:
            return
        self.inbox.note(self.drafts, batch)
        self.drafts = batch.notes
        self.writing.note(batch.changes, self.scene, self.clock_ms())
        tell_changes(batch, self.sessions.values(), self._transport)

    def leading(self) -> list[str]:
        """The sessions of those who lead."""
        return [sid for viewer, sids in self._views() if leads(viewer.role) for sid in sids]

    def inbox_letters(self, now_s: float) -> list[Letter]:
        """What those who lead, and nobody else, are to be told of what waits for them."""
        return self.inbox.letters(now_s, self.leading(), self.drafts)

    def _look_whether_private(self) -> None:
        """As soon as writing is private, nobody sees any more what the others point at. What somebody had in
        hand before it was on the board can be told now."""
        was, self.is_private = self.is_private, is_beside_now(self.scene)
        if self.is_private and not was:
            for sid, session in self.sessions.items():
                session.says = session.here = self._seen(session.here)
                self._news.shown.add(sid)
        for sid, session in self.sessions.items():
            if session.says is not session.here:
                self.show(sid, session.says)

    def tell_turnout(self, vote_id: str, people: int) -> None:
        """How many have voted: told as presence is, and logged nowhere (VOTE1)."""
        self._news.turnout[vote_id] = people

    # --- what goes out ----------------------------------------------------------------------------

    def hash_after(
        self, entries: Sequence[Entry], scene: Scene, pause: Callable[[], None] = lambda: None
    ) -> int:
        """The hash of the scene that these entries lead to; others may have their turn in `pause`."""
        return hash_after(self.hash, self.scene, entries, scene, pause)

    def advance(
        self,
        entries: Sequence[Entry],
        scene: Scene,
        cursors: dict[str, Cursor],
        hash_after: int | None = None,
    ) -> None:
        """Take over what has just been committed; `hash_after` if it is known already."""
        self.hash = self.hash_after(entries, scene) if hash_after is None else hash_after
        self.head += len(entries)
        self.scene = scene
        self.cursors.update(cursors)
        for entry in entries:
            self.used_ids.update(used_up(entry.ops))
            self.typed.update(dict.fromkeys(touched_by(entry), entry.at_ms))
        for item_id in [item_id for item_id in self.typed if "edits" not in scene.get(item_id, {})]:
            del self.typed[item_id]
        self._news.entries += entries
        self._look_whether_private()
        self._news.attention |= self.attention.follow(entries)

    def start_anew(self, state: BoardState) -> None:
        """Take over a state to which no entries lead from here; pages load it when they hear of the head."""
        self.head, self.scene, self.used_ids = state.head, state.scene, set(state.used_ids)
        self.hash = scene_hash(state.scene.values())
        self.typed = {item_id: 0 for item_id, record in state.scene.items() if "edits" in record}
        self._look_whether_private()
        self.tell_head()

    def flush(self) -> None:
        """Tell everything now, whether it is due or not."""
        self.deliver([*self.letters(monotonic(), is_all_due=True), *self.inbox_letters(math.inf)])

    def due_at_s(self) -> float | None:
        """When there is something to tell, by the monotonic clock; None without news."""
        news, pace = self._news, self.pace
        due_s = min(pace.lasting_at_s if news.is_lasting else math.inf, self.inbox.due_at_s())
        if news.shown or news.carried:
            due_s = min(due_s, pace.carried_at_s)
        if news.moved:
            due_s = min(due_s, pace.cursors_at_s)
        if self._backlog:
            due_s = min(due_s, pace.lasting_at_s + BACKLOG_LOOK_S)
        return None if due_s == math.inf else due_s

    def letters(self, now_s: float, *, is_all_due: bool = False) -> list[Letter]:
        """What is to be told now: one message for all who see the same and keep up, and what the others
        get instead (LIVE3). It counts as told."""
        news = self._take_news(now_s, is_all_due)
        waiting = self._transport.waiting(self.sessions)
        letters = self._catch_up(waiting, now_s)
        if not (news.is_lasting or news.is_presence):
            return letters
        self._backlog.note(news)
        part = news.without_large()
        is_large = part is not news
        for viewer, sids in self._views():
            whole, lasting, lost = self._backlog.sort(sids, news, waiting, now_s)
            self.metrics.add("tavolo_resyncs_total", len(lost))
            letters.append(Letter(whole, "news", self._told(part, viewer)))
            if lasting and (part.entries or news.met):
                letters.append(Letter(lasting, "news", self._told(News(part.entries, news.met), viewer)))
            if news.door and leads(viewer.role):
                letters.append(Letter(sids, "board", self.board_for(viewer)))
            if is_large:
                letters.append(Letter([*whole, *lasting], "head", self._head()))
        return [letter for letter in letters if letter.sids and letter.payload]

    def deliver(self, letters: Iterable[Letter]) -> int:
        """Send them, in slices between which others have their turn. How many bytes the biggest has."""
        biggest = 0
        for letter in letters:
            for first in range(0, len(letter.sids), SLICE):
                if first > 0:
                    sleep_s(0)
                sids = letter.sids[first : first + SLICE]
                biggest = max(biggest, self._transport.send(sids, letter.event, letter.payload))
        return biggest

    def _take_news(self, now_s: float, is_all_due: bool) -> News:
        """The part of the news that is due; the rest waits."""
        if is_all_due:
            due, self._news = self._news, News()
            return due
        due, news, pace = News(), self._news, self.pace
        is_carried_due = pace.carried_at_s <= now_s
        if pace.lasting_at_s <= now_s or (is_carried_due and (news.shown or news.carried)):
            count = fitting(news.entries)
            due.entries, due.met, due.gone = news.entries[:count], news.met, news.gone
            due.turnout, news.turnout = news.turnout, {}
            news.entries, news.met, news.gone = news.entries[count:], {}, []
            due.attention, news.attention = news.attention, False
            due.door, news.door = news.door, False
        if is_carried_due:
            due.shown, due.carried = news.shown, news.carried
            news.shown, news.carried = set(), set()
            pace.carried_told_s = now_s
        if pace.cursors_at_s <= now_s:
            due.moved, news.moved = news.moved, set()
            pace.cursors_told_s = now_s
        return due

    def _catch_up(self, waiting: Mapping[str, Waiting], now_s: float) -> list[Letter]:
        """For those who have read what waited: all that they missed. Those who had their time are out."""
        if not self._backlog:
            return []
        for sid in self._backlog.too_slow(waiting, now_s):
            self._transport.cut_off(sid, "bye", self.sessions[sid].tell(SlowReader(retry_ms=SLOW_RETRY_MS)))
            self.leave(sid, self.idle_since_ms)
            self.metrics.add("tavolo_slow_closed_total")
        groups: dict[tuple[int, Role], tuple[list[str], News]] = {}  # same news, same view -> who gets it
        lagging: list[str] = []
        for sid, missed, is_lagging in self._backlog.recovered(waiting):
            role = self.role_of(self.sessions[sid].person_id)
            if role is not None:
                groups.setdefault((id(missed), role), ([], missed))[0].append(sid)
                lagging += [sid] if is_lagging else []
        letters = [
            Letter(sids, "news", self._told(missed, Viewer("", role)))
            for (_, role), (sids, missed) in groups.items()
        ]
        return [*letters, Letter(lagging, "head", self._head())] if lagging else letters

    def _told(self, news: News, viewer: Viewer) -> dict[str, Any]:
        """The news as this view sees them."""
        return told(news, self.seen_by(viewer), self.members, self.sessions, self.attention_for)

    def board_for(self, viewer: Viewer) -> dict[str, Any]:
        """The board's own properties, with `door` for who may let people in."""
        shown = {
            "id": self.board_id,
            "name": self.name,
            "is_writable": self.is_writable,
            "is_add_only": self.is_add_only,
        }
        door = project(self.door, viewer)
        return {**shown, "door": door} if door else shown

    def tell_board(self) -> None:
        """Send the board's own properties."""
        for viewer, sids in self._views():
            self._transport.send(sids, "board", self.board_for(viewer))

    def tell_door(self) -> None:
        """Somebody else is before the board; the next flush tells those who lead."""
        self._news.door = True

    def tell_head(self) -> None:
        """Send the beacon that lets a client notice a silent loss (SEQ4), and know the time (TIMER2): every
        viewer sees the whole scene, so its hash is the same for all."""
        self.writing.look(self.scene, self.clock_ms())
        if self.sessions:
            self._transport.send(list(self.sessions), "head", self._head())

    def _head(self) -> dict[str, Any]:
        now = {"seq": self.head, "hash": self.hash, "now_ms": self.clock_ms()}
        return {**now, **self.writing.told(self.scene)}

    def dismiss(self, sids: Iterable[str], error: BoardError) -> None:
        """Say goodbye to these sessions, each in its language, and close them."""
        for sid in list(sids):
            self._transport.send([sid], "bye", self.sessions[sid].tell(error))
            self._transport.close(sid)

    def _views(self) -> list[tuple[Viewer, list[str]]]:
        """The distinct ways to see this room now, each with the sessions that see it so.

        A view is a role: what only one person may see is never told to a whole view. The lists stay as they
        are while a message is being sent to them.
        """
        if self._views_known is not None:
            return self._views_known
        views: dict[Role | None, list[str]] = {role: [] for role in (*ROLES, None)}
        members, nobody = self.members, Member("", "", None)
        for sid, session in self.sessions.items():
            views[members.get(session.person_id, nobody).role].append(sid)
        self._views_known = [(Viewer("", role), views[role]) for role in ROLES if views[role]]
        return self._views_known
