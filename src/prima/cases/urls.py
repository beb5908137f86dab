"""Addresses of cases: for citizens first, then for the officers of an office."""

from django.urls import path

from prima.cases.views import (
    apply,
    assessments,
    case,
    corrections,
    endings,
    files,
    intake,
    nik,
    notices,
    pauses,
    search,
    track,
    versions,
)

app_name = "cases"

CASE = "berkas/<str:number>/"

urlpatterns = [
    path("ajukan/terkirim/", apply.received, name="received"),
    path("ajukan/terkirim/tanda-terima.pdf", apply.receipt_pdf, name="receipt_pdf"),
    path("ajukan/<slug:key>/", apply.apply, name="apply"),
    path("ajukan/<slug:key>/kirim/", apply.submission, name="submission"),
    path("lacak/", track.track, name="track"),
    path("lacak/cari/", track.tracked, name="tracked"),
    path("lacak/berkas/", track.followed, name="followed"),
    path("lacak/berkas/perbaikan/", track.correction, name="citizen_correction"),
    path("lacak/berkas/pencabutan/", track.withdrawal, name="citizen_withdrawal"),
    path("lacak/berkas/pencabutan/kirim/", track.withdrawn, name="citizen_withdrawn"),
    path("lacak/berkas/tanda-terima.pdf", track.copy_of_receipt, name="copy_of_receipt"),
    path("lacak/tutup/", track.leave, name="leave"),
    # For officers.
    path("loket/", intake.intake, name="intake"),
    path("loket/diterima/", intake.registered, name="registered"),
    path("loket/diterima/cetak/", intake.registered_print, name="registered_print"),
    path("loket/diterima/tanda-terima/", intake.registered_receipt, name="registered_receipt"),
    path("loket/<slug:key>/", intake.intake_form, name="intake_form"),
    path("loket/<slug:key>/kirim/", intake.intake_sent, name="intake_sent"),
    path("cari-berkas/", search.search, name="search"),
    path("cari-berkas/hasil/", search.found, name="found"),
    path("pesan/", notices.notices, name="notices"),
    path("pesan/<int:pk>/buka/", notices.opened, name="notice_opened"),
    path("pesan/<int:pk>/terkirim/", notices.sent, name="notice_sent"),
    path("pesan/<int:pk>/batal/", notices.given_up, name="notice_given_up"),
    path("pesan/<int:pk>/dihubungi/", notices.handled, name="notice_handled"),
    path("kelola/sop/evaluasi/", assessments.assessments, name="assessments"),
    path(
        "kelola/sop/evaluasi/baru/<int:version>/<slug:kind>/",
        assessments.assessment_begun,
        name="assessment_begun",
    ),
    path("kelola/sop/evaluasi/<int:pk>/", assessments.assessment, name="assessment"),
    path(
        "kelola/sop/evaluasi/<int:pk>/formulir.pdf",
        assessments.assessment_pdf,
        name="assessment_pdf",
    ),
    path("kelola/pesan/", notices.lost_mail, name="lost_mail"),
    path("kelola/pesan/<int:pk>/ulang/", notices.repeated, name="notice_repeated"),
    path(
        "kelola/sop/<int:pk>/berkas-berjalan/", versions.movable_of_draft, name="movable_of_draft"
    ),
    path("kelola/sop/versi/<int:pk>/berkas-berjalan/", versions.movable, name="movable"),
    path(
        "kelola/sop/versi/<int:pk>/berkas-berjalan/keputusan/",
        versions.movable_decided,
        name="movable_decided",
    ),
    path(CASE, case.case, name="case"),
    path(CASE + "langkah/<int:item>/penyelesaian/", case.finished, name="finished"),
    path(CASE + "langkah/<int:item>/pengambilan/", case.taken, name="taken"),
    path(CASE + "syarat/", case.papers, name="papers"),
    path(CASE + "lampiran/", files.file_added, name="file_added"),
    path(CASE + "lampiran/<int:pk>/", files.file, name="file"),
    path(CASE + "nik/", nik.nik, name="nik"),
    path(CASE + "nik/tampil/", nik.nik_shown, name="nik_shown"),
    path(CASE + "tanda-terima/", files.case_receipt, name="case_receipt"),
    path(CASE + "perbaikan/", corrections.correction, name="correction"),
    path(CASE + "perbaikan/kirim/", corrections.correction_sent, name="correction_sent"),
    path(CASE + "perbaikan/jawaban/", corrections.answer, name="answer"),
    path(
        CASE + "perbaikan/jawaban/kirim/",
        corrections.answer_taken,
        name="answer_taken",
    ),
    path(CASE + "jeda/", pauses.hold, name="hold"),
    path(CASE + "jeda/awal/", pauses.held, name="held"),
    path(CASE + "jeda/akhir/", pauses.release, name="release"),
    path(CASE + "jeda/akhir/kirim/", pauses.released, name="released"),
    path(CASE + "keterlambatan/", pauses.delay, name="delay"),
    path(CASE + "keterlambatan/kirim/", pauses.delay_explained, name="delay_explained"),
    path(CASE + "penolakan/", endings.refusal, name="refusal"),
    path(CASE + "penolakan/kirim/", endings.refused, name="refused"),
    path(CASE + "pencabutan/", endings.withdrawal, name="withdrawal"),
    path(CASE + "pencabutan/kirim/", endings.withdrawn, name="withdrawn"),
    path(CASE + "penyerahan/", endings.hand_over, name="hand_over"),
    path(CASE + "penyerahan/kirim/", endings.handed_over, name="handed_over"),
]
