"""Stems of Indonesian words: "meminta", "diminta" and "permintaan" are one.

Affixes are taken off until a word of ROOTS is left, with the letter that the prefix swallowed
("menunggu" of "tunggu"), as Nazief and Adriani (1996) do with a whole dictionary. What is in no
family of ours is cut by Snowball's stemmer (Tala 2003), which has no dictionary: without one
nobody knows that "memohon" is of "mohon" and "memakai" of "pakai". Our own list, of what is said
in an office and about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import snowballstemmer

_STEMMER: Final = snowballstemmer.stemmer("indonesian")

_ROOTS: Final = """
    mohon minta muat mulai milik masuk maaf marah maki malu makan minum masak main mati muda mudah
    mahal maju macam malas manfaat mangkir menang nikah nilai nasihat nanti nyata nyala nyaman nama
    nafkah naik niat
    tunggu tanya tulis tolak terima tunda tarik tagih temu tetap tindak tambah terbit terang tipu
    tutup tampung tangan tandatangan tanda tuntut tunjuk timbang tegur tentu tuduh tunai telepon
    tawar titip tebus tekan teliti tinggal turun tukar tolong tertib tanggap tanggung tugas
    kata keluh kirim kira kasih kutip kumpul kecewa kurang kenal ketik keluar kembali korupsi
    kelola kerja kunjung kuasa tahu kantor kotor kasar khianat kosong kabul kawin kenan
    peras pungut periksa paksa pakai pegang panggil pilih pesan pinjam pukul pindah putus perlu
    perbaiki proses percaya potong pandang paham panas
    suruh simpan sampai sebut sedia salah selesai serah setor sewa suap sumbang syarat sah saksi
    sembunyi siap sobek sopan sulit susah surat
    layan lapor lambat lama lunas lengkap legalisir lihat lanjut langgar larang lepas lewat libat
    adu aju antre antri ambil atur ancam abai antar arah asal awas bayar bantu baca balas
    bawa beli beri bicara bentak biar buka buang bohong buat bangun bimbing batal catat cabut cari
    cetak cek cerai curi dapat datang daftar dengar duga dukung duplikat didik fotokopi ganti gugat
    ganggu gratifikasi hapus hadap hadir hilang hitung hubung hina ikut isi izin jawab jelas jaga
    janji jual jemput jadwal lindung rujuk rusak ramah rugi ragu ribut urus ubah ulang undang ukur
    usul usir uji umum wakil wakaf waris wajib berangkat nomor keluarga suami dispensasi mediasi
    penghulu batas bagi baik biaya butuh benar bersih cepat
"""
ROOTS: Final = frozenset(_ROOTS.split())

# Made in a way no affix explains.
_ODD: Final = {"keabsahan": "sah", "duplikasi": "duplikat"}

# A prefix, and the letter it swallows at the beginning of a root.
_PREFIXES: Final = (
    ("", ""), ("di", ""), ("ter", ""), ("ber", ""), ("be", ""), ("se", ""), ("ke", ""),
    ("memper", ""), ("diper", ""), ("pember", ""), ("pemper", ""), ("keber", ""), ("per", ""),
    ("pe", ""), ("me", ""), ("mem", "p"), ("pem", "p"), ("mem", ""), ("pem", ""), ("men", "t"),
    ("pen", "t"), ("men", ""), ("pen", ""), ("meng", "k"), ("peng", "k"), ("meng", ""),
    ("peng", ""), ("meny", "s"), ("peny", "s"), ("menge", ""), ("penge", ""), ("pra", ""),
    ("nge", ""), ("ng", "k"), ("ng", ""), ("ny", "s"), ("n", "t"), ("m", "p"),
)  # fmt: skip
_SUFFIXES: Final = ("", "kan", "an", "i", "in")
_CLITICS: Final = ("", "nya", "lah", "kah", "pun", "ku", "mu")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one word in small letters."""
    return _ODD.get(word) or next(_families(word), None) or str(_STEMMER.stemWord(word))


def _families(word: str) -> Iterator[str]:
    """Roots the word can be made of, the most plainly made first."""
    for clitic in _CLITICS:
        for suffix in _SUFFIXES:
            ending = suffix + clitic
            if word.endswith(ending):
                bare = word[: len(word) - len(ending)]
                yield from _roots_under(bare)


def _roots_under(bare: str) -> Iterator[str]:
    for prefix, swallowed in _PREFIXES:
        if bare.startswith(prefix):
            root = swallowed + bare[len(prefix) :]
            if root in ROOTS:
                yield root
