"""Addresses of offices."""

from django.urls import path

from prima.offices import views

app_name = "offices"

urlpatterns = [
    path("kantor/<slug:key>/", views.office, name="office"),
    path("mulai/", views.start, name="start"),
]
