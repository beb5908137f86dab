"""Addresses of standards."""

from django.urls import path

from prima.standards.views import (
    basis,
    charters,
    consultations,
    drafts,
    faces,
    heard,
    importing,
    law,
    register,
    setting,
)
from prima.standards.views import standards as views

app_name = "standards"

urlpatterns = [
    path("layanan/<slug:key>/standar/", views.standard, name="standard"),
    path("katalog/", faces.catalogue, name="catalogue"),
    path("katalog/<str:name>", faces.catalogue_file, name="catalogue_file"),
    path("dasar-hukum/", law.law, name="law"),
    path("maklumat/", charters.charter_page, name="charter_page"),
    path("maklumat/poster.pdf", charters.charter_poster, name="charter_poster"),
    path("kelola/maklumat/", charters.charters, name="charters"),
    path("kelola/maklumat/baru/", charters.charter_new, name="charter_new"),
    path("kelola/maklumat/<int:pk>/", charters.charter, name="charter"),
    path(
        "kelola/maklumat/<int:pk>/penyiaran/",
        charters.charter_published,
        name="charter_published",
    ),
    path("konsultasi/", heard.heard, name="heard"),
    path("konsultasi/<int:pk>/", heard.heard_one, name="heard_one"),
    path("kelola/konsultasi/", consultations.consultations, name="consultations"),
    path("kelola/konsultasi/baru/", consultations.consultation_new, name="consultation_new"),
    path("kelola/konsultasi/<int:pk>/", consultations.consultation, name="consultation"),
    path(
        "kelola/konsultasi/<int:pk>/ubah/",
        consultations.consultation_edit,
        name="consultation_edit",
    ),
    path(
        "kelola/konsultasi/<int:pk>/penutupan/",
        consultations.consultation_closing,
        name="consultation_closing",
    ),
    path(
        "kelola/konsultasi/<int:pk>/berita-acara.pdf",
        consultations.consultation_minutes,
        name="consultation_minutes",
    ),
    path(
        "kelola/konsultasi/<int:pk>/kesepakatan/<int:agreement>/",
        consultations.agreement_outcome,
        name="agreement_outcome",
    ),
    path(
        "kelola/konsultasi/<int:pk>/<slug:slug>/",
        consultations.consultation_part,
        name="consultation_part",
    ),
    path("kelola/dasar-hukum/", register.register, name="register"),
    path("kelola/dasar-hukum/baru/", register.regulation_new, name="regulation_new"),
    path("kelola/dasar-hukum/<int:pk>/", register.regulation, name="regulation"),
    path("kelola/dasar-hukum/<int:pk>/ubah/", register.regulation_edit, name="regulation_edit"),
    path(
        "kelola/dasar-hukum/<int:pk>/pencabutan/", register.regulation_end, name="regulation_end"
    ),
    path(
        "kelola/dasar-hukum/<int:pk>/pencabutan/pembatalan/",
        register.regulation_end_undo,
        name="regulation_end_undo",
    ),
    path("kelola/dasar-hukum/peninjauan/<int:pk>/", register.review, name="review"),
    path("kelola/standar/", drafts.drafts, name="drafts"),
    path("kelola/standar/baru/", drafts.draft_new, name="draft_new"),
    path("kelola/standar/berkas/", importing.draft_import, name="draft_import"),
    path("kelola/standar/<int:pk>/", drafts.draft, name="draft"),
    path("kelola/standar/<int:pk>/keadaan/", setting.draft_moved, name="draft_moved"),
    path("kelola/standar/<int:pk>/pembatalan/", setting.draft_drop, name="draft_drop"),
    path("kelola/standar/<int:pk>/penetapan/", setting.draft_set, name="draft_set"),
    path(
        "kelola/standar/<int:pk>/perbandingan/", setting.draft_difference, name="draft_difference"
    ),
    path("kelola/standar/<int:pk>/dasar-hukum/", basis.draft_basis, name="draft_basis"),
    path("kelola/standar/<int:pk>/bagian/<slug:slug>/", drafts.draft_part, name="draft_part"),
    path("kelola/standar/akhir/<slug:key>/", setting.service_end, name="service_end"),
]
