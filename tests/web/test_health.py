"""What a watcher is told about the server."""

from tests.support.server import wait_until


def test_it_is_ready_while_boards_can_be_changed(site):
    assert site.visitor().get("/healthz/ready").json == {"ok": True}


def test_ACK3_it_is_not_ready_while_the_store_cannot_write(site):
    site.services.database.read(lambda connection: connection.exec_driver_sql("PRAGMA query_only=ON"))
    site.services.registry._store.failed()

    answer = site.visitor().get("/healthz/ready")

    assert answer.status_code == 503
    assert answer.json["code"] == "storage"
    assert site.visitor().get("/healthz/live").json == {"ok": True}
    wait_until(lambda: site.visitor().get("/healthz/ready").status_code == 200, "the next probe")


def test_RUN2_it_is_not_ready_once_it_is_asked_to_stop(site):
    site.services.registry.stop(lambda: 100)

    answer = site.visitor().get("/healthz/ready")

    assert answer.status_code == 503
    assert answer.json["code"] == "restart"
