"""Pages for everybody: home, joining, signing in, language, the texts about Tavolo. Every form works
without JavaScript and shows what is wrong beside the field, with what was typed still in it."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from board.core.errors import BoardError, LinkUsed
from board.core.errors_people import PassphraseNeeded
from board.core.ids import clean_code
from board.store.invitations import Invite
from board.store.people import Person
from board.web import auth, joining
from board.web.catalogue import locales
from board.web.errors import respond, sentence_of
from board.web.locale import remember_locale
from board.web.services import services
from board.web.thumbnail import Thumbnails

blueprint = Blueprint("pages", __name__)

SEE_OTHER = 303


@blueprint.get("/")
def home() -> str:
    """Boards for who has some; else the way in."""
    person = auth.current_person()
    if person is None:
        return _join_page(code="", name="")
    known = services().projects.list_for(person.id)
    aside = {one.id for one in known if one.is_aside}
    if len(aside) == len(known):  # there would be nothing left to work with
        aside = set()
    cards = [card for card in services().boards.list_for(person.id) if card.project_id not in aside]
    thumbnails: Thumbnails = current_app.extensions["tavolo.thumbnails"]
    return render_template(
        "home.html",
        person=person,
        cards=[(card, thumbnails.of(card)) for card in cards],
        movable={one.id for one in known} if len(known) > 1 else (),
        now_ms=services().clock_ms(),
    )


@blueprint.get("/about")
def about() -> str:
    return render_template("about.html", person=auth.current_person())


@blueprint.post("/locale")
def choose_locale() -> AnyResponse:
    """Keep the choice and go back to where the person was."""
    response = redirect(_page_before(), SEE_OTHER)
    locale = request.form.get("locale", "")
    if locale in locales():
        person = auth.current_person()
        if person is not None:
            services().people.set_locale(person.id, locale)
        remember_locale(response, locale)
    return response


# --- joining --------------------------------------------------------------------------------------


@blueprint.get("/join")
def join_form() -> str:
    return _join_page(code="", name=_known_name())


@blueprint.get("/join/<code>")
def join_code_form(code: str) -> str | tuple[str, int]:
    """The name is all that is left to say, once the code in the address is right."""
    try:
        invite = joining.invite_of_code(code)
    except BoardError as error:
        return _join_page(code=clean_code(code)[:20], name=_known_name(), wrong={"code": error}), error.status
    return _join_page(code=clean_code(code), name=_known_name(), invite=invite)


@blueprint.post("/join")
def join_board() -> AnyResponse | tuple[str, int]:
    code, name, passphrase = (request.form.get(field, "") for field in ("code", "name", "passphrase"))
    invite, wrong = joining.look_at_join(code, name, passphrase)
    if isinstance(wrong.get("passphrase"), PassphraseNeeded) and "passphrase" not in request.form:
        del wrong["passphrase"]  # nobody could know: the next form is the first to ask
        if not wrong:
            return _join_page(code=code, name=name, invite=invite), 200
    if wrong or invite is None:
        return _join_page(code=code, name=name, invite=invite, wrong=wrong), _status(wrong)
    joined = joining.come_in(invite, name)
    page = "board_pages.wait_page" if joined.is_waiting else "board_pages.show_board"
    return redirect(url_for(page, board_id=joined.board.id), SEE_OTHER)


def _join_page(
    *, code: str, name: str, invite: Invite | None = None, wrong: dict[str, BoardError] | None = None
) -> str:
    board_name = None if invite is None else services().boards.get(invite.board_id).name
    return render_template(
        "join.html",
        person=auth.current_person(),
        code=code,
        name=name,
        board_name=board_name,
        asks_for_passphrase=invite is not None and joining.asks_for_passphrase(invite),
        wrong=_sentences(wrong or {}),
    )


# --- signing in and out ---------------------------------------------------------------------------


@blueprint.get("/sign-in")
def sign_in_form() -> str:
    return render_template("sign_in.html", person=auth.current_person(), email="", wrong={})


@blueprint.post("/sign-in")
def sign_in_post() -> AnyResponse | tuple[str, int]:
    email = request.form.get("email", "")
    try:
        auth.sign_in(email, request.form.get("password", ""))
    except BoardError as error:
        wrong = _sentences({"password": error})
        page = render_template("sign_in.html", person=auth.current_person(), email=email, wrong=wrong)
        return page, error.status
    return redirect(url_for("pages.home"), SEE_OTHER)


@blueprint.post("/sign-out")
def sign_out_post() -> AnyResponse:
    auth.end_session()
    return redirect(url_for("pages.home"), SEE_OTHER)


@blueprint.get("/setup/<token>")
def setup_form(token: str) -> Response | str:
    """Only shows a button: looking at the link, as mail filters do, does not use it up."""
    if not services().people.is_setup_link(token, now_ms=services().clock_ms()):
        return respond(LinkUsed())
    return render_template("setup.html", person=None, token=token)


@blueprint.post("/setup/<token>")
def setup_post(token: str) -> AnyResponse:
    name = gettext("Facilitator")
    person = services().people.use_setup_link(token, now_ms=services().clock_ms(), name=name)
    auth.start_session(person)
    return redirect(url_for("pages.home"), SEE_OTHER)


@blueprint.get("/account")
def account_form() -> str:
    person = auth.require_person()
    return _account_page(person, name=person.name, email=person.email or "")


@blueprint.post("/account")
def account_post() -> AnyResponse | tuple[str, int]:
    person = auth.require_person()
    name, email, password = (request.form.get(field, "") for field in ("name", "email", "password"))
    wrong = auth.errors_in_credentials(name, email, password)
    if not wrong:
        try:
            auth.set_credentials(person, name, email, password)
        except BoardError as error:
            wrong = {"email": error}
    if wrong:
        return _account_page(person, name=name, email=email, wrong=wrong), _status(wrong)
    return redirect(url_for("pages.home", done="account"), SEE_OTHER)


def _account_page(
    person: Person, *, name: str, email: str, wrong: dict[str, BoardError] | None = None
) -> str:
    return render_template(
        "account.html", person=person, name=name, email=email, wrong=_sentences(wrong or {})
    )


# --- shared ---------------------------------------------------------------------------------------


def _known_name() -> str:
    person = auth.current_person()
    return "" if person is None else person.name


def _sentences(wrong: dict[str, BoardError]) -> dict[str, str]:
    """Field name -> what to say beside it."""
    return {field: sentence_of(error) for field, error in wrong.items()}


def _status(wrong: dict[str, BoardError]) -> int:
    return max(error.status for error in wrong.values())


def _page_before() -> str:
    """The page of ours that the request came from, if it can be opened again; else home."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    own = services().settings.origin or f"{request.scheme}://{request.host}"
    path = came_from.path.removeprefix(request.script_root)
    if f"{came_from.scheme}://{came_from.netloc}" != own or not path.startswith("/"):
        return url_for("pages.home")
    router = current_app.url_map.bind("")
    try:
        endpoint, values = router.match(path, method="GET")
    except HTTPException:
        return url_for("pages.home")
    return url_for(endpoint, **values)
