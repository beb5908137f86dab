"""The Django application of this floor."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "prima.insight"
    label = "insight"

    def ready(self) -> None:
        # Models can only be imported once all apps are loaded.
        from prima.insight.queries.catalogue import identity  # noqa: PLC0415
        from prima.ui.context import identify_by  # noqa: PLC0415

        identify_by(identity)
