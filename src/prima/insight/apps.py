"""The Django application of this floor."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "prima.insight"
    label = "insight"
