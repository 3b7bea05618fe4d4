"""One Chromium for all browser tests, an empty browser for each person, and one server for all that need no
more of it than boards of their own. A file with `OWN_SERVER = True` has one that nobody has used yet."""

from contextlib import closing
from dataclasses import dataclass

import pytest

from tests.support.browser import Seats, Visitors, running_chromium, without_trouble
from tests.support.server import Caller, LiveServer, running_server
from tests.support.stage import new_stage
from tests.support.tour import Tour
from tests.support.world import leave, new_world


@pytest.fixture(scope="session")
def chromium():
    with running_chromium() as browser:
        yield browser


@dataclass(frozen=True)
class Common:
    """What most files share."""

    server: LiveServer
    facilitator: Caller
    seats: Seats


@pytest.fixture(scope="session")
def common(chromium, tmp_path_factory):
    with (
        running_server(tmp_path_factory.mktemp("common") / "data") as server,
        closing(Seats()) as seats,
    ):
        yield Common(server, server.facilitator(), seats)


def has_own(request) -> bool:
    return getattr(request.module, "OWN_SERVER", False)


@pytest.fixture(scope="module")
def server(request, tmp_path_factory):
    if not has_own(request):
        yield request.getfixturevalue("common").server
        return
    with running_server(tmp_path_factory.mktemp("server") / "data") as server:
        yield server


@pytest.fixture(scope="module")
def facilitator(request, server):
    """The first facilitator's HTTP calls."""
    return server.facilitator() if has_own(request) else request.getfixturevalue("common").facilitator


@pytest.fixture(scope="module")
def seats(request, chromium):
    """Browsers that the people of one test leave to those of the next one."""
    if not has_own(request):
        yield request.getfixturevalue("common").seats
        return
    with closing(Seats()) as seats:
        yield seats


@pytest.fixture
def visitors(chromium, seats):
    """Makes people. At the end none of their pages may have had trouble."""
    with without_trouble(Visitors(chromium, seats)) as visitors:
        yield visitors


@pytest.fixture
def stage(server, facilitator, visitors):
    """Mia's page on a small board, and Leo who watches."""
    stage = new_stage(server, facilitator, visitors)
    yield stage
    stage.watcher.person.disconnect()


@pytest.fixture(scope="session")
def tour(chromium, tmp_path_factory):
    """What there is to see in every state of every page."""
    with (
        running_server(tmp_path_factory.mktemp("tour") / "data") as server,
        closing(Visitors(chromium)) as visitors,
    ):
        world = new_world(server)
        yield Tour(world, visitors)
        leave(world)
