"""Addresses of complaints: `/pengaduan/` for everybody, `/kelola/pengaduan/` for the office."""

from django.urls import path

from prima.complaints.views import (
    checklist,
    following,
    handling,
    indicator,
    limits,
    messaging,
    national,
    open311,
    packs,
    papers,
    publishing,
    receipts,
    reporter,
    sight,
    speaking,
    typed,
)

app_name = "complaints"

PUBLIC = "pengaduan/"
STAFF = "kelola/pengaduan/"
OPEN311 = "open311/v2/"

urlpatterns = [
    path(PUBLIC, speaking.speak, name="speak"),
    path(PUBLIC + "kirim/", speaking.submission, name="submission"),
    path(PUBLIC + "lacak/", following.track, name="track"),
    path(PUBLIC + "laporan/", following.followed, name="followed"),
    path(PUBLIC + "laporan/tanggapan/", following.talked, name="talked"),
    path(PUBLIC + "laporan/lengkapi/", checklist.given, name="given"),
    path(PUBLIC + "tanda-terima/", receipts.receipt, name="receipt"),
    path(PUBLIC + "pesan-masuk/<slug:service>/", messaging.incoming, name="incoming"),
    path(PUBLIC + "kunci/", receipts.keys, name="keys"),
    path(PUBLIC + "kunci/pemeriksa.html", receipts.checker, name="checker"),
    path(PUBLIC + "daftar/", publishing.public_list, name="public_list"),
    path(PUBLIC + "daftar/catatan/", publishing.public_log, name="public_log"),
    path(PUBLIC + "laporan/ombudsman/", packs.own_pack, name="own_pack"),
    path(STAFF, handling.inbox, name="inbox"),
    path(STAFF + "baru/", typed.typed, name="typed"),
    path(STAFF + "baru/kirim/", typed.typed_sent, name="typed_sent"),
    path(STAFF + "batas-waktu/", limits.limits, name="limits"),
    path(STAFF + "batas-waktu/simpan/", limits.limit_change, name="limit_change"),
    path(STAFF + "lapor/", national.national, name="national"),
    path(STAFF + "lapor/serahkan/", national.handed_over, name="national_handed_over"),
    path(STAFF + "lapor/kaitkan/", national.linked, name="national_linked"),
    path(STAFF + "lapor/banding/", national.compared, name="national_compared"),
    path(STAFF + "lapor/berkas.xlsx", national.handed_file, name="national_file"),
    path(STAFF + "lembar-pintu.pdf", papers.door, name="door"),
    path(STAFF + "papan.pdf", papers.wall, name="wall"),
    path(STAFF + "<str:number>/ringkasan/", publishing.summary, name="summary"),
    path(STAFF + "<str:number>/ringkasan/simpan/", publishing.moderated, name="moderated"),
    path(STAFF + "<str:number>/ombudsman.zip", packs.office_pack, name="office_pack"),
    path(STAFF + "<str:number>/lampiran/<int:pk>/", papers.file, name="file"),
    path(STAFF + "<str:number>/pelapor/", reporter.reporter, name="reporter"),
    path(STAFF + "<str:number>/pelapor/lihat/", reporter.reporter_shown, name="reporter_shown"),
    path(STAFF + "<str:number>/siapa-melihat/", sight.sight, name="sight"),
    path(STAFF + "<str:number>/kartu-tugas/", reporter.task, name="task"),
    path(STAFF + "<str:number>/kartu-tugas/cetak/", reporter.task_printed, name="task_printed"),
    path(STAFF + "<str:number>/pesan/<int:pk>/", messaging.receipt_sent, name="receipt_sent"),
    path(STAFF + "indikator/", indicator.indicator, name="indicator"),
    path(STAFF + "<str:number>/usulan-sop/", indicator.proposal, name="proposal"),
    path(STAFF + "<str:number>/", handling.complaint, name="complaint"),
    path(STAFF + "<str:number>/<slug:act>/", handling.acted, name="acted"),
    path("open311/discovery.<slug:form>", open311.discovery, name="open311_discovery"),
    path(OPEN311 + "services.<slug:form>", open311.services, name="open311_services"),
    path(OPEN311 + "services/<slug:code>.<slug:form>", open311.service, name="open311_service"),
    path(OPEN311 + "requests.<slug:form>", open311.requests, name="open311_requests"),
    path(
        OPEN311 + "requests/<slug:number>.<slug:form>", open311.one_request, name="open311_request"
    ),
]
