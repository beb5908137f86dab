"""The Django application of this floor."""

from django.apps import AppConfig


class IntegrityConfig(AppConfig):
    name = "prima.integrity"
    label = "integrity"
