"""The Django application of this floor."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in

from prima.kernel import events


class SurveysConfig(AppConfig):
    name = "prima.surveys"
    label = "surveys"

    def ready(self) -> None:
        # Models can only be imported once all apps are loaded.
        from prima.cases.public import (  # noqa: PLC0415
            CaseCompleted,
            ConsentWithdrawn,
            PersonErased,
            offer_survey_by,
        )
        from prima.surveys import queries, subscribers  # noqa: PLC0415
        from prima.surveys.views import origins  # noqa: PLC0415

        events.subscribe(CaseCompleted, subscribers.draw_when_completed)
        events.subscribe(ConsentWithdrawn, subscribers.withdraw_link_of)
        events.subscribe(PersonErased, subscribers.withdraw_link_of)
        user_logged_in.connect(origins.note_network, dispatch_uid="survey-office-network")
        offer_survey_by(queries.invitation_link_for)
