"""One live server for the tests that only need any server, in each way to serve.

eventlet is at the end of its life upstream; that everything passes under plain threads too is what
makes leaving it a small change. The short way past the library is a setting; with and without it the
same is promised.
"""

import pytest

from tests.support.server import running_server

WAYS = {
    "fast": {"BOARD_ASYNC": "eventlet"},
    "eventlet": {"BOARD_ASYNC": "eventlet", "BOARD_FAST_PATH": "0"},
    "threading": {"BOARD_ASYNC": "threading"},
}


@pytest.fixture(scope="session", params=WAYS)
def server(tmp_path_factory, request):
    """Its first facilitator is signed in by the fixture below."""
    data_dir = tmp_path_factory.mktemp("server") / "data"
    with running_server(data_dir, **WAYS[request.param]) as server:
        yield server


@pytest.fixture(scope="session")
def facilitator(server):
    return server.facilitator()
