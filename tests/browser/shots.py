"""Every page of the site in every state worth looking at, and pictures of them at two widths.

The pictures are looked at beside the sketches; they are not compared by machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from playwright.sync_api import Browser, Page, Response

from tests.browser import chromium

Enter = Callable[[Page, str], None]

# The button that sends the form of a page.
SEND = "main form .button >> nth=0"
COMMENT = "main form.prose .button >> nth=0"
DECIDE = "form[id^=langkah-] .button >> nth=0"


@dataclass(frozen=True, slots=True)
class Shot:
    """One page in one state; the role says who looks, empty is a citizen without a code.

    Braces in the path name a case of the district. `press` is a button that is pressed first:
    an empty form gives the page with its errors.
    """

    name: str
    path: str
    role: str = ""
    status: int = 200
    press: str = ""


_SERVICE = "/layanan/legalisasi-buku-nikah/"
_APPLY = "/ajukan/legalisasi-buku-nikah/"
_CASE = "/lacak/berkas/"

PUBLIC = (
    Shot("ui", "/ui/"),
    Shot("ui-petugas", "/ui/petugas/"),
    Shot("api", "/api/"),
    Shot("beranda", "/"),
    Shot("semua-layanan", "/layanan/"),
    Shot("cari", "/layanan/?q=legalisir+buku+nika"),
    Shot("cari-kosong", "/layanan/?q=zzzz"),
    Shot("layanan", _SERVICE),
    Shot("layanan-diwakilkan", f"{_SERVICE}?keadaan=diwakilkan"),
    Shot("layanan-bayar", "/layanan/daftar-nikah/"),
    Shot("layanan-pindah", "/layanan/pendaftaran-haji/", status=410),
    Shot("standar", f"{_SERVICE}standar/"),
    Shot("katalog", "/katalog/"),
    Shot("maklumat", "/maklumat/"),
    Shot("konsultasi", "/konsultasi/"),
    Shot("konsultasi-satu", "/konsultasi/{consultation}/"),
    Shot("dasar-hukum", "/dasar-hukum/"),
    Shot("dasar-hukum-kosong", "/dasar-hukum/?q=zzzz"),
    Shot("sop", f"{_SERVICE}sop/"),
    Shot("sop-panjang", "/layanan/daftar-nikah/sop/"),
    Shot("peta-proses", "/peta-proses/"),
    Shot("peta-proses-kelompok", "/peta-proses/02/"),
    Shot("peta-proses-bawah", "/peta-proses/02.01/"),
    Shot("peta-proses-satu", "/peta-proses/02.01.04/"),
    Shot("ajukan-tempat", _APPLY),
    Shot("ajukan-tempat-galat", "/ajukan/rekomendasi-nikah/?kantor=", status=422),
    Shot("ajukan", f"{_APPLY}?kantor=kua-cempaka&keadaan=diwakilkan"),
    Shot("ajukan-galat", f"{_APPLY}?kantor=kua-cempaka", status=422, press=SEND),
    Shot("lacak", "/lacak/"),
    Shot("lacak-galat", "/lacak/", status=422, press=SEND),
    Shot("survei", "/survei/{survey}/"),
    Shot("survei-galat", "/survei/{survey}/", status=422, press=SEND),
    Shot("survei-tutup", "/survei/salah/", status=404),
    Shot("survei-selesai", "/survei/terima-kasih/"),
    Shot("kinerja", "/kinerja/"),
    Shot("kepuasan", "/kinerja/kepuasan/"),
    Shot("kepuasan-kantor", "/kinerja/kepuasan/kua-cempaka/"),
    Shot("kepuasan-belum", "/kinerja/kepuasan/kua-hilir/"),
    Shot("kantor", "/kantor/kua-cempaka/"),
    Shot("kantor-panjang", "/kantor/kua-hilir/"),
    Shot("privasi", "/privasi/"),
    Shot("masuk-kunci-sandi", "/masuk/kunci-sandi/"),
    Shot("cek-pesan", "/cek-pesan/"),
    Shot("cek-pesan-galat", "/cek-pesan/", status=422, press=SEND),
    Shot("hak-data", "/hak-data/"),
    Shot("hak-data-galat", "/hak-data/", status=422, press=SEND),
    Shot("masuk", "/masuk/"),
    Shot("masuk-galat", "/masuk/", status=422, press=SEND),
    Shot("sandi-lupa", "/sandi/lupa/"),
    Shot("sandi-terkirim", "/sandi/lupa/terkirim/"),
    Shot("404", "/tidak-ada/", status=404),
)

APPLICANT = (
    Shot("terkirim", "/ajukan/terkirim/", "baru"),
    Shot("berkas-baru", _CASE, "pemohon:fresh"),
    Shot("berkas-diperbaiki", _CASE, "pemohon:asked"),
    Shot("berkas-diperbaiki-galat", _CASE, "pemohon:asked", 422, "#perbaikan .button"),
    Shot("berkas-terlambat", _CASE, "pemohon:late"),
    Shot("berkas-terlambat-dijelaskan", _CASE, "pemohon:explained"),
    Shot("berkas-siap", _CASE, "pemohon:ready"),
    Shot("berkas-menunggu", _CASE, "pemohon:held"),
    Shot("berkas-selesai", _CASE, "pemohon:done"),
    Shot("berkas-ditolak", _CASE, "pemohon:refused"),
    Shot("berkas-dicabut", _CASE, "pemohon:withdrawn"),
    Shot("berkas-cabut", f"{_CASE}pencabutan/", "pemohon:fresh"),
)

RIGHTS = (
    Shot("hak-berkas", "/hak-data/berkas/", "hak:done"),
    Shot("hak-ditolak", "/hak-data/berkas/", "hak:late"),
    Shot("hak-terhapus", "/hak-data/berkas/", "hak:kept-3"),
    Shot("hak-pembetulan", "/hak-data/berkas/pembetulan/", "hak:done"),
    Shot("hak-pembetulan-galat", "/hak-data/berkas/pembetulan/", "hak:done", 422, SEND),
    Shot("hak-penghapusan", "/hak-data/berkas/penghapusan/", "hak:fresh"),
    Shot("kelola-data", "/kelola/hak-data/", "manager"),
    Shot("kelola-data-penghapusan", "/kelola/hak-data/{erasure}/", "manager"),
    Shot("kelola-data-pembetulan", "/kelola/hak-data/{change}/", "manager"),
    Shot("kelola-data-galat", "/kelola/hak-data/{overdue}/", "manager", 422, ".button--danger"),
    Shot("kelola-data-nik", "/kelola/hak-data/nik/", "manager"),
    Shot("kelola-data-simpan", "/kelola/hak-data/penyimpanan/", "manager"),
    Shot("berkas-hak-data", "/berkas/{fresh}/hak-data/", "officer"),
    Shot("berkas-hak-data-galat", "/berkas/{fresh}/hak-data/", "officer", 422, SEND),
    Shot("berkas-nik", "/berkas/{fresh}/nik/", "officer"),
)

STAFF = (
    Shot("meja", "/meja/", "officer"),
    Shot("meja-kosong", "/meja/", "newcomer"),
    Shot("meja-kepala", "/meja/", "head"),
    Shot("mulai-pengelola", "/mulai/", "manager"),
    Shot("survei-hubungi", "/kelola/survei/hubungi/", "manager"),
    Shot("kelola", "/kelola/", "district"),
    Shot("kelola-kua", "/kelola/?kantor=kua-hilir", "district"),
    Shot("kelola-kantor", "/kelola/kantor/", "district"),
    Shot("kelola-kantor-kosong", "/kelola/kantor/?q=zzzz", "district"),
    Shot("kelola-kantor-satu", "/kelola/kantor/kua-hilir/", "district"),
    Shot("kelola-kantor-baru", "/kelola/kantor/kemenag/bawahan/", "district"),
    Shot("kelola-kantor-baru-galat", "/kelola/kantor/kemenag/bawahan/", "district", 422, SEND),
    Shot("kelola-kantor-ubah", "/kelola/kantor/kua-hilir/ubah/", "district"),
    Shot("kelola-jam", "/kelola/kantor/kua-cempaka/jam/", "manager"),
    Shot("kelola-jam-galat", "/kelola/kantor/kua-cempaka/jam/", "manager", 422, SEND),
    Shot("kelola-pegawai", "/kelola/pegawai/", "district"),
    Shot("kelola-pegawai-kosong", "/kelola/pegawai/?saring=ditutup", "district"),
    Shot("kelola-pegawai-baru", "/kelola/pegawai/baru/?kantor=kua-cempaka", "district"),
    Shot("kelola-pegawai-baru-galat", "/kelola/pegawai/baru/", "district", 422, SEND),
    Shot("kelola-pegawai-satu", "/kelola/pegawai/{supervisor_id}/", "district"),
    Shot("kelola-pegawai-diri", "/kelola/pegawai/{district_id}/", "district"),
    Shot("kelola-pegawai-nama", "/kelola/pegawai/{supervisor_id}/nama/", "district"),
    Shot("kelola-pegawai-surel", "/kelola/pegawai/{supervisor_id}/surel/", "district"),
    Shot("kelola-pegawai-pindah", "/kelola/pegawai/{supervisor_id}/pindah/", "district"),
    Shot("kelola-pegawai-tutup", "/kelola/pegawai/{head_id}/penutupan/", "district"),
    Shot("kelola-pegawai-sandi", "/kelola/pegawai/{forgetful_id}/sandi/", "district"),
    Shot(
        "kelola-pegawai-sandi-sekali",
        "/kelola/pegawai/{forgetful_id}/sandi/",
        "district",
        press=SEND,
    ),
    Shot("kelola-peran", "/kelola/peran/", "district"),
    Shot("kelola-peran-beri", "/kelola/pegawai/{newcomer_id}/peran/", "district"),
    Shot("kelola-peran-beri-galat", "/kelola/pegawai/{newcomer_id}/peran/", "district", 422, SEND),
    Shot("kelola-peran-akhir", "/kelola/peran/{newcomer_role}/akhir/", "district"),
    Shot("kelola-jabatan", "/kelola/jabatan/", "district"),
    Shot("kelola-jabatan-kua", "/kelola/jabatan/?kantor=kua-cempaka", "district"),
    Shot("kelola-jabatan-baru", "/kelola/jabatan/kua-cempaka/baru/", "district"),
    Shot("kelola-jabatan-baru-galat", "/kelola/jabatan/kua-cempaka/baru/", "district", 422, SEND),
    Shot("kelola-jabatan-nama", "/kelola/jabatan/{position}/nama/", "district"),
    Shot("kelola-jabatan-tutup", "/kelola/jabatan/{position}/penutupan/", "district"),
    Shot("kelola-kalender", "/kelola/kalender/", "district"),
    Shot("kelola-kalender-kua", "/kelola/kalender/", "manager"),
    Shot("kelola-kalender-hari", "/kelola/kalender/hari/baru/", "district"),
    Shot("kelola-kalender-hari-galat", "/kelola/kalender/hari/baru/", "district", 422, SEND),
    Shot("kelola-kalender-musim", "/kelola/kalender/musim/baru/", "district"),
    Shot("kelola-kalender-lihat", "/kelola/kalender/terbitan/2028/", "district", press=SEND),
    Shot("kelola-kalender-usulan", "/kelola/kalender/usulan/", "district"),
    Shot("kelola-kalender-putusan", "/kelola/kalender/usulan/{change}/", "deputy"),
    Shot("kelola-kalender-usulan-sendiri", "/kelola/kalender/usulan/{change}/", "district"),
    Shot("kelola-penutupan-usulan", "/kelola/kantor/kua-cempaka/penutupan/usulan/", "manager"),
    Shot("kelola-penutupan", "/kelola/kantor/kua-cempaka/penutupan/", "manager"),
    Shot("kelola-penugasan", "/kelola/penugasan/", "district"),
    Shot("kelola-penugasan-penyelia", "/kelola/penugasan/", "supervisor"),
    Shot("kelola-penugasan-kosong", "/kelola/penugasan/?q=zzzz", "district"),
    Shot("kelola-penugasan-riwayat", "/kelola/penugasan/?tampil=riwayat", "district"),
    Shot("kelola-penugasan-baru", "/kelola/penugasan/jabatan/{headship}/", "district"),
    Shot(
        "kelola-penugasan-baru-galat",
        "/kelola/penugasan/jabatan/{headship}/",
        "district",
        422,
        SEND,
    ),
    Shot("kelola-penugasan-akhir", "/kelola/penugasan/{stand_in}/akhir/", "district"),
    Shot("kelola-penugasan-batal", "/kelola/penugasan/{stand_in}/pembatalan/", "district"),
    Shot("kelola-cuti", "/kelola/penugasan/cuti/", "supervisor"),
    Shot("kelola-cuti-galat", "/kelola/penugasan/cuti/", "supervisor", 422, SEND),
    Shot("kelola-cuti-selesai", "/kelola/penugasan/cuti/{absence}/selesai/", "supervisor"),
    Shot("sop-susun", "/kelola/sop/{draft}/", "author"),
    Shot("sop-susun-langkah", "/kelola/sop/{draft}/langkah/match/", "author"),
    Shot("sop-susun-langkah-kosong", "/kelola/sop/{draft}/langkah/langkah-1/", "author"),
    Shot("sop-susun-hapus", "/kelola/sop/{draft}/langkah/check/hapus/", "author"),
    Shot("sop-kemiripan", "/kelola/sop/{draft}/salinan/", "author"),
    Shot("sop-susun-identitas", "/kelola/sop/{draft}/identitas/", "author"),
    Shot("sop-susun-dasar", "/kelola/sop/{draft}/dasar-hukum/?q=nikah&aturan={rule}", "author"),
    Shot("sop-susun-dasar-kosong", "/kelola/sop/{draft}/dasar-hukum/?q=zzzz", "author"),
    Shot("sop-susun-pelaksana", "/kelola/sop/{draft}/pelaksana/", "author"),
    Shot("penyelia", "/penyelia/", "supervisor"),
    Shot("sop-daftar", "/kelola/sop/", "reviewer"),
    Shot("sop-daftar-kosong", "/kelola/sop/", "verifier"),
    Shot("sop-daftar-berlaku", "/kelola/sop/?saring=berlaku", "writer"),
    Shot("sop-rencana", "/kelola/sop/baru/", "writer"),
    Shot("sop-rencana-galat", "/kelola/sop/baru/", "writer", 422, SEND),
    Shot("sop-mulai", "/kelola/sop/{planned}/mulai/", "writer"),
    Shot("sop-perjalanan", "/kelola/sop/{handed_in}/perjalanan/", "writer"),
    Shot("sop-perjalanan-peninjau", "/kelola/sop/{handed_in}/perjalanan/", "reviewer"),
    Shot("sop-perjalanan-galat", "/kelola/sop/{handed_in}/perjalanan/", "writer", 422, COMMENT),
    Shot("sop-perbandingan", "/kelola/sop/{handed_in}/perbandingan/", "reviewer"),
    Shot("sop-pengembalian", "/kelola/sop/{handed_in}/tindakan/pengembalian/", "reviewer"),
    Shot("sop-pengesahan", "/kelola/sop/{verified}/tindakan/pengesahan/", "chief"),
    Shot(
        "sop-pengesahan-galat", "/kelola/sop/{verified}/tindakan/pengesahan/", "chief", 422, SEND
    ),
    Shot("sop-pencabutan", "/kelola/sop/versi/{in_force}/pencabutan/", "chief"),
    Shot("sop-baca", "/kelola/sop/baca/", "officer"),
    Shot("sop-baca-kosong", "/kelola/sop/baca/", "writer"),
    Shot("sop-baca-versi", "/kelola/sop/baca/{to_read}/", "officer"),
    Shot("sop-baca-versi-galat", "/kelola/sop/baca/{to_read}/", "officer", 422, SEND),
    Shot("sop-daftar-baca", "/kelola/sop/daftar-baca/", "chief"),
    Shot("sop-daftar-baca-versi", "/kelola/sop/daftar-baca/{to_read}/", "chief"),
    Shot("sop-berkas-berjalan", "/kelola/sop/versi/{renewed}/berkas-berjalan/", "head"),
    Shot(
        "sop-berkas-tidak-dapat",
        "/kelola/sop/versi/{renewed}/berkas-berjalan/?saring=tidak",
        "supervisor",
    ),
    Shot(
        "sop-berkas-berjalan-galat",
        "/kelola/sop/versi/{renewed}/berkas-berjalan/",
        "head",
        422,
        SEND,
    ),
    Shot("survei-kelola", "/kelola/survei/", "head"),
    Shot("survei-sinyal", "/kelola/survei/sinyal/", "head"),
    Shot("survei-tablet", "/kelola/survei/tablet/", "manager"),
    Shot("survei-masukan", "/kelola/survei/masukan/", "head"),
    Shot("kepala", "/kepala/", "head"),
    Shot("berkas-langkah", "/berkas/{late}/", "officer"),
    Shot("berkas-nama-panjang", "/berkas/{long}/", "officer"),
    Shot("berkas-kosong-galat", "/berkas/{fresh}/", "officer", 422, DECIDE),
    Shot("berkas-serah", "/berkas/{ready}/", "officer"),
    Shot("berkas-penyerahan", "/berkas/{ready}/penyerahan/", "officer"),
    Shot("berkas-menunggu-pemohon", "/berkas/{asked}/", "officer"),
    Shot("berkas-jeda", "/berkas/{held}/", "officer"),
    Shot("berkas-hasil", "/berkas/{done}/", "officer"),
    Shot("berkas-hasil-ditolak", "/berkas/{refused}/", "officer"),
    Shot("berkas-tanda-tangan", "/berkas/{explained}/", "head"),
    Shot("berkas-minta-perbaikan", "/berkas/{fresh}/perbaikan/", "officer"),
    Shot("berkas-minta-perbaikan-galat", "/berkas/{fresh}/perbaikan/", "officer", 422, SEND),
    Shot("berkas-jawaban", "/berkas/{asked}/perbaikan/jawaban/", "officer"),
    Shot("berkas-tunggu-tanggal", "/berkas/{late}/jeda/", "officer"),
    Shot("berkas-terlambat-jelaskan", "/berkas/{late}/keterlambatan/", "head"),
    Shot("berkas-tolak", "/berkas/{fresh}/penolakan/", "head"),
    Shot("berkas-tolak-galat", "/berkas/{fresh}/penolakan/", "head", 422, SEND),
    Shot("berkas-cabut-loket", "/berkas/{fresh}/pencabutan/", "officer"),
    Shot("loket", "/loket/", "officer"),
    Shot("loket-layanan", "/loket/rekomendasi-nikah/?kantor=kua-cempaka", "officer"),
    Shot("loket-galat", "/loket/rekomendasi-nikah/?kantor=kua-cempaka", "officer", 422, SEND),
    Shot("loket-diterima", "/loket/diterima/", "loket"),
    Shot("loket-cetak", "/loket/diterima/cetak/", "loket"),
    Shot("cari-berkas", "/cari-berkas/", "officer"),
    Shot("cari-berkas-galat", "/cari-berkas/", "officer", 422, SEND),
    Shot("pesan", "/pesan/", "officer"),
    Shot("evaluasi-sop", "/kelola/sop/evaluasi/", "supervisor"),
    Shot("surel-hilang", "/kelola/pesan/", "manager"),
    Shot("kesehatan", "/kelola/kesehatan/", "district"),
    Shot("403", "/kepala/", "officer", 403),
    # Locks the session of this person for good: nobody else may need them.
    Shot("kunci", "/meja/", "neighbour", press=".app-bar form .button >> nth=0"),
    Shot("keamanan", "/akun/keamanan/", "head"),
    Shot("keamanan-bukti", "/akun/keamanan/bukti/", "officer"),
    Shot("aplikasi-kode", "/akun/keamanan/aplikasi-kode/", "officer"),
    Shot("kunci-sandi", "/akun/keamanan/kunci-sandi/", "officer"),
    Shot("kunci-api", "/akun/keamanan/kunci-api/", "head"),
    Shot("kode-cadangan", "/akun/keamanan/kode-cadangan/", "head"),
    Shot("sandi-ganti", "/sandi/ganti/", "officer"),
    Shot("sandi-ganti-galat", "/sandi/ganti/", "officer", 422, SEND),
)

_LAW = "/kelola/dasar-hukum/"
_STANDARD = "/kelola/standar/{standard_draft}/"
_HEARING = "/kelola/konsultasi/{open_consultation}/"
REGISTER = (
    Shot("kelola-standar", "/kelola/standar/", "author"),
    Shot("kelola-standar-baru", "/kelola/standar/baru/", "author"),
    Shot("kelola-standar-unggah", "/kelola/standar/berkas/", "author"),
    Shot("kelola-standar-unggah-galat", "/kelola/standar/berkas/", "author", 422, SEND),
    Shot("kelola-standar-baru-galat", "/kelola/standar/baru/", "author", 422, SEND),
    Shot("kelola-standar-rancangan", "/kelola/standar/{standard_draft}/", "author"),
    Shot("kelola-standar-biaya", "/kelola/standar/{standard_draft}/bagian/biaya/", "author"),
    Shot(
        "kelola-standar-waktu", "/kelola/standar/{standard_draft}/bagian/jangka-waktu/", "author"
    ),
    Shot("kelola-standar-dasar", f"{_STANDARD}dasar-hukum/?q=nikah&aturan={{rule}}", "author"),
    Shot("kelola-standar-beda", "/kelola/standar/{standard_draft}/perbandingan/", "author"),
    Shot("kelola-standar-batal", "/kelola/standar/{standard_draft}/pembatalan/", "author"),
    Shot("kelola-standar-tetapkan", "/kelola/standar/{standard_draft}/penetapan/", "chief"),
    Shot("kelola-konsultasi", "/kelola/konsultasi/", "author"),
    Shot("kelola-konsultasi-baru", "/kelola/konsultasi/baru/", "author"),
    Shot("kelola-konsultasi-baru-galat", "/kelola/konsultasi/baru/", "author", 422, SEND),
    Shot("kelola-konsultasi-satu", "/kelola/konsultasi/{consultation}/", "author"),
    Shot("kelola-konsultasi-isi", "/kelola/konsultasi/{open_consultation}/", "author"),
    *(
        Shot(f"kelola-konsultasi-{part}", f"{_HEARING}{part}/", "author")
        for part in ("peserta", "masukan", "kesepakatan", "penanda-tangan", "ubah", "penutupan")
    ),
    Shot(
        "kelola-konsultasi-hasil",
        "/kelola/konsultasi/{consultation}/kesepakatan/{agreement}/",
        "author",
    ),
    Shot("kepatuhan", "/kelola/kepatuhan/", "author"),
    Shot("kepatuhan-kosong", "/kelola/kepatuhan/?temuan=no_sop", "reviewer"),
    Shot("kelola-maklumat", "/kelola/maklumat/", "author"),
    Shot("kelola-maklumat-satu", "/kelola/maklumat/{charter}/", "author"),
    Shot("kelola-maklumat-baru", "/kelola/maklumat/baru/", "chief"),
    Shot("kelola-maklumat-baru-galat", "/kelola/maklumat/baru/", "chief", 422, SEND),
    Shot("kelola-maklumat-siar", "/kelola/maklumat/{charter}/penyiaran/", "author"),
    Shot("kelola-hukum", _LAW, "author"),
    Shot("kelola-hukum-cari", f"{_LAW}?q=nikah&keadaan=berakhir", "author"),
    Shot("kelola-hukum-kosong", f"{_LAW}?q=zzzz", "author"),
    Shot("kelola-hukum-baru", f"{_LAW}baru/?q=PMA+1/2027", "author"),
    Shot("kelola-hukum-baru-galat", f"{_LAW}baru/", "author", 422, SEND),
    Shot("kelola-hukum-aturan", f"{_LAW}{{rule}}/", "author"),
    Shot("kelola-hukum-berakhir", f"{_LAW}{{ended_rule}}/", "verifier"),
    Shot("kelola-hukum-ubah", f"{_LAW}{{rule}}/ubah/", "author"),
    Shot("kelola-hukum-cabut", f"{_LAW}{{rule}}/pencabutan/", "verifier"),
    Shot("kelola-hukum-cabut-galat", f"{_LAW}{{rule}}/pencabutan/", "verifier", 422, SEND),
    Shot("kelola-hukum-keliru", f"{_LAW}{{ended_rule}}/pencabutan/pembatalan/", "verifier"),
    Shot("kelola-tinjau", f"{_LAW}peninjauan/{{law_review}}/", "verifier"),
    Shot("kelola-tinjau-galat", f"{_LAW}peninjauan/{{law_review}}/", "verifier", 422, SEND),
)

_MAP = "/kelola/peta-proses/"
PROCESSES = (
    Shot("kelola-peta", _MAP, "author"),
    Shot("kelola-peta-kua", f"{_MAP}?kantor=kua-cempaka", "manager"),
    Shot("kelola-peta-baru", f"{_MAP}kantor/kemenag/baru/", "author"),
    Shot("kelola-peta-baru-galat", f"{_MAP}kantor/kemenag/baru/", "author", 422, SEND),
    Shot("kelola-peta-proses", f"{_MAP}{{process}}/", "author"),
    Shot("kelola-peta-ubah", f"{_MAP}{{process}}/ubah/", "author"),
    Shot("kelola-peta-pindah", f"{_MAP}{{process}}/pindah/", "author"),
    Shot("kelola-peta-tutup", f"{_MAP}{{process}}/penutupan/", "author"),
    Shot("kelola-peta-hubungan", f"{_MAP}{{process}}/hubungan/", "author"),
    Shot("kelola-peta-hubungan-galat", f"{_MAP}{{process}}/hubungan/", "author", 422, SEND),
)

IMPROVEMENTS = (
    Shot("kelola-perbaikan", "/kelola/perbaikan/", "head"),
    Shot("kelola-periode", "/kelola/survei/periode/", "head"),
)

PAGES: tuple[Shot, ...] = (
    *PUBLIC,
    *APPLICANT,
    *RIGHTS,
    *STAFF,
    *REGISTER,
    *PROCESSES,
    *IMPROVEMENTS,
)


def visit(page: Page, shot: Shot, places: Mapping[str, str]) -> int:
    """Bring the page into its state; the status of the last answer."""
    answer = page.goto(shot.path.format_map(places))
    if shot.press:
        with page.expect_navigation() as sent:
            page.locator(shot.press).click()
        answer = sent.value
    assert isinstance(answer, Response)
    return answer.status


def take(
    started: Browser,
    shots: Sequence[Shot],
    *,
    url: str,
    folder: Path,
    places: Mapping[str, str],
    enter: Enter,
) -> Iterator[Path]:
    """Take every page at every width and give the files as they are written."""
    folder.mkdir(parents=True, exist_ok=True)
    by_role = sorted(shots, key=lambda shot: shot.role)
    for width in chromium.WIDTHS:
        for role, group in groupby(by_role, key=lambda shot: shot.role):
            with chromium.page_of(started, width, base_url=url) as page:
                if role:
                    enter(page, role)
                for shot in group:
                    visit(page, shot, places)
                    target = folder / f"{shot.name}-{width}.png"
                    page.screenshot(path=target, full_page=True)
                    yield target
