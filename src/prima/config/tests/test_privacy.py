"""`prima privacy` counts before it does anything, and says what it did."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from prima.cases.tests import scene as stage
from prima.config import cli
from prima.config.commands import privacy as command
from prima.kernel import clock
from prima.kernel.crypto import keys
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
