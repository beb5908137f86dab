"""What a signal may mean, and what an honest reason could be; both always stand together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from prima.surveys.core.elements import gettext_noop
from prima.surveys.core.signals.honest import Kind


@dataclass(frozen=True, slots=True)
class Meaning:
    """Sentences for whoever supervises an office; `found` holds %(count)d and %(base)d."""

    found: str
    may_mean: str
    honest: str


MEANINGS: Final[Mapping[Kind, Meaning]] = {
    Kind.FAST: Meaning(
        gettext_noop(
            "%(count)d dari %(base)d jawaban lewat tautan selesai dalam kurang dari 20 "
            "detik."
        ),
        gettext_noop(
            "Lembar mungkin diisi orang yang tidak membacanya, misalnya petugas sendiri."
        ),
        gettext_noop("Orang yang sudah hafal pertanyaannya mengisi lebih cepat."),
    ),
    Kind.STRAIGHT: Meaning(
        gettext_noop(
            "%(count)d dari %(base)d jawaban memberi nilai yang sama untuk sembilan unsur."
        ),
        gettext_noop("Lembar mungkin diisi asal-asalan atau diarahkan."),
        gettext_noop(
            "Layanan yang baru saja membaik membuat lebih banyak orang puas dengan "
            "semuanya."
        ),
    ),
    Kind.SHARED: Meaning(
        gettext_noop(
            "%(count)d dari %(base)d jawaban datang dari perangkat dan jaringan yang sama "
            "dengan jawaban lain."
        ),
        gettext_noop("Satu orang mungkin mengisi beberapa tautan."),
        gettext_noop("Keluarga berbagi telepon, atau sekretaris desa membantu warga mengisi."),
    ),
    Kind.FROM_OFFICE: Meaning(
        gettext_noop(
            "%(count)d dari %(base)d jawaban dikirim dari jaringan tempat pegawai kantor "
            "ini masuk."
        ),
        gettext_noop("Pegawai mungkin mengisi, atau berdiri di samping orang yang mengisi."),
        gettext_noop("Orang mengisi sambil menunggu dengan jaringan nirkabel kantor."),
    ),
    Kind.BURST: Meaning(
        gettext_noop(
            "Dalam tiga hari setelah nilai buruk, %(count)d dari %(base)d jawaban memberi "
            "nilai tertinggi untuk semuanya."
        ),
        gettext_noop("Seseorang mungkin meminta nilai tinggi untuk menutup nilai buruk."),
        gettext_noop("Kesalahan pada hari itu diperbaiki, dan orang sesudahnya puas."),
    ),
    Kind.UNINVITED: Meaning(
        gettext_noop(
            "%(count)d dari %(base)d petugas: berkas yang mereka terima jauh lebih jarang "
            "masuk undian daripada berkas rekannya."
        ),
        gettext_noop(
            "Berkas orang yang tidak puas mungkin ditutup tanpa selesai agar tidak ditanya."
        ),
        gettext_noop(
            "Petugas itu menangani layanan yang memang lebih sering dicabut atau ditolak."
        ),
    ),
    Kind.SAME_DAY: Meaning(
        gettext_noop(
            "%(count)d dari %(base)d jawaban lewat tautan diberikan pada hari berkas "
            "selesai."
        ),
        gettext_noop("Orang mungkin diminta mengisi di depan petugas."),
        gettext_noop("Tautan dikirim segera, dan banyak orang langsung membukanya."),
    ),
    Kind.MARKED: Meaning(
        gettext_noop(
            "%(count)d dari %(base)d jawaban menunjukkan empat tanda sekaligus: cepat, "
            "perangkat sama, jaringan kantor, hari yang sama, atau semua nilai tertinggi."
        ),
        gettext_noop("Petugas mungkin mengisi tautan pemohon di mejanya."),
        gettext_noop("Orang yang puas mengisi bergantian dengan satu telepon di ruang tunggu."),
    ),
    Kind.AT_DESK: Meaning(
        gettext_noop(
            "%(count)d dari %(base)d jawaban cepat sekali, dari jaringan kantor, pada hari "
            "berkas selesai, dan semuanya nilai tertinggi."
        ),
        gettext_noop("Petugas mungkin mengisi tautan pemohon di mejanya."),
        gettext_noop("Orang yang puas dan terburu-buru mengisi di ruang tunggu."),
    ),
    Kind.LASTING: Meaning(
        gettext_noop(
            "Dalam setahun, %(count)d dari %(base)d jawaban cepat sekali, dari jaringan "
            "kantor, pada hari berkas selesai, dan semuanya nilai tertinggi."
        ),
        gettext_noop(
            "Sedikit tautan mungkin diisi petugas setiap bulan. Satu bulan saja tidak akan "
            "terlihat."
        ),
        gettext_noop("Kebiasaan orang di ruang tunggu kantor ini memang berbeda."),
    ),
    Kind.COST: Meaning(
        gettext_noop(
            "%(count)d dari %(base)d jawaban tentang layanan gratis mengatakan layanan itu "
            "tidak gratis."
        ),
        gettext_noop("Mungkin ada pungutan yang tidak sah. Periksa tanpa menunggu."),
        gettext_noop("Orang menghitung ongkos jalan, fotokopi, atau meterai."),
    ),
    Kind.UNDRAWN: Meaning(
        gettext_noop("%(count)d dari %(base)d berkas selesai tidak masuk undian."),
        gettext_noop(
            "Undian mungkin dilewati lewat basis data. Selisih satu pun perlu dijelaskan."
        ),
        gettext_noop(
            "Berkas diselesaikan sebelum survei dipakai, atau dipindahkan dari sistem lama."
        ),
    ),
    Kind.MISSING: Meaning(
        gettext_noop("%(count)d dari %(base)d jawaban yang tercatat di jurnal tidak ada lagi."),
        gettext_noop("Jawaban mungkin dihapus lewat basis data."),
        gettext_noop("Cadangan lama dipulihkan tanpa jawaban terakhir."),
    ),
}  # fmt: skip
