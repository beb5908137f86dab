"""Addresses of the public pages of procedures."""

from django.urls import path

from prima.sops import views

app_name = "sops"

urlpatterns = [
    path("layanan/<slug:key>/sop/", views.sop, name="sop"),
    path("layanan/<slug:key>/sop.pdf", views.sop_pdf, name="sop_pdf"),
]
