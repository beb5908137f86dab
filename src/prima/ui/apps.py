"""The Django application of this floor."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "prima.ui"
    label = "ui"
