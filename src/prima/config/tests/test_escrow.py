"""Keys put into a safe in parts, brought back on a new machine by two people, and never by one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connections
from pytest_django import Settings

from conftest import Database
from prima.config import cli, escrow
from prima.config.commands import keys_status
from prima.config.commands.console import CommandError
from prima.config.doctor.escrow import escrow as escrow_finding
from prima.config.doctor.finding import State
from prima.config.tests import backups
from prima.kernel.crypto import key_file, keys, passphrase

Capture = pytest.CaptureFixture[str]
HOLDERS = ("--holder=Kepala KUA", "--holder=Penyelia", "--holder=Notaris")


@pytest.fixture(autouse=True)
def _own_places(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, own_database: Database
) -> Iterator[None]:
    for name in ("home", "machine", "safe"):
        (tmp_path / name).mkdir()
    settings.PRIMA_KEYS_FILE = tmp_path / "home" / "keys.json"
    settings.ANCHOR_DIR = tmp_path / "home" / "anchors"
    settings.FILES_DIR = tmp_path / "home" / "files"
    settings.BACKUP_DIR = tmp_path / "home" / "backups"
    keys.create_key_file(settings.PRIMA_KEYS_FILE)
    monkeypatch.setenv("PRIMA_DATA_DIR", str(tmp_path / "machine"))
    monkeypatch.setattr(passphrase, "USUAL_COST", 10)
    yield
    connections["owner"].close()


@pytest.fixture
def phrases(tmp_path: Path) -> list[str]:
    """The passphrase of each of three holders, in a file of its own."""
    files = [tmp_path / f"sandi-{number}" for number in (1, 2, 3)]
    for number, file in enumerate(files):
        file.write_text(f"kata sandi pemegang ke-{number}\n")
    return [f"--holder-passphrase-file={file}" for file in files]


@pytest.fixture
def papers(tmp_path: Path, phrases: list[str]) -> list[Path]:
    """Three sheets, two of which open the escrow."""
    code = cli.main(["keys", "escrow", *HOLDERS, f"--to={tmp_path / 'safe'}", *phrases])
    assert code == 0
    return sorted((tmp_path / "safe").iterdir())


def recover(*arguments: object) -> int:
    return cli.main(["keys", "recover", *map(str, arguments)])


def test_two_of_three_bring_keys_and_sessions_back_on_a_new_machine(
    papers: list[Path], phrases: list[str], tmp_path: Path
) -> None:
    machine = tmp_path / "machine"
    (machine / "secret_key").write_text("made by a command that ran too early")

    assert recover(papers[2], papers[0], phrases[2], phrases[0]) == 0

    there, here = machine / "keys.json", django_settings.PRIMA_KEYS_FILE
    assert json.loads(there.read_text()) == json.loads(here.read_text())
    assert there.stat().st_mode & 0o777 == 0o600
    assert (machine / "secret_key").read_text() == django_settings.SECRET_KEY
    assert len(list(machine.glob("secret_key.*"))) == 1
    known = json.loads((machine / "escrow.json").read_text())
    assert known["escrow"] == escrow.of_installation().id  # type: ignore[union-attr]


def test_no_sheet_is_made_while_keys_change_nor_keys_changed_while_sheets_are_made(
    phrases: list[str],
    capsys: Capture,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    own_database: Database,
) -> None:
    command = ["keys", "escrow", *HOLDERS, f"--to={tmp_path / 'safe'}", *phrases]
    with psycopg.connect(own_database.owner_url) as rotating:
        rotating.execute("SELECT pg_advisory_lock(7219004418)")

        assert cli.main(command) == 1

    assert "Perintah lain sedang bekerja dengan kunci" in capsys.readouterr().err
    assert list((tmp_path / "safe").iterdir()) == []
    assert escrow.known() is None

    free = []
    deposit = escrow.deposit

    def watched(*given: Any, **how: Any) -> Any:
        with psycopg.connect(own_database.owner_url) as other:
            free.append(other.execute("SELECT pg_try_advisory_lock(7219004418)").fetchone())
        return deposit(*given, **how)

    monkeypatch.setattr(escrow, "deposit", watched)
    assert cli.main(command) == 0
    assert free == [(False,)]


def test_one_alone_brings_nothing_back(
    papers: list[Path], phrases: list[str], capsys: Capture, tmp_path: Path
) -> None:
    assert recover(papers[0], phrases[0]) == 1
    assert "Baru 1 bagian yang berbeda; perlu 2" in capsys.readouterr().err
    assert recover(papers[0], papers[0], phrases[0], phrases[0]) == 1
    assert "Baru 1 bagian" in capsys.readouterr().err
    assert not (tmp_path / "machine" / "keys.json").exists()


def test_no_sheet_shows_a_key(papers: list[Path]) -> None:
    ring = json.loads(django_settings.PRIMA_KEYS_FILE.read_text())
    known = escrow.path().read_text()

    for text in (*ring["keys"].values(), ring["index"], ring["signing"]):
        assert text not in known
        assert all(text not in paper.read_text() for paper in papers)
    assert "Kepala KUA" in papers[0].read_text()
    assert all(paper.stat().st_mode & 0o777 == 0o600 for paper in papers)


def test_a_sheet_typed_anew_from_paper_works(
    papers: list[Path], phrases: list[str], tmp_path: Path
) -> None:
    typed = tmp_path / "diketik.txt"
    numbered = re.findall(r"^\d\d  .*$", papers[1].read_text(), re.MULTILINE)
    typed.write_text("\n".join(numbered).lower())

    assert recover(papers[0], typed, phrases[0], phrases[1]) == 0


def test_what_is_wrong_with_a_sheet_is_said_with_its_line(
    papers: list[Path], phrases: list[str], capsys: Capture, tmp_path: Path
) -> None:
    text = papers[1].read_text()
    wrong = tmp_path / "salah.txt"

    for changed, sentence in (
        (re.sub(r"^04  .*\n", "", text, flags=re.MULTILINE), "Baris 04"),
        (text[: text.index("05  ")], "bukan bagian kunci Prima yang lengkap"),
        ("halo", "bukan bagian kunci Prima yang lengkap"),
    ):
        wrong.write_text(changed)
        assert recover(papers[0], wrong, phrases[0], phrases[1]) == 1
        assert sentence in capsys.readouterr().err
    assert recover(papers[0], tmp_path / "tidak-ada", phrases[0], phrases[1]) == 1
    assert "tidak dapat dibaca" in capsys.readouterr().err


def test_a_wrong_passphrase_names_the_holder(
    papers: list[Path], phrases: list[str], capsys: Capture
) -> None:
    assert recover(papers[0], papers[1], phrases[0], phrases[2]) == 1
    assert "Kata sandi pemegang bagian 2 salah" in capsys.readouterr().err


def test_sheets_of_two_escrows_do_not_mix(
    papers: list[Path], phrases: list[str], capsys: Capture, tmp_path: Path
) -> None:
    cli.main(["keys", "escrow", *HOLDERS, f"--to={tmp_path / 'other'}", *phrases])
    other = sorted((tmp_path / "other").iterdir())

    assert recover(papers[0], other[1], phrases[0], phrases[1]) == 1
    assert "bukan dari satu titipan" in capsys.readouterr().err


def test_keys_that_are_there_are_not_written_over(
    papers: list[Path], phrases: list[str], capsys: Capture, tmp_path: Path
) -> None:
    there = tmp_path / "machine" / "keys.json"
    there.write_text("theirs")

    assert recover(papers[0], papers[1], phrases[0], phrases[1]) == 1
    assert "sudah ada dan tidak ditimpa" in capsys.readouterr().err
    assert there.read_text() == "theirs"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--holder=A",), "perlu 2 sampai 9 pemegang"),
        (("--holder=A", "--holder=B", "--needed=3"), "perlu 2 sampai 9 pemegang"),
        (("--holder=A", "--holder=B", "--needed=1"), "paling sedikit 2 bagian"),
        (("--holder=A", "--holder=B"), "untuk setiap pemegang"),
    ],
)
def test_an_escrow_for_one_is_refused(
    arguments: tuple[str, ...], sentence: str, phrases: list[str], capsys: Capture
) -> None:
    assert cli.main(["keys", "escrow", *arguments, phrases[0]]) == 1
    assert sentence in capsys.readouterr().err
    assert escrow.of_installation() is None


def test_two_holders_with_one_passphrase_are_refused(
    phrases: list[str], capsys: Capture, tmp_path: Path
) -> None:
    assert cli.main(["keys", "escrow", f"--to={tmp_path}", phrases[0], phrases[0]]) == 1
    assert "kata sandi sendiri" in capsys.readouterr().err


def test_an_escrow_older_than_the_keys_is_said_by_status_and_doctor(
    papers: list[Path], capsys: Capture
) -> None:
    capsys.readouterr()
    keys_status._tell_escrow()
    assert "memuat semua kunci" in capsys.readouterr().out
    assert escrow_finding().state is State.OK

    key_file.add_waiting(django_settings.PRIMA_KEYS_FILE)
    keys_status._tell_escrow()

    assert "lebih lama daripada kunci ini" in capsys.readouterr().out
    assert escrow_finding().state is State.WARNING
    escrow.path().unlink()
    keys_status._tell_escrow()
    assert "belum dititipkan" in capsys.readouterr().out
    assert escrow_finding().state is State.WARNING


def test_a_spoilt_note_of_the_escrow_is_said() -> None:
    escrow.path().write_text("{}")

    with pytest.raises(CommandError, match="buat lagi titipan kunci"):
        escrow.known()


@pytest.mark.usefixtures("own_database")
def test_a_backup_for_the_escrow_needs_no_passphrase_and_opens_with_two_sheets(
    papers: list[Path],
    phrases: list[str],
    capsys: Capture,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    backups.fill()
    assert cli.main(["backup"]) == 0
    (made,) = (tmp_path / "home" / "backups").iterdir()
    both = [f"--share={papers[0]}", f"--share={papers[1]}", *phrases[:2]]

    assert cli.main(["backup", f"--check={made}", *both]) == 0
    assert "utuh: dibuat" in capsys.readouterr().out
    assert cli.main(["backup", f"--check={made}", *both[::2]]) == 1
    assert "Baru 1 bagian" in capsys.readouterr().err
    monkeypatch.setenv("PRIMA_BACKUP_PASSPHRASE", backups.PASSPHRASE)
    assert cli.main(["backup", f"--check={made}"]) == 1
    assert "hanya dapat dibuka dengan bagian kunci" in capsys.readouterr().err


def test_holders_at_the_keyboard_are_asked_in_turn(
    papers: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return f"kata sandi pemegang ke-{len(asked) - 1}"

    monkeypatch.setattr("prima.config.commands.passphrases.can_ask", lambda: True)
    monkeypatch.setattr("prima.config.commands.passphrases.ask", answer)

    assert recover(papers[0], papers[1]) == 0
    assert asked == ["Kata sandi pemegang bagian 1", "Kata sandi pemegang bagian 2"]


def test_without_a_keyboard_and_files_nothing_hangs(
    papers: list[Path], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prima.config.commands.passphrases.can_ask", lambda: False)

    assert recover(papers[0], papers[1]) == 1
    assert "Sebut kata sandi setiap pemegang" in capsys.readouterr().err
    assert cli.main(["keys", "escrow", *HOLDERS]) == 1
    assert "Sebut kata sandi setiap pemegang" in capsys.readouterr().err
