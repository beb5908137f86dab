"""How the office of the town answers: together, with approval, from shared answers; and calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from prima.complaints import actions
from prima.complaints.actions import Explanation, FrameText, ReporterData, Submission
from prima.complaints.models import Complaint
from prima.complaints.queries.years import counted_in, years_to_count
from prima.complaints.rules import Channel, Gravity, Identity, Kind
from prima.kernel.actors import CITIZEN, SYSTEM
from prima.knowledge.models import KnowledgeVersion
from prima.standards.public import Service
from tests.browser import knowing
from tests.browser.complaining import REPLY

if TYPE_CHECKING:
    from tests.browser.town import Town

ASKED = "Saya bekerja di luar kota. Bolehkah kakak saya yang mengurus legalisasi buku nikah?"
QUEUE = "Nomor antrean saya dilewati dua kali, padahal saya duduk di depan loket."
FRAME = FrameText(
    "Uang yang diminta di loket",
    facts="Buku kas dan rekaman [tanggal] diperiksa. Kami menemukan [temuan].",
    reason="Layanan ini gratis menurut standar pelayanan.",
    next_step="[Siapa] mengembalikan uangnya paling lambat [tanggal].",
)


def answer(town: Town) -> dict[str, str]:
    """Gives the numbers of what waits, goes together, was asked and is to be telephoned."""
    return {**_questions(town), **_together(town), **_waiting(town), **_called(town)}


def _told(town: Town, key: str, **other: object) -> tuple[Complaint, str]:
    told = Submission(
        Kind.COMPLAINT, Identity.HIDDEN, Channel.WEB, town.offices["kua-cempaka"], QUEUE,
        service=Service.objects.get(key="legalisasi-buku-nikah"), promise_part="procedure",
        reporter=ReporterData("Salim Bahri", "0813 2222 3333"),
    )  # fmt: skip
    at = town.working_moment(3)
    submission = replace(told, **other)  # type: ignore[arg-type]
    received = actions.submit(submission, key=f"kunci-{key}-kota", by=CITIZEN, at=at)
    gravity = Gravity.SERVICE if submission.kind == Kind.COMPLAINT else Gravity.INFORMATION
    found = actions.verify(
        received.complaint, gravity=gravity, seen=1, by=town.actor("head", at), at=at
    )
    return found, received.words


def _questions(town: Town) -> dict[str, str]:
    """One that is open beside a shared answer, and one that was answered with it."""
    of_question = {"kind": Kind.INFORMATION, "story": ASKED, "promise_part": ""}
    open_one, _words = _told(town, "tanya-terbuka", **of_question)
    asked, words = _told(town, "tanya-terjawab", **of_question)
    shared = KnowledgeVersion.objects.get(question=knowing.PROXY.question)
    at = town.working_moment(2)
    actions.explain(
        asked, explanation=Explanation(shared.answer, shared.source, cited=shared),
        seen=asked.version, by=town.actor("head", at), at=at,
    )  # fmt: skip
    return {
        "question": open_one.number, "cited": str(shared.pk), "question_told": asked.number,
        "question_words": words,
    }  # fmt: skip


def _together(town: Town) -> dict[str, str]:
    lead, _words = _told(town, "antrean-satu")
    other, _words = _told(town, "antrean-dua")
    at = town.working_moment(2)
    head = town.actor("head", at)
    actions.merge(other, into=lead, seen=other.version, by=head, at=at)
    actions.keep_frame(lead.office, FRAME, by=head, at=at)
    return {"complaint_lead": lead.number, "complaint_merged": other.number}


def _waiting(town: Town) -> dict[str, str]:
    """The rule is taken back afterwards: other tests answer at once."""
    waiting, _words = _told(town, "antrean-menunggu")
    at = town.working_moment(2)
    head = town.actor("head", at)
    actions.set_approval(waiting.office, wanted=True, by=head, at=at)
    actions.answer(
        waiting, reply=REPLY, seen=waiting.version, by=town.actor("supervisor", at), at=at
    )
    actions.set_approval(waiting.office, wanted=False, by=head, at=at)
    return {"complaint_waiting": waiting.number}


def _called(town: Town) -> dict[str, str]:
    """Two closed reports, of which one was telephoned already; and the figures of the year."""
    closed = []
    for key in ("telepon-satu", "telepon-dua"):
        found, _words = _told(town, key)
        at = town.working_moment(2)
        actions.answer(found, reply=REPLY, seen=found.version, by=town.actor("head", at), at=at)
        actions.confirm(found, by=CITIZEN, at=at + timedelta(minutes=5))
        closed.append(found.pk)
    office, at = town.offices["kua-cempaka"], town.now
    month = town.now.date().replace(day=1)
    calls = actions.draw_call_backs(office, closed, month=month, by=SYSTEM, at=at)
    caller = town.actor("caller", at)
    actions.note_call(calls[0], outcome="settled", by=caller, at=at)  # type: ignore[arg-type]
    for year in years_to_count(office, at):
        actions.keep_year(office, year, counted_in(office, year, at), by=SYSTEM, at=at)
    return {"call": str(calls[1].pk)}
