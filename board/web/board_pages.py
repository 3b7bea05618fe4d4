"""Pages about boards: making one, the board itself, its invitation, renaming and deleting."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as AnyResponse

from board.core.errors import BadShape, BoardError, ImportBad
from board.core.errors_methods import MethodMissing
from board.core.kinds import ITEMS_LIMIT, NAME_LIMIT, OPS_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from board.web import board_actions
from board.web.access import viewer
from board.web.assets import asset
from board.web.auth import require_person
from board.web.bodies import allow_upload, read_json
from board.web.catalogue import strings_for
from board.web.door_api import is_waiting_here
from board.web.downloads import export_file
from board.web.errors import sentence_of
from board.web.gallery import gallery, stages
from board.web.invitation import Change, change_invitation, invitation
from board.web.limits import IMPORT_LIMIT_BYTES
from board.web.locale import locale_name
from board.web.project_choice import chosen_project, project_choice
from board.web.services import services
from board.web.wall import Wall, wall

blueprint = Blueprint("board_pages", __name__)

SEE_OTHER = 303
LIMITS = {
    "text": TEXT_LIMIT,
    "title": TITLE_LIMIT,
    "name": NAME_LIMIT,
    "items": ITEMS_LIMIT,
    "ops": OPS_LIMIT,
}


# --- making a board -------------------------------------------------------------------------------


@blueprint.get("/new")
def new_form() -> AnyResponse | str:
    """The gallery; who leads no project makes one first."""
    if not project_choice().projects:
        return redirect(url_for("project_pages.list_all"), SEE_OTHER)
    return _new_page(name="", method_id=request.args.get("method", board_actions.BLANK), wrong=None)


@blueprint.post("/new")
def new_post() -> AnyResponse | tuple[str, int]:
    name, method_id = request.form.get("name", ""), request.form.get("method", "")
    meeting_id, person = request.form.get("meeting", ""), require_person()
    project_id = chosen_project()
    if meeting_id:  # before there is a board that nobody finds
        project_id = services().meetings.project_of(meeting_id, person.id)
    try:
        board = board_actions.create(person, method_id, name, locale_name(), project_id=project_id)
    except BoardError as error:
        return _new_page(name=name, method_id=method_id, wrong=error), error.status
    if meeting_id:
        services().meetings.put_board(meeting_id, board.id, person.id)
    return redirect(url_for("board_pages.show_board", board_id=board.id), SEE_OTHER)


def _new_page(*, name: str, method_id: str, wrong: BoardError | None) -> str:
    person = require_person()
    sentence = None if wrong is None else sentence_of(wrong)
    field = "method" if isinstance(wrong, MethodMissing) else "name"
    if field == "method" and not method_id:
        sentence = gettext("Choose a method first.")
    return render_template(
        "new.html",
        person=person,
        name=name,
        method_id=method_id,
        meeting=request.values.get("meeting", ""),
        project_choice=project_choice(),
        gallery=gallery(request.args.get("q", ""), request.args.get("stage", ""), person.id),
        stages=stages(),
        wrong={} if sentence is None else {field: sentence},
    )


@blueprint.post("/demo")
def open_demo() -> AnyResponse:
    """The demo workshop that is there already, else a new one."""
    person = require_person()
    demos = (
        card.id for card in services().boards.list_for(person.id) if card.method_id == board_actions.DEMO
    )
    board_id = next(demos, None) or board_actions.create(person, board_actions.DEMO, "", locale_name()).id
    return redirect(url_for("board_pages.show_board", board_id=board_id), SEE_OTHER)


@blueprint.get("/import")
def import_form() -> str:
    return _import_page({})


@blueprint.post("/import")
def import_post() -> AnyResponse | tuple[str, int]:
    allow_upload(IMPORT_LIMIT_BYTES)
    upload = request.files.get("file")
    try:
        if upload is None or not upload.filename:
            raise ImportBad(why=gettext("no file was chosen"))
        file = _read_file(upload.read())
        board = board_actions.import_file(require_person(), file, project_id=chosen_project())
    except BoardError as error:
        return _import_page({"file": sentence_of(error)}), error.status
    return redirect(url_for("board_pages.show_board", board_id=board.id), SEE_OTHER)


def _import_page(wrong: dict[str, str]) -> str:
    return render_template(
        "import.html", person=require_person(), project_choice=project_choice(), wrong=wrong
    )


def _read_file(content: bytes) -> Any:
    """The parsed content of an uploaded file. Raises ImportBad, BadNumber."""
    try:
        return services().concurrency.run_native(read_json, content)
    except BadShape as error:
        raise ImportBad(why=gettext("it is not JSON")) from error


# --- the board ------------------------------------------------------------------------------------


@blueprint.get("/b/<board_id>")
def show_board(board_id: str) -> str:
    return _board_page(board_id)


@blueprint.get("/b/<board_id>/projector")
def projector(board_id: str) -> str:
    """The board for a whole room: without tools, with the code to join."""
    found = services()
    words = wall(found.boards.get(board_id).name, found.storage.load(board_id).scene, found.clock_ms())
    return _board_page(board_id, words, projector=asdict(invitation(board_id)))


def _board_page(board_id: str, words: Wall | None = None, **more: Any) -> str:
    """The page of the board; `more` goes into what its script begins with, `words` stand there before."""
    board, person, locale = services().boards.get(board_id), require_person(), locale_name()
    boot: dict[str, Any] = {
        "base": request.script_root,
        "locale": locale,
        "board": {"id": board.id, "name": board.name},
        "me": {"id": person.id, "name": person.name, "role": viewer().role},
        "hasAccount": person.is_account,
        "icons": asset("icons.svg"),
        "strings": strings_for(locale),
        "limits": LIMITS,
        **more,
    }
    return render_template("board/board.html", board=board, boot=boot, wall=words)


@blueprint.get("/b/<board_id>/export")
def take_home(board_id: str) -> Response:
    """The board as a file, for the links of the home page."""
    return export_file(board_id, request.args.get("format", "json"))


@blueprint.get("/b/<board_id>/door")
def wait_page(board_id: str) -> AnyResponse | str:
    """For who waits to be let in; from there everybody else goes where they belong."""
    if not is_waiting_here(board_id):
        return redirect(url_for("board_pages.show_board", board_id=board_id), SEE_OTHER)
    return render_template("board/door.html", person=require_person(), board=services().boards.get(board_id))


# --- the invitation, for the projector --------------------------------------------------------------


@blueprint.get("/b/<board_id>/invite")
def invite_page(board_id: str) -> str:
    boards = services().boards
    return render_template(
        "board/invite.html",
        board=boards.get(board_id),
        invite=invitation(board_id),
        people_count=sum(known.role is not None for known in boards.authors(board_id)),
    )


@blueprint.post("/b/<board_id>/invite")
def invite_post(board_id: str) -> AnyResponse:
    change_invitation(board_id, Change(request.form.get("do", "")))
    return redirect(url_for("board_pages.invite_page", board_id=board_id), SEE_OTHER)


# --- renaming and deleting --------------------------------------------------------------------------


@blueprint.get("/b/<board_id>/rename")
def rename_form(board_id: str) -> str:
    return _rename_page(board_id, services().boards.get(board_id).name, None)


@blueprint.post("/b/<board_id>/rename")
def rename_post(board_id: str) -> AnyResponse | tuple[str, int]:
    name = request.form.get("name", "")
    try:
        board_actions.rename(board_id, name)
    except BoardError as error:
        return _rename_page(board_id, name, error), error.status
    return redirect(url_for("pages.home", done="renamed"), SEE_OTHER)


def _rename_page(board_id: str, name: str, wrong: BoardError | None) -> str:
    return render_template(
        "board/rename.html",
        person=require_person(),
        board=services().boards.get(board_id),
        name=name,
        wrong={} if wrong is None else {"name": sentence_of(wrong)},
    )


@blueprint.get("/b/<board_id>/delete")
def delete_form(board_id: str) -> str:
    boards = services().boards
    return render_template("board/delete.html", person=require_person(), board=boards.get(board_id))


@blueprint.post("/b/<board_id>/delete")
def delete_post(board_id: str) -> AnyResponse:
    board_actions.delete(board_id)
    return redirect(url_for("pages.home", done="deleted"), SEE_OTHER)
