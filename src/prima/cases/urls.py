"""Addresses of cases: for citizens first, then for the officers of an office."""

from django.urls import path

from prima.cases.views import apply, track

app_name = "cases"

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
]
