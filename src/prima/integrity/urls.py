"""Addresses of gifts that were refused or received."""

from django.urls import path

from prima.integrity.views import gratuities, processing

app_name = "integrity"

GIFTS = "integritas/gratifikasi/"

urlpatterns = [
    path("integritas/tolak/", gratuities.refusal, name="refusal"),
    path(GIFTS, gratuities.own, name="gratuities"),
    path(GIFTS + "baru/", gratuities.new, name="gratuity_new"),
    path(GIFTS + "periksa/", gratuities.question, name="gratuity_question"),
    path(GIFTS + "upg/", processing.register, name="gratuity_register"),
    path(GIFTS + "upg/lembar/", processing.export, name="gratuity_export"),
    path(GIFTS + "<int:pk>/", gratuities.gratuity, name="gratuity"),
    path(GIFTS + "<int:pk>/bukti/<int:file>/", gratuities.evidence, name="gratuity_file"),
    path(GIFTS + "<int:pk>/foto/<int:step>/", gratuities.photo, name="gratuity_photo"),
    path(GIFTS + "<int:pk>/laporan/", gratuities.reported, name="gratuity_reported"),
    path(GIFTS + "<int:pk>/kelengkapan/", gratuities.completion, name="gratuity_completion"),
    path(GIFTS + "<int:pk>/barang/", gratuities.passing, name="gratuity_passing"),
    path(GIFTS + "<int:pk>/penerusan/", processing.forwarding, name="gratuity_forwarding"),
    path(GIFTS + "<int:pk>/permintaan/", processing.request_more, name="gratuity_request"),
    path(GIFTS + "<int:pk>/akhir/", processing.lapsed, name="gratuity_lapsed"),
    path(GIFTS + "<int:pk>/keputusan/", processing.decision, name="gratuity_decision"),
    path(GIFTS + "<int:pk>/penyerahan/", processing.handing_over, name="gratuity_handing_over"),
]
