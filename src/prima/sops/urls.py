"""Addresses of the public pages of procedures."""

from django.urls import path

from prima.sops.views import published

app_name = "sops"

urlpatterns = [
    path("layanan/<slug:key>/sop/", published.sop, name="sop"),
    path("layanan/<slug:key>/sop.pdf", published.sop_pdf, name="sop_pdf"),
    path("layanan/<slug:key>/sop.docx", published.sop_docx, name="sop_docx"),
    path("layanan/<slug:key>/sop.bpmn", published.sop_bpmn, name="sop_bpmn"),
]
