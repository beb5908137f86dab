"""The Django application of this floor."""

from django.apps import AppConfig

from prima.kernel import events


class ImprovementsConfig(AppConfig):
    name = "prima.improvements"
    label = "improvements"

    def ready(self) -> None:
        # Models can only be imported once all apps are loaded.
        from prima.complaints.public import ClusterRaised  # noqa: PLC0415
        from prima.improvements import queries, subscribers  # noqa: PLC0415
        from prima.surveys.public import LowElement, offer_follow_up_by  # noqa: PLC0415

        events.subscribe(ClusterRaised, subscribers.propose_cluster)
        events.subscribe(LowElement, subscribers.propose_low_element)
        offer_follow_up_by(queries.follow_up_rows)
