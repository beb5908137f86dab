"""What people write in the demonstration, in the words they would use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LACKS: Final = (
    "{paper}: belum ada. Mohon dilengkapi.",
    "{paper}: tulisannya tidak terbaca. Mohon dikirim ulang dengan foto yang terang.",
    "{paper}: nama berbeda dengan KTP. Mohon bawa yang sudah dibetulkan.",
)
WRONG_ADDRESS: Final = "Alamat belum sama dengan KTP. Mohon tulis seperti di KTP."

REFUSALS: Final[Mapping[str, str]] = {
    "daftar-nikah": "Wali yang diajukan bukan wali nasab yang berhak. Silakan mengajukan lagi "
    "dengan wali yang berhak, atau wali hakim bila wali nasab tidak ada.",
    "duplikat-buku-nikah": "Akta nikah tidak ditemukan dalam register kantor ini. Silakan "
    "mengajukan isbat nikah ke Pengadilan Agama.",
    "legalisasi-buku-nikah": "Nomor seri buku nikah tidak cocok dengan register kantor ini.",
    "rekomendasi-nikah": "Alamat pemohon berada di luar kecamatan ini. Silakan mengajukan ke KUA "
    "sesuai KTP.",
    "surat-keterangan-status-nikah": "Pemohon masih tercatat menikah dalam register kantor ini.",
    "rujuk": "Masa idah sudah berakhir. Silakan mendaftar nikah baru.",
    "izin-madrasah": "Bukti hak atas tanah belum atas nama yayasan. Silakan mengajukan lagi "
    "setelah dibalik nama.",
    "legalisasi-ijazah-madrasah": "Nomor ijazah tidak ditemukan dalam daftar kelulusan.",
}
OTHER_REFUSAL: Final = (
    "Keterangan dalam permohonan tidak sesuai dengan hasil pemeriksaan. Silakan mengajukan lagi "
    "dengan data yang benar."
)
NIKAH_BASIS: Final = "Peraturan Menteri Agama Nomor 30 Tahun 2024 tentang Pencatatan Pernikahan"
OTHER_BASIS: Final = "Undang-Undang Nomor 30 Tahun 2014 tentang Administrasi Pemerintahan"

WITHDRAWALS: Final = (
    "",
    "Rencana berubah, akan mengajukan lagi bulan depan.",
    "Sudah diurus di kantor lain.",
)
DELAYS: Final = (
    "Pejabat yang menandatangani sedang bertugas di luar kota.",
    "Persediaan blangko habis dan sedang diminta ke kantor kabupaten.",
    "Sistem pencatatan tidak dapat dibuka sejak kemarin.",
)
# Rows that wait for a day the applicant chose, by service and row.
MEETINGS: Final[Mapping[tuple[str, str], str]] = {
    ("daftar-nikah", "ceremony"): "Menunggu hari akad yang dipilih kedua calon pengantin.",
    ("konsultasi-keluarga", "advise"): "Menunggu hari pertemuan yang dipilih pemohon.",
    ("ikrar-wakaf", "pledge"): "Menunggu hari ikrar yang dipilih wakif.",
}

PRAISE: Final = (
    "Petugas ramah dan menjelaskan dengan sabar.",
    "Cepat, tidak sampai setengah jam.",
    "Persyaratannya jelas sejak awal, tidak bolak-balik.",
    "",
    "",
    "",
)
GRUMBLES: Final = (
    "Menunggu lama sekali, tidak ada kabar.",
    "Ruang tunggunya panas dan kursinya kurang.",
    "Jawaban di loket berbeda dengan yang tertulis.",
    "",
)
PAID: Final = (
    "Diminta uang administrasi padahal tertulis gratis.",
    "Ada yang meminta uang lelah.",
)
