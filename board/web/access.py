"""Who may use which route. One table; a route that is not in it answers nobody (PERM2)."""

from typing import Final, cast

from flask import Flask, g, request

from board.core.errors import BoardMissing, Denied, ServerFault
from board.core.ids import is_id
from board.core.roles import ACTIONS, Role, authorize
from board.core.visibility import Viewer
from board.web.auth import require_person
from board.web.services import services

OPEN: Final = "open"  # anybody
SIGNED_IN: Final = "signed_in"  # a guest or an account
ACCOUNT: Final = "account"  # somebody who may make boards

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
    "method_pages.save_form": "board.method",
    "method_pages.save_post": "board.method",
    "board_pages.show_board": "board.view",
    "board_pages.projector": "board.invite",
    "board_pages.invite_page": "board.invite",
    "board_pages.invite_post": "board.invite",
    "board_pages.rename_form": "board.rename",
    "board_pages.rename_post": "board.rename",
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
    "board_api.rename": "board.rename",
    "board_api.delete": "board.delete",
    "board_api.show_invite": "board.invite",
    "board_api.change_invite": "board.invite",
    "board_api.set_role": "board.people",
    "history_api.list_changes": "board.history",
    "history_api.show_moment": "board.history",
    "history_api.copy": "board.history",
    "history_api.restore": "board.restore",
    "repair_api.repair_board": "board.repair",
    "asset_api.add": "item.write",
    "asset_api.show": "board.view",
    "downloads.list_snapshots": "board.snapshot",
    "downloads.save_snapshot": "board.snapshot",
    "downloads.download_snapshot": "board.snapshot",
    "downloads.export": "board.export",
    "document_api.start": "board.export",
    "document_api.show": "board.export",
    "document_api.remove": "board.export",
    "document_api.download": "board.export",
}


def init_access(app: Flask) -> None:
    """Check every request against the table before its handler runs."""
    app.before_request(_check_access)


def check_rules() -> None:
    """Raises ValueError when the table names an action that roles do not know."""
    for endpoint, rule in RULES.items():
        if rule not in (OPEN, SIGNED_IN, ACCOUNT, *ACTIONS):
            raise ValueError(f"{endpoint}: there is no rule {rule!r}")


def viewer() -> Viewer:
    """Who looks at the board of this request, once access was granted."""
    return cast(Viewer, g.viewer)


def _check_access() -> None:
    if request.endpoint is None:
        return  # no such address: the router says so
    rule = RULES.get(request.endpoint)
    if rule is None:
        raise ServerFault(ref="unlisted")
    if rule == OPEN:
        return
    person = require_person()
    if rule == ACCOUNT and not person.is_account:
        raise Denied
    if rule in (SIGNED_IN, ACCOUNT):
        return
    role = _role_here(person.id)
    authorize(role, rule)
    g.viewer = Viewer(person.id, cast(Role, role))


def _role_here(person_id: str) -> Role | None:
    board_id = (request.view_args or {}).get("board_id")
    if not is_id(board_id):
        raise BoardMissing
    return services().boards.role_of(str(board_id), person_id)
