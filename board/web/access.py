"""Who may use which route. One table; a route that is not in it answers nobody (PERM2)."""

from typing import Final, cast

from flask import Flask, Response, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from board.core.errors import BoardMissing, Denied, ServerFault
from board.core.ids import is_id
from board.core.roles import ACTIONS, Role, authorize, can
from board.core.visibility import Viewer
from board.web.auth import require_person
from board.web.services import services
from board.web.watched import watch

OPEN: Final = "open"  # anybody
SIGNED_IN: Final = "signed_in"  # a guest or an account
ACCOUNT: Final = "account"  # somebody who may make boards
SEE_OTHER: Final = 303

# Endpoint -> who may use it, or the action on the board in its address that they must be allowed.
RULES: Final[dict[str, str]] = {
    "assets.static_file": OPEN,
    # pages
    "pages.home": OPEN,
    "pages.about": OPEN,
    "pages.choose_locale": OPEN,
    "pages.join_form": OPEN,
    "pages.join_code_form": OPEN,
    "pages.join_board": OPEN,
    "pages.sign_in_form": OPEN,
    "pages.sign_in_post": OPEN,
    "pages.sign_out_post": OPEN,
    "pages.setup_form": OPEN,
    "pages.setup_post": OPEN,
    "pages.account_form": ACCOUNT,
    "pages.account_post": ACCOUNT,
    "board_pages.new_form": ACCOUNT,
    "board_pages.new_post": ACCOUNT,
    "board_pages.open_demo": ACCOUNT,
    "board_pages.import_form": ACCOUNT,
    "board_pages.import_post": ACCOUNT,
    "method_pages.show": ACCOUNT,
    "method_pages.picture": ACCOUNT,
    "method_pages.take_home": ACCOUNT,
    "method_pages.import_form": ACCOUNT,
    "method_pages.import_post": ACCOUNT,
    "method_pages.delete_form": ACCOUNT,
    "method_pages.delete_post": ACCOUNT,
    "project_pages.list_all": ACCOUNT,
    "project_pages.create": ACCOUNT,
    "project_pages.show": ACCOUNT,
    "project_pages.change_form": ACCOUNT,
    "project_pages.change_post": ACCOUNT,
    "project_pages.put_aside": ACCOUNT,
    "project_pages.change_leads": ACCOUNT,
    "project_pages.make_account": ACCOUNT,
    "meeting_pages.project": ACCOUNT,
    "meeting_pages.make_path": ACCOUNT,
    "meeting_pages.new_form": ACCOUNT,
    "meeting_pages.new_post": ACCOUNT,
    "meeting_pages.show": ACCOUNT,
    "meeting_pages.change_form": ACCOUNT,
    "meeting_pages.change_post": ACCOUNT,
    "meeting_pages.delete_form": ACCOUNT,
    "meeting_pages.delete_post": ACCOUNT,
    "meeting_pages.boards_post": ACCOUNT,
    "attendance_pages.save": ACCOUNT,
    "attendance_pages.add": ACCOUNT,
    "attendance_pages.carry_over": ACCOUNT,
    "attendance_pages.download": ACCOUNT,
    "people_api.list_all": ACCOUNT,
    "people_api.change": ACCOUNT,
    "method_pages.save_form": "board.method",
    "method_pages.save_post": "board.method",
    "board_pages.show_board": "board.view",
    "board_pages.projector": "board.invite",
    "board_pages.wait_page": SIGNED_IN,
    "board_pages.invite_page": "board.invite",
    "board_pages.invite_post": "board.invite",
    "board_pages.rename_form": "board.rename",
    "board_pages.rename_post": "board.rename",
    "moving_pages.show": "board.delete",  # and who leads the project
    "moving_pages.move": "board.delete",
    "board_pages.delete_form": "board.delete",
    "board_pages.delete_post": "board.delete",
    "board_pages.take_home": "board.export",
    # the API
    "health.live": OPEN,
    "health.ready": OPEN,
    "metrics.show": OPEN,  # and answers only to programs on this machine
    "api.join_board": OPEN,
    "api.sign_in_account": OPEN,
    "api.sign_out": OPEN,
    "api.me": OPEN,
    "api.choose_locale": OPEN,
    "api.set_account": ACCOUNT,
    "api.list_methods": ACCOUNT,
    "api.list_boards": ACCOUNT,
    "api.create_board": ACCOUNT,
    "api.import_file": ACCOUNT,
    "board_api.show": "board.view",
    "board_api.snapshot": "board.view",
    "board_api.entries": "board.view",
    "board_api.change": "board.rename",
    "board_api.delete": "board.delete",
    "board_api.show_invite": "board.invite",
    "board_api.change_invite": "board.invite",
    "board_api.set_role": "board.people",
    "board_api.show_shares": "workshop.run",
    "attendance_api.show": "board.people",
    "door_api.show": SIGNED_IN,  # tells only about whoever asks
    "door_api.decide": "board.people",
    "door_api.add_helped": "board.people",
    "door_api.remove": "board.people",
    "history_api.list_changes": "board.history",
    "history_api.show_moment": "board.history",
    "history_api.copy": "board.history",
    "history_api.restore": "board.restore",
    "repair_api.repair_board": "board.repair",
    "commitments_api.list_open": "workshop.run",
    "moderation_api.list_hidden": "board.moderate",
    "moderation_api.hide_items": "board.moderate",
    "moderation_api.put_items_back": "board.moderate",
    "moderation_api.read_reasons": "board.view",  # of what whoever asks has written
    "inbox_api.list_waiting": "board.moderate",
    "inbox_api.accept_notes": "board.moderate",
    "inbox_api.decline_notes": "board.moderate",
    "asset_api.add": "item.write",
    "asset_api.show": "board.view",
    "downloads.list_snapshots": "board.snapshot",
    "downloads.save_snapshot": "board.snapshot",
    "downloads.download_snapshot": "board.snapshot",
    "downloads.export": "board.export",
    "document_api.start": "board.export",
    "document_api.start_cards": "board.invite",
    "document_api.show": "board.export",
    "document_api.remove": "board.export",
    "document_api.download": "board.export",
}


def init_access(app: Flask) -> None:
    """Check every request against the table before its handler runs."""
    app.before_request(_check_access)
    app.after_request(_watch_long_answers)


def check_rules() -> None:
    """Raises ValueError when the table names an action that roles do not know."""
    for endpoint, rule in RULES.items():
        if rule not in (OPEN, SIGNED_IN, ACCOUNT, *ACTIONS):
            raise ValueError(f"{endpoint}: there is no rule {rule!r}")


def viewer() -> Viewer:
    """Who looks at the board of this request, once access was granted."""
    return cast(Viewer, g.viewer)


def _check_access() -> AnyResponse | None:
    """Nothing when the request may go on; who waits before a board is led to where one waits."""
    if request.endpoint is None:
        return None  # no such address: the router says so
    rule = RULES.get(request.endpoint)
    if rule is None:
        raise ServerFault(ref="unlisted")
    if rule == OPEN:
        return None
    person = require_person()
    if rule == ACCOUNT and not person.is_account:
        raise Denied
    if rule in (SIGNED_IN, ACCOUNT):
        return None
    role = _role_here(person.id)
    if role is None and request.endpoint == "board_pages.show_board":
        board_id = cast(dict[str, str], request.view_args)["board_id"]
        if services().boards.is_waiting(board_id, person.id):
            return redirect(url_for("board_pages.wait_page", board_id=board_id), SEE_OTHER)
    authorize(role, rule)
    g.viewer = Viewer(person.id, cast(Role, role))
    return None


def _watch_long_answers(response: Response) -> Response:
    """Who loses the right to an answer about a board while it is under way does not get the rest."""
    if "viewer" not in g or request.endpoint is None:
        return response
    boards, rule, person_id = services().boards, RULES[request.endpoint], viewer().person_id
    board_id = str((request.view_args or {})["board_id"])

    def may_go_on() -> bool:
        role = boards.role_of(board_id, person_id)
        return role is not None and can(role, rule)

    return watch(response, services().clock_ms, may_go_on)


def _role_here(person_id: str) -> Role | None:
    board_id = (request.view_args or {}).get("board_id")
    if not is_id(board_id):
        raise BoardMissing
    return services().boards.role_of(str(board_id), person_id)
