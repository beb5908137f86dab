"""What staff fill in for somebody at the counter, on the telephone, or from a paper slip."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.complaints.actions import Submission
from prima.complaints.forms.speaking import KINDS, PERSON, ReportForm
from prima.complaints.queries import gives
from prima.complaints.rules import Channel, Identity, local_day
from prima.offices.public import Office
from prima.standards.public import Service
from prima.ui.forms import DateField, Noted

CHANNELS = [
    (Channel.COUNTER, _("Datang langsung")),
    (Channel.PHONE, _("Telepon")),
    (Channel.SLIP, _("Lembar kertas atau kotak saran")),
    (Channel.LAPOR, _("Dari daftar SP4N-LAPOR")),
]
IDENTITIES = [
    (
        Identity.HIDDEN,
        Noted(
            _("Rahasiakan namanya"),
            _("Hanya Anda dan petugas yang menangani yang tahu. Pihak yang dilaporkan tidak."),
        ),
    ),
    (
        Identity.NAMED,
        Noted(_("Sebut namanya"), _("Kantor yang dilaporkan boleh tahu siapa pelapornya.")),
    ),
    (
        Identity.UNKNOWN,
        Noted(_("Tanpa nama"), _("Jangan tulis namanya di mana pun, juga tidak dalam cerita.")),
    ),
]
DOOR = ("channel", "slip_number", "office", "service", "heard_on", "heard_time")


class TypedForm(ReportForm):
    """The same report, with the way it came; the words are those of the person who speaks."""

    name_missing = _("Isi nama pelapor, atau pilih “Tanpa nama”")

    channel = forms.ChoiceField(
        label=_("Bagaimana laporan ini datang?"),
        choices=CHANNELS,
        initial=Channel.COUNTER,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih bagaimana laporan ini datang")},
    )
    slip_number = forms.CharField(
        label=_("Nomor pada lembar"),
        help_text=_(
            "Hanya bila kertasnya bernomor. Laporan memakai nomor itu, dan sobekan yang dibawa "
            "pulang langsung berlaku."
        ),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )
    office = forms.ChoiceField(
        label=_("Tentang kantor mana?"), error_messages={"required": _("Pilih kantornya")}
    )
    service = forms.ChoiceField(
        label=_("Tentang layanan apa?"),
        help_text=_("Boleh dikosongkan bila bukan tentang satu layanan."),
        required=False,
    )
    heard_on = DateField(
        label=_("Diterima tanggal"),
        help_text=_(
            "Kosongkan bila baru saja. Untuk lembar kertas, isi tanggal yang tertulis: batas "
            "waktu dihitung sejak itu."
        ),
        required=False,
    )
    heard_time = forms.TimeField(
        label=_("Jam"),
        help_text=_("Bila tertulis, misalnya 09.30"),
        input_formats=["%H.%M", "%H:%M", "%H"],
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Isi jam, misalnya 09.30")},
    )

    def __init__(self, *args: Any, offices: list[Office], services: list[Service]) -> None:
        super().__init__(*args)
        self._offices = {one.key: one for one in offices}
        self._services = {one.key: one for one in services}
        self._choices("office", offices, _("Pilih kantor") if len(offices) > 1 else "")
        self._choices("service", services, _("Bukan tentang satu layanan"))
        self._words_for_staff()

    def _choices(self, name: str, rows: list[Any], empty: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        first = [("", empty)] if empty else []
        field.choices = [*first, *((one.key, one.name) for one in rows)]

    def _words_for_staff(self) -> None:
        """The same questions, asked about somebody else."""
        words: dict[str, tuple[Any, Any]] = {
            "kind": (_("Apa yang disampaikan?"), ""),
            "story": (
                _("Ceritanya"),
                _("Tulis seperti yang diucapkan, bukan ringkasan Anda. Bacakan kembali."),
            ),
            "wish": (_("Apa yang diharapkan pelapor?"), ""),
            "identity": (_("Siapa yang boleh tahu nama pelapor?"), _("Tanyakan kepadanya.")),
            "name": (_("Nama pelapor"), ""),
            "phone": (_("Nomor telepon"), _("Boleh kosong. Tanda terima sudah cukup.")),
        }
        for name, (label, hint) in words.items():
            self.fields[name].label, self.fields[name].help_text = label, hint
        self.fields["kind"].error_messages["required"] = _("Pilih jenis laporannya")
        self.fields["kind"].choices = [(key, noted.label) for key, noted in KINDS]  # type: ignore[attr-defined]
        self.fields["identity"].choices = IDENTITIES  # type: ignore[attr-defined]

    @property
    def door_fields(self) -> list[forms.BoundField]:
        """How and when it came, and about what."""
        return [self[name] for name in DOOR]

    @property
    def about_fields(self) -> list[forms.BoundField]:
        """What happened."""
        return [bound for bound in self if bound.name not in (*PERSON, *DOOR)]

    def clean(self) -> dict[str, Any]:
        """The service is one of this office; a time without its date means nothing."""
        cleaned = super().clean()
        if cleaned.get("heard_time") and not cleaned.get("heard_on"):
            self.add_error("heard_on", _("Isi tanggalnya juga"))
        office = self._offices.get(cleaned.get("office", ""))
        service = self._services.get(cleaned.get("service", ""))
        if office and service and not gives(office, service):
            self.add_error("service", _("Layanan ini tidak ada di kantor itu. Pilih yang lain"))
        return cleaned

    def typed(self, now: datetime) -> Submission:
        """Everything in the words of the action."""
        said = self.cleaned_data
        office = self._offices[said["office"]]
        told = self.submission(
            office, self._services.get(said["service"]), Channel(said["channel"])
        )
        return replace(told, heard_at=self._heard_at(office, now), slip_number=said["slip_number"])

    def _heard_at(self, office: Office, now: datetime) -> datetime | None:
        """A date without an hour counts from its first minute, in favour of who spoke."""
        on, hour = self.cleaned_data["heard_on"], self.cleaned_data["heard_time"]
        if on is None or (hour is None and on == local_day(now, office.time_zone)):
            return None
        return datetime.combine(on, hour or time(0), tzinfo=ZoneInfo(office.time_zone))
