"""Who may read the numbers."""


def test_a_program_on_this_machine_reads_the_numbers(site):
    answer = site.visitor().get("/metrics")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "tavolo_divergence_total 0" in answer.text


def test_somebody_behind_a_proxy_finds_nothing(site):
    assert site.visitor(**{"X-Forwarded-For": "203.0.113.9"}).get("/metrics").status_code == 404


def test_somebody_on_the_network_finds_nothing(site):
    visitor = site.visitor()

    answer = visitor.client.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.7"})

    assert answer.status_code == 404
    assert "tavolo_" not in answer.text
