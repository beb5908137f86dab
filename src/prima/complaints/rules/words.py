"""Words people choose from while a complaint is handled."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy


class Missing(TextChoices):
    """What is often missing, in the words of the question to the person who spoke."""

    WHEN = "when", gettext_lazy("Kapan terjadi?")
    WHERE = "where", gettext_lazy("Di mana terjadi?")
    WHO = "who", gettext_lazy("Siapa yang terlibat?")
    EVIDENCE = "evidence", gettext_lazy("Foto, kuitansi, atau surat")
    OTHER = "other", gettext_lazy("Hal lain yang ditanyakan")


class UnveilReason(TextChoices):
    """Why somebody who handles a complaint needs to know who spoke."""

    CONTACT = "contact", gettext_lazy("Menghubungi pelapor tentang laporannya")
    IDENTITY = "identity", gettext_lazy("Mencocokkan berkas milik pelapor")
    CALL_BACK = "call_back", gettext_lazy("Telepon balik: menanyakan apakah sudah selesai")
    DUTY = "duty", gettext_lazy("Permintaan resmi menurut undang-undang")


class CallBackOutcome(TextChoices):
    """What somebody said when telephoned after their report was closed."""

    SETTLED = "settled", gettext_lazy("Benar sudah selesai")
    PARTLY = "partly", gettext_lazy("Selesai sebagian")
    NOT_SETTLED = "not_settled", gettext_lazy("Belum selesai")
    UNREACHED = "unreached", gettext_lazy("Tidak terhubung sesudah tiga kali dicoba")
    DECLINED = "declined", gettext_lazy("Tidak ingin ditanya")


class DraftOutcome(TextChoices):
    """What became of an answer that waited for approval."""

    SENT = "sent", gettext_lazy("Disetujui dan dikirim")
    RETURNED = "returned", gettext_lazy("Dikembalikan")
    REPLACED = "replaced", gettext_lazy("Diganti konsep baru")


class Moderation(TextChoices):
    """What a moderator decided about showing a report to everybody."""

    SHOWN = "shown", gettext_lazy("Ditampilkan")
    CHANGED = "changed", gettext_lazy("Ringkasan diperbaiki")
    HELD = "held", gettext_lazy("Tidak ditampilkan")
    TAKEN_DOWN = "taken_down", gettext_lazy("Diturunkan")


class HeldBecause(TextChoices):
    """Why a report is not shown to everybody; the public log counts these."""

    PERSON = "person", gettext_lazy("Menunjukkan siapa orangnya")
    INQUIRY = "inquiry", gettext_lazy("Masih dalam pemeriksaan")
    ASKED = "asked", gettext_lazy("Diminta pelapor")
    UNRELATED = "unrelated", gettext_lazy("Bukan tentang layanan kantor")
    MISTAKE = "mistake", gettext_lazy("Ringkasannya keliru")
