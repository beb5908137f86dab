"""Addresses of the parts every page shares."""

from django.urls import path

from prima.ui import views

app_name = "ui"

urlpatterns = [
    path("ui/", views.patterns, name="patterns"),
    path("ui/petugas/", views.staff_patterns, name="staff_patterns"),
    path("bahasa/", views.language, name="language"),
]
