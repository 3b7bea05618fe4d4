"""HTTP for pictures and documents: ask for one, follow it, take it, stop it."""

from typing import Any, Final, cast

import msgspec
from flask import Blueprint, Response, jsonify, send_file

from board.core.errors import BadShape, FormatMissing
from board.core.errors_documents import DocumentMissing
from board.core.ids import is_id
from board.export.cards import CARD_LANGUAGES, CARD_PAPERS, CardPaper, CardWish
from board.export.documents import Wish, as_format
from board.export.sheets import OWN, PAPER_NAMES
from board.web.access import viewer
from board.web.board_actions import documents
from board.web.bodies import read_body
from board.web.documents import Job
from board.web.downloads import file_name
from board.web.errors import error_answer
from board.web.invitation import invitation
from board.web.locale import locale_name

blueprint = Blueprint("document_api", __name__, url_prefix="/api/boards/<board_id>/documents")

IDS_LIMIT: Final = 1_000
MIMETYPES: Final = {
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "zip": "application/zip",
}


class _Ask(msgspec.Struct):
    format: str
    items: list[str] = []
    each_frame: bool = False
    paper: str = OWN
    comments: bool = False


class _AskCards(msgspec.Struct):
    paper: str
    languages: list[str]
    step: str = ""


@blueprint.post("")
def start(board_id: str) -> tuple[Response, int]:
    asked = read_body(_Ask)
    file_format = as_format(asked.format)
    if file_format is None:
        raise FormatMissing
    if asked.paper not in PAPER_NAMES or len(asked.items) > IDS_LIMIT or not all(map(is_id, asked.items)):
        raise BadShape
    wish = Wish(
        file_format,
        tuple(asked.items),
        asked.each_frame,
        asked.paper,
        locale_name(),
        has_comments=asked.comments,
    )
    job = documents().start(board_id, viewer().person_id, viewer().role, wish)
    return jsonify(ok=True, document=_job_json(job)), 202


@blueprint.post("/cards")
def start_cards(board_id: str) -> tuple[Response, int]:
    """Paper cards to print, with the way to the board where its code lets people in."""
    asked = read_body(_AskCards)
    languages = tuple(language for language in CARD_LANGUAGES if language in asked.languages)
    if asked.paper not in CARD_PAPERS or not languages or len(languages) != len(asked.languages):
        raise BadShape
    if asked.step and not is_id(asked.step):
        raise BadShape
    invite = invitation(board_id)
    way = (invite.code, invite.address, invite.link) if invite.lets_in else ("", "", "")
    cards = CardWish(cast(CardPaper, asked.paper), languages, asked.step, *way)
    wish = Wish(locale=languages[0], cards=cards)
    job = documents().start(board_id, viewer().person_id, viewer().role, wish)
    return jsonify(ok=True, document=_job_json(job)), 202


@blueprint.get("/<document_id>")
def show(board_id: str, document_id: str) -> Response:
    return jsonify(ok=True, document=_job_json(_job(board_id, document_id)))


@blueprint.delete("/<document_id>")
def remove(board_id: str, document_id: str) -> Response:
    documents().remove(_job(board_id, document_id))
    return jsonify(ok=True)


@blueprint.get("/<document_id>/file")
def download(board_id: str, document_id: str) -> Response:
    """The finished document as an attachment."""
    job = _job(board_id, document_id)
    if job.state != "done":
        raise DocumentMissing
    ending = job.result["ending"]
    name = file_name(job.result["name"], ending)
    return send_file(job.path, mimetype=MIMETYPES[ending], as_attachment=True, download_name=name)


def _job(board_id: str, document_id: str) -> Job:
    return documents().get(document_id, board_id, viewer().person_id)


def _job_json(job: Job) -> dict[str, Any]:
    """`error` is there when it failed; pages, bytes and what no font has when it is done."""
    shown: dict[str, Any] = {"id": job.id, "state": job.state, "ahead": documents().ahead_of(job)}
    if job.error is not None:
        shown["error"] = error_answer(job.error)
    if job.state == "done":
        shown |= {name: job.result[name] for name in ("pages", "bytes", "missing", "ending", "is_standard")}
    return shown
