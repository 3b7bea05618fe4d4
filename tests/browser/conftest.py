"""One Chromium for all browser tests, one server for each file, a fresh browser for each person."""

from contextlib import closing

import pytest

from tests.support.browser import Visitors, running_chromium, without_trouble
from tests.support.server import running_server
from tests.support.stage import new_stage
from tests.support.tour import Tour
from tests.support.world import leave, new_world


@pytest.fixture(scope="session")
def chromium():
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running_server(tmp_path_factory.mktemp("server") / "data") as server:
        yield server


@pytest.fixture(scope="module")
def facilitator(server):
    """The first facilitator's HTTP calls."""
    return server.facilitator()


@pytest.fixture
def visitors(chromium):
    """Makes people. At the end none of their pages may have had trouble."""
    with without_trouble(Visitors(chromium)) as visitors:
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
