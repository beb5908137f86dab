"""What the page of components shows: invented, and the same at every visit."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.ui.components import (
    CheckItem,
    Fact,
    FlowStep,
    KeptRow,
    MenuItem,
    Moment,
    Promised,
    Situation,
    Step,
)
from prima.ui.forms import DateField, Noted

DECISIONS = (
    (
        "ok",
        Noted(
            gettext_lazy("Sesuai, lanjut ke pengetikan surat"),
            gettext_lazy("Perbedaan spasi pada nama boleh diterima"),
        ),
    ),
    (
        "fix",
        Noted(
            gettext_lazy("Perlu diperbaiki pemohon"),
            gettext_lazy("Jam janji berhenti sampai pemohon menjawab"),
        ),
    ),
)
ANSWERS = (
    ("1", gettext_lazy("Tidak sopan")),
    ("2", gettext_lazy("Kurang sopan")),
    ("3", gettext_lazy("Sopan")),
    ("4", gettext_lazy("Sangat sopan")),
)
DISTRICTS = (("", gettext_lazy("Pilih kecamatan")), ("1", "Sukarasa"), ("2", "Cempaka"))


class SampleForm(forms.Form):
    """One field of every kind."""

    phone = forms.CharField(
        label=gettext_lazy("Nomor telepon"),
        help_text=gettext_lazy("Untuk memberi tahu jika surat sudah siap"),
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
        required=False,
    )
    nik = forms.CharField(
        label="NIK",
        help_text=gettext_lazy("16 angka, ada di KTP"),
        min_length=16,
        error_messages={"min_length": gettext_lazy("NIK kurang dari 16 angka")},
    )
    wedding = DateField(
        label=gettext_lazy("Tanggal akad"), help_text=gettext_lazy("Contoh: 14 12 2026")
    )
    district = forms.ChoiceField(
        label=gettext_lazy("Kecamatan tempat akad"),
        choices=DISTRICTS,
        error_messages={"required": gettext_lazy("Pilih kecamatan tempat akad")},
    )
    decision = forms.ChoiceField(
        label=gettext_lazy("Keputusan Anda"),
        choices=DECISIONS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih satu keputusan")},
    )
    papers = forms.MultipleChoiceField(
        label=gettext_lazy("Yang diterima"),
        choices=(
            ("a", gettext_lazy("Buku nikah asli")),
            ("b", gettext_lazy("KTP suami dan istri")),
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Catatan"), widget=forms.Textarea({"rows": 3}), required=False
    )
    photo = forms.FileField(
        label=gettext_lazy("Foto surat pengantar desa"),
        help_text=gettext_lazy("JPG, PNG, atau PDF, paling besar 10 MB"),
        required=False,
    )
    consent = forms.BooleanField(
        label=gettext_lazy("Saya setuju dihubungi melalui WhatsApp"), required=False
    )


class SampleAnswer(forms.Form):
    """One question of the survey."""

    u7 = forms.ChoiceField(
        label=gettext_lazy("Apakah petugas sopan dan ramah kepada Anda?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
    )


def context(page: str) -> dict[str, Any]:
    """Everything the page of components needs."""
    wrong = SampleForm(
        {
            "nik": "32041705029941",
            "wedding_day": "31",
            "wedding_month": "2",
            "wedding_year": "2026",
        },
        prefix=None,
        auto_id="wrong_%s",
    )
    return {
        "sample": SampleForm(),
        "wrong": wrong,
        "answer": SampleAnswer(),
        "page": Paginator(range(95), 10).get_page(page),
        **_promises(),
        **_work(),
    }


def staff_context() -> dict[str, Any]:
    """One record as an officer sees it."""
    return {
        "sample": SampleForm(),
        "signed_in": {"office": "KUA Cempaka", "name": "Bambang Suryadi", "duty": _("Penghulu")},
        "menu": [
            MenuItem("/ui/petugas/", _("Berkas saya"), count=7, current=True),
            MenuItem("/ui/", _("Pola")),
        ],
        **_promises(),
        **_work(),
    }


def _promises() -> Mapping[str, Any]:
    return {
        "promises": [
            Promised(
                _("Biaya"), _("Gratis"), _("Jika ada yang meminta uang, sampaikan kepada kami.")
            ),
            Promised(_("Waktu"), _("15 menit"), _("Sejak nomor dipanggil.")),
            Promised(_("Tempat"), _("KUA pencatat"), _("Yang tertulis di buku nikah Anda.")),
        ],
        "flow": [
            FlowStep(_("Ambil nomor"), _("Anda, dari rumah atau di kantor")),
            FlowStep(_("Berkas diperiksa"), _("Petugas loket, 4 menit"), by_office=True),
            FlowStep(_("Ditandatangani"), _("Kepala KUA, 4 menit"), by_office=True),
            FlowStep(_("Terima salinan"), _("Anda, lalu selesai")),
        ],
        "checklist": [
            CheckItem(_("Buku nikah asli"), _("Satu buku sudah cukup."), checked=True),
            CheckItem(_("KTP suami dan istri"), _("Asli, untuk dicocokkan.")),
        ],
        "situations": [
            Situation(_("Semua"), "?", current=True, count=48),
            Situation(_("Hampir lewat janji"), "?saring=hampir", count=3),
            Situation(_("Menunggu pemohon"), "?saring=tunggu", count=9),
        ],
        "kept": [
            KeptRow(
                _("Legalisasi buku nikah"), 7, 12, 15, _("12 dari janji 15 menit · 412 berkas")
            ),
            KeptRow(_("Rekomendasi nikah"), 41, 83, 60, _("83 dari janji 60 menit · 96 berkas")),
        ],
    }


def _work() -> Mapping[str, Any]:
    return {
        "timeline": [
            Moment(_("Berkas diterima lengkap"), _("Kamis, 19 November, 09.14"), "done"),
            Moment(_("Menunggu blangko dari kabupaten"), _("Sejak Jumat, 20 November"), "late"),
            Moment(_("Pencetakan dan tanda tangan"), _("Sejak 08.10"), "now"),
            Moment(_("Siap diambil")),
        ],
        "steps": [
            Step(1, _("Ajukan permohonan"), _("Pemohon, kemarin 14.20"), "done"),
            Step(2, _("Periksa kelengkapan"), _("Nurul Hidayah, 3 menit"), "done"),
            Step(3, _("Periksa status dan wali"), _("Anda, waktu baku 5 menit"), "now"),
            Step(4, _("Tanda tangan"), _("Kepala KUA, 3 menit")),
        ],
        "facts": [
            Fact(_("Nomor"), "TM-26-7K3F9Q-C"),
            Fact(_("Layanan"), _("Duplikat buku nikah")),
            Fact(_("Kantor"), "KUA Cempaka"),
        ],
    }
