"""One poster for the wall, as the citizen sees a procedure: who does what, how long, the price."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from prima.kernel.documents import qr_svg, render_pdf
from prima.sops.core.drawing import Exit, exits_of
from prima.sops.core.model import NO, REFUSED, YES, SopDocument, Step
from prima.sops.core.validation import NORMAL_DAY_MINUTES
from prima.sops.documents.closing import spent
from prima.sops.documents.sheet import Paper
from prima.sops.documents.table import condition_words, norm_words
from prima.sops.models import SopVersion
from prima.standards.public import StandardContent, event_text, time_text
from prima.ui.formats import rupiah

_TEMPLATE = Path(__file__).with_name("typst") / "poster.typ"
# Sheets that hang upright.
POSTERS: Final = {
    poster.key: poster
    for poster in (Paper("a3", "A3", 297, 420, margin=16), Paper("a2", "A2", 420, 594, margin=22))
}


@dataclass(frozen=True, slots=True)
class Stage:
    """Tahap: rows in a row that the same people do."""

    number: int
    who: str
    is_citizen: bool
    texts: tuple[str, ...]
    ways: tuple[str, ...]
    time: str


def poster_pdf(
    version: SopVersion,
    content: StandardContent | None,
    *,
    situations: Mapping[str, str],
    language: str,
    at: datetime,
    paper: Paper = POSTERS["a3"],
) -> bytes:
    """The poster as PDF; promise, price and product stand on it when a standard is in force."""
    document = version.document
    address = f"{settings.SITE_URL}{urljoin(version.get_absolute_url(), '../')}"
    shown = stages(document, situations)
    data = {
        "title": version.sop.service.name,
        "office": version.sop.office.name,
        "eyebrow": _("Alur layanan"),
        "paper": asdict(paper),
        "facts": [list(fact) for fact in facts(content)] if content else [],
        "stages": [asdict(stage) for stage in shown],
        "you": _("Anda"),
        "steps_title": _("Tahap demi tahap"),
        "qr": qr_svg(address),
        "qr_alt": _("Kode QR ke halaman layanan"),
        "qr_words": _("Pindai untuk melihat persyaratan dan mengajukan permohonan."),
        "address": address.split("//", 1)[-1],
        "complaint_title": _("Tidak sesuai janji?"),
        "complaint": content.complaint_handling[0] if content else "",
        "notes": list(_notes(version)),
        "language": language,
    }
    return render_pdf(_TEMPLATE, data, at=at)


def facts(content: StandardContent) -> Iterator[tuple[str, str, str]]:
    """The promise of the standard: name, answer, and what belongs to it."""
    time = content.completion_time
    words = {"start": event_text(time.start_event), "stop": event_text(time.stop_event)}
    yield _("Waktu"), time_text(time), _("sejak %(start)s sampai %(stop)s") % words
    usual = next(fee for fee in content.fee if not fee.situations)
    others = [f"{fee.label}: {rupiah(fee.amount)}" for fee in content.fee if fee is not usual]
    yield _("Biaya"), rupiah(usual.amount), "\n".join([usual.label, *others])
    first, *more = content.product.items
    yield _("Hasil"), first, "\n".join(more)


def stages(document: SopDocument, situations: Mapping[str, str]) -> list[Stage]:
    """The rows as stages: neighbours of the same people are one."""
    runs = [
        [index for index, _step in run]
        for _who, run in groupby(enumerate(document.steps), key=lambda pair: pair[1].actors)
    ]
    number_of = {index: number for number, run in enumerate(runs, start=1) for index in run}
    return [
        Stage(
            number=number,
            who=_(" bersama ").join(a.label for a in document.actors_of(document.steps[run[0]])),
            is_citizen=_is_citizen(document, document.steps[run[0]]),
            texts=tuple(_text(document.steps[index], situations) for index in run),
            ways=tuple(_ways(document, run, number_of)),
            time=_time([document.steps[index] for index in run]),
        )
        for number, run in enumerate(runs, start=1)
    ]


def _is_citizen(document: SopDocument, step: Step) -> bool:
    """Whether it is the applicant who acts: a column without a duty that is no outside body."""
    actors = document.actors_of(step)
    return bool(actors) and all(actor.duty is None and not actor.external for actor in actors)


def _text(step: Step, situations: Mapping[str, str]) -> str:
    condition = ". ".join(condition_words(step.applies_when, situations))
    return f"{step.text} ({condition})" if condition else step.text


def _ways(
    document: SopDocument, run: Sequence[int], number_of: Mapping[int, int]
) -> Iterator[str]:
    """Where decisions lead that do not simply go on: back, further on, or to a refusal."""
    for index in run:
        for one in exits_of(document, index):
            if one.target == REFUSED:
                answer = _answer(document.steps[index], one)
                yield _("%(answer)s: permohonan ditolak") % {"answer": answer}
            elif one.target != index + 1:
                words = {
                    "answer": _answer(document.steps[index], one),
                    "number": number_of[int(one.target)],
                }
                if int(one.target) <= index:
                    yield _("%(answer)s: kembali ke tahap %(number)d") % words
                else:
                    yield _("%(answer)s: lanjut ke tahap %(number)d") % words


def _answer(step: Step, one: Exit) -> str:
    """The author's word for an outcome, else the official one; a row without decision is done."""
    official = {YES: _("Ya"), NO: _("Tidak")}.get(one.outcome, _("Setelah itu"))
    return step.outcome_label(one.outcome) or official


def _time(steps: Sequence[Step]) -> str:
    """How long a stage takes: the work together, and each wait by itself."""
    minutes = sum(step.norm.working_minutes(NORMAL_DAY_MINUTES) for step in steps)
    star = "*" if any(s.norm.proposal and s.norm.kind == "working" for s in steps) else ""
    waits = [norm_words(step.norm) for step in steps if step.norm.kind != "working"]
    parts = [f"{spent(minutes)}{star}"] if minutes or not waits else []
    return "\n".join([*parts, *(wait for wait in waits if wait)])


def _notes(version: SopVersion) -> Iterator[str]:
    """What stands small at the foot: since when, and what a star means."""
    day = date_format(version.effective_on, "j F Y")
    yield _("Berlaku sejak %(day)s, versi %(number)d.") % {"day": day, "number": version.number}
    if version.is_proposal:
        yield f"{_('Usulan: belum disahkan')}."
    if any(step.norm.proposal for step in version.document.steps):
        yield _("* Usulan waktu: belum diukur dan belum ditetapkan kantor.")
