"""What the web layer works with, made once by `create_app`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import current_app
from flask_socketio import SocketIO

from board.live.concurrency import Concurrency
from board.live.registry import Registry
from board.settings import Settings
from board.store.assets import Assets
from board.store.attendance import Attendance
from board.store.boards import Boards
from board.store.database import Database
from board.store.meetings import Meetings
from board.store.methods import Methods
from board.store.moments import Moments
from board.store.oplog import DatabaseStorage
from board.store.people import People
from board.store.pictures import Pictures
from board.store.projects import Projects
from board.store.snapshots import Snapshots
from board.web.connections import Connections
from board.web.intake import Intake
from board.web.transport import SocketTransport


@dataclass(frozen=True)
class Services:
    """Everything with a state of its own, in one place."""

    settings: Settings
    database: Database
    people: People
    boards: Boards
    snapshots: Snapshots
    assets: Assets
    pictures: Pictures
    methods: Methods
    projects: Projects
    meetings: Meetings
    attendance: Attendance
    moments: Moments
    storage: DatabaseStorage
    registry: Registry
    socketio: SocketIO
    transport: SocketTransport
    intake: Intake
    connections: Connections
    concurrency: Concurrency
    clock_ms: Callable[[], int]


def services() -> Services:
    """The services of the running application."""
    return cast(Services, current_app.extensions["tavolo"])
