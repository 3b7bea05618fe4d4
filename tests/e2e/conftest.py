"""One live server for the tests that only need any server."""

import pytest

from tests.support.server import running_server


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running_server(tmp_path_factory.mktemp("server") / "data") as server:
        yield server


@pytest.fixture(scope="module")
def facilitator(server):
    return server.facilitator()
