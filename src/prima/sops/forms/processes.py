"""Forms of the process map: what a process says of itself, its place, its end, its relations."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.sops.core.processes.data import LONGEST_NAME, LONGEST_OWNER, LONGEST_TEXT, LONGEST_THING
from prima.sops.core.processes.model import is_code
from prima.sops.models import BusinessProcess, OfficeProcessMap
from prima.sops.rules import ProcessGroup
from prima.standards.public import Service
from prima.ui.forms import DateField, Noted

FROM, TO = "dari", "kepada"
_TOP: Final = gettext_lazy("Tingkat 0, sebagai kelompok proses")


def _line(label: Any, longest: int, sentence: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        error_messages={
            "required": sentence,
            "max_length": gettext_lazy("Ringkas menjadi paling banyak 120 huruf."),
        },
    )


def _text(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "max_length": gettext_lazy("Ringkas menjadi paling banyak 400 huruf."),
        },
    )


class _Saved(forms.Form):
    """A form that knows which save of the process it was made from."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class ProcessForm(forms.Form):
    """What a process says of itself; the kind is asked of process groups only."""

    name = _line(
        gettext_lazy("Nama proses"),
        LONGEST_NAME,
        gettext_lazy("Isi nama prosesnya."),
        gettext_lazy("Sebut kegiatannya, misalnya Pencatatan nikah dan rujuk."),
    )
    group = forms.ChoiceField(
        label=gettext_lazy("Kelompok"),
        widget=forms.RadioSelect,
        choices=ProcessGroup.choices,
        error_messages={"required": gettext_lazy("Pilih salah satu kelompok.")},
    )
    owner = _line(
        gettext_lazy("Pemilik proses"),
        LONGEST_OWNER,
        gettext_lazy("Isi jabatan atau unit yang bertanggung jawab."),
        gettext_lazy("Jabatan atau unit yang bertanggung jawab, bukan nama orang."),
    )
    purpose = _text(gettext_lazy("Tujuan"), gettext_lazy("Untuk apa proses ini dijalankan."))
    output = _text(gettext_lazy("Keluaran"), gettext_lazy("Yang langsung dihasilkan."))
    outcome = _text(gettext_lazy("Hasil"), gettext_lazy("Yang berubah bagi masyarakat."))
    services = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Layanan dan SOP proses ini"),
        help_text=gettext_lazy("SOP mengikuti layanannya."),
        queryset=Service.objects.none(),
        to_field_name="key",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Pilih layanan dari daftar."),
            "invalid_pk_value": gettext_lazy("Pilih layanan dari daftar."),
        },
    )
    source = _text(
        gettext_lazy("Sumber"), gettext_lazy("Peraturan atau keputusan yang mengatur proses ini.")
    )
    source_checked = forms.BooleanField(
        label=gettext_lazy("Sumber sudah dicocokkan dengan naskahnya"), required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, initial=1)

    def __init__(self, data: Any = None, *, asks_group: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        services: Any = self.fields["services"]
        services.queryset = Service.objects.order_by("name")
        if not asks_group:
            del self.fields["group"]


class MoveForm(_Saved):
    """Under which process another one is put."""

    parent = forms.ChoiceField(
        label=gettext_lazy("Pindahkan ke bawah"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Pilih proses dari daftar.")},
    )

    def __init__(self, data: Any = None, *, places: list[BusinessProcess], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.places = {str(one.pk): one for one in places}
        field: Any = self.fields["parent"]
        field.choices = [("", _TOP), *((key, str(one)) for key, one in self.places.items())]

    def clean_parent(self) -> BusinessProcess | None:
        """The process, or None for the top."""
        return self.places.get(self.cleaned_data["parent"])


class EndForm(_Saved):
    """From which day a process is no longer run."""

    retired_on = DateField(
        label=gettext_lazy("Tidak dijalankan lagi mulai"),
        error_messages={"required": gettext_lazy("Isi tanggalnya.")},
    )

    def __init__(self, data: Any = None, *, today: date, revision: int) -> None:
        super().__init__(data, initial={"retired_on": today, "revision": revision})


class RelationForm(forms.Form):
    """What a process gives or receives, and the party at the other end."""

    way = forms.ChoiceField(
        label=gettext_lazy("Proses ini"),
        widget=forms.RadioSelect,
        choices=[
            (FROM, Noted(gettext_lazy("menerima"), gettext_lazy("sesuatu dari pihak lain"))),
            (TO, Noted(gettext_lazy("memberi"), gettext_lazy("sesuatu kepada pihak lain"))),
        ],
        initial=TO,
        error_messages={"required": gettext_lazy("Pilih menerima atau memberi.")},
    )
    what = _line(
        gettext_lazy("Yang diberikan atau diterima"),
        LONGEST_THING,
        gettext_lazy("Isi apa yang diberikan atau diterima."),
        gettext_lazy("Misalnya Surat rekomendasi nikah."),
    )
    process = forms.ChoiceField(
        label=gettext_lazy("Proses di ujung lain"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Pilih proses dari daftar.")},
    )
    party = forms.CharField(
        label=gettext_lazy("Atau pihak di luar peta"),
        help_text=gettext_lazy("Misalnya Pemohon atau Kantor pertanahan."),
        required=False,
        max_length=LONGEST_OWNER,
        error_messages={
            "max_length": gettext_lazy("Ringkas menjadi paling banyak 120 huruf."),
        },
    )

    def __init__(
        self, data: Any = None, *, kept: OfficeProcessMap, about: BusinessProcess, on: date
    ) -> None:
        super().__init__(data)
        rows = kept.processes.in_force(on).exclude(pk=about.pk)
        self.places = {str(one.pk): one for one in rows}
        field: Any = self.fields["process"]
        none = _("Bukan proses di peta ini")
        field.choices = [("", none), *((key, str(one)) for key, one in self.places.items())]

    def clean_process(self) -> BusinessProcess | None:
        """The process, or None."""
        return self.places.get(self.cleaned_data["process"])

    def clean_party(self) -> str:
        """A name; a number belongs into the other field."""
        name = str(self.cleaned_data["party"]).strip()
        if is_code(name):
            raise forms.ValidationError(_("Ini nomor proses. Pilih prosesnya di kotak di atas."))
        return name

    def clean(self) -> dict[str, Any]:
        """Exactly one party stands at the other end."""
        data = super().clean() or self.cleaned_data
        if {"process", "party"} <= data.keys() and bool(data["process"]) == bool(data["party"]):
            self.add_error("process", _("Pilih satu proses, atau tulis satu pihak di luar peta."))
        return data
