"""HTTP for programs: joining, signing in, boards as a list. Everything about one board is in
board_api.py and downloads.py."""

from typing import Any, Final

import msgspec
from flask import Blueprint, Response, jsonify

from board.core.errors import BadShape
from board.methods.library import library
from board.store.people import Person
from board.web import auth, board_actions, joining, own_methods
from board.web.bodies import allow_upload, read_body, read_bytes, read_json
from board.web.catalogue import locales
from board.web.limits import IMPORT_LIMIT_BYTES
from board.web.locale import locale_name, remember_locale
from board.web.services import services

blueprint = Blueprint("api", __name__, url_prefix="/api")

CREATED: Final = 201


class _Join(msgspec.Struct):
    code: str
    name: str = ""
    passphrase: str = ""


class _SignIn(msgspec.Struct):
    email: str
    password: str


class _Account(msgspec.Struct):
    name: str
    email: str
    password: str


class _Locale(msgspec.Struct):
    locale: str


class _Create(msgspec.Struct):
    method: str
    name: str = ""


class _Nothing(msgspec.Struct):
    """No parts at all."""


def person_json(person: Person) -> dict[str, Any]:
    """A person as they see themselves."""
    return {"id": person.id, "name": person.name, "email": person.email, "is_account": person.is_account}


@blueprint.post("/join")
def join_board() -> tuple[Response, int]:
    body = read_body(_Join)
    joined = joining.join(body.code, body.name, body.passphrase)
    return jsonify(
        ok=True,
        is_waiting=joined.is_waiting,
        board={"id": joined.board.id, "name": joined.board.name},
        person={"id": joined.person.id, "name": joined.person.name},
        token=joined.token,
    ), CREATED


@blueprint.post("/sign-in")
def sign_in_account() -> Response:
    body = read_body(_SignIn)
    person, token = auth.sign_in(body.email, body.password)
    return jsonify(ok=True, person=person_json(person), token=token)


@blueprint.post("/sign-out")
def sign_out() -> Response:
    read_body(_Nothing)
    auth.end_session()
    return jsonify(ok=True)


@blueprint.get("/me")
def me() -> Response:
    person = auth.current_person()
    return jsonify(ok=True, person=None if person is None else person_json(person), locale=locale_name())


@blueprint.post("/locale")
def choose_locale() -> Response:
    locale = read_body(_Locale).locale
    if locale not in locales():
        raise BadShape
    person = auth.current_person()
    if person is not None:
        services().people.set_locale(person.id, locale)
    response = jsonify(ok=True, locale=locale)
    remember_locale(response, locale)
    return response


@blueprint.post("/account")
def set_account() -> Response:
    body = read_body(_Account)
    person, token = auth.set_credentials(auth.require_person(), body.name, body.email, body.password)
    return jsonify(ok=True, person=person_json(person), token=token)


@blueprint.get("/methods")
def list_methods() -> Response:
    locale = locale_name()
    own = own_methods.of(auth.require_person().id)
    methods = [
        {
            "id": method.id,
            "name": method.name(locale),
            "purpose": method.purpose(locale),
            "minutes": method.minutes,
            "people": method.people,
            "own": own_methods.is_own(method.id),
        }
        for method in (*library(), *own)
    ]
    return jsonify(ok=True, methods=methods)


@blueprint.get("/boards")
def list_boards() -> Response:
    cards = services().boards.list_for(auth.require_person().id)
    return jsonify(ok=True, boards=[board_actions.card_json(card) for card in cards])


@blueprint.post("/boards")
def create_board() -> tuple[Response, int]:
    body = read_body(_Create)
    board = board_actions.create(auth.require_person(), body.method, body.name, locale_name())
    return jsonify(ok=True, board=board_actions.board_json(board)), CREATED


@blueprint.post("/import")
def import_file() -> tuple[Response, int]:
    allow_upload(IMPORT_LIMIT_BYTES)
    file = services().concurrency.run_native(read_json, read_bytes())
    board = board_actions.import_file(auth.require_person(), file)
    return jsonify(ok=True, board=board_actions.board_json(board)), CREATED
