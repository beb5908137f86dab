"""Addresses of the pages of procedures: what everybody reads, and where they are written."""

from django.urls import path

from prima.sops.views import (
    acting,
    basis,
    comparing,
    compliance,
    copies,
    course,
    editor,
    parts,
    published,
    reading,
)

app_name = "sops"

urlpatterns = [
    path("layanan/<slug:key>/sop/", published.sop, name="sop"),
    path("layanan/<slug:key>/sop.pdf", published.sop_pdf, name="sop_pdf"),
    path("layanan/<slug:key>/sop.docx", published.sop_docx, name="sop_docx"),
    path("layanan/<slug:key>/poster.pdf", published.poster, name="poster"),
    path("layanan/<slug:key>/sop.bpmn", published.sop_bpmn, name="sop_bpmn"),
    path("kelola/kepatuhan/", compliance.compliance, name="compliance"),
    path("kelola/kepatuhan/lembar.csv", compliance.compliance_file, name="compliance_file"),
    path("kelola/sop/", course.drafts, name="drafts"),
    path("kelola/sop/baru/", acting.draft_new, name="draft_new"),
    path("kelola/sop/<int:pk>/perjalanan/", course.course, name="course"),
    path("kelola/sop/<int:pk>/mulai/", acting.draft_start, name="draft_start"),
    path("kelola/sop/<int:pk>/tindakan/<slug:act>/", acting.draft_act, name="draft_act"),
    path("kelola/sop/<int:pk>/perbandingan/", comparing.difference, name="difference"),
    path("kelola/sop/<int:pk>/salinan/", copies.copies, name="copies"),
    path("kelola/sop/<int:pk>/salinan/<int:version>/", copies.origin, name="origin"),
    path("kelola/sop/<int:pk>/versi-terbaru/", course.newer_base, name="newer_base"),
    path("kelola/sop/<int:pk>/catatan/", course.comment_added, name="comment_added"),
    path(
        "kelola/sop/<int:pk>/catatan/<int:comment>/selesai/",
        course.comment_resolved,
        name="comment_resolved",
    ),
    path("kelola/sop/versi/<int:pk>/pencabutan/", acting.withdrawal, name="withdrawal"),
    path("kelola/sop/<int:pk>/", editor.draft, name="draft"),
    path("kelola/sop/<int:pk>/langkah/", editor.draft_rows, name="draft_rows"),
    path("kelola/sop/<int:pk>/langkah/<slug:key>/", editor.draft_row, name="draft_row"),
    path(
        "kelola/sop/<int:pk>/langkah/<slug:key>/hapus/",
        editor.draft_row_removal,
        name="draft_row_removal",
    ),
    path("kelola/sop/<int:pk>/dasar-hukum/", basis.draft_basis, name="draft_basis"),
    path("kelola/sop/<int:pk>/identitas/", parts.draft_identity, name="draft_identity"),
    path("kelola/sop/<int:pk>/pelaksana/", parts.draft_columns, name="draft_columns"),
    path("kelola/sop/baca/", reading.reading, name="reading"),
    path("kelola/sop/baca/<int:pk>/", reading.reading_version, name="reading_version"),
    path("kelola/sop/baca/<int:pk>/pernyataan/", reading.acknowledgement, name="acknowledgement"),
    path("kelola/sop/daftar-baca/", reading.reader_lists, name="reader_lists"),
    path("kelola/sop/daftar-baca/<int:pk>/", reading.reader_list, name="reader_list"),
]
