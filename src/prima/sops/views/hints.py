"""What a row really took, beside its time norm, and the norm one press fills in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from prima.kernel import clock
from prima.sops import queries
from prima.sops.core import SopDocument, Step
from prima.sops.core.model import NormUnit
from prima.sops.core.norms import FEWEST_CASES, is_far, sensible_norm
from prima.sops.core.validation import NORMAL_DAY_MINUTES
from prima.sops.documents import duration
from prima.sops.models import SopDraft

# What the button of the hint sends.
FILL: Final = "isi-waktu"


@dataclass(frozen=True, slots=True)
class TimeHint:
    """What was measured, and the time that nine of ten cases kept."""

    sentence: str
    button: str
    amount: int
    unit: NormUnit
    go: str = FILL


def hint_for(draft: SopDraft, document: SopDocument, step: Step) -> TimeHint | None:
    """The hint beside an empty or far-off norm of the office's own work; None from few cases."""
    day = NORMAL_DAY_MINUTES
    if step.norm.kind != "working" or not document.is_office_step(step):
        return None
    found = queries.real_times(queries.ancestors(draft), draft.sop.office, clock.now())
    real = found.get(step.key)
    if real is None or real.cases < FEWEST_CASES or not is_far(step.norm, real.ninetieth, day):
        return None
    amount, unit = sensible_norm(real.ninetieth, day)
    said = _(
        "Kenyataan 90 hari, %(cases)d berkas: separuh dalam %(half)s, 9 dari 10 dalam %(nine)s."
    )
    return TimeHint(
        said
        % {
            "cases": real.cases,
            "half": duration(*sensible_norm(real.median, day)),
            "nine": duration(amount, unit),
        },
        _("Isi %(time)s") % {"time": duration(amount, unit)},
        amount,
        unit,
    )
