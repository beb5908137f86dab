"""The doctor looks into a real mailbox."""

from __future__ import annotations

from pytest_django.fixtures import Settings

from prima.config.doctor.finding import State
from prima.config.doctor.mailbox import mailbox
from prima.kernel.messages import inbox
from prima.kernel.tests import imap_server

LETTER = b"From: a@contoh.id\r\nSubject: Halo\r\n\r\nIsi\r\n"


def test_the_doctor_counts_what_waits_for_a_person(settings: Settings) -> None:
    with imap_server.running() as server:
        assert mailbox().state is State.OK
        server.lay(LETTER, LETTER, LETTER)
        with inbox.opened() as box:
            first, second, third = box.new()
            assert b"Halo" in (box.content(third) or b"")
            box.set_aside(first)
            box.set_aside(second)

        found = mailbox()

        assert found.state is State.WARNING
        assert "2 surel" in found.sentence
        settings.INTAKE_IMAP_PASSWORD = "salah"
        assert mailbox().state is State.PROBLEM
        settings.INTAKE_IMAP_SECURITY = "tls"
        assert mailbox().state is State.PROBLEM
    settings.INTAKE_IMAP_HOST = ""
    assert mailbox().state is State.OK
