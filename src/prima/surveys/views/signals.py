"""What may be odd about the survey of an office, for those who look at it from above."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from prima.kernel.errors import require
from prima.kernel.http import ActorRequest, private
from prima.surveys import permissions, queries


@require_safe
def signals(request: ActorRequest) -> HttpResponse:
    """The signals of closed periods with what they may mean and honest reasons."""
    require(permissions.may_see_signals(request.actor))
    return private(request, "surveys/signals.html", {"groups": queries.signals_for(request.actor)})
