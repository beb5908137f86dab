"""Addresses of the survey and of its published figures."""

from django.urls import path

from prima.surveys import views

app_name = "surveys"
urlpatterns = [
    path("survei/terima-kasih/", views.thanks, name="thanks"),
    path("survei/<str:token>/", views.answer, name="answer"),
    path("kinerja/kepuasan/", views.figures, name="figures"),
    path("kinerja/kepuasan/<slug:key>/", views.office_figures, name="office_figures"),
]
