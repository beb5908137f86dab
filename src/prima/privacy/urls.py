"""Addresses of rights over data: for people first, then for counters and managers."""

from django.urls import path

from prima.privacy.views import counter, desk, mine, retention

app_name = "privacy"

PERSON = "hak-data/"
MANAGE = "kelola/hak-data/"

urlpatterns = [
    path(PERSON, mine.rights, name="rights"),
    path(PERSON + "masuk/", mine.entered, name="entered"),
    path(PERSON + "tutup/", mine.leave, name="leave"),
    path(PERSON + "berkas/", mine.mine, name="mine"),
    path(PERSON + "berkas/<slug:slug>/", mine.ask, name="ask"),
    path(PERSON + "berkas/<slug:slug>/kirim/", mine.asked, name="asked"),
    path(PERSON + "salinan/<int:pk>.pdf", mine.copy_pdf, name="copy_pdf"),
    path(PERSON + "salinan/<int:pk>.json", mine.copy_json, name="copy_json"),
    # For officers and managers.
    path("berkas/<str:number>/hak-data/", counter.counter, name="counter"),
    path("berkas/<str:number>/hak-data/kirim/", counter.counter_sent, name="counter_sent"),
    path(MANAGE, desk.desk, name="desk"),
    path(MANAGE + "<int:pk>/", desk.request_page, name="request"),
    path(MANAGE + "<int:pk>/persetujuan/", desk.granted, name="granted"),
    path(MANAGE + "<int:pk>/penolakan/", desk.refused, name="refused"),
    path(MANAGE + "<int:pk>/pembatasan/akhir/", desk.lifted, name="lifted"),
    path(MANAGE + "nik/", desk.nik, name="nik"),
    path(MANAGE + "penyimpanan/", retention.retention, name="retention"),
    path(MANAGE + "penyimpanan/<str:number>/penahanan/", retention.held, name="held"),
    path(
        MANAGE + "penyimpanan/<str:number>/penahanan/akhir/",
        retention.hold_lifted,
        name="hold_lifted",
    ),
]
