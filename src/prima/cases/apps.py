"""The Django application of this floor."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "prima.cases"
    label = "cases"
