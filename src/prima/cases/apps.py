"""The Django application of this floor."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "prima.cases"
    label = "cases"

    def ready(self) -> None:
        # Models can only be imported once all apps are loaded.
        from prima.cases.queries.work import open_duties as asked_duties  # noqa: PLC0415
        from prima.cases.queries.work import taken_by  # noqa: PLC0415
        from prima.offices.public import open_duties, open_work  # noqa: PLC0415

        open_work.answer_by(taken_by)
        open_duties.answer_by(asked_duties)
