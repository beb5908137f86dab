"""The Django application of this floor."""

from django.apps import AppConfig


class SopsConfig(AppConfig):
    name = "prima.sops"
    label = "sops"

    def ready(self) -> None:
        # Models can only be imported once all apps are loaded.
        from prima.offices.public import duty_needs, offered_services, scope_choices  # noqa: PLC0415
        from prima.sops import queries  # noqa: PLC0415
        from prima.standards.public import sop_page  # noqa: PLC0415

        duty_needs.answer_by(queries.duty_needs)
        scope_choices.answer_by(queries.scope_choices)
        offered_services.answer_by(queries.offered_services)
        sop_page.answer_by(queries.page_of)
