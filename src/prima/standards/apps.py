"""The Django application of this floor."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "prima.standards"
    label = "standards"
