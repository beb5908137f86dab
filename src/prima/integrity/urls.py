"""Addresses of gifts that were refused or received, and of sealed reports."""

from django.urls import path

from prima.integrity.views import gratuities, processing, sealed, speaking_up

app_name = "integrity"

GIFTS = "integritas/gratifikasi/"
REPORTS = "integritas/laporan/"

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
    path("wbs/", speaking_up.start, name="wbs"),
    path("wbs/lapor/", speaking_up.where, name="wbs_where"),
    path("wbs/kirim/", speaking_up.submission, name="wbs_submission"),
    path("wbs/percakapan/", speaking_up.opened, name="wbs_opened"),
    path("wbs/pesan/", speaking_up.said, name="wbs_said"),
    path(REPORTS, sealed.reports, name="sealed_reports"),
    path(REPORTS + "kunci/", sealed.keys, name="report_keys"),
    path(REPORTS + "kunci/<int:pk>/pengesahan/", sealed.confirmed, name="recipient_confirmed"),
    path(REPORTS + "kunci/<int:pk>/akhir/", sealed.ended, name="recipient_ended"),
    path(REPORTS + "<uuid:pk>/", sealed.report, name="sealed_report"),
    path(REPORTS + "<uuid:pk>/lampiran/<int:number>/", sealed.file, name="sealed_file"),
    path(REPORTS + "<uuid:pk>/pesan/", sealed.answered, name="sealed_answered"),
    path(REPORTS + "<uuid:pk>/keadaan/", sealed.moved, name="sealed_moved"),
    path(REPORTS + "<uuid:pk>/pembagian/", sealed.shared, name="sealed_shared"),
    path(REPORTS + "<uuid:pk>/nama/", sealed.identity_asked, name="identity_asked"),
    path(REPORTS + "<uuid:pk>/nama/<int:number>/", sealed.identity_opened, name="identity_opened"),
    path(
        REPORTS + "<uuid:pk>/nama/<int:number>/penolakan/",
        sealed.identity_refused,
        name="identity_refused",
    ),
]
