"""Pages about methods: one of them in detail and as a file, and those that a project has of its own."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as AnyResponse

from board.core.errors import BoardError, Denied
from board.core.errors_methods import MethodBad, MethodMissing
from board.core.scene import Record
from board.export.outline import outline
from board.export.small_picture import picture_of
from board.methods.exchange import to_file
from board.methods.from_board import CHOSEN_KINDS, method_of
from board.methods.method import Method, Words
from board.web import own_methods
from board.web.auth import require_person
from board.web.bodies import allow_upload
from board.web.errors import sentence_of
from board.web.gallery import card_of, mode_name
from board.web.limits import METHOD_LIMIT_BYTES
from board.web.locale import locale_name
from board.web.method_sketch import scene_of_method
from board.web.project_choice import chosen_project, project_choice
from board.web.services import services

blueprint = Blueprint("method_pages", __name__)

SEE_OTHER: Final = 303
PICTURES_KEPT: Final = 100
# Its address says the method and the language; another release may draw it in another way.
_A_DAY: Final = "private, max-age=86400"


# --- one method -----------------------------------------------------------------------------------


@blueprint.get("/methods/<method_id>")
def show(method_id: str) -> str:
    """What a method is for, its areas and its steps."""
    chosen = _found(method_id)
    return render_template(
        "methods/method.html",
        person=require_person(),
        method=chosen,
        card=card_of(chosen),
        mode_name=mode_name,
    )


@blueprint.get("/methods/<method_id>/picture.svg")
def picture(method_id: str) -> Response:
    """What a board looks like that begins with this method, in the language `l`."""
    locale = "it" if request.args.get("l", locale_name()) == "it" else "en"
    response = Response(_picture(_found(method_id), locale), mimetype="image/svg+xml")
    response.add_etag()
    response.headers["Cache-Control"] = _A_DAY
    response.make_conditional(request)
    return response


@blueprint.get("/methods/<method_id>/file")
def take_home(method_id: str) -> Response:
    """The method as a file that another project can import."""
    response = Response(to_file(_found(method_id)), mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="method-{method_id}.json"'
    return response


def _found(method_id: str) -> Method:
    return own_methods.find(method_id, require_person().id)


@lru_cache(maxsize=PICTURES_KEPT)
def _picture(chosen: Method, locale: str) -> bytes:
    return picture_of(chosen.name(locale), scene_of_method(chosen, locale), locale)


# --- methods of a project -------------------------------------------------------------------------


@blueprint.get("/methods/import")
def import_form() -> str:
    return _import_page({})


@blueprint.post("/methods/import")
def import_post() -> AnyResponse | tuple[str, int]:
    allow_upload(METHOD_LIMIT_BYTES)
    upload = request.files.get("file")
    try:
        if upload is None or not upload.filename:
            raise MethodBad(why=gettext("no file was chosen"))
        made = own_methods.bring(upload.read(), require_person(), chosen_project())
    except BoardError as error:
        return _import_page({"file": sentence_of(error)}), error.status
    return _to_gallery(made, chosen_project())


def _import_page(wrong: dict[str, str]) -> str:
    return render_template(
        "methods/import.html", person=require_person(), project_choice=project_choice(), wrong=wrong
    )


@blueprint.get("/methods/<method_id>/delete")
def delete_form(method_id: str) -> str:
    if not own_methods.is_own(method_id):
        raise MethodMissing
    card = card_of(_found(method_id))
    return render_template("methods/delete.html", person=require_person(), card=card)


@blueprint.post("/methods/<method_id>/delete")
def delete_post(method_id: str) -> AnyResponse:
    services().methods.delete(method_id, require_person().id)
    return redirect(url_for("board_pages.new_form"), SEE_OTHER)


# --- a board becomes a method ---------------------------------------------------------------------


@blueprint.get("/b/<board_id>/method")
def save_form(board_id: str) -> str:
    _require_account()
    return _save_page(board_id, None)


@blueprint.post("/b/<board_id>/method")
def save_post(board_id: str) -> AnyResponse | tuple[str, int]:
    _require_account()
    form = request.form
    names = Words(form.get("name_it", ""), form.get("name_en", ""))
    purposes = Words(form.get("purpose_it", ""), form.get("purpose_en", ""))
    scene = services().storage.load(board_id).scene
    try:
        made = method_of(scene, names, purposes, set(form.getlist("item")))
        kept = own_methods.keep(made, require_person(), services().boards.get(board_id).project_id)
    except BoardError as error:
        return _save_page(board_id, error), error.status
    return _to_gallery(kept)


def _save_page(board_id: str, wrong: BoardError | None) -> str:
    shape = outline(services().storage.load(board_id).scene)
    places = [(part.frame["title"], _choices(part.items)) for part in shape.frames]
    places.append((gettext("Outside the areas"), _choices(shape.loose)))
    return render_template(
        "methods/save.html",
        person=require_person(),
        board=services().boards.get(board_id),
        form=request.form,
        chosen=set(request.form.getlist("item")),
        places=[(title, items) for title, items in places if items],
        areas=len(shape.frames),
        wrong={} if wrong is None else {"name_it": sentence_of(wrong)},
    )


def _choices(items: Iterable[Record]) -> list[dict[str, Any]]:
    """What may be chosen of these items: id, text as far as it can be seen, and whether it is locked."""
    return [
        {"id": item["id"], "text": item["text"] if _is_seen(item["text"]) else "", "locked": "locked" in item}
        for item in items
        if item["kind"] in CHOSEN_KINDS
    ]


def _is_seen(text: str) -> bool:
    """Whether any character of a text leaves a mark: not a space, nor one that only steers others."""
    return any(unicodedata.category(char)[0] not in "ZC" for char in text)


def _require_account() -> None:
    """Methods belong to a project, and guests to none, whatever they may do on a board. Raises Denied."""
    if not require_person().is_account:
        raise Denied


def _to_gallery(made: Method, project_id: str | None = None) -> AnyResponse:
    page = url_for("board_pages.new_form", method=made.id, done="method", project=project_id)
    return redirect(page, SEE_OTHER)
