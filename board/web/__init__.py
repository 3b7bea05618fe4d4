"""Flask and Socket.IO, thin: each handler checks, calls a layer below, and answers."""

from flask import Flask, Response

from board.web import (
    api,
    asset_api,
    assets,
    attendance_api,
    attendance_pages,
    board_api,
    board_pages,
    commitments_api,
    document_api,
    door_api,
    downloads,
    health,
    history_api,
    inbox_api,
    meeting_pages,
    method_pages,
    metrics,
    moderation_api,
    moving_pages,
    pages,
    people_api,
    project_pages,
    repair_api,
)
from board.web.access import check_rules, init_access
from board.web.auth import init_auth
from board.web.documents import Documents
from board.web.errors import init_errors
from board.web.gateway import Gateway
from board.web.joining import init_joining
from board.web.kept_snapshots import KeptSnapshots
from board.web.limits import BODY_LIMIT_BYTES
from board.web.locale import init_locale
from board.web.origin import check_origin, host_check, own_hosts
from board.web.services import Services
from board.web.showing import init_showing
from board.web.thumbnail import Thumbnails


def register(app: Flask, services: Services) -> None:
    """Put every route, check and page on `app`.

    Call it once, after Socket.IO has wrapped the application: the gateway must be outermost.
    """
    app.extensions["tavolo"] = services
    app.extensions["tavolo.thumbnails"] = Thumbnails()
    app.extensions["tavolo.kept_snapshots"] = KeptSnapshots(services.concurrency)
    app.extensions["tavolo.documents"] = Documents(
        services.concurrency, services.settings.data_dir, services.clock_ms
    )
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT_BYTES
    app.json.sort_keys = False  # type: ignore[attr-defined]
    init_errors(app)
    init_locale(app)
    is_own_host = own_hosts(services.settings)
    app.before_request(host_check(is_own_host))
    app.before_request(check_origin)  # before access: another site learns nothing at all
    init_auth(app)
    init_joining(app)
    init_access(app)
    check_rules()
    of_boards = (
        board_api,
        attendance_api,
        door_api,
        history_api,
        repair_api,
        commitments_api,
        moderation_api,
        inbox_api,
        downloads,
        asset_api,
        document_api,
    )
    of_meetings = (project_pages, moving_pages, meeting_pages, attendance_pages, people_api)
    of_sites = (assets, pages, board_pages, method_pages, *of_meetings, health, metrics, api)
    for module in (*of_sites, *of_boards):
        app.register_blueprint(module.blueprint)
    app.after_request(_keep_out_of_caches)
    init_showing(app)
    settings = services.settings
    app.wsgi_app = Gateway(  # type: ignore[method-assign]
        app.wsgi_app, settings.base_path, is_secure=settings.is_secure, is_own_host=is_own_host
    )


def _keep_out_of_caches(response: Response) -> Response:
    """Nothing personal stays in a cache, or in the back button of a shared computer."""
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
