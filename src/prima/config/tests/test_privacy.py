"""`prima privacy` counts before it does anything, and says what it did."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from prima.cases.tests import scene as stage
from prima.config import cli
from prima.config.commands import privacy as command
from prima.config.commands.console import CommandError
from prima.kernel import clock
from prima.kernel.crypto import keys
from prima.kernel.errors import RuleBroken
from prima.kernel.journal.models import JournalEntry
from prima.privacy import public as privacy

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def old_case(db: None) -> None:
    """One case that ended six years ago."""
    if not settings.PRIMA_KEYS_FILE.exists():
        keys.create_key_file(settings.PRIMA_KEYS_FILE)
    scene = stage.set_up()
    case = stage.walk_to_end(scene, stage.open_at_counter(scene))
    moments = {
        name: getattr(case, name) - timedelta(days=6 * 366)
        for name in ("received_at", "clock_started_at", "clock_stopped_at", "promised_at",
                     "due_at", "product_ready_at", "handed_over_at", "ended_at")
        if getattr(case, name) is not None
    }  # fmt: skip
    type(case).objects.filter(pk=case.pk).update(**moments)


def run(*arguments: str) -> int:
    """The command without starting a database of its own."""
    options = cli.parser().parse_args(["privacy", "retention", *arguments])
    return command._apply() if options.apply else command._look()


def test_looking_counts_and_applying_announces_first(old_case: None, capsys: Capture) -> None:
    assert run("--dry-run") == 0
    assert "KUA Cempaka, Berkas layanan: 1 akan diumumkan" in capsys.readouterr().out
    assert not privacy.RetentionNotice.objects.exists()

    assert run("--apply") == 0
    assert "1 berkas diumumkan kepada pengelola, 0 dihapus datanya" in capsys.readouterr().out
    run("--dry-run")
    assert "1 menunggu 30 hari" in capsys.readouterr().out

    past = clock.now() - timedelta(days=31)
    privacy.RetentionNotice.objects.update(announced_at=past, erase_after=past + timedelta(30))
    assert run("--apply") == 0
    assert "1 dihapus datanya" in capsys.readouterr().out
    run("--dry-run")
    assert "Tidak ada berkas yang masa simpannya habis." in capsys.readouterr().out


def test_one_of_the_two_ways_must_be_chosen(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        cli.parser().parse_args(["privacy", "retention"])


def breach(folder: Path, **changed: str) -> int:
    """The command for a leak of one morning, found the day after."""
    given = {
        "office": "kua-cempaka", "from": "2026-11-18T08:00+07:00", "to": "2026-11-18T12:00+07:00",
        "found": "2026-11-20T22:00+07:00", "what": "Layar terbuka.", "done": "Layar dikunci.",
    } | changed  # fmt: skip
    arguments = [part for name, text in given.items() for part in (f"--{name}", text)]
    options = cli.parser().parse_args(["privacy", "breach", *arguments, "--folder", str(folder)])
    return command._breach(options)


def test_a_leak_leads_to_list_notice_and_clock_by_one_command(
    db: None, tmp_path: Path, capsys: Capture
) -> None:
    if not settings.PRIMA_KEYS_FILE.exists():
        keys.create_key_file(settings.PRIMA_KEYS_FILE)
    scene = stage.set_up()
    held = stage.open_at_counter(scene)
    later = stage.open_at_counter(scene, at=stage.NOW + timedelta(days=1))
    stage.open_online(scene, office=scene.other_office)
    folder = tmp_path / "bocor"

    assert breach(folder) == 0

    listed = (folder / "berkas-terdampak.csv").read_text()
    assert listed == f"nomor,kabari_lewat\n{held.number},surel\n"
    assert later.number not in listed
    assert (folder / "pemberitahuan.pdf").read_bytes().startswith(b"%PDF-")
    assert (folder / "pemberitahuan.pdf").stat().st_mode & 0o077 == 0
    said = capsys.readouterr().out
    assert "1 berkas terdampak" in said
    assert "Senin, 23 November 2026, 22.00 WIB" in said  # 72 hours, through the weekend
    entry = JournalEntry.objects.get(what="breach.listed")
    assert entry.payload["cases"] == 1
    with pytest.raises(CommandError, match="sudah ada"):
        breach(folder)
    with pytest.raises(CommandError, match="tidak ada"):
        breach(tmp_path / "lain", office="kua-entah")
    with pytest.raises(RuleBroken, match="setelah waktu awal"):
        breach(tmp_path / "lain", to="2026-11-17T08:00+07:00")
    with pytest.raises(SystemExit):
        breach(tmp_path / "lain", found="kemarin")
