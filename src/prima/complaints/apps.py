"""The Django application of this floor."""

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "prima.complaints"
    label = "complaints"
