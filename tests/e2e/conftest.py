"""One live server for the tests that only need any server, in each of the two concurrency modes.

eventlet is at the end of its life upstream; that everything passes under plain threads too is what
makes leaving it a small change.
"""

import pytest

from tests.support.server import running_server


@pytest.fixture(scope="module", params=["eventlet", "threading"])
def server(tmp_path_factory, request):
    data_dir = tmp_path_factory.mktemp("server") / "data"
    with running_server(data_dir, BOARD_ASYNC=request.param) as server:
        yield server


@pytest.fixture(scope="module")
def facilitator(server):
    return server.facilitator()
