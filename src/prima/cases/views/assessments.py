"""Pages of forms M and E: which procedures wait for one, filling one in, and its paper."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prima.cases import actions, documents, permissions
from prima.cases.forms.assessments import SET, AssessmentForm
from prima.cases.models import SopAssessment
from prima.cases.queries import assessments as reads
from prima.cases.rules import AssessmentKind
from prima.cases.views.frame import UNPROCESSABLE, status_of
from prima.kernel import clock
from prima.kernel.errors import RuleBroken, require
from prima.kernel.http import ActorRequest, private

KINDS: Final = {"m": AssessmentKind.MONITORING, "e": AssessmentKind.EVALUATION}


@require_safe
def assessments(request: ActorRequest) -> HttpResponse:
    """The procedures in use here with the day of their evaluation, and the forms so far."""
    require(bool(request.actor.offices_with("see_workload")))
    context = {
        "lines": reads.assessment_lines(request.actor, clock.now()),
        "forms": reads.assessments_for(request.actor)[:100],
        "may_write": bool(request.actor.offices_with("approve_sops")),
    }
    return private(request, "cases/assessments.html", context)


@require_POST
def assessment_begun(request: ActorRequest, version: int, kind: str) -> HttpResponse:
    """Begin a form over the last quarter (M) or year (E) of the version."""
    now = clock.now()
    line = reads.version_to_assess(request.actor, version, now)
    if line is None or kind not in KINDS:
        raise Http404
    today = timezone.localdate(now)
    of = line.line.version
    first = max(of.effective_on, today - timedelta(days=reads.SPAN_DAYS[KINDS[kind]]))
    try:
        found = actions.begin_assessment(
            of, line.office, kind=KINDS[kind], first_day=first, last_day=today,
            by=request.actor, at=now,
        )  # fmt: skip
    except RuleBroken as error:
        messages.error(request, str(error))
        return redirect("cases:assessments")
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def assessment(request: ActorRequest, pk: int) -> HttpResponse:
    """One form: filled in while it is a draft, read once it is set."""
    found = get_object_or_404(reads.assessments_for(request.actor), pk=pk)
    if request.method != "POST":
        return _page(request, found, AssessmentForm(assessment=found))
    form = AssessmentForm(request.POST, assessment=found)
    if not form.is_valid():
        return _page(request, found, form, status=UNPROCESSABLE)
    try:
        _keep(request, found, form)
    except RuleBroken as error:
        form.add_error(None, str(error))
        return _page(request, found, form, status=status_of(error))
    return redirect(found)


@require_safe
def assessment_pdf(request: ActorRequest, pk: int) -> HttpResponse:
    """The form on paper."""
    found = get_object_or_404(reads.assessments_for(request.actor), pk=pk)
    pdf = documents.assessment_pdf(found, reads.figures_of(found), now=clock.now())
    response = HttpResponse(pdf, content_type="application/pdf")
    letter = "e" if found.is_evaluation else "m"
    response["Content-Disposition"] = f'inline; filename="formulir-{letter}-{found.pk}.pdf"'
    return response


def _keep(request: ActorRequest, found: SopAssessment, form: AssessmentForm) -> None:
    """Save, or set for good, as the button says."""
    revision, now = form.cleaned_data["revision"], clock.now()
    if request.POST.get("go") != SET:
        actions.save_assessment(found, form.given, revision=revision, by=request.actor, at=now)
        messages.success(request, _("Formulir disimpan."))
        return
    actions.set_assessment(
        found, form.given, figures=reads.figures_data(reads.figures_of(found)),
        revision=revision, by=request.actor, at=now,
    )  # fmt: skip
    messages.success(request, _("Formulir ditetapkan dan tidak dapat diubah lagi."))


def _page(
    request: ActorRequest, found: SopAssessment, form: AssessmentForm, *, status: int = 200
) -> HttpResponse:
    lines = documents.assessment_rows(found, reads.figures_of(found))
    context = {
        "assessment": found,
        "form": form,
        "rows": [(line, form.row(place)) for place, line in enumerate(lines)],
        "facts": documents.assessment_facts(found),
        "source": documents.assessment_source(found),
        "may_set": permissions.can_set_assessment(request.actor, found),
    }
    return private(request, "cases/assessment.html", context, status)
