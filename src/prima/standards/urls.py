"""Addresses of standards."""

from django.urls import path

from prima.standards import views

app_name = "standards"

urlpatterns = [
    path("layanan/<slug:key>/standar/", views.standard, name="standard"),
]
