"""What somebody without an account fills in: the place, the report, the answer to the office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from prima.complaints.actions import ReporterData, Submission
from prima.complaints.rules import (
    LONGEST_STORY,
    LONGEST_TEXT,
    MOST_FILES,
    SHORTEST_STORY,
    Channel,
    Identity,
    Kind,
    PromisePart,
)
from prima.kernel.crypto import normalise_phone
from prima.kernel.errors import RuleBroken
from prima.kernel.files import is_sound_name
from prima.offices.public import Office
from prima.standards.public import Service
from prima.ui.code_form import CodeForm
from prima.ui.forms import DateField, FilesField, FilesInput, Noted

KINDS = [
    (
        Kind.COMPLAINT,
        Noted(_("Pengaduan"), _("Ada janji yang tidak ditepati, atau perlakuan tidak pantas.")),
    ),
    (Kind.INFORMATION, Noted(_("Pertanyaan"), _("Anda ingin tahu sesuatu dari kantor ini."))),
    (Kind.ASPIRATION, Noted(_("Usul atau harapan"), _("Supaya pelayanan menjadi lebih baik."))),
    (Kind.PRAISE, Noted(_("Pujian"), _("Ada yang dilayani dengan baik."))),
]
IDENTITIES = [
    (
        Identity.HIDDEN,
        Noted(
            _("Rahasiakan nama saya"),
            _("Hanya petugas yang menangani yang tahu. Pihak yang dilaporkan dan umum tidak."),
        ),
    ),
    (
        Identity.NAMED,
        Noted(_("Sebut nama saya"), _("Kantor yang dilaporkan boleh tahu siapa Anda.")),
    ),
    (
        Identity.UNKNOWN,
        Noted(
            _("Tanpa nama"),
            _("Kami pun tidak tahu. Jawaban Anda baca dengan nomor laporan dan lima kata."),
        ),
    ),
]


# What telephones offer to choose or to record.
SENT = "image/jpeg,image/png,application/pdf,audio/*"
ABOUT_STAFF = "is_about_staff"
PERSON = ("identity", "name", "phone", "email")


class PlaceForm(forms.Form):
    """Which office, and which service if one is meant; sent as a GET, nothing personal."""

    kantor = forms.ChoiceField(
        label=_("Tentang kantor mana?"), error_messages={"required": _("Pilih kantornya")}
    )
    layanan = forms.ChoiceField(
        label=_("Tentang layanan apa?"),
        help_text=_("Boleh dikosongkan bila bukan tentang satu layanan."),
        required=False,
    )

    def __init__(self, data: Any, *, offices: list[Office], services: list[Service]) -> None:
        super().__init__(data)
        for name, empty, rows in (
            ("kantor", _("Pilih kantor"), offices),
            ("layanan", _("Bukan tentang satu layanan"), services),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = [("", empty), *((one.key, one.name) for one in rows)]


class ReportForm(forms.Form):
    """The report itself; what stays empty is never a reason to refuse it."""

    name_missing: Any = _("Isi nama Anda, atau pilih “Tanpa nama”")

    def __init__(self, *args: Any, promises: Mapping[str, str] | None = None) -> None:
        super().__init__(*args)
        sent = self.files.getlist("attachments") if self.files else []
        # Whoever speaks need not write as well.
        self.fields["story"].required = not any(is_sound_name(one.name or "") for one in sent)
        field = self.fields["promise_part"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        promised = promises or {}
        field.choices = [
            (part.value, Noted(part.label, promised.get(part, ""))) for part in PromisePart
        ]

    kind = forms.ChoiceField(
        label=_("Apa yang ingin Anda sampaikan?"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih jenis laporan Anda")},
    )
    promise_part = forms.ChoiceField(
        label=_("Janji mana yang tidak ditepati?"),
        choices=PromisePart.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Khusus pengaduan. Boleh dikosongkan."),
    )
    story = forms.CharField(
        label=_("Ceritakan apa yang terjadi"),
        help_text=_("Apa, kapan, dan di mana. Tulis dengan kata Anda sendiri."),
        min_length=SHORTEST_STORY,
        max_length=LONGEST_STORY,
        widget=forms.Textarea({"rows": 7}),
        error_messages={
            "required": _("Ceritakan apa yang terjadi"),
            "min_length": _("Ceritakan sedikit lebih panjang, supaya kami mengerti masalahnya"),
        },
    )
    event_on = DateField(label=_("Kapan terjadi?"), required=False)
    place = forms.CharField(
        label=_("Di mana?"), help_text=_("Misalnya: loket 2"), max_length=200, required=False
    )
    wish = forms.CharField(
        label=_("Apa yang Anda harapkan?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    is_about_staff = forms.BooleanField(
        label=_("Ini tentang seorang pegawai kantor ini"),
        help_text=_("Kantor di atasnya yang membaca dan menangani, bukan kantor ini."),
        required=False,
    )
    attachments = FilesField(
        most=MOST_FILES,
        label=_("Foto, dokumen, atau rekaman suara"),
        help_text=_(
            "Boleh bercerita dengan suara: rekam dengan telepon Anda, lalu pilih rekamannya. PDF, "
            "JPG, PNG, OGG, M4A, atau MP3, paling banyak lima, masing-masing 10 MB. Tempat, "
            "waktu, dan nama di dalam berkas dibuang sebelum petugas membukanya; suara Anda tetap "
            "dapat dikenali."
        ),
        widget=FilesInput({"accept": SENT}),
        required=False,
    )
    identity = forms.ChoiceField(
        label=_("Siapa yang boleh tahu nama Anda?"),
        choices=IDENTITIES,
        widget=forms.RadioSelect,
        initial=Identity.HIDDEN,
        error_messages={"required": _("Pilih salah satu")},
    )
    name = forms.CharField(label=_("Nama Anda"), max_length=120, required=False)
    phone = forms.CharField(
        label=_("Nomor telepon"),
        help_text=_("Supaya kami dapat memberi tahu bila ada jawaban."),
        max_length=30,
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("Alamat surel"),
        required=False,
        error_messages={"invalid": _("Alamat surel ini tidak lengkap")},
    )

    @property
    def about_fields(self) -> list[forms.BoundField]:
        """What happened."""
        return [bound for bound in self if bound.name not in PERSON]

    @property
    def person_fields(self) -> list[forms.BoundField]:
        """Who speaks, as far as they say."""
        return [self[name] for name in PERSON]

    def clean_phone(self) -> str:
        """One spelling of the number, or what is wrong with it."""
        typed: str = self.cleaned_data["phone"].strip()
        if not typed:
            return ""
        try:
            return normalise_phone(typed)
        except RuleBroken as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Whoever is not unknown has a name; whoever is unknown leaves nothing behind."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("story") == "":
            cleaned["story"] = _now("Diceritakan dengan rekaman suara.")
        if cleaned.get("identity") == Identity.UNKNOWN:
            cleaned |= {"name": "", "phone": "", "email": ""}
        elif "identity" in cleaned and not cleaned.get("name"):
            self.add_error("name", self.name_missing)
        return cleaned

    def submission(self, office: Office, service: Service | None, channel: Channel) -> Submission:
        """Everything in the words of the action."""
        said = self.cleaned_data
        is_complaint = said["kind"] == Kind.COMPLAINT
        return Submission(
            kind=Kind(said["kind"]),
            identity=Identity(said["identity"]),
            channel=channel,
            office=office,
            service=service,
            promise_part=said["promise_part"] if is_complaint else "",
            story=said["story"],
            wish=said["wish"],
            place=said["place"],
            event_on=said["event_on"],
            reporter=self._reporter(),
            uploads=said["attachments"],
            is_about_staff=said[ABOUT_STAFF],
        )

    def _reporter(self) -> ReporterData | None:
        said = self.cleaned_data
        if said["identity"] == Identity.UNKNOWN:
            return None
        return ReporterData(said["name"], said["phone"], said["email"])


class TalkForm(forms.Form):
    """What the person who spoke writes afterwards."""

    text = forms.CharField(
        label=_("Pesan Anda"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )


class ReportCodeForm(CodeForm):
    """What stands on the receipt of a report."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        number = self.fields["number"]
        number.label, number.help_text = _("Nomor laporan"), _("Misalnya ADU-26-7K3F9Q-C")
        number.error_messages["required"] = _("Isi nomor laporan dari tanda terima")
