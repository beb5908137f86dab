"""Reports of mail servers through a pipe, and what the doctor says of a mail server."""

import io
import socket
import sys
from collections.abc import Iterator

import pytest
from django.db import OperationalError
from pytest_django import Settings

from prima.config import cli
from prima.config.commands import messages as command
from prima.config.doctor import mail
from prima.kernel import messages
from prima.kernel.messages import MessageState
from prima.kernel.tests import mail_server as post
from prima.kernel.tests.mail_server import MailServer
from prima.kernel.tests.test_bounces import handed_over, report

Capture = pytest.CaptureFixture[str]

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with post.running() as server:
        yield server


def pipe(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> int:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    options = cli.parser().parse_args(["messages", "bounce"])
    return command.run(options)


def test_a_report_comes_through_a_pipe(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    message = handed_over()

    assert pipe(monkeypatch, report(message)) == 0
    assert pipe(monkeypatch, b"Subject: Halo\n\nApa kabar?") == 0

    message.refresh_from_db()
    assert message.state == MessageState.BOUNCED
    said = capsys.readouterr().out
    assert "Laporan dicatat." in said
    assert "Bukan laporan" in said


def test_without_a_database_the_mail_server_is_asked_to_keep_it(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:

    def gone(_raw: bytes, *, at: object) -> bool:
        raise OperationalError

    monkeypatch.setattr(messages, "record", gone)

    assert pipe(monkeypatch, b"x") == command.TRY_AGAIN


def test_the_doctor_greets_the_mail_server_and_sends_nothing(mail_server: MailServer) -> None:
    found = mail.mail()

    assert found.state == "ok"
    assert (mail_server.connections, mail_server.taken) == (1, [])


def test_a_mail_server_that_is_away_or_wants_a_name_is_told(
    mail_server: MailServer, settings: Settings
) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "prima", "rahasia"
    unknown = mail.mail()
    settings.EMAIL_HOST_USER, settings.EMAIL_PORT = "", 1
    away = mail.mail()
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

    assert unknown.state == away.state == "problem"
    assert "tidak mengenal cara" in unknown.sentence
    assert "tidak dapat dihubungi" in away.sentence
    assert "rahasia" not in repr(unknown)
    assert mail.mail().state == "warning"


def test_a_mail_server_that_says_nothing_is_told_in_five_seconds(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "LONGEST_SECONDS", 0.5)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", silent.getsockname()[1]

        assert "tidak menjawab" in mail.mail().sentence
        assert "tidak menjawab" in str(mail._talk())
