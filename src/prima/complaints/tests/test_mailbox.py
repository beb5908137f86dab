"""Reports by e-mail, read from a real mailbox."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pytest_django.fixtures import Settings

from prima.complaints import actions
from prima.complaints.actions import mailbox as reading
from prima.complaints.actions import withdraw
from prima.complaints.models import Complaint, IntakeMessage
from prima.complaints.rules import Channel, EventKind, Identity
from prima.complaints.tests.scene import NOW, Hall
from prima.kernel import codes
from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.errors import NotAllowed
from prima.kernel.messages import OutgoingMessage
from prima.kernel.tests import imap_server
from prima.kernel.tests.imap_server import Mailbox

STORY = "Di loket 2 saya diminta Rp50.000, padahal di papan tertulis gratis."


@pytest.fixture(scope="module")
def server() -> Iterator[Mailbox]:
    with imap_server.running() as box:
        yield box


@pytest.fixture
def mailbox(server: Mailbox, hall: Hall) -> Mailbox:
    server.empty()
    return server


def picture() -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (8, 8), "red").save(drawn, "jpeg")
    return drawn.getvalue()


def letter(text: str = STORY, *, files: Any = (), **headers: str) -> bytes:
    mail = EmailMessage()
    given = {
        "From": "Aminah Zahra <Aminah@Contoh.id>",
        "To": "pengaduan+kua-cimahi@contoh.go.id",
        "Subject": "Diminta uang",
        "Message-ID": "<satu@contoh.id>",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in given.items():
        if value:
            mail[name] = value
    mail.set_content(text)
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def read(**_nothing: object) -> int:
    return actions.read_mailbox(by=SYSTEM, now=lambda: NOW)


def test_a_letter_becomes_a_report_and_is_answered_with_number_and_words(
    mailbox: Mailbox, hall: Hall
) -> None:
    key = hall.place.kua.key
    mailbox.lay(letter(To=f"pengaduan+{key}@contoh.go.id"))

    assert read() == 1

    complaint = Complaint.objects.select_related("reporter").get()
    assert complaint.channel == Channel.MAIL
    assert complaint.identity == Identity.HIDDEN
    assert complaint.office == hall.place.kua
    assert complaint.story == f"Diminta uang\n\n{STORY}"
    assert complaint.deadlines.count() == 2
    assert (complaint.reporter.name, complaint.reporter.email) == (
        "Aminah Zahra", "aminah@contoh.id",
    )  # fmt: skip
    answer = OutgoingMessage.objects.get()
    assert answer.recipient == "aminah@contoh.id"
    assert complaint.number in answer.subject
    assert complaint.number in str(answer.body)
    words = str(answer.body).split("Lima kata: ")[1].split("\n")[0]
    assert codes.verify_secret(complaint.secret_hash, words)
    assert words not in answer.subject
    assert mailbox.flags() == [{"\\Seen"}]


def test_a_crash_before_the_mark_makes_no_second_report(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox.lay(letter())

    def broken(*_all: object) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr("prima.kernel.messages.inbox.Inbox.done", broken)
        with pytest.raises(OSError):  # noqa: PT011 - any fault of the line
            read()
    assert mailbox.flags() == [set()]

    read()

    assert Complaint.objects.count() == OutgoingMessage.objects.count() == 1
    assert mailbox.flags() == [{"\\Seen"}]


def test_the_same_name_from_somebody_else_is_another_letter(mailbox: Mailbox) -> None:
    mailbox.lay(letter(), letter(From="Budi <budi@contoh.id>"))

    assert read() == 2
    assert Complaint.objects.count() == 2


def test_an_answer_by_the_same_person_stands_in_the_timeline(mailbox: Mailbox, hall: Hall) -> None:
    mailbox.lay(letter())
    read()
    complaint = Complaint.objects.get()
    quoted = f"Ini kuitansinya.\n\nPada Sel, 23 Jun 2026 Prima menulis:\n> {STORY}\n"
    mailbox.lay(
        letter(
            quoted, Subject=f"Re: Laporan {complaint.number} sudah kami terima",
            Message_ID="<dua@contoh.id>", files=[("bukti.jpg", picture())],
        )
    )  # fmt: skip

    assert read() == 1

    line = complaint.events.get(kind=EventKind.REPLIED)
    assert line.text == "Ini kuitansinya."
    assert complaint.files.count() == 1
    assert IntakeMessage.objects.filter(is_reply=True, complaint=complaint).count() == 1
    assert OutgoingMessage.objects.count() == 1


def test_the_number_of_somebody_else_leads_to_a_report_of_its_own(mailbox: Mailbox) -> None:
    mailbox.lay(letter())
    read()
    number = Complaint.objects.get().number
    mailbox.lay(letter(From="budi@contoh.id", Subject=f"Re: {number}", Message_ID="<tiga@x.id>"))

    read()

    assert Complaint.objects.count() == 2
    assert not Complaint.objects.filter(events__kind=EventKind.REPLIED).exists()


def test_what_is_over_is_not_answered_but_told_anew(mailbox: Mailbox) -> None:
    mailbox.lay(letter())
    read()
    first = Complaint.objects.get()
    withdraw(first, by=CITIZEN, at=NOW + timedelta(hours=1))
    mailbox.lay(letter(Subject=f"Re: {first.number}", Message_ID="<empat@contoh.id>"))

    read()

    assert Complaint.objects.count() == 2


def test_files_are_kept_by_the_rules_and_the_rest_is_named(mailbox: Mailbox) -> None:
    others = [("surat.docm", b"PK\x03\x04 makro"), ("http://jahat.id/a.exe", b"MZ")]
    mailbox.lay(letter(files=[("bukti.jpg", picture()), *others]))

    read()

    assert [one.stored.kind for one in Complaint.objects.get().files.all()] == ["jpeg"]
    body = str(OutgoingMessage.objects.get().body)
    assert "surat.docm" in body
    assert "httpjahat.ida.exe" in body


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Return_Path": "<>"},
        {"X_Autoreply": "yes"},
        {"From": "Prima <prima@contoh.id>"},
    ],
)
def test_programs_are_neither_answered_nor_taken_for_people(
    headers: dict[str, str], mailbox: Mailbox, settings: Settings
) -> None:
    settings.DEFAULT_FROM_EMAIL = "Prima <prima@contoh.id>"
    mailbox.lay(letter(**headers))

    assert read() == 0
    assert not Complaint.objects.exists()
    assert not OutgoingMessage.objects.exists()
    assert mailbox.flags() == [{"\\Seen"}]


def test_what_nobody_can_judge_is_starred_for_a_person(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox.lay(
        letter(Precedence="bulk"),
        letter(List_Id="<berita.contoh.id>"),
        letter(From=""),
        b"\xff\xfe\x00 bukan surel",
        letter("x" * 500, Message_ID="<besar@contoh.id>"),
        letter(Message_ID="<baik@contoh.id>"),
    )
    monkeypatch.setattr("prima.kernel.messages.inbox.LARGEST", 600)

    assert read() == 1
    assert mailbox.flags() == [{"\\Flagged"}] * 5 + [{"\\Seen"}]
    assert Complaint.objects.count() == 1


def test_one_sender_makes_only_so_many_reports_in_a_day(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PER_SENDER", (2, 24 * 60 * 60))
    mailbox.lay(*(letter(Message_ID=f"<{one}@contoh.id>") for one in range(3)))

    assert read() == 2
    assert mailbox.flags() == [{"\\Seen"}, {"\\Seen"}, {"\\Flagged"}]


def test_without_a_key_it_goes_to_the_office_of_the_setting_or_the_top(
    mailbox: Mailbox, hall: Hall, settings: Settings
) -> None:
    settings.INTAKE_OFFICE = hall.place.kua.key
    mailbox.lay(letter(To="pengaduan@contoh.go.id"))
    read()
    settings.INTAKE_OFFICE = "tidak-ada"
    mailbox.lay(letter(To="pengaduan@contoh.go.id", Message_ID="<dua@contoh.id>"))
    read()

    first, second = Complaint.objects.order_by("pk")
    assert first.office == hall.place.kua
    assert second.office.parent is None


def test_a_letter_without_words_is_taken_in_all_the_same(mailbox: Mailbox) -> None:
    mailbox.lay(letter("", Subject="", files=[("bukti.jpg", picture())]))

    read()

    complaint = Complaint.objects.get()
    assert "hampir tanpa tulisan" in str(complaint.story)
    assert complaint.files.count() == 1


def test_a_long_letter_is_cut_and_says_so(mailbox: Mailbox) -> None:
    mailbox.lay(letter("panjang sekali " * 1000))

    read()

    assert len(str(Complaint.objects.get().story)) == 8000
    assert "hanya bagian awalnya" in str(OutgoingMessage.objects.get().body)


def test_no_mailbox_is_no_work(settings: Settings) -> None:
    settings.INTAKE_IMAP_HOST = ""

    assert read() == 0


def test_only_the_system_takes_letters_in(hall: Hall) -> None:
    incoming = actions.Incoming(
        Channel.MAIL, "<a@b>", hall.place.kua, actions.ReporterData("A", email="a@b.id"), STORY
    )

    with pytest.raises(NotAllowed):
        actions.take_in(incoming, by=hall.handler, at=NOW)
