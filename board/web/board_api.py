"""HTTP for programs: one board."""

from typing import Any, Final, cast

import msgspec
from flask import Blueprint, Response, current_app, jsonify

from board.core.errors import BadShape
from board.core.roles import ROLES, Role
from board.core.shares import shares
from board.core.visibility import project
from board.web import board_actions
from board.web.access import viewer
from board.web.answers import compressed, is_known, number, packed, tagged
from board.web.auth import require_person
from board.web.bodies import read_body
from board.web.invitation import Change, Invitation, change_invitation, invitation
from board.web.kept_snapshots import KeptSnapshots
from board.web.services import services

blueprint = Blueprint("board_api", __name__, url_prefix="/api/boards/<board_id>")

ENTRIES_LIMIT: Final = 1_000


class _Change(msgspec.Struct):
    name: str | msgspec.UnsetType = msgspec.UNSET
    is_add_only: bool | msgspec.UnsetType = msgspec.UNSET


class _SetRole(msgspec.Struct):
    role: str


@blueprint.get("")
def show(board_id: str) -> Response:
    board = services().boards.get(board_id)
    person = require_person()
    people = [project(member, viewer()) for member in services().boards.authors(board_id)]
    me = {"id": person.id, "name": person.name, "role": viewer().role}
    return jsonify(ok=True, board=board_actions.board_json(board), me=me, people=people)


@blueprint.get("/snapshot")
def snapshot(board_id: str) -> Response:
    """The whole board at its newest committed seq."""
    registry = services().registry
    room = registry.open(board_id)
    with registry.lock:
        seq, scene = room.head, room.scene
    tag = f"{board_id}-{seq}-{viewer().role}"
    if is_known(tag):
        return tagged(Response(status=304), tag)
    asking = viewer()

    def make() -> dict[str, Any]:
        return {"ok": True, "seq": seq, "items": [project(dict(record), asking) for record in scene.values()]}

    # Whatever a snapshot comes to hold that depends on more than the role must not be kept like this.
    ready: KeptSnapshots = current_app.extensions["tavolo.kept_snapshots"]
    kept = ready.get(f"{board_id}-{asking.role}", tag, make)
    return tagged(packed(kept.text, kept.zipped), tag)


@blueprint.get("/entries")
def entries(board_id: str) -> Response:
    """Entries after a seq, oldest first."""
    after = number("after", 0, least=0)
    limit = min(number("limit", ENTRIES_LIMIT, least=1), ENTRIES_LIMIT)
    room = services().registry.open(board_id)
    found = services().storage.read_after(board_id, after, limit)
    with services().registry.lock:  # what is hidden, and how far the board has come, at one moment
        head, seen_by = room.head, room.seen_by(viewer())
    shown = [project(entry, seen_by) for entry in found if entry.seq <= head]
    return compressed({"ok": True, "head": head, "entries": shown})


@blueprint.patch("")
def change(board_id: str) -> Response:
    """Another name, or another rule for participants."""
    wish = read_body(_Change)
    if wish.name is wish.is_add_only:
        raise BadShape  # neither is given
    if wish.name is not msgspec.UNSET:
        board_actions.rename(board_id, wish.name)
    if wish.is_add_only is not msgspec.UNSET:
        board_actions.set_add_only(board_id, wish.is_add_only)
    return jsonify(ok=True, board=board_actions.board_json(services().boards.get(board_id)))


@blueprint.delete("")
def delete(board_id: str) -> Response:
    board_actions.delete(board_id)
    return jsonify(ok=True)


@blueprint.get("/invite")
def show_invite(board_id: str) -> Response:
    return _invite_answer(invitation(board_id))


@blueprint.post("/invite")
def change_invite(board_id: str) -> Response:
    return _invite_answer(change_invitation(board_id, read_body(Change)))


@blueprint.patch("/people/<person_id>")
def set_role(board_id: str, person_id: str) -> Response:
    role = read_body(_SetRole).role
    if role not in ROLES:
        raise BadShape
    member = board_actions.set_role(viewer().role, board_id, person_id, cast(Role, role))
    return jsonify(ok=True, person=project(member, viewer()))


@blueprint.get("/shares")
def show_shares(board_id: str) -> Response:
    """Who contributes how much: by table, mode and language, never by name."""
    registry = services().registry
    languages = services().boards.languages(board_id)
    room = registry.open(board_id)
    with registry.lock:
        scene, members = room.scene, list(room.members.values())
    told = shares(scene, members, languages)
    return jsonify(ok=True, **{way: [group.told() for group in groups] for way, groups in told.items()})


def _invite_answer(invite: Invitation) -> Response:
    return jsonify(
        ok=True,
        code=invite.code,
        link=invite.link,
        is_open=invite.is_open,
        is_over=invite.is_over,
        expires_at_ms=invite.expires_at_ms,
        has_passphrase=invite.has_passphrase,
        has_lobby=invite.has_lobby,
        gives=invite.gives,
        qr=invite.qr,
    )
