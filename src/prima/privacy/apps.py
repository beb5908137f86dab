"""The Django application of this floor."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "prima.privacy"
    label = "privacy"
