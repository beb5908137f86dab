"""Addresses of standards."""

from django.urls import path

from prima.standards.views import law, register
from prima.standards.views import standards as views

app_name = "standards"

urlpatterns = [
    path("layanan/<slug:key>/standar/", views.standard, name="standard"),
    path("dasar-hukum/", law.law, name="law"),
    path("kelola/dasar-hukum/", register.register, name="register"),
    path("kelola/dasar-hukum/baru/", register.regulation_new, name="regulation_new"),
    path("kelola/dasar-hukum/<int:pk>/", register.regulation, name="regulation"),
    path("kelola/dasar-hukum/<int:pk>/ubah/", register.regulation_edit, name="regulation_edit"),
    path(
        "kelola/dasar-hukum/<int:pk>/pencabutan/", register.regulation_end, name="regulation_end"
    ),
    path("kelola/dasar-hukum/peninjauan/<int:pk>/", register.review, name="review"),
]
