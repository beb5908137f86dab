"""The Django application of this floor."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "prima.knowledge"
    label = "knowledge"
