"""What each part of a standard is for, in the words of those who fill it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GUIDANCE: Final[Mapping[str, Promise]] = {
    "service": _(
        "Keterangan untuk layanan yang belum ada di daftar layanan. Masyarakat membacanya di "
        "halaman layanan."
    ),
    "situations": _(
        "Keadaan pemohon yang mengubah syarat atau biaya, misalnya “Diwakilkan orang lain”. "
        "Keadaan dengan pertanyaan yang sama menjadi pilihan: pemohon memilih satu jawaban."
    ),
    "requirements": _(
        "Apa yang harus dibawa atau dipenuhi pemohon. Satu syarat satu baris; sebut asli atau "
        "salinan. Syarat tanpa keadaan berlaku untuk semua orang."
    ),
    "procedure": _(
        "Langkah yang dilihat pemohon, dari mengajukan sampai menerima hasil, termasuk cara "
        "mengadu. Langkah di dalam kantor ditulis di SOP."
    ),
    "completion_time": _(
        "Janji waktu untuk seluruh layanan: berapa lama, sejak saat mana, sampai saat mana. "
        "Janjikan yang sanggup ditepati pada hari ramai."
    ),
    "fee": _(
        "Semua biaya resmi beserta aturannya. Bila gratis tulis 0. Satu baris tanpa keadaan "
        "berlaku umum; baris lain untuk keadaan tertentu."
    ),
    "product": _("Apa yang diterima pemohon pada akhirnya, dan berapa lama berlakunya."),
    "complaint_handling": _(
        "Ke mana pemohon mengadu, langkah penanganannya, berapa lama dijawab, dan siapa "
        "petugasnya."
    ),
    "legal_basis": _(
        "Aturan yang menjadi dasar layanan ini, dengan pasalnya. Sebut hanya aturan yang masih "
        "berlaku."
    ),
    "facilities": _(
        "Tempat, peralatan, dan fasilitas yang tersedia, termasuk untuk penyandang disabilitas, "
        "lanjut usia, ibu hamil, dan anak."
    ),
    "staff_competence": _(
        "Pengetahuan, keahlian, keterampilan, dan pengalaman yang harus dimiliki pelaksana."
    ),
    "internal_supervision": _("Siapa yang mengawasi, bagaimana caranya, dan seberapa sering."),
    "staff_number": _("Berapa orang yang mengerjakan layanan ini menurut beban kerjanya."),
    "service_guarantee": _(
        "Kepastian bahwa layanan diberikan sesuai standar ini, dan apa yang dilakukan kantor "
        "bila tidak."
    ),
    "safety_guarantee": _(
        "Kepastian bahwa pemohon, data, dan berkasnya aman, bebas dari bahaya dan keraguan."
    ),
    "staff_evaluation": _("Bagaimana dan kapan kinerja pelaksana dinilai."),
}
