"""The operator's commands: what they do, and the one sentence when they cannot."""

import io
import json
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from pytest_django import Settings

from conftest import Database, Server
from prima.config import cli, demo_mark, installation, launch, server, system_user
from prima.config.commands import demo, serve
from prima.config.commands.console import CommandError
from prima.config.embedded import EmbeddedServerError, wait_until_answering
from prima.offices import public as offices
from prima.standards.public import Service

INIT = (
    "init",
    "--office=KUA Kec. Murung Pudak",
    "--prefix=mp",
    "--zone=wita",
    "--name=Siti Rahmah",
    "--email=Siti@kemenag.go.id",
    "--without-catalogue",
)
Capture = pytest.CaptureFixture[str]

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture(autouse=True)
def _own_places(tmp_path: Path, settings: Settings) -> None:
    settings.PRIMA_KEYS_FILE = tmp_path / "keys.json"
    settings.ANCHOR_DIR = tmp_path / "anchors"
    settings.ALLOW_ROOT = True  # whoever runs the tests


@pytest.fixture(autouse=True)
def _signals_as_before() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_new_installation_gets_keys_an_office_and_an_administrator(capsys: Capture) -> None:
    code = cli.main(INIT)

    said = capsys.readouterr().out
    password = said.strip().rsplit(" ", 1)[1]
    user = authenticate(username="siti@kemenag.go.id", password=password)
    office = offices.Office.objects.get()
    assert code == 0
    assert settings.PRIMA_KEYS_FILE.stat().st_mode & 0o777 == 0o600
    assert (office.key, office.kind, office.number_prefix) == (
        "kua-kec-murung-pudak",
        "subdistrict",
        "MP",
    )
    assert office.time_zone == "Asia/Makassar"
    assert user is not None
    assert offices.RoleAssignment.objects.get().role == "manager"


def test_a_second_run_keeps_everything(capsys: Capture) -> None:
    cli.main(INIT)
    keys = settings.PRIMA_KEYS_FILE.read_bytes()

    code = cli.main(["init"])

    assert code == 0
    assert settings.PRIMA_KEYS_FILE.read_bytes() == keys
    assert "sudah ada" in capsys.readouterr().out
    assert offices.StaffMember.objects.count() == 1


def test_what_is_missing_is_named_when_nobody_can_be_asked(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    code = cli.main(INIT[:3])

    assert code == 1
    assert "Isi --name" in capsys.readouterr().err
    assert installation.is_empty()


def test_a_refused_answer_leaves_no_half_made_office(capsys: Capture) -> None:
    code = cli.main([*INIT[:5], "--email=siti"])

    assert code == 1
    assert "Periksa surel" in capsys.readouterr().err
    assert not offices.Office.objects.exists()


@pytest.mark.parametrize(
    ("name", "key"),
    [("KUA Kec. Ma'rang", "kua-kec-ma-rang"), ("***", "kantor"), ("a" * 90, "a" * 60)],
)
def test_a_name_becomes_an_address(name: str, key: str) -> None:
    assert installation.key_of(name) == key


def test_the_journal_is_verified_with_and_without_an_anchor(capsys: Capture) -> None:
    cli.main(INIT)

    assert cli.main(["journal", "verify"]) == 0
    assert cli.main(["journal", "anchor"]) == 0
    anchor = capsys.readouterr().out.strip().rsplit(" ", 1)[1]
    assert cli.main(["journal", "verify", f"--anchor={anchor}"]) == 0


def test_a_changed_journal_ends_with_a_code(capsys: Capture, own_database: Database) -> None:
    cli.main(INIT)
    with psycopg.connect(own_database.admin_url) as connection:
        connection.execute("ALTER TABLE kernel_journalentry DISABLE TRIGGER USER")
        connection.execute("DELETE FROM kernel_journalentry WHERE sequence = 1")

    assert cli.main(["journal", "verify"]) == 1
    assert cli.main(["journal", "verify", "--anchor=/tidak/ada"]) == 1
    assert "/tidak/ada tidak ada" in capsys.readouterr().err


def test_the_catalogue_is_loaded_once_for_the_only_office_at_the_top(capsys: Capture) -> None:
    assert cli.main(["catalogue", "load"]) == 1
    assert "prima init" in capsys.readouterr().err
    cli.main(INIT)

    assert cli.main(["catalogue", "check"]) == 0
    assert cli.main(["catalogue", "load"]) == 0
    assert cli.main(["catalogue", "load", "--office=kua-kec-murung-pudak"]) == 0

    said = capsys.readouterr().out
    assert Service.objects.count() >= 10
    assert "0 layanan baru, 0 versi standar baru, 0 versi SOP baru" in said


def test_a_catalogue_with_a_fault_is_named_and_not_loaded(
    capsys: Capture, tmp_path: Path, settings: Settings
) -> None:
    cli.main(INIT)
    folder = tmp_path / "catalogue"
    shutil.copytree(settings.CATALOGUE_DIR, folder)
    with (folder / "services" / "rujuk.yaml").open("a") as file:
        file.write("tarif_baru: 5\n")

    assert cli.main(["catalogue", "check", str(folder)]) == 1
    assert "rujuk.yaml, baris" in capsys.readouterr().out
    assert cli.main(["catalogue", "load", str(folder)]) == 1
    assert "rujuk.yaml, baris" in capsys.readouterr().err
    assert not Service.objects.exists()


def test_a_catalogue_is_written_into_an_empty_folder_only_and_loads_as_unchanged(
    capsys: Capture, tmp_path: Path
) -> None:
    folder = tmp_path / "ekspor" / "katalog"
    cli.main(INIT[:-1])

    assert cli.main(["catalogue", "export", str(folder)]) == 0
    capsys.readouterr()
    assert cli.main(["catalogue", "load", str(folder)]) == 0

    assert "0 layanan baru, 0 versi standar baru, 0 versi SOP baru" in capsys.readouterr().out
    assert cli.main(["catalogue", "export", str(folder)]) == 1
    assert "sudah berisi" in capsys.readouterr().err
    assert [path.name for path in folder.parent.iterdir()] == ["katalog"]


def test_a_catalogue_that_cannot_be_written_leaves_nothing(
    capsys: Capture, tmp_path: Path
) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    cli.main(INIT)

    assert cli.main(["catalogue", "export", str(tmp_path / "berkas" / "katalog")]) == 1

    assert "tidak ada yang ditulis" in capsys.readouterr().err


def test_the_catalogue_is_written_for_other_programs_into_a_new_file_only(
    capsys: Capture, tmp_path: Path
) -> None:
    file = tmp_path / "katalog.json"
    cli.main(INIT[:-1])

    assert cli.main(["catalogue", "export", str(file), "--format", "hsds"]) == 0

    assert len(json.loads(file.read_text())["contents"]) == Service.objects.count()
    assert cli.main(["catalogue", "export", str(file), "--format", "sipp"]) == 1
    assert "sudah ada" in capsys.readouterr().err
    (tmp_path / "berkas").write_text("bukan folder")
    assert cli.main(["catalogue", "export", str(tmp_path / "berkas/x"), "--format", "sipp"]) == 1
    assert "tidak ada yang ditulis" in capsys.readouterr().err
    assert not list(tmp_path.glob(".katalog*"))


def test_a_folder_or_an_office_that_is_not_there_is_named(capsys: Capture) -> None:
    cli.main(INIT)

    assert cli.main(["catalogue", "check", "/tidak/ada"]) == 1
    assert "/tidak/ada tidak ada" in capsys.readouterr().err
    assert cli.main(["catalogue", "load", "--office=lain"]) == 1
    assert "Kantor “lain” tidak ada" in capsys.readouterr().err


def test_a_new_installation_can_offer_its_services_at_once() -> None:
    cli.main(INIT[:-1])

    assert Service.objects.exists()


def test_the_demo_refuses_the_data_of_an_office(capsys: Capture) -> None:
    cli.main(INIT)

    with pytest.raises(CommandError, match="sudah berisi data kantor"):
        demo.prepare(None, 1, fresh=False)

    assert demo_mark.read() is None


def test_only_a_marked_database_is_ever_emptied() -> None:
    cli.main(INIT)

    with pytest.raises(RuntimeError, match="marked as a demo"):
        demo_mark.empty()
    assert not installation.is_empty()

    demo_mark.write("building")
    assert demo_mark.read() == "building"
    demo_mark.empty()
    launch.migrate()
    assert installation.is_empty()


def test_a_demo_is_not_served_to_other_machines(capsys: Capture) -> None:
    cli.main(INIT)
    demo_mark.write("ready")

    code = cli.main(["serve", "--host=0.0.0.0", "--port=0"])

    assert code == 1
    assert "hanya boleh dibuka di 127.0.0.1" in capsys.readouterr().err


def test_serving_without_keys_or_tables_says_what_to_do(
    capsys: Capture, own_database: Database, settings: Settings
) -> None:
    assert cli.main(["serve", "--port=0"]) == 1
    assert "keys.json tidak ada" in capsys.readouterr().err

    settings.EMBEDDED_SERVER = None
    with psycopg.connect(own_database.owner_url) as connection:
        connection.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    assert cli.main(["serve", "--port=0"]) == 1
    assert "prima init" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "changed"),
    [
        ("0.0.0.0", {}),  # noqa: S104 - refused before it listens
        ("127.0.0.1", {"USES_TLS": True}),
        ("127.0.0.1", {"PROXY_ADDRESSES": ["127.0.0.1"]}),
    ],
)
def test_root_serves_nobody_else(
    host: str,
    changed: dict[str, object],
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    monkeypatch.setattr(system_user, "is_root", lambda: True)
    for name, value in ({"ALLOW_ROOT": False} | changed).items():
        setattr(settings, name, value)

    assert cli.main(["serve", f"--host={host}", "--port=0"]) == 1
    assert "tidak melayani orang lain sebagai root" in capsys.readouterr().err


def test_root_may_try_prima_alone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(system_user, "is_root", lambda: True)
    settings.ALLOW_ROOT = False

    serve._refuse_root("127.0.0.1")
    assert "Untuk mencoba boleh" in capsys.readouterr().err
    settings.ALLOW_ROOT = True
    serve._refuse_root("0.0.0.0")  # noqa: S104
    assert capsys.readouterr().err == ""


def test_a_port_in_use_is_named() -> None:
    with server.listen("127.0.0.1", 0) as taken:
        taken.listen()
        with pytest.raises(CommandError, match="--port"):
            server.listen("127.0.0.1", taken.getsockname()[1])
    with pytest.raises(CommandError, match="--port"):
        server.listen("127.0.0.1", 99999)


def test_a_database_that_does_not_answer_is_named() -> None:
    with pytest.raises(EmbeddedServerError, match="tidak menjawab"):
        wait_until_answering("postgresql://x@127.0.0.1:1/x", seconds=0)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (CommandError("Satu kalimat."), 1),
        (psycopg.OperationalError("host=secret"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_what_an_operator_can_mend_is_one_sentence(
    capsys: Capture, fault: BaseException, code: int
) -> None:
    def work() -> int:
        raise fault

    assert cli.guarded(work) == code
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "secret" not in said


def test_a_bug_shows_itself() -> None:
    def work() -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cli.guarded(work)


def test_the_worker_alone_waits_for_jobs_until_it_is_stopped(
    start_server: Callable[..., Server],
) -> None:
    server = start_server("--worker-only")

    server.process.send_signal(signal.SIGTERM)

    assert server.process.wait(timeout=30) == 0
