"""Addresses of the survey and of its published figures."""

from django.urls import path

from prima.surveys.views import (
    answering,
    comparison,
    contacts,
    excluding,
    figures,
    hub,
    interview,
    owners,
    paper,
    published,
    ruling,
    signals,
    surveyor,
    tablet,
    tablet_desk,
    voices,
)

app_name = "surveys"

# One closed period, by the month it began in.
PERIOD = "kinerja/kepuasan/<slug:key>/<slug:month>/"

urlpatterns = [
    path("survei/terima-kasih/", answering.thanks, name="thanks"),
    path("survei/jawaban/<str:ticket>/", owners.given, name="given"),
    path("survei/jawaban/<str:ticket>/perubahan/", owners.change, name="change"),
    path("survei/jawaban/<str:ticket>/penutupan/", owners.closing, name="closing"),
    path("survei/jawaban/<str:ticket>/hubungi/", contacts.ask, name="contact_request"),
    path("kelola/survei/hubungi/", contacts.asked, name="contacts"),
    path("kelola/survei/hubungi/<uuid:pk>/", contacts.called, name="contact_called"),
    path("survei/<str:token>/", answering.answer, name="answer"),
    path("kelola/survei/", hub.hub, name="hub"),
    path("kelola/survei/aturan/", ruling.rule_list, name="rules"),
    path("kelola/survei/aturan/<slug:key>/", ruling.rule, name="rule"),
    path("kelola/survei/masukan/", voices.voices, name="voices"),
    path("kelola/survei/pengecualian/<int:pk>/", excluding.exclusion, name="exclusion"),
    path("kelola/survei/perbandingan/", comparison.comparison, name="comparison"),
    path("kelola/survei/sinyal/", signals.signals, name="signals"),
    path("surveyor/", surveyor.surveyor, name="surveyor"),
    path("surveyor/daftar/", surveyor.list_taken, name="list_taken"),
    path("surveyor/orang/<uuid:key>/", surveyor.person, name="person"),
    path("surveyor/orang/<uuid:key>/kontak/", surveyor.contact, name="contact"),
    path(
        "surveyor/orang/<uuid:key>/tanpa-jawaban/", surveyor.without_answer, name="without_answer"
    ),
    path("surveyor/orang/<uuid:key>/lembar/", surveyor.sheet, name="sheet"),
    path("surveyor/wawancara/", interview.interview, name="interview"),
    path("surveyor/wawancara/tercatat/", interview.interviewed, name="interviewed"),
    path("surveyor/luring.js", interview.worker, name="worker"),
    path("surveyor/lembar/", paper.sheets, name="sheets"),
    path("surveyor/lembar/<uuid:key>/", paper.sheet_difference, name="sheet_difference"),
    path("tablet/survei/", tablet.tablet, name="tablet"),
    path("tablet/survei/mulai/", tablet.tablet_begun, name="tablet_begun"),
    path("tablet/survei/pertanyaan/", tablet.tablet_questions, name="tablet_questions"),
    path("tablet/survei/terima-kasih/", tablet.tablet_thanks, name="tablet_thanks"),
    path("tablet/survei/pasang/<str:link>/", tablet.tablet_pairing, name="tablet_pairing"),
    path("kelola/survei/tablet/", tablet.tablets, name="tablets"),
    path("kelola/survei/tablet/meja-saya/", tablet_desk.tablet_desk, name="tablet_desk"),
    path("kelola/survei/tablet/<int:pk>/dilepas/", tablet.tablet_revoked, name="tablet_revoked"),
    path("kinerja/kepuasan/", figures.figures, name="figures"),
    path("kinerja/kepuasan/<slug:key>/", figures.office_figures, name="office_figures"),
    path("kinerja/kepuasan/<slug:key>/data.csv", published.data_csv, name="data_csv"),
    path("kinerja/kepuasan/<slug:key>/data.json", published.data_json, name="data_json"),
    path(PERIOD + "laporan.pdf", published.report_pdf, name="report_pdf"),
    path(PERIOD + "pengumuman.pdf", published.publication_pdf, name="publication_pdf"),
    path(PERIOD + "lembar-hitung.xlsx", published.workbook, name="workbook"),
]
