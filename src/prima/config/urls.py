"""The addresses of the site: one line for each app, and the pages for errors."""

from django.urls import URLPattern, URLResolver, include, path

from prima.config import api, views

operator = [
    path("kelola/kesehatan/", views.health, name="health"),
    path("metrics", views.measures, name="metrics"),
    path("api/", api.page, name="api"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((operator, "config"))),
    path("", include("prima.ui.urls")),
    path("", include("prima.standards.urls")),
    path("", include("prima.sops.urls")),
    path("", include("prima.knowledge.urls")),
    path("", include("prima.accounts.urls")),
    path("", include("prima.offices.urls")),
    path("", include("prima.complaints.urls")),
    path("", include("prima.improvements.urls")),
    path("", include("prima.integrity.urls")),
    path("", include("prima.surveys.urls")),
    path("", include("prima.privacy.urls")),
    path("", include("prima.cases.urls")),
    path("", include("prima.insight.urls")),
    path("api/v1/", include("prima.config.api")),
]

handler500 = "prima.config.views.fault"
