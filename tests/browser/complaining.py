"""What people told the office of the town, and what it answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from prima.complaints import actions
from prima.complaints.actions import Reply, ReporterData, Submission
from prima.complaints.rules import Channel, Finding, Gravity, Identity, Kind
from prima.kernel.actors import CITIZEN
from prima.standards.public import Service

if TYPE_CHECKING:
    from tests.browser.town import Town

NEW = (
    "Saya datang pukul delapan dan baru dipanggil pukul sebelas. Tiga orang yang datang sesudah "
    "saya dipanggil lebih dahulu, tanpa penjelasan apa pun dari petugas."
)
TOLD = "Di loket 2 saya diminta membayar Rp50.000, padahal pada papan tertulis gratis."
SUMMARY = (
    "Seorang warga ditagih uang untuk layanan yang gratis. Kantor mengembalikan uangnya, menegur "
    "petugasnya, dan memasang papan biaya."
)
REPLY = Reply(
    facts="Rekaman dan buku kas 12 November 2026 menunjukkan Rp50.000 diterima di loket 2.",
    decision="Uang dikembalikan. Petugas diberi teguran tertulis.",
    reason="Legalisasi buku nikah gratis menurut standar pelayanan kami.",
    next_step="Kepala KUA memasang papan biaya di setiap loket sebelum 30 November 2026.",
    finding=Finding.JUSTIFIED,
)


def speak(town: Town) -> dict[str, str]:
    """One report that waits, and one that was answered; gives their numbers and words."""
    at = town.working_moment(2)
    told = Submission(
        Kind.COMPLAINT, Identity.UNKNOWN, Channel.WEB, town.offices["kua-cempaka"], TOLD,
        service=Service.objects.get(key="legalisasi-buku-nikah"), promise_part="cost",
    )  # fmt: skip
    reporter = ReporterData("Aminah Zahra", "0812 3456 7890")
    new = replace(
        told, identity=Identity.HIDDEN, story=NEW, promise_part="procedure", reporter=reporter
    )
    first = actions.submit(new, key="kunci-laporan-baru", by=CITIZEN, at=at)
    second = actions.submit(told, key="kunci-laporan-dijawab", by=CITIZEN, at=at)
    head = town.actor("head", at)
    complaint = actions.verify(
        second.complaint, gravity=Gravity.SERVICE, seen=1, by=head, at=at + timedelta(hours=1)
    )
    actions.answer(
        complaint, reply=REPLY, seen=complaint.version, by=head, at=at + timedelta(hours=3)
    )
    actions.show(
        complaint, summary=SUMMARY, seen=complaint.version + 1, by=head,
        at=at + timedelta(hours=4),
    )  # fmt: skip
    return {
        **_print(town),
        "complaint_new": first.complaint.number,
        "complaint_told": second.complaint.number,
        "complaint_words": second.words,
    }


def _print(town: Town) -> dict[str, str]:
    """Slips of which one is still out and one is struck off."""
    office, at = town.offices["kua-cempaka"], town.working_moment(3)
    head = town.actor("head", at)
    out, spoilt = actions.print_slips(office, 2, key="kunci-lembar-kota", by=head, at=at)
    actions.spoil_slips(office, number=spoilt.number, by=head, at=at + timedelta(hours=1))
    return {
        "slip": out.number,
        "slip_words": out.words,
        "slip_spoilt": spoilt.number,
        "slip_spoilt_words": spoilt.words,
    }
