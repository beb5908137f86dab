"""What people read of a public consultation: on pages, and as minutes to sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.kernel.documents import render_pdf
from prima.standards.core.consulting import Gap, gaps, groups_on
from prima.standards.models import PublicConsultation
from prima.standards.rules import ParticipantGroup, SignatorySide
from prima.ui.components import Fact

_TEMPLATE: Final = Path(__file__).with_name("typst") / "minutes.typ"
_SENTENCES: Final[dict[str, Promise]] = {
    "not_held_yet": gettext_lazy("Pertemuannya belum berlangsung."),
    "no_text": gettext_lazy("Isi jalannya pertemuan."),
    "no_number": gettext_lazy("Isi nomor berita acara."),
    "nobody_came": gettext_lazy("Catat peserta yang hadir."),
    "one_side_signs": gettext_lazy("Catat penanda tangan dari penyelenggara dan dari masyarakat."),
    "unanswered": gettext_lazy("%(count)d masukan belum dijawab."),
    "no_reason": gettext_lazy("%(count)d jawaban belum ada alasannya."),
    "group_missing": gettext_lazy("Belum ada yang hadir dari %(group)s."),
    "nothing_agreed": gettext_lazy("Belum ada kesepakatan yang dicatat."),
}


def consultation_gaps(consultation: PublicConsultation, today: date) -> list[tuple[bool, str]]:
    """What is missing, in sentences; True where it keeps the minutes open."""
    return [(gap.is_hard, _sentence(gap)) for gap in gaps(consultation.minutes, today)]


def _sentence(gap: Gap) -> str:
    values = dict(gap.values)
    if "group" in values:
        values["group"] = str(ParticipantGroup(str(values["group"])).label).lower()
    return str(_SENTENCES[gap.code]) % values


def consultation_facts(consultation: PublicConsultation) -> list[Fact]:
    """When, where and about what people met."""
    facts = [
        Fact(_("Kantor"), consultation.office.name),
        Fact(_("Yang dibahas"), consultation.get_topic_display()),
        Fact(_("Tanggal"), date_format(consultation.held_on, "j F Y")),
        Fact(_("Tempat"), consultation.place),
        Fact(_("Layanan"), "; ".join(_subjects(consultation))),
        Fact(_("Kelompok yang hadir"), _groups(consultation)),
    ]
    if consultation.record_number:
        facts.append(Fact(_("Berita acara"), consultation.record_number))
    return facts


def minutes_named(found: Sequence[PublicConsultation]) -> str:
    """The minutes as a decision names them; nothing where the public was not heard."""
    return "; ".join(
        _("Berita acara %(number)s tanggal %(day)s")
        % {"number": one.record_number, "day": date_format(one.held_on, "j F Y")}
        for one in found
    )


def _subjects(consultation: PublicConsultation) -> list[str]:
    drafts = [draft.title for draft in consultation.drafts.all()]
    return list(dict.fromkeys([*drafts, *(one.name for one in consultation.services.all())]))


def _groups(consultation: PublicConsultation) -> str:
    return _("%(count)d dari %(all)d") % {
        "count": consultation.groups_present(),
        "all": len(groups_on(consultation.held_on)),
    }


def minutes_pdf(consultation: PublicConsultation, *, language: str, at: datetime) -> bytes:
    """The minutes as PDF, with a place for each signature; before closing they say so."""
    office = consultation.office
    data = {
        "title": _("Berita acara konsultasi publik"),
        "office": office.name,
        "office_lines": [line for line in (office.address, office.phone) if line],
        "number": consultation.record_number,
        "facts": [[fact.label, str(fact.value)] for fact in consultation_facts(consultation)],
        "parts": _parts(consultation),
        "text_title": _("Jalannya pertemuan"),
        "text": consultation.text.splitlines(),
        "signed_title": _("Ditandatangani oleh"),
        "signatories": [
            [SignatorySide(row.side).label, row.position, row.name]
            for row in consultation.signatories.all()
        ],
        "footer": consultation.title
        if consultation.is_closed
        else _("Rancangan berita acara, belum ditutup"),
        "language": language,
    }
    return render_pdf(_TEMPLATE, _plain(data), at=at)


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    """Labels of choices are lazy; paper takes text."""
    data["signatories"] = [[str(cell) for cell in row] for row in data["signatories"]]
    return data


def _parts(consultation: PublicConsultation) -> list[dict[str, Any]]:
    """The three tables: who came, what was said and answered, what was agreed."""
    return [
        _table(
            _("Peserta"),
            [_("Kelompok"), _("Diundang"), _("Hadir"), _("Lembaga")],
            [
                [
                    row.get_group_display(),
                    str(row.invited),
                    str(row.present),
                    "; ".join(row.institutions),
                ]
                for row in consultation.attendances.all()
            ],
            [3, 1, 1, 4],
        ),
        _table(
            _("Masukan dan jawabannya"),
            [_("Dari"), _("Komponen"), _("Masukan"), _("Jawaban")],
            [
                [
                    row.get_group_display(),
                    row.component_label or _("Umum"),
                    row.text,
                    ". ".join(filter(None, (row.get_response_display(), row.reason))),
                ]
                for row in consultation.inputs.all()
            ],
            [2, 2, 4, 4],
        ),
        _table(
            _("Kesepakatan"),
            [_("Kesepakatan"), _("Komponen"), _("Penanggung jawab"), _("Tenggat")],
            [
                [
                    row.text,
                    row.component_label or _("Umum"),
                    row.owner,
                    date_format(row.due_on, "j F Y"),
                ]
                for row in consultation.agreements.all()
            ],
            [4, 2, 2, 2],
        ),
    ]


def _table(
    title: str, heads: list[str], rows: Sequence[list[str]], widths: list[int]
) -> dict[str, Any]:
    return {
        "title": title,
        "heads": heads,
        "rows": [[str(cell) for cell in row] for row in rows],
        "widths": widths,
        "none": _("Tidak ada."),
    }
