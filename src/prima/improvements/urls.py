"""Addresses of the register of improvements and of the periods of the survey."""

from django.urls import path

from prima.improvements.views import periods, register

app_name = "improvements"

REGISTER = "kelola/perbaikan/"
PERIODS = "kelola/survei/periode/"

urlpatterns = [
    path(REGISTER, register.actions_page, name="actions"),
    path(REGISTER + "baru/<slug:key>/", register.new, name="new"),
    path(REGISTER + "<int:pk>/", register.action, name="action"),
    path(REGISTER + "<int:pk>/rencana/", register.plan, name="plan"),
    path(REGISTER + "<int:pk>/mulai/", register.begun, name="begun"),
    path(REGISTER + "<int:pk>/penyelesaian/", register.finish, name="finish"),
    path(REGISTER + "<int:pk>/penghentian/", register.drop, name="drop"),
    path(REGISTER + "<int:pk>/bukti/", register.evidence, name="evidence"),
    path(PERIODS, periods.periods, name="periods"),
    path(PERIODS + "<int:pk>/", periods.period, name="period"),
    path(PERIODS + "<int:pk>/penerbitan/", periods.issued, name="issued"),
]
