"""The Django application of this floor."""

from django.apps import AppConfig

from prima.kernel import events


class CasesConfig(AppConfig):
    name = "prima.cases"
    label = "cases"

    def ready(self) -> None:
        # Models can only be imported once all apps are loaded.
        from prima.cases import subscribers  # noqa: PLC0415
        from prima.cases.queries.assessments import evaluated as last_evaluated  # noqa: PLC0415
        from prima.cases.queries.calendar import effect  # noqa: PLC0415
        from prima.cases.queries.step_figures import real_times as measured  # noqa: PLC0415
        from prima.cases.queries.versions import moves_waiting as waiting  # noqa: PLC0415
        from prima.cases.queries.versions import running_cases as running  # noqa: PLC0415
        from prima.cases.queries.work import open_duties as asked_duties  # noqa: PLC0415
        from prima.cases.queries.work import taken_by  # noqa: PLC0415
        from prima.offices.public import (  # noqa: PLC0415
            CalendarChanged,
            calendar_effect,
            open_duties,
            open_work,
        )
        from prima.sops.public import evaluated, moves_waiting, real_times, running_cases  # noqa: PLC0415

        events.subscribe(CalendarChanged, subscribers.follow_calendar)
        calendar_effect.answer_by(effect)
        open_work.answer_by(taken_by)
        open_duties.answer_by(asked_duties)
        running_cases.answer_by(running)
        moves_waiting.answer_by(waiting)
        real_times.answer_by(measured)
        evaluated.answer_by(last_evaluated)
