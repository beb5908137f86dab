"""Each check is shown well and ill; nothing it looks at is invented."""

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from pytest_django import Settings

from prima.config import doctor, installation
from prima.config.doctor import (
    database,
    holidays,
    keeping,
    moments,
    people,
    safety,
    storage,
    tools,
    versions,
    work,
)
from prima.config.doctor.finding import Finding
from prima.kernel import backups, clock, journal, tasks
from prima.kernel.actors import SYSTEM
from prima.kernel.backups import BackupPlace
from prima.kernel.tests.support import do
from prima.kernel.tests.test_backups import record
from prima.offices.tests.people import make_district, make_staff

pytestmark = pytest.mark.django_db

DAY, LONG_KEY = timedelta(days=1), "abcdefghij-0123456789" * 4

# Settings under which a check finds something, and what it then says.
UNSAFE: tuple[tuple[Callable[[], Finding], dict[str, object], str], ...] = (
    (safety.debug, {"DEBUG": True}, "problem"),
    (safety.transport, {"SITE_HOST": "kua.go.id", "USES_TLS": False}, "problem"),
    (
        safety.transport,
        {"SITE_HOST": "kua.go.id", "USES_TLS": True, "SESSION_COOKIE_SECURE": False},
        "problem",
    ),
    (safety.proxy, {"USES_TLS": True, "PROXY_ADDRESSES": []}, "problem"),
    (safety.proxy, {"PROXY_ADDRESSES": ["*"]}, "problem"),
    (safety.secret_key, {"SECRET_KEY": "rahasia"}, "problem"),
    (safety.secret_key, {"SECRET_KEY": "a" * 80}, "problem"),
    (safety.secret_key, {"SECRET_KEY": f"django-insecure-{LONG_KEY}"}, "problem"),
    (safety.secret_key, {"SECRET_KEY_FALLBACKS": ["lama"]}, "problem"),
    (safety.demonstration, {"PRIMA_DEMO": True, "SITE_HOST": "kua.go.id"}, "problem"),
    (safety.demonstration, {"PRIMA_DEMO": True, "SITE_HOST": "127.0.0.1"}, "warning"),
)


@pytest.mark.parametrize(("check", "settings_made", "expected"), UNSAFE)
def test_a_setting_that_is_silently_unsafe_is_said_aloud(
    settings: Settings,
    check: Callable[[], Finding],
    settings_made: dict[str, object],
    expected: str,
) -> None:
    settings.SECRET_KEY = LONG_KEY
    before = check()
    for name, value in settings_made.items():
        setattr(settings, name, value)

    after = check()

    assert (before.state, before.advice) == ("ok", ""), before.sentence
    assert after.state == expected
    assert after.advice
    assert LONG_KEY not in after.sentence


def test_what_the_framework_finds_is_named(settings: Settings) -> None:
    assert "security." not in safety.framework().sentence
    settings.USES_TLS, settings.SECURE_SSL_REDIRECT = True, False

    assert "security.W008" in safety.framework().sentence


def test_a_site_behind_tls_with_its_proxy_named_is_well(settings: Settings) -> None:
    settings.SITE_HOST, settings.USES_TLS = "kua.go.id", True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.PROXY_ADDRESSES = ["127.0.0.1"]

    assert [safety.transport().state, safety.proxy().state] == ["ok", "ok"]


@pytest.mark.parametrize(
    ("host", "public"),
    [("localhost", False), ("127.0.0.1", False), ("::1", False), ("10.0.0.4", True)],
)
def test_only_this_machine_is_not_public(host: str, public: bool) -> None:
    assert safety.is_public_host(host) is public


def test_a_key_file_others_can_read_or_that_is_gone_is_said_aloud(
    settings: Settings, tmp_path: Path
) -> None:
    settings.PRIMA_KEYS_FILE = tmp_path / "keys.json"
    gone = safety.key_file()
    settings.PRIMA_KEYS_FILE.write_text("{}")
    settings.PRIMA_KEYS_FILE.chmod(0o640)
    shared = safety.key_file()
    settings.PRIMA_KEYS_FILE.chmod(0o600)

    assert [gone.state, shared.state, safety.key_file().state] == ["problem", "problem", "ok"]


def test_a_data_folder_others_can_list_is_said_aloud(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "data"
    missing = safety.data_folder()
    settings.DATA_DIR.mkdir(mode=0o700)
    private = safety.data_folder()
    settings.DATA_DIR.chmod(0o755)

    found = [missing.state, private.state, safety.data_folder().state]

    assert found == ["unknown", "ok", "warning"]


def test_a_disk_is_full_long_before_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    def with_free(free: int) -> str:
        usage = (500 * storage.GIGABYTE, 0, free)
        monkeypatch.setattr(shutil, "disk_usage", lambda _place: storage_usage(*usage))
        return storage.disk().state.value

    storage_usage = type(shutil.disk_usage("/"))
    gigabytes = (0.5, 3, 15, 60)

    states = [with_free(int(size * storage.GIGABYTE)) for size in gigabytes]

    assert states == ["problem", "warning", "warning", "ok"]


def test_a_folder_that_cannot_be_written_is_named(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    assert storage.writable().state == "ok"
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)

    assert storage.writable().state == "problem"


def test_what_is_left_of_an_older_server_is_named(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.EMBEDDED_SERVER = type(settings.EMBEDDED_SERVER)(tmp_path)
    (tmp_path / "postgresql-18-2").mkdir()
    tidy = storage.leftovers()
    (tmp_path / "postgresql-18-1").mkdir()
    (tmp_path / "postgresql-17-9").mkdir()
    (tmp_path / "postgres" / "cluster.new-1").mkdir(parents=True)

    found = storage.leftovers()

    assert tidy.state == "ok"
    assert found.state == "warning"
    assert "postgresql-18-2" not in found.sentence
    for name in ("postgresql-18-1", "postgresql-17-9", "cluster.new-1"):
        assert name in found.sentence
    settings.EMBEDDED_SERVER = None
    assert storage.leftovers().state == "ok"


def test_a_clock_two_hours_back_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    do("office:1")
    assert [moments.clock().state, moments.database_clock().state] == ["ok", "ok"]
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now - timedelta(hours=2))

    found = moments.clock()

    assert found.state == "problem"
    assert "1 jam" in found.sentence  # rounded down: some milliseconds have passed
    assert moments.database_clock().state == "problem"


def test_a_clock_some_seconds_apart_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=20))

    assert moments.database_clock().state == "warning"


@pytest.mark.parametrize(("said", "state"), [("yes", "ok"), ("no", "warning")])
def test_the_system_is_asked_who_sets_its_clock(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str, state: str
) -> None:
    program = tmp_path / "timedatectl"
    program.write_text(f"#!/bin/sh\necho {said}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    assert moments.synchronised().state == state


def test_a_system_that_does_not_say_is_unknown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(moments, "_SYNCHRONISED", tmp_path / "synchronized")

    assert moments.synchronised().state == "unknown"


def test_time_zones_are_those_of_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    assert moments.time_zones().state == "ok"
    monkeypatch.setitem(moments.ZONES, "Asia/Jakarta", 8 * 60)

    assert "Asia/Jakarta" in moments.time_zones().sentence
    monkeypatch.setitem(moments.ZONES, "Asia/Nowhere", 0)
    assert moments.time_zones().state == "problem"


def test_tables_of_another_version_are_found() -> None:
    assert versions.version().state == "ok"
    assert versions.postgresql().state == "ok"
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations VALUES (-1, 'kernel', '9999_x', now())")
    newer = versions.version()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'surveys'")
    older = versions.version()

    assert newer.state == older.state == "problem"
    assert "lebih baru" in newer.sentence
    assert "prima init" in older.advice


def test_a_database_that_does_not_wait_for_its_disk_is_found() -> None:
    # The database of the tests is quick and forgets in a power cut.
    found = database.durability()

    assert found.state == "problem"
    assert "fsync" in found.sentence
    assert "synchronous_commit" in found.sentence


def test_the_application_cannot_change_the_journal() -> None:
    assert database.roles().state == "ok"
    assert database.room().state == "ok"


def test_a_silent_worker_and_jobs_that_wait_are_found() -> None:
    nobody = work.worker()
    _sql("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    alive = work.worker()
    _sql("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '10 minutes'")
    silent = work.worker()
    tasks.tidy.configure().defer(timestamp=0)
    new = work.waiting()
    _sql("UPDATE procrastinate_events SET at = now() - interval '1 hour'")
    old = work.waiting()
    none_failed = work.failed()
    _sql("UPDATE procrastinate_jobs SET status = 'failed'")

    states = [one.state for one in (nobody, alive, silent, new, old, none_failed, work.failed())]

    assert states == ["problem", "ok", "problem", "ok", "warning", "ok", "warning"]
    assert "10 menit" in silent.sentence
    assert "kernel.tidy (1)" in work.failed().sentence


def test_a_backup_that_is_missing_old_or_beside_the_data_is_found() -> None:
    now = clock.now()
    found = [keeping.backup().state]
    for made_at, changes in (
        (now - 8 * DAY, {}),
        (now - 2 * DAY, {}),
        (now - timedelta(hours=3), {"files_missing": 2}),
        (now - timedelta(hours=2), {"place": BackupPlace.SAME_DISK}),
        (now - timedelta(hours=1), {}),
    ):
        backups.record_made(record(made_at=made_at, **changes), by=SYSTEM, at=now)
        found.append(keeping.backup().state)

    assert found == ["problem", "problem", "warning", "warning", "warning", "ok"]


def test_an_anchor_that_is_missing_or_old_is_found(settings: Settings, tmp_path: Path) -> None:
    settings.ANCHOR_DIR = tmp_path
    do("office:1")
    found = [keeping.anchor().state]
    for span in (8 * DAY, 2 * DAY, timedelta(0)):
        journal.write_anchor(at=clock.now() - span)
        found.append(keeping.anchor().state)
    (tmp_path / "anchor-lain.jsonl").touch()

    assert found == ["warning", "problem", "warning", "ok"]
    assert keeping.anchor().state == "ok"


def test_an_anchor_of_tomorrow_is_no_negative_age(settings: Settings, tmp_path: Path) -> None:
    settings.ANCHOR_DIR = tmp_path
    do("office:1")

    journal.write_anchor(at=clock.now() + DAY)

    assert keeping.anchor_age() == timedelta(0)


def test_anchors_beside_the_database_are_found(settings: Settings) -> None:
    settings.ANCHOR_DIR = settings.DATA_DIR / "anchors"
    beside = keeping.anchor_place().state
    settings.ANCHOR_DIR = Path("/dev/shm/anchors")  # noqa: S108 - another disk on every Linux
    elsewhere = keeping.anchor_place().state
    settings.EMBEDDED_SERVER = None

    assert (beside, elsewhere) == ("warning", "ok")
    assert keeping.anchor_place().state == "unknown"


def test_holidays_nobody_loaded_are_found() -> None:
    without_office = holidays.holidays()
    make_district()
    without_days = holidays.holidays()
    installation.load_calendar(clock.now())

    found = [one.state for one in (without_office, without_days, holidays.holidays())]

    assert found[:2] == ["unknown", "problem"]
    assert found[2] in {"ok", "warning"}  # as the year of the decrees goes


def test_who_sees_much_with_a_password_alone_is_counted() -> None:
    nobody = people.second_factor()
    staff = make_staff(make_district(), "Siti Rahmah", "manager")
    alone = people.second_factor()
    Authenticator.objects.create(user=staff.user, type="totp", data={})

    assert [nobody.state, alone.state, people.second_factor().state] == ["ok", "warning", "ok"]
    assert "1 akun" in alone.sentence


def test_paper_and_language_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert [tools.paper().state, tools.language().state] == ["ok", "ok"]
    broken = tmp_path / "broken.typ"
    broken.write_text("#nothing-of-this-name")
    monkeypatch.setattr(tools, "PAGE", broken)

    assert tools.paper().state == "problem"


def test_a_check_that_breaks_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks() -> Finding:
        raise LookupError("3271014608850417")

    monkeypatch.setattr(doctor, "CHECKS", [breaks, safety.debug])
    monkeypatch.setattr(doctor, "DATABASE_CHECKS", [versions.postgresql])

    findings = {one.key: one for one in doctor.gather()}

    assert findings["test_doctor.breaks"].state == "unknown"
    assert {"debug", "postgresql", "database"} <= findings.keys()
    assert "3271" not in repr(findings)


def test_without_a_database_the_rest_is_still_said(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATABASE_URL = "postgresql://nobody@127.0.0.1:1/nothing"
    monkeypatch.setattr(doctor, "CHECKS", [safety.debug])

    findings = doctor.gather()

    assert [one.key for one in findings] == ["database", "waiting_for_database", "debug"]
    assert doctor.worst(findings) == "problem"
    assert doctor.worst([]) == "ok"


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
