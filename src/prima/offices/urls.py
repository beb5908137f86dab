"""Addresses of offices."""

from django.urls import path

from prima.offices import views
from prima.offices.views import home, places

app_name = "offices"

urlpatterns = [
    path("kantor/<slug:key>/", views.office, name="office"),
    path("mulai/", views.start, name="start"),
    path("kelola/", home.manage, name="manage"),
    path("kelola/kantor/", places.managed_offices, name="managed_offices"),
    path("kelola/kantor/<slug:key>/", places.managed_office, name="managed_office"),
    path("kelola/kantor/<slug:key>/bawahan/", places.office_new, name="office_new"),
    path("kelola/kantor/<slug:key>/ubah/", places.office_edit, name="office_edit"),
    path("kelola/kantor/<slug:key>/jam/", places.office_hours, name="office_hours"),
    path("kelola/kantor/<slug:key>/penutupan/", places.closure_new, name="closure_new"),
    path(
        "kelola/kantor/<slug:key>/penutupan/<int:pk>/pencabutan/",
        places.closure_withdrawn,
        name="closure_withdrawn",
    ),
]
