"""The one place that connects the layers: a table of contents of the application."""

import secrets
import time
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from board import cli
from board.live.concurrency import Concurrency, concurrency_for
from board.live.registry import Registry
from board.settings import ROOT, Settings
from board.store.assets import Assets
from board.store.attendance import Attendance
from board.store.boards import Boards
from board.store.database import open_database
from board.store.meetings import Meetings
from board.store.methods import Methods
from board.store.migrating import migrate
from board.store.moments import Moments
from board.store.oplog import DatabaseStorage
from board.store.people import People
from board.store.pictures import Pictures
from board.store.projects import Projects
from board.store.snapshots import Snapshots
from board.web import register as register_web
from board.web import sockets
from board.web.connections import Connections
from board.web.driver import FRAME_LIMIT, Driver, FewRooms, SafePacket
from board.web.intake import Intake
from board.web.logs import log_to_file
from board.web.services import Services
from board.web.transport import SocketTransport


def build_app(settings: Settings | None = None, concurrency: Concurrency | None = None) -> Flask:
    """The application, ready to serve: database migrated, routes and events attached.

    The pieces with a state of their own are in `app.extensions["tavolo"]`.
    """
    settings = settings or Settings.from_environ()
    concurrency = concurrency or concurrency_for(settings.async_mode)
    app = Flask(
        __name__,
        static_folder=None,  # web/assets.py serves the built files, and nothing else of static/
        template_folder=str(ROOT / "templates"),
    )
    # Sign-in uses a table of its own; this key only signs what Flask itself may want to keep.
    app.config["SECRET_KEY"] = secrets.token_hex(32)
    app.config["MAX_CONTENT_LENGTH"] = 20 * 1024 * 1024
    services = _services(app, settings, concurrency)
    app.extensions["tavolo"] = services
    register_web(app, services)
    sockets.register(services)
    cli.register(app)
    return app


def _services(app: Flask, settings: Settings, concurrency: Concurrency) -> Services:
    database = open_database(
        settings.data_dir,
        native_lock=concurrency.native_lock(),
        run_native=concurrency.run_native,
        min_free_mb=settings.min_free_mb,
    )
    migrate(database)
    socketio = SocketIO(app, **_socket_options(settings))
    storage, boards = DatabaseStorage(database), Boards(database)
    intake = Intake(concurrency)
    hub = concurrency.hub if settings.is_fast else None
    transport = SocketTransport(socketio, Driver(socketio, hub, concurrency.bell), intake)
    registry = Registry(storage, boards, transport, concurrency, clock_ms)
    # After Socket.IO, which gives its loggers an outlet of their own.
    log_to_file(settings.data_dir, lambda: registry.metrics.add("tavolo_log_lines_dropped_total"))
    return Services(
        settings=settings,
        database=database,
        people=People(database),
        boards=boards,
        snapshots=Snapshots(database),
        assets=Assets(database),
        pictures=Pictures(concurrency.native_lock()),
        methods=Methods(database),
        projects=Projects(database),
        meetings=Meetings(database),
        attendance=Attendance(database),
        moments=Moments(storage),
        storage=storage,
        registry=registry,
        socketio=socketio,
        transport=transport,
        intake=intake,
        connections=Connections(settings.connections),
        concurrency=concurrency,
        clock_ms=clock_ms,
    )


def _socket_options(settings: Settings) -> dict[str, Any]:
    return {
        "async_mode": settings.async_mode,
        "async_handlers": False,  # LIVE2: the default reorders one client's ops
        "serializer": SafePacket,
        "client_manager": FewRooms(),
        "manage_session": False,
        "cors_allowed_origins": None if settings.origin is None else [settings.origin],
        "max_http_buffer_size": FRAME_LIMIT,
        # OFFLINE3: a dead connection is found at most interval + twice the timeout after its last sign,
        # because the library looks for late answers once every timeout.
        "ping_interval": 6,
        "ping_timeout": 7,
        "path": "/socket.io",
    }


def clock_ms() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000
