"""Figures for a monitor: read by the reference parser, behind a token, and cheap."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from prometheus_client import Metric
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from pytest_django import Settings

from prima.config import metrics
from prima.config.metering import BOUNDS, Meter, meter
from prima.kernel import backups, clock, messages, tasks
from prima.kernel.actors import SYSTEM
from prima.kernel.tests.support import do
from prima.kernel.tests.test_backups import record
from prima.offices.tests.people import make_district, make_office, make_staff

pytestmark = pytest.mark.django_db

TOKEN = "t0ken-of-the-monitor"


@pytest.fixture(autouse=True)
def _read_anew(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.ANCHOR_DIR = tmp_path / "anchors"
    metrics.stored.forget()
    yield
    metrics.stored.forget()


def parsed() -> dict[str, Metric]:
    read = text_string_to_metric_families(metrics.text())  # type: ignore[no-untyped-call]
    return {family.name: family for family in read}


def value(name: str) -> float:
    (sample,) = parsed()[name].samples
    return float(sample.value)


def test_the_reference_parser_reads_everything() -> None:
    do("office:1")
    do("office:1", "office:2")
    backups.record_made(
        record(made_at=clock.now() - timedelta(hours=2)), by=SYSTEM, at=clock.now()
    )
    tasks.tidy.configure().defer(timestamp=0)
    messages.prepare("whatsapp", recipient="081234564471", subject="a", body="b", at=clock.now())

    families = parsed()

    assert metrics.text().endswith("# EOF\n")
    assert all(name.startswith("prima_") for name in families)
    assert all(family.documentation for family in families.values())
    assert families["prima_journal_entries"].samples[0].value == 4  # the backup is one of them
    assert 7000 < value("prima_backup_age_seconds") < 7300
    assert families["prima_jobs"].samples[0].labels == {"state": "todo"}
    assert families["prima_messages"].samples[0].labels == {"state": "prepared"}
    assert value("prima_cases_open") == value("prima_cases_late") == 0
    assert families["prima_disk_free_bytes"].samples[0].value > 0
    # What is not known is left out: nought would be a lie.
    assert families["prima_worker_heartbeat_age_seconds"].samples == []
    assert families["prima_anchor_age_seconds"].samples == []


def test_requests_are_counted_by_class_and_time() -> None:
    one = Meter()
    for status, seconds in ((200, 0.004), (200, 0.01), (302, 0.3), (503, 60.0)):
        one.count(status, seconds)

    assert one.by_class == {"1xx": 0, "2xx": 2, "3xx": 1, "4xx": 0, "5xx": 1}
    assert sum(one.by_bucket) == 4
    assert one.by_bucket[0] == 2
    assert one.by_bucket[len(BOUNDS)] == 1
    assert one.seconds == pytest.approx(60.314)


def test_the_histogram_adds_up() -> None:
    meter.count(200, 0.02)

    samples = parsed()["prima_http_request_duration_seconds"].samples

    buckets = [sample.value for sample in samples if sample.name.endswith("_bucket")]
    assert buckets == sorted(buckets)
    assert buckets[-1] == next(one.value for one in samples if one.name.endswith("_count"))


def test_without_the_token_there_is_no_such_page(client: Client, settings: Settings) -> None:
    given = {"authorization": f"Bearer {TOKEN}"}
    assert client.get("/metrics", headers=given).status_code == 404  # none was set
    settings.METRICS_TOKEN = TOKEN

    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer x"}).status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer é"}).status_code == 404
    answer = client.get("/metrics", headers=given)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == metrics.CONTENT_TYPE
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


def test_eager_monitors_cost_no_query() -> None:
    with CaptureQueriesContext(
        connection,
    ) as first:
        metrics.text()
    with CaptureQueriesContext(connection) as second:
        metrics.text()

    assert 0 < len(first) <= 12
    assert len(second) == 0


def test_only_who_manages_the_whole_sees_its_health(client: Client) -> None:
    district = make_district()
    below = make_office(parent=district)
    at_the_top = make_staff(district, "Siti Rahmah", "manager")
    below_it = make_staff(below, "Budi Santoso", "manager")

    client.force_login(below_it.user)
    refused = client.get("/kelola/kesehatan/")
    client.force_login(at_the_top.user)
    shown = client.get("/kelola/kesehatan/")

    assert refused.status_code == 403
    assert shown.status_code == 200
    assert "Ketahanan data" in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
