"""Addresses of complaints: `/pengaduan/` for everybody, `/kelola/pengaduan/` for the office."""

from django.urls import path

from prima.complaints.views import (
    checklist,
    following,
    handling,
    indicator,
    limits,
    papers,
    receipts,
    reporter,
    speaking,
    typed,
)

app_name = "complaints"

PUBLIC = "pengaduan/"
STAFF = "kelola/pengaduan/"

urlpatterns = [
    path(PUBLIC, speaking.speak, name="speak"),
    path(PUBLIC + "kirim/", speaking.submission, name="submission"),
    path(PUBLIC + "lacak/", following.track, name="track"),
    path(PUBLIC + "laporan/", following.followed, name="followed"),
    path(PUBLIC + "laporan/tanggapan/", following.talked, name="talked"),
    path(PUBLIC + "laporan/lengkapi/", checklist.given, name="given"),
    path(PUBLIC + "tanda-terima/", receipts.receipt, name="receipt"),
    path(PUBLIC + "kunci/", receipts.keys, name="keys"),
    path(PUBLIC + "kunci/pemeriksa.html", receipts.checker, name="checker"),
    path(STAFF, handling.inbox, name="inbox"),
    path(STAFF + "baru/", typed.typed, name="typed"),
    path(STAFF + "baru/kirim/", typed.typed_sent, name="typed_sent"),
    path(STAFF + "batas-waktu/", limits.limits, name="limits"),
    path(STAFF + "batas-waktu/simpan/", limits.limit_change, name="limit_change"),
    path(STAFF + "lembar-pintu.pdf", papers.door, name="door"),
    path(STAFF + "<str:number>/lampiran/<int:pk>/", papers.file, name="file"),
    path(STAFF + "<str:number>/pelapor/", reporter.reporter, name="reporter"),
    path(STAFF + "<str:number>/pelapor/lihat/", reporter.reporter_shown, name="reporter_shown"),
    path(STAFF + "<str:number>/kartu-tugas/", reporter.task, name="task"),
    path(STAFF + "<str:number>/kartu-tugas/cetak/", reporter.task_printed, name="task_printed"),
    path(STAFF + "indikator/", indicator.indicator, name="indicator"),
    path(STAFF + "<str:number>/usulan-sop/", indicator.proposal, name="proposal"),
    path(STAFF + "<str:number>/", handling.complaint, name="complaint"),
    path(STAFF + "<str:number>/<slug:act>/", handling.acted, name="acted"),
]
