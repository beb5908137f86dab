"""Two people of the district who receive sealed reports, and one report for them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from prima.integrity.actions import recipients as entering
from prima.integrity.actions import reports
from prima.integrity.actions.reports import Story
from prima.integrity.core.sealing import Cost
from prima.integrity.models import SealedReport
from prima.integrity.models.conflicts import reported_of
from prima.kernel.actors import CITIZEN

if TYPE_CHECKING:
    from tests.browser.town import Town

# Guessing is cheap here, or every page would take a second.
CHEAP = Cost(1, 8192)
PHRASE = "kuda laut biru di teluk tenang"
PEOPLE = {
    "receiver": ("Laila Sari", "report_recipient", "kemenag", ()),
    "second_receiver": ("Made Arta Wiguna", "report_recipient", "kemenag", ()),
}
WHAT = (
    "Kepala meminta Rp500.000 kepada calon pengantin supaya akad dapat di luar kantor pada hari "
    "kerja. Uangnya disimpan di laci meja, tidak disetor."
)


def confide(town: Town) -> dict[str, str]:
    """They let each other in; then somebody who leaves a name tells of the head of the KUA."""
    at = town.working_moment(4)
    first, second = (town.actor(name, at) for name in PEOPLE)
    made = [entering.enrol(phrase=PHRASE, by=one, at=at, cost=CHEAP) for one in (first, second)]
    entering.confirm(made[0], by=second, at=at)
    entering.confirm(made[1], by=first, at=at)
    office = town.offices["kua-cempaka"]
    position = office.positions.get(duty="unit_head")
    receipt = reports.submit(
        form_key="kunci-laporan-tersegel",
        story=Story(
            reported_of(office, [position.pk], ""), office.name, (position.title,), WHAT,
            "Selasa pagi", "Ruang kepala",
        ),
        identity="Aminah Zahra, 0812 3456 7890",
        papers=(),
        by=CITIZEN,
        at=at + timedelta(hours=1),
        cost=CHEAP,
    )  # fmt: skip
    report = SealedReport.objects.get(number=receipt.number)
    return {
        "sealed": str(report.pk),
        "sealed_number": receipt.number,
        "sealed_words": receipt.words,
    }
