"""Pages of complaints in every state worth looking at; nobody who speaks has a cookie."""

from tests.browser.shot import SEND, TICK, Shot

_SPEAK = "/pengaduan/?kantor=kua-cempaka&layanan=legalisasi-buku-nikah"
_TRACK = "/pengaduan/lacak/"
_STAFF = "/kelola/pengaduan/"
_CODE = (("#id_number", "{complaint_told}"), ("#id_words", "{complaint_words}"))
_STORY = (
    ("#id_kind_0", TICK),
    ("#id_promise_part_1", TICK),
    ("#id_story", "Saya diminta membayar Rp50.000 di loket 2, padahal tertulis gratis."),
    ("#id_identity_2", TICK),
)

COMPLAINTS = (
    Shot("lapor-tempat", "/pengaduan/"),
    Shot("lapor", _SPEAK),
    Shot("lapor-galat", _SPEAK, status=422, press=SEND),
    Shot("lapor-terkirim", _SPEAK, press=SEND, typed=_STORY),
    Shot("lapor-lacak", _TRACK),
    Shot("lapor-lacak-galat", _TRACK, status=422, press=SEND),
    Shot("lapor-dijawab", _TRACK, press=SEND, typed=_CODE),
    Shot("lapor-kunci", "/pengaduan/kunci/"),
    Shot("lapor-daftar", "/pengaduan/daftar/"),
    Shot("lapor-catatan", "/pengaduan/daftar/catatan/"),
    Shot("kelola-ringkasan", f"{_STAFF}{{complaint_told}}/ringkasan/", "head"),
    Shot("kelola-ringkasan-galat", f"{_STAFF}{{complaint_new}}/ringkasan/", "head", 422, SEND),
    Shot("kelola-laporan", _STAFF, "head"),
    Shot("kelola-laporan-kosong", f"{_STAFF}?keadaan=withdrawn", "head"),
    Shot("kelola-laporan-baru", f"{_STAFF}{{complaint_new}}/", "head"),
    Shot("kelola-laporan-galat", f"{_STAFF}{{complaint_new}}/", "head", 422, SEND),
    Shot("kelola-laporan-dijawab", f"{_STAFF}{{complaint_told}}/", "head"),
    Shot("kelola-catat-laporan", f"{_STAFF}baru/", "officer"),
    Shot("kelola-catat-laporan-galat", f"{_STAFF}baru/", "officer", 422, SEND),
    Shot("kelola-catat-laporan-selesai", f"{_STAFF}baru/", "officer", press=SEND, typed=_STORY),
    Shot("kelola-lapor", f"{_STAFF}lapor/", "head"),
    Shot("kelola-lapor-galat", f"{_STAFF}lapor/", "head", 422, "form[action$=kaitkan\\/] button"),
    Shot("kelola-batas-laporan", f"{_STAFF}batas-waktu/", "head"),
    Shot("kelola-laporan-pelapor", f"{_STAFF}{{complaint_new}}/pelapor/", "head"),
    Shot("kelola-siapa-melihat", f"{_STAFF}{{complaint_new}}/siapa-melihat/", "head"),
    Shot("kelola-kartu-tugas", f"{_STAFF}{{complaint_new}}/kartu-tugas/", "head"),
    Shot("kelola-kartu-tugas-galat", f"{_STAFF}{{complaint_new}}/kartu-tugas/", "head", 422, SEND),
    Shot("kelola-tanpa-pengaduan", f"{_STAFF}indikator/", "head"),
)
