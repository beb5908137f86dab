"""Pages of complaints in every state worth looking at; nobody who speaks has a cookie."""

from tests.browser.shot import SEND, TICK, Shot

_SPEAK = "/pengaduan/?kantor=kua-cempaka&layanan=legalisasi-buku-nikah"
_TRACK = "/pengaduan/lacak/"
_STAFF = "/kelola/pengaduan/"
_CODE = (("#id_number", "{complaint_told}"), ("#id_words", "{complaint_words}"))
_ASKED = (("#id_number", "{question_told}"), ("#id_words", "{question_words}"))
_PAPER = (("#id_number", "{slip}"), ("#id_words", "{slip_words}"))
_SPOILT = (("#id_number", "{slip_spoilt}"), ("#id_words", "{slip_spoilt_words}"))
_NOTE = "form[action$=hasil\\/] button"
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
    Shot("lapor-kertas", _TRACK, press=SEND, typed=_PAPER),
    Shot("lapor-kertas-dicoret", _TRACK, press=SEND, typed=_SPOILT),
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
    Shot("lapor-angka", "/pengaduan/angka/"),
    Shot("lapor-pertanyaan-dijawab", _TRACK, press=SEND, typed=_ASKED),
    Shot("kelola-pertanyaan", f"{_STAFF}{{question}}/?jawaban={{cited}}", "head"),
    Shot("kelola-laporan-digabung", f"{_STAFF}{{complaint_merged}}/", "head"),
    Shot("kelola-laporan-disetujui", f"{_STAFF}{{complaint_waiting}}/", "head"),
    Shot("kelola-kerangka", f"{_STAFF}kerangka/", "head"),
    Shot("kelola-kerangka-baru", f"{_STAFF}kerangka/baru/", "head"),
    Shot("kelola-kerangka-galat", f"{_STAFF}kerangka/baru/", "head", 422, SEND),
    Shot("kelola-telepon-balik", f"{_STAFF}telepon-balik/", "caller"),
    Shot("kelola-telepon-balik-satu", f"{_STAFF}telepon-balik/{{call}}/", "caller"),
    Shot("kelola-telepon-balik-galat", f"{_STAFF}telepon-balik/{{call}}/", "caller", 422, _NOTE),
    Shot("kelola-lembar", f"{_STAFF}lembar/", "head"),
    Shot("kelola-lembar-galat", f"{_STAFF}lembar/", "head", 422, "form[action*=coret] button"),
    Shot("kelola-lapor", f"{_STAFF}lapor/", "head"),
    Shot("kelola-lapor-galat", f"{_STAFF}lapor/", "head", 422, "form[action$=kaitkan\\/] button"),
    Shot("kelola-batas-laporan", f"{_STAFF}batas-waktu/", "head"),
    Shot("kelola-laporan-pelapor", f"{_STAFF}{{complaint_new}}/pelapor/", "head"),
    Shot("kelola-siapa-melihat", f"{_STAFF}{{complaint_new}}/siapa-melihat/", "head"),
    Shot("kelola-kartu-tugas", f"{_STAFF}{{complaint_new}}/kartu-tugas/", "head"),
    Shot("kelola-kartu-tugas-galat", f"{_STAFF}{{complaint_new}}/kartu-tugas/", "head", 422, SEND),
    Shot("kelola-tanpa-pengaduan", f"{_STAFF}indikator/", "head"),
)
