"""Reports as the tests of drawings and papers need them, from the published table C1."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from prima.surveys.core.comparison import Change, Verdict
from prima.surveys.core.elements import ELEMENTS, KEYS
from prima.surveys.core.index import CATEGORIES, WeightMode, index_of_sums, round_half_up
from prima.surveys.core.report import (
    Asked,
    Band,
    FollowUpRow,
    Note,
    PeriodPoint,
    ProfileRow,
    ProfileTable,
    SurveyReport,
    report_elements,
)

BANDS = tuple(Band(one.grade, one.label, one.lowest) for one in CATEGORIES)
ASKED = tuple(
    Asked(one.key, f"U{place}", one.name, one.question, one.answers)
    for place, one in enumerate(ELEMENTS, start=1)
)
# Sums of 91 respondents, table C1: published index 94,53.
C1 = dict(zip(KEYS, (352, 334, 342, 353, 353, 352, 349, 339, 323), strict=True))


# What a paper can show beside its figures.
PARTS: dict[str, Any] = {
    "method": ("Sistem mengundi orang yang pelayanannya baru selesai; petugas tidak memilih.",),
    "profiles": (
        ProfileTable("Jenis kelamin", (ProfileRow("Laki-laki", 51), ProfileRow("Perempuan", 40))),
        ProfileTable("Pendidikan", (ProfileRow("SMA", 44), ProfileRow("S1", 47))),
    ),
    "channels": ProfileTable("Jalur jawaban", (ProfileRow("Tautan undangan", 91),)),
    "change": ("September 2026", Change(Verdict.BETTER, Decimal("3.49"), Decimal("1.20"))),
    "voices": ("Kursi ruang tunggu kurang saat hari ramai.",),
    "follow_up": (
        FollowUpRow("Sarana dan prasarana", "Menambah 12 kursi", "31 Januari 2027", "Kepala"),
    ),
    "left_out": (Note("Jawaban dikeluarkan dengan alasan tertulis", 2),),
    "read": (Note("Jawaban", 93),),
    "address": "https://contoh.go.id/kinerja/kepuasan/kua-cempaka/",
}


def a_report(
    sums: dict[str, int] | None = None,
    respondents: int = 91,
    mode: WeightMode = WeightMode.EXACT,
    **changes: Any,
) -> SurveyReport:
    """A report with everything in it that a paper can show; `changes` replace fields."""
    index = index_of_sums(sums or C1, respondents, mode)
    before = {key: Decimal("90.25") for key in KEYS} | {"facilities": Decimal("74.10")}
    report = SurveyReport(
        office="KUA Cempaka",
        office_lines=("Jalan Mawar 12, Kabupaten Contoh", "Telepon 021 555 0101"),
        period="Oktober 2026",
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 10, 31),
        issued_on=date(2026, 11, 16),
        respondents=respondents,
        population=212,
        invited=137,
        total=index.total,
        index=index.value,
        grade=index.category.grade,
        label=index.category.label,
        weight_mode=index.weight_mode.value,
        bands=BANDS,
        elements=report_elements(index, ASKED, previous=before),
        margin=Decimal("1.12"),
        interval=(Decimal("93.40"), Decimal("95.61")),
        earlier=(
            PeriodPoint("Juli 2026", Decimal("88.20"), Decimal("2.40"), 64),
            PeriodPoint("Agustus 2026", None),
            PeriodPoint("September 2026", Decimal("91.05"), Decimal("1.90"), 80),
            PeriodPoint(
                "Oktober 2026", round_half_up(index.value, 2), Decimal("1.12"), respondents
            ),
        ),
    )
    return replace(report, **{**PARTS, **changes})
