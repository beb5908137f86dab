"""Addresses of common questions and of the information desk."""

from django.urls import path

from prima.knowledge.views import desk, public, writing

app_name = "knowledge"

ANSWERS = "tanya-jawab/"
SHARED = "kelola/jawaban/"

urlpatterns = [
    path(ANSWERS, public.answers, name="answers"),
    path(ANSWERS + "<int:pk>/", public.answer, name="answer"),
    path("meja-informasi/", desk.desk, name="desk"),
    path(SHARED, writing.articles, name="articles"),
    path(SHARED + "baru/", writing.new, name="new"),
    path(SHARED + "<int:pk>/", writing.article, name="article"),
    path(SHARED + "<int:pk>/perbaikan/", writing.edit, name="edit"),
    path(SHARED + "<int:pk>/versi/<int:version>/<slug:act>/", writing.acted, name="acted"),
]
