"""Letters that come back are joined with their notice; forged or foreign mail changes nothing."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from prima.kernel import messages, tasks
from prima.kernel.errors import StaleRecord
from prima.kernel.messages import Channel, GivenUpReason, MessageState, OutgoingMessage
from prima.kernel.messages.sending import MOST_ATTEMPTS, MailNotTaken
from prima.kernel.messages.states import LOST, MOVES, WAITING, is_hard
from prima.kernel.tests.mail_server import MailServer
from prima.kernel.tests.support import AT, THING

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(hours=1)

REPORT = """\
From: MAILER-DAEMON@mx.contoh.id
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Maaf, surat ini tidak sampai. siti@contoh.id
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.contoh.id

Final-Recipient: rfc822; siti@contoh.id
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 siti@contoh.id

--b
{returned}
--b--
"""
WHOLE = "Content-Type: message/rfc822\n\nMessage-ID: {id}\nSubject: Siap\n\nIsi surat.\n"
HEADERS = "Content-Type: text/rfc822-headers\n\nMessage-ID: {id}\nSubject: Siap\n"
CUT_OFF = b"""\
Content-Type: multipart/report; boundary=b

--b
Content-Type: message/delivery-status
"""
NOTHING = "Content-Type: text/plain\n\n.\n"


def handed_over(**fields: Any) -> OutgoingMessage:
    message = messages.prepare(
        Channel.EMAIL,
        recipient="siti@contoh.id",
        subject="Siap",
        body="Siap diambil.",
        at=AT,
        about=THING,
    )
    changed = {"state": MessageState.HANDED_OVER, "sent_at": AT} | fields
    OutgoingMessage.objects.filter(pk=message.pk).update(**changed)
    message.refresh_from_db()
    return message


def report(
    message: OutgoingMessage,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    returned: str = WHOLE,
    to: str = "prima@kua.contoh.id",
    code: str = "",
) -> bytes:
    letter = f"<{message.pk}.{code or message.check_code}@kua.contoh.id>"
    text = REPORT.format(to=to, action=action, status=status, returned=returned.format(id=letter))
    return text.encode()


@pytest.mark.parametrize("returned", [WHOLE, HEADERS])
def test_a_letter_that_comes_back_is_marked(returned: str) -> None:
    message = handed_over()

    assert messages.record(report(message, returned=returned), at=LATER)

    message.refresh_from_db()
    assert (message.state, message.reason) == (MessageState.BOUNCED, "5.1.1")
    assert (message.ended_at, message.is_hard_bounce) == (LATER, True)
    assert messages.is_unreachable(THING, "siti@contoh.id")
    assert not messages.is_unreachable(THING, "siti@lain.id")


def test_the_address_it_comes_back_to_names_it_too(
    mail_server: MailServer, settings: Settings
) -> None:
    settings.BOUNCE_ADDRESS = "pantulan@kua.contoh.id"
    message = handed_over(state=MessageState.PREPARED, sent_at=None)
    tasks.send_email(message.pk)
    (return_path,) = mail_server.envelopes
    assert mail_server.taken[0]["From"] == "Prima <prima@kua.contoh.id>"

    messages.record(report(message, returned=NOTHING, to=return_path), at=LATER)

    message.refresh_from_db()
    assert message.state == MessageState.BOUNCED


@pytest.mark.parametrize(
    ("status", "hard"),
    [
        ("5.1.1", True),
        ("5.0.0", True),
        ("", True),
        ("5.2.2", False),
        ("5.7.1", False),
        ("4.4.7", False),
    ],
)
def test_a_full_box_or_a_policy_says_nothing_of_the_address(status: str, hard: bool) -> None:
    message = handed_over()

    messages.record(report(message, status=status), at=LATER)

    message.refresh_from_db()
    assert message.state == MessageState.BOUNCED
    assert message.is_hard_bounce is hard
    assert messages.is_unreachable(THING, "siti@contoh.id") is hard


@pytest.mark.parametrize(
    ("action", "state"),
    [
        ("delivered", MessageState.DELIVERED),
        ("delayed", MessageState.HANDED_OVER),
        ("relayed", MessageState.HANDED_OVER),
    ],
)
def test_other_reports_are_no_bounce(action: str, state: MessageState) -> None:
    message = handed_over()

    assert messages.record(report(message, action=action, status="2.0.0"), at=LATER)

    message.refresh_from_db()
    assert message.state == state


def test_a_forged_report_changes_nothing() -> None:
    message = handed_over()

    assert not messages.record(report(message, code="0000-0000"), at=LATER)

    message.refresh_from_db()
    assert message.state == MessageState.HANDED_OVER


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"Subject: Halo\n\nApa kabar?",
        CUT_OFF,
        b"Content-Type: multipart/report; boundary=b\n" + b"a" * 3_000_000,
    ],
)
def test_other_mail_is_left_alone(raw: bytes) -> None:
    assert not messages.record(raw, at=LATER)


@pytest.mark.parametrize(
    "raw",
    [
        b"Content-Type: message/rfc822\n\n" * 3000,
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(2000)
        ),
    ],
)
def test_a_mail_made_to_be_unreadable_holds_up_no_other(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "cur").mkdir()
    (tmp_path / "new" / "1").write_bytes(raw)

    assert messages.read_folder(tmp_path, at=AT) == 0
    assert not list((tmp_path / "new").iterdir())


def test_a_folder_of_reports_is_read_once(settings: Settings, tmp_path: Path) -> None:
    for part in ("new", "cur", "tmp"):
        (tmp_path / part).mkdir()
    message = handed_over()
    (tmp_path / "new" / "1.a").write_bytes(report(message))
    (tmp_path / "new" / "2.b").write_bytes(b"Subject: Halo\n\nApa kabar?")
    settings.BOUNCE_MAILDIR = str(tmp_path)

    tasks.read_bounces(timestamp=0)
    tasks.read_bounces(timestamp=1)

    message.refresh_from_db()
    assert message.state == MessageState.BOUNCED
    assert list((tmp_path / "new").iterdir()) == []
    assert sorted(path.name for path in (tmp_path / "cur").iterdir()) == ["1.a:2,S", "2.b:2,S"]


def test_without_a_folder_nothing_is_read_not_even_where_the_program_stands(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in ("new", "cur", "tmp"):
        (tmp_path / part).mkdir()
    message = handed_over()
    (tmp_path / "new" / "1.a").write_bytes(report(message))
    monkeypatch.chdir(tmp_path)
    settings.BOUNCE_MAILDIR = ""

    tasks.read_bounces(timestamp=0)

    message.refresh_from_db()
    assert message.state == MessageState.HANDED_OVER
    assert (tmp_path / "new" / "1.a").exists()


def test_a_lost_letter_is_handled_or_sent_again(mail_server: MailServer) -> None:
    message = handed_over(state=MessageState.BOUNCED, reason="5.1.1", ended_at=AT)
    assert list(OutgoingMessage.objects.lost()) == [message]

    messages.mark_handled(message, at=LATER)
    assert list(OutgoingMessage.objects.lost()) == []
    with pytest.raises(StaleRecord):
        messages.mark_handled(message, at=LATER)
    messages.send_again(message)
    with pytest.raises(StaleRecord):
        messages.send_again(message)
    tasks.send_email(message.pk)

    message.refresh_from_db()
    assert (message.state, message.attempts, message.reason) == (MessageState.HANDED_OVER, 1, "")
    assert len(mail_server.taken) == 1


def whatsapp() -> OutgoingMessage:
    return messages.prepare(
        Channel.WHATSAPP, recipient="081234564471", subject="Siap", body="Siap.", at=AT
    )


def test_an_officer_gives_up_with_a_reason() -> None:
    message = whatsapp()

    messages.give_up(message, GivenUpReason.NO_WHATSAPP, at=LATER)

    assert (message.state, message.reason) == (MessageState.GIVEN_UP, "no_whatsapp")
    assert list(OutgoingMessage.objects.for_officer()) == []
    with pytest.raises(StaleRecord):
        messages.mark_sent(message, at=LATER)
    with pytest.raises(StaleRecord):
        messages.mark_opened(handed_over(), at=LATER)


def test_what_waits_too_long_ends() -> None:
    old, queued, opened = whatsapp(), handed_over(state="prepared", sent_at=None), whatsapp()
    messages.mark_opened(opened, at=AT)

    assert messages.expire(at=AT + timedelta(days=2)) == 0
    assert messages.expire(at=AT + timedelta(days=4)) == 1
    assert messages.expire(at=AT + timedelta(days=15)) == 2

    for message in (old, queued, opened):
        message.refresh_from_db()
        assert message.state == MessageState.EXPIRED


def test_the_code_is_known_once_the_message_can_have_been_seen() -> None:
    message = whatsapp()
    typed = message.check_code.lower().replace("-", " ")
    assert messages.find_by_code(typed) is None

    messages.mark_opened(message, at=LATER)

    assert messages.find_by_code(typed) == message
    assert messages.find_by_code("") is None
    assert messages.masked(message) == "4471"
    assert messages.masked(handed_over()) == "s…@contoh.id"
    assert handed_over().left_at == AT


ONLY_WHATSAPP = {MessageState.OPENED, MessageState.SAID_SENT, MessageState.GIVEN_UP}
ONLY_MAIL = {
    MessageState.HANDED_OVER,
    MessageState.DELIVERED,
    MessageState.BOUNCED,
    MessageState.FAILED,
}
LEFT = {MessageState.HANDED_OVER, MessageState.SAID_SENT, MessageState.DELIVERED}
# No notice travels by both ways.
PAIRS = [
    (current, target)
    for current in MessageState
    for target in MessageState
    if not ({current, target} & ONLY_WHATSAPP and {current, target} & ONLY_MAIL)
]


@pytest.mark.parametrize(("current", "target"), PAIRS)
def test_only_the_moves_of_the_table_change_a_row(
    current: MessageState, target: MessageState
) -> None:
    by_officer = {current, target} & ONLY_WHATSAPP
    message = whatsapp() if by_officer else handed_over(state="prepared", sent_at=None)
    OutgoingMessage.objects.filter(pk=message.pk).update(
        state=current, sent_at=AT if current in LEFT else None
    )

    moved = OutgoingMessage.objects.all().move(
        message.pk, target, sent_at=AT if target in LEFT else None
    )

    assert moved is (target in MOVES[current])


def test_every_state_has_its_row() -> None:
    assert set(MOVES) == set(MessageState)
    assert not set(WAITING) & set(LOST)
    assert not is_hard("")


def test_a_line_cut_in_the_middle_may_send_it_twice_under_one_name(
    mail_server: MailServer,
) -> None:
    message = handed_over(state=MessageState.PREPARED, sent_at=None)
    mail_server.hangs_up = True

    with pytest.raises(MailNotTaken):
        tasks.send_email(message.pk)
    mail_server.hangs_up = False
    tasks.send_email(message.pk)

    assert len(mail_server.taken) == 2  # the server kept the first, too, and nobody knew
    assert len({mail["Message-ID"] for mail in mail_server.taken}) == 1


def test_a_server_that_hangs_is_let_go(mail_server: MailServer, settings: Settings) -> None:
    settings.EMAIL_TIMEOUT = 1
    message = handed_over(state=MessageState.PREPARED, sent_at=None)
    mail_server.hangs = True

    with pytest.raises(MailNotTaken):
        tasks.send_email(message.pk)

    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.PREPARED, 1)


def test_greylisting_is_waited_for_to_the_end(mail_server: MailServer) -> None:
    message = handed_over(state=MessageState.PREPARED, sent_at=None)
    mail_server.answer = "450 4.2.0 Datang lagi nanti"

    for _ in range(MOST_ATTEMPTS - 1):
        with pytest.raises(MailNotTaken):
            tasks.send_email(message.pk)
    tasks.send_email(message.pk)

    message.refresh_from_db()
    assert (message.state, message.reason) == (MessageState.EXPIRED, "4.2.0")
    assert not message.is_hard_bounce


def test_preparing_a_letter_talks_to_no_mail_server(mail_server: MailServer) -> None:
    handed_over(state=MessageState.PREPARED, sent_at=None)

    assert mail_server.connections == 0
