"""Addresses of the survey and of its published figures."""

from django.urls import path

from prima.surveys.views import answering, figures, hub, owners

app_name = "surveys"
urlpatterns = [
    path("survei/terima-kasih/", answering.thanks, name="thanks"),
    path("survei/jawaban/<str:ticket>/", owners.given, name="given"),
    path("survei/jawaban/<str:ticket>/perubahan/", owners.change, name="change"),
    path("survei/jawaban/<str:ticket>/penutupan/", owners.closing, name="closing"),
    path("survei/<str:token>/", answering.answer, name="answer"),
    path("kelola/survei/", hub.hub, name="hub"),
    path("kinerja/kepuasan/", figures.figures, name="figures"),
    path("kinerja/kepuasan/<slug:key>/", figures.office_figures, name="office_figures"),
]
