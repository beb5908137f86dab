"""The Django application of this floor."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "prima.surveys"
    label = "surveys"
