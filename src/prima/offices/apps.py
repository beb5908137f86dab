"""The Django application of this floor."""

from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "prima.offices"
    label = "offices"
