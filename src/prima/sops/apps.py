"""The Django application of this floor."""

from django.apps import AppConfig


class SopsConfig(AppConfig):
    name = "prima.sops"
    label = "sops"
