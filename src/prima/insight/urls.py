"""Addresses of the pages that look over everything."""

from django.urls import path

from prima.insight.views import check, pages

app_name = "insight"

urlpatterns = [
    path("", pages.home, name="home"),
    path("layanan/", pages.service_list, name="services"),
    path("layanan/<slug:key>/", pages.service, name="service"),
    path("kinerja/", pages.performance, name="performance"),
    path("privasi/", pages.privacy, name="privacy"),
    path("cek-pesan/", check.check, name="check_message"),
    path("cek-pesan/jawaban/", check.checked, name="message_checked"),
    path("meja/", pages.my_work, name="my_work"),
    path("langsung/meja/", pages.work_changes, name="work_changes"),
    path("penyelia/", pages.supervisor, name="supervisor"),
    path("kepala/", pages.head, name="head"),
]
