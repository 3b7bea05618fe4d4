"""Taking a board home: named snapshots and files."""

import io
import json
import re
from typing import Any, Final

import msgspec
from flask import Blueprint, Response, jsonify, request, send_file

from board.core.errors import FormatMissing
from board.core.kinds import TITLE_LIMIT
from board.core.ops import check_name
from board.core.roles import leads
from board.core.scene import Scene, in_order
from board.core.visibility import project
from board.export.decisions import commitments_csv, decisions_csv
from board.export.to_csv import to_csv
from board.export.to_json import to_json
from board.export.to_markdown import to_markdown
from board.store.snapshots import Snapshot
from board.store.transfer import export_board
from board.web.access import viewer
from board.web.auth import require_person
from board.web.bodies import read_body
from board.web.locale import locale_name
from board.web.services import services

blueprint = Blueprint("downloads", __name__, url_prefix="/api/boards/<board_id>")

MIMETYPES: Final = {"json": "application/json", "csv": "text/csv", "md": "text/markdown"}
TABLES: Final = {"decisions": decisions_csv, "commitments": commitments_csv}


class _Save(msgspec.Struct):
    name: str


@blueprint.get("/snapshots")
def list_snapshots(board_id: str) -> Response:
    found = services().snapshots.list(board_id)
    return jsonify(ok=True, snapshots=[_snapshot_json(snapshot) for snapshot in found])


@blueprint.post("/snapshots")
def save_snapshot(board_id: str) -> tuple[Response, int]:
    name = check_name(read_body(_Save).name, TITLE_LIMIT)
    person, now_ms = require_person(), services().clock_ms()
    saved = services().snapshots.save(board_id, name, person.id, now_ms=now_ms)
    return jsonify(ok=True, snapshot=_snapshot_json(saved)), 201


@blueprint.get("/snapshots/<snapshot_id>")
def download_snapshot(board_id: str, snapshot_id: str) -> Response:
    """The scene of a snapshot as a file."""
    snapshot, scene = services().snapshots.scene(snapshot_id, board_id)
    content = {
        **_snapshot_json(snapshot),
        "items": [project(dict(record), viewer()) for record in in_order(scene)],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    return attachment(text.encode(), "json", snapshot.name)


@blueprint.get("/export")
def export(board_id: str) -> Response:
    """The board as a file: ?format=json, csv or md; a csv of=notes, decisions or commitments."""
    return export_file(board_id, request.args.get("format", "json"), request.args.get("of", "notes"))


def export_file(board_id: str, file_format: str, of: str = "notes") -> Response:
    """The board in this format, as an attachment. Raises FormatMissing."""
    if file_format not in MIMETYPES or of not in ("notes", *TABLES):
        raise FormatMissing
    name = services().boards.get(board_id).name
    run_native = services().concurrency.run_native
    if file_format == "json":
        file = export_board(services().database, board_id, with_hidden=leads(viewer().role))
        return attachment(run_native(to_json, file), file_format, name)
    if file_format == "csv" and of in TABLES:
        return attachment(
            run_native(TABLES[of], _scene(board_id), locale_name()), file_format, f"{name} - {of}"
        )
    known = services().boards.authors(board_id)
    people = {member.person_id: member.name for member in known}
    if file_format == "csv":
        table = run_native(to_csv, _scene(board_id), people, locale_name())
        return attachment(table, file_format, name)
    now_ms = services().clock_ms()
    roles = {member.person_id: member.role for member in known}
    scene, locale, gathering = _scene(board_id), locale_name(), services().attendance.of_board(board_id)
    more: dict[str, Any] = {"roles": roles, "gathering": gathering}
    minute = run_native(lambda: to_markdown(name, scene, people, locale, now_ms, **more))
    return attachment(minute.encode(), file_format, name)


def attachment(content: bytes, file_format: str, name: str) -> Response:
    """`content` as a file to keep, named after the board."""
    return send_file(
        io.BytesIO(content),
        mimetype=MIMETYPES[file_format],
        as_attachment=True,
        download_name=file_name(name, file_format),
    )


def file_name(name: str, ending: str) -> str:
    """What a file of this board is called where it is saved."""
    plain = re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f]+', "-", name).strip(" .-")[:80] or "tavolo"
    return f"{plain}.{ending}"


def _scene(board_id: str) -> Scene:
    """What the viewer may see of the board, as committed (VIS1)."""
    records = services().storage.load(board_id).scene
    return {item_id: project(dict(record), viewer()) for item_id, record in records.items()}


def _snapshot_json(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "id": snapshot.id,
        "name": snapshot.name,
        "seq": snapshot.seq,
        "created_at_ms": snapshot.created_at_ms,
        "created_by": snapshot.created_by,
    }
