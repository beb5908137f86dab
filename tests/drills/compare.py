"""What was acknowledged against what is kept: cases, steps, files, letters, journal."""

import io
import re
import time
from collections import Counter
from contextlib import suppress
from email import message_from_string
from email.policy import default as modern
from pathlib import Path

from django.db.models import Count
from PIL import Image
from procrastinate.exceptions import AlreadyEnqueued

from prima.cases.models import Case, CaseFile, WorkItem
from prima.kernel import files, journal, tasks
from prima.kernel.messages import Channel, MessageState, OutgoingMessage
from tests.browser.town import OFFICE, SERVICE
from tests.drills import pages
from tests.drills.house import House
from tests.drills.people import Applied, Ledger, image
from tests.drills.report import Report, spread

FORM = f"/ajukan/{SERVICE}/?kantor={OFFICE}"
CHECK_CODE = re.compile(r"Kode pesan: ([0-9A-Z]{4}-[0-9A-Z]{4})")
DRAINED_SECONDS = 150


def form_of(page: str) -> pages.Form:
    """The form of an application."""
    return next(one for one in pages.forms(page) if one.files)


def wait_for_mail() -> bool:
    """The worker goes on by itself; a job whose worker was killed is found by the next look."""
    end = time.monotonic() + DRAINED_SECONDS
    while OutgoingMessage.objects.filter(state=MessageState.PREPARED, channel="email").exists():
        if time.monotonic() > end:
            return False
        with suppress(AlreadyEnqueued):
            tasks.restart_stalled.configure().defer(timestamp=int(time.time()))
        time.sleep(2)
    return True


def applications(ledger: Ledger, report: Report) -> None:
    """Every acknowledged application and step is there, once, with its files."""
    known = {case.number: case for case in Case.objects.all()}
    lost = [one.number for one in ledger.applied if one.number not in known]
    wrong = [
        one.number
        for one in ledger.applied
        if one.number in known and known[one.number].applicant_name != one.name
    ]
    twice = Case.objects.values("applicant_name").annotate(n=Count("pk")).filter(n__gt=1)
    items = WorkItem.objects.in_bulk([one.item for one in ledger.finished])
    undone = [one.item for one in ledger.finished if items[one.item].is_open]
    step_twice = (
        WorkItem.objects.filter(case__corrections=None)
        .values("case_id", "step_key")
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
    )
    sent_again = [one for one in ledger.applied if one.tries > 1]
    report.figures |= {
        "acknowledged_applications": len(ledger.applied),
        "of_these_sent_more_than_once": len(sent_again),
        "cases_in_the_database": len(known),
        "acknowledged_steps": len(ledger.finished),
        "requests_without_an_answer": ledger.unanswered,
        "answers_that_were_no_page": ledger.refused,
        "form_page": spread(ledger.page_seconds),
    }
    report.check("acknowledged applications lost: 0", not lost, lost[:5])
    report.check("receipts of another person: 0", not wrong, wrong[:5])
    report.check("applications doubled: 0", not twice.exists(), list(twice[:5]))
    report.check("acknowledged steps lost: 0", not undone, undone[:5])
    report.check("steps doubled: 0", not step_twice.exists(), list(step_twice[:5]))
    _files(ledger.applied, report)


def _files(applied: list[Applied], report: Report) -> None:
    """Every picture, opened with its key, is the picture that was sent."""
    sent = {(one.number, paper): seed for one in applied for paper, seed in one.pictures.items()}
    kept = CaseFile.objects.select_related("case", "paper", "stored")
    torn, found = [], 0
    for row in kept:
        seed = sent.pop((row.case.number, row.paper.requirement_key if row.paper else ""), None)
        content = files.read(row.stored)
        shown = Image.open(io.BytesIO(content)).convert("RGB")
        if seed is not None:
            found += 1
            if shown.tobytes() != image(seed).tobytes():
                torn.append(row.pk)
    report.figures["pictures_compared"] = found
    report.check("attachments torn: 0", not torn, torn[:5])
    report.check("attachments lost: 0", not sent, list(sent)[:5])


def letters(house: House, report: Report, *, drained: bool) -> None:
    """Every letter came at least once, none without its change, each under one identity."""
    arrived = Counter(_code_of(mail) for mail in house.sink.taken)
    rows = OutgoingMessage.objects.filter(channel=Channel.EMAIL)
    known = {row.check_code: row for row in rows}
    # What was prepared for a day long past is not sent any more.
    due = {code: row for code, row in known.items() if row.state != MessageState.EXPIRED}
    missing = [code for code in due if not arrived[code]]
    foreign = [code for code in arrived if code not in known]
    not_sent = [
        (row.pk, row.state, row.attempts)
        for row in due.values()
        if row.state != MessageState.HANDED_OVER
    ]
    ids = Counter(_message_id(mail) for mail in house.sink.taken)
    report.figures |= {
        "letters": len(due),
        "letters_that_came_twice": sum(1 for count in arrived.values() if count > 1),
    }
    report.check("all jobs were done after the last kill", drained)
    report.check("letters that never came: 0", not missing, missing[:5])
    report.check("letters of nothing that was kept: 0", not foreign, foreign[:5])
    report.check("letters noted as sent: all", not not_sent, not_sent[:5])
    # One that came twice carries the same identity, so the receiver shows it once.
    report.check(
        "one identity for each letter", len(ids) == len(arrived), (len(ids), len(arrived))
    )


def _code_of(mail: str) -> str:
    found = CHECK_CODE.search(_body(mail))
    assert found is not None, mail
    return found.group(1)


def _body(mail: str) -> str:
    part = message_from_string(mail, policy=modern).get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def _message_id(mail: str) -> str:
    return str(message_from_string(mail)["Message-ID"])


def chain(report: Report, anchor: Path) -> None:
    """The journal is whole, also against an anchor that was written before."""
    found = journal.verify(anchor)
    report.figures["journal"] = found.sentences
    report.check("the journal verifies against the anchor of the middle", found.is_whole)
