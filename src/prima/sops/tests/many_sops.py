"""Procedures by the thousand: rows drawn from verbs × objects × documents of the field.

Words are drawn with Zipf's weights (the n-th word 1/n as often as the first), because offices
write that way: "memeriksa" and "surat keterangan" everywhere, most of the others rarely. No row is
made from another; copies are planted apart, by `changed`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

ROWS = 20
SERVICES = 2_000

VERBS = """
    Memeriksa Menerima Mencatat Menandatangani Menyerahkan Menyiapkan Mengarsipkan
    Menyusun Memverifikasi Menerbitkan Mencetak Mengirim Meneruskan Mengajukan Mengisi
    Mencocokkan Menetapkan Menyampaikan Membuat Mendaftarkan Menelaah Mengoreksi
    Menugaskan Menjadwalkan Menghitung Mengunggah Memasukkan Mengesahkan Memvalidasi
    Melaporkan Membahas Mengumumkan Mengecap Menggandakan Membubuhkan Memberitahukan
    Mengembalikan Menilai Mendisposisi Menginput Merekap Menyetujui Memproses Mengevaluasi
    Mengklarifikasi Mengonfirmasi Mendistribusikan Meregistrasi Mewawancarai Mengukur
    Meninjau Memusnahkan Menyimpan Memindai Melegalisasi Mengagendakan Menyosialisasikan
    Membimbing Menagih Memanggil
"""

OBJECTS = """berkas|data|kelengkapan|konsep|permohonan|dokumen|hasil|persyaratan|draf|salinan|
    nomor agenda|laporan|daftar|formulir|identitas pemohon|bukti setor|jadwal|berita acara|
    keabsahan|kesesuaian|rekapitulasi|lembar disposisi|tanda terima|usulan|catatan|jawaban|
    riwayat|rincian biaya|perhitungan|foto lokasi|titik koordinat|peta bidang|alamat|
    tanggal berlaku|masa berlaku|kuota|stok blangko|nomor seri|cap dinas|arsip|buku register|
    pengumuman|undangan rapat|notulen|telaahan staf|pertimbangan teknis|rencana anggaran|
    surat tugas|hasil survei|hasil uji|hasil wawancara|daftar hadir|daftar peserta|
    daftar penerima|nilai|temuan|keberatan|sanggahan|pengaduan|tindak lanjut|perbaikan|
    kekurangan|penolakan|persetujuan|paraf koordinasi|kode billing|bukti kepemilikan|
    surat kuasa|pernyataan|sumpah|jaminan|retribusi|denda|angsuran|tunggakan|dosis|resep|
    rekam medis|sampel|label|segel|suhu penyimpanan|kendaraan|muatan|trayek|tonase|
    gambar bangunan|garis sempadan|instalasi listrik|sumur resapan|vegetasi|baku mutu|
    limbah cair|emisi|kebisingan|nisab|haul|mustahik|muzaki|jemaah|kafilah|manasik|
    paspor|visa|vaksinasi|porsi|santri|kurikulum|rapor|rombongan belajar|jam mengajar|
    beban kerja|sasaran kinerja|cuti|kenaikan gaji|angka kredit|masa kerja|hukuman disiplin|
    inventaris|barang persediaan|faktur|kuitansi|kontrak|adendum|penawaran|pagu|spesifikasi"""

KINDS = """surat keterangan|surat izin|surat rekomendasi|kartu|sertifikat|akta|surat keputusan|
    surat pernyataan|tanda daftar|surat pengantar|bukti pendaftaran|laporan|kutipan|piagam|
    surat perintah|nota dinas|lembar kendali|surat persetujuan|surat tugas|formulir"""

SUBJECTS = """pindah datang|kelahiran|kematian|usaha mikro|domisili|tidak mampu|belum menikah|
    penelitian|mendirikan bangunan|reklame|parkir|trayek angkutan|apotek|praktik dokter|
    praktik bidan|klinik pratama|laik higiene|pangan rumah tangga|ahli waris|jual beli tanah|
    hibah|wakaf|hak tanggungan|bidang tanah|zakat|haji reguler|haji khusus|umrah|pesantren|
    madrasah|majelis taklim|rumah ibadah|masjid|musala|pengukuran kiblat|nikah|rujuk|cerai|
    wali hakim|dispensasi kawin|adopsi|disabilitas|lansia|veteran|bantuan pangan|beasiswa|
    ijazah|mutasi siswa|guru honorer|sertifikasi guru|kenaikan pangkat|pensiun|cuti besar|
    izin belajar|tugas belajar|perjalanan dinas|pengadaan langsung|tender|lelang aset|
    hibah daerah|retribusi pasar|pajak hotel|pajak restoran|bumi dan bangunan|air tanah|
    limbah berbahaya|amdal|penebangan pohon|kapal nelayan|budi daya ikan|pupuk bersubsidi|
    alat mesin pertanian|kartu tani|kesehatan hewan|pemotongan hewan|ternak potong|karantina|
    benih unggul|irigasi|sumur bor|jalan lingkungan|rumah tidak layak|pemakaman|kebakaran|
    proteksi gedung|keramaian|pertunjukan|film|cagar budaya|sanggar seni|pramuwisata|hotel melati|
    biro perjalanan|warung internet|menara telekomunikasi|penyiaran|perpustakaan|arsip statis|
    paten sederhana|merek kolektif|koperasi|waralaba|gudang|ekspor kopi|impor barang|timbangan|
    tera ulang|minyak goreng|gas bersubsidi|listrik desa|pertambangan rakyat|galian batuan|
    tenaga kerja asing|magang luar negeri|lembaga pelatihan|hubungan industrial|upah minimum|
    kecelakaan kerja|serikat pekerja|organisasi masyarakat|partai politik|pemilih pemula|
    desa wisata|dana desa|badan usaha desa|batas desa|perangkat desa|posyandu|imunisasi|gizi buruk|
    tuberkulosis|donor darah|ambulans|rujukan berjenjang|jaminan kesehatan|obat tradisional|
    kosmetik|alat kesehatan|narkotika|rehabilitasi sosial|anak terlantar|korban bencana|logistik"""

ACTORS = """petugas loket|kepala kantor|verifikator|pengadministrasi umum|kepala seksi|analis|
    pemohon|kepala subbagian|penghulu|bendahara|penyuluh|juru ukur"""

TIMES = (5, 10, 15, 30, 60, 2, 3, 20, 45, 1, 120, 90, 7, 25, 240)


def _phrases(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split("|")]


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """One row as words."""

    text: str
    actor: str
    time: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


class Field:
    """Draws rows with Zipf's weights; the same seed draws the same."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._verbs = _Zipf(VERBS.split(), self.random)
        self._objects = _Zipf(_phrases(OBJECTS), self.random)
        kinds, subjects = _phrases(KINDS), _phrases(SUBJECTS)
        # The n-th kind of the m-th subject: frequent with frequent first.
        every = sorted(
            ((i + 1) * (j + 1), f"{kind} {subject}")
            for i, kind in enumerate(kinds)
            for j, subject in enumerate(subjects)
        )
        self._documents = _Zipf([phrase for _rank, phrase in every], self.random)
        self._actors = _Zipf(_phrases(ACTORS), self.random)
        self._times = _Zipf([str(time) for time in TIMES], self.random)
        self._all = [*VERBS.split(), *" ".join((*_phrases(OBJECTS), *kinds, *subjects)).split()]

    def sop(self, rows: int = ROWS) -> list[DrawnRow]:
        """Draw one procedure; what a row gives is what the next one needs."""
        drawn = []
        given = self._documents.draw()
        for _row in range(rows):
            gives = self._documents.draw()
            text = f"{self._verbs.draw()} {self._objects.draw()} {self._documents.draw()}"
            drawn.append(
                DrawnRow(text, self._actors.draw(), self._times.draw(), (given,), (gives,))
            )
            given = gives
        return drawn

    def sops(self, count: int) -> Iterator[list[DrawnRow]]:
        """Draw so many procedures, one after the other."""
        for _sop in range(count):
            yield self.sop()

    def changed(self, row: DrawnRow, share: float = 0.3) -> DrawnRow:
        """Plant a copy: this share of all words of the row replaced, actor and time kept."""
        return replace(
            row,
            text=self._changed(row.text, share),
            inputs=tuple(self._changed(paper, share) for paper in row.inputs),
            outputs=tuple(self._changed(paper, share) for paper in row.outputs),
        )

    def _changed(self, text: str, share: float) -> str:
        words = text.split()
        exactly = len(words) * share
        count = int(exactly) + (self.random.random() < exactly - int(exactly))
        for at in self.random.sample(range(len(words)), count):
            words[at] = self.random.choice(self._all)
        return " ".join(words)


class _Zipf:
    """Draws the n-th of a list 1/n as often as the first."""

    def __init__(self, values: Sequence[str], source: random.Random) -> None:
        self._values = values
        self._random = source
        self._weights = list(accumulate(1 / (at + 1) for at in range(len(values))))

    def draw(self) -> str:
        return self._random.choices(self._values, cum_weights=self._weights)[0]
