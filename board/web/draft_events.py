"""What people write in private: `draft`. The same shape as in live_events.py."""

from typing import Any

from board.core.drafts import decode_draft, shown_to_owner
from board.core.errors import BoardError, RateExceeded, SignInNeeded
from board.core.roles import leads
from board.live.drafts import Asked, waiting_in
from board.live.room import Room
from board.live.session import Session
from board.live.writer import Answer, DraftSubmission
from board.web.live_events import Reply, told_answer
from board.web.services import Services


def take_draft(services: Services, room: Room, session: Session, payload: Any, reply: Reply) -> None:
    """Queue it; `reply` is told when it is durable (ACK1), and whether it came too late (VIS5), or why it
    cannot be done.

    Only this session's own pace counts: how much others write in private must show nowhere (VIS3).
    """

    def answer(found: Answer) -> None:
        kept = {"ok": True, "late": True} if found == 1 else {"ok": True}
        reply(kept if isinstance(found, int) else told_answer(session, found))
        if isinstance(found, BoardError) and found.is_final:
            with services.registry.lock:
                news = _still_kept(room, session.person_id, payload)
            if news:
                services.transport.send([session.sid], "drafts", news)

    try:
        if session.is_replaced:
            raise SignInNeeded
        wait_ms = session.ops.take(services.clock_ms())
        if wait_ms:
            raise RateExceeded(retry_ms=wait_ms)
        asked = Asked(session.person_id, session.sid, decode_draft(payload))
        services.registry.submit(DraftSubmission(room, asked, answer))
    except BoardError as error:
        answer(error)


def _still_kept(room: Room, person_id: str, payload: Any) -> dict[str, Any]:
    """What the page of a refused change is told after it: the private note as it is kept, if it is."""
    put = payload.get("put") if isinstance(payload, dict) else None
    item_id = put.get("id") if isinstance(put, dict) else None
    theirs = room.drafts.get(person_id, {}) if room.role_of(person_id) is not None else {}
    draft = theirs.get(item_id) if isinstance(item_id, str) else None
    return {} if draft is None else {"put": [shown_to_owner(draft)]}


def own_drafts(room: Room, person_id: str) -> dict[str, Any]:
    """What this person has written in private, for their own `hello`; nothing when there is none. Who leads
    is told how much waits to be read."""
    theirs = [shown_to_owner(draft) for draft in room.drafts.get(person_id, {}).values()]
    told: dict[str, Any] = {"drafts": theirs} if theirs else {}
    waiting = waiting_in(room.drafts)
    if waiting and leads(room.role_of(person_id)):
        told["inbox"] = len(waiting)
    return told
