"""The Django application of this floor."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "prima.kernel"
    label = "kernel"
