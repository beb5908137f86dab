"""What a respondent may tell of themselves, if they like: sex, age, education, work, disability.

Source: PermenPANRB 14/2017, respondent data of the specimen questionnaire; age bands as religious
offices use them; disability is asked in newer forms. Never needed for an answer to count.

Answers and these traits are never kept in one row: together with service and day they would point
at single people. `ProfileCount` keeps how often each value was given, trait by trait.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from prima.surveys.core.elements import gettext_noop


@dataclass(frozen=True, slots=True)
class Trait:
    """One thing asked about the respondent, and its values with their labels in order."""

    key: str
    name: str
    question: str
    labels: Mapping[str, str]


TRAITS: tuple[Trait, ...] = (
    Trait(
        "sex",
        gettext_noop("Jenis kelamin"),
        gettext_noop("Jenis kelamin Anda"),
        {"male": gettext_noop("Laki-laki"), "female": gettext_noop("Perempuan")},
    ),
    Trait(
        "age_band",
        gettext_noop("Kelompok umur"),
        gettext_noop("Umur Anda"),
        {
            "under_17": gettext_noop("Di bawah 17 tahun"),
            "17_25": gettext_noop("17–25 tahun"),
            "26_35": gettext_noop("26–35 tahun"),
            "36_45": gettext_noop("36–45 tahun"),
            "46_55": gettext_noop("46–55 tahun"),
            "56_up": gettext_noop("56 tahun ke atas"),
        },
    ),
    Trait(
        "education",
        gettext_noop("Pendidikan terakhir"),
        gettext_noop("Pendidikan terakhir Anda"),
        {
            "primary": gettext_noop("SD atau di bawahnya"),
            "junior": gettext_noop("SMP"),
            "senior": gettext_noop("SMA"),
            "diploma": gettext_noop("D1, D2, atau D3"),
            "bachelor": gettext_noop("D4 atau S1"),
            "master": gettext_noop("S2"),
            "doctor": gettext_noop("S3"),
        },
    ),
    Trait(
        "occupation",
        gettext_noop("Pekerjaan"),
        gettext_noop("Pekerjaan Anda"),
        {
            "civil_servant": gettext_noop("PNS"),
            "contract_servant": gettext_noop("PPPK"),
            "military": gettext_noop("TNI"),
            "police": gettext_noop("Polri"),
            "private": gettext_noop("Pegawai swasta"),
            "self_employed": gettext_noop("Wirausaha"),
            "other": gettext_noop("Lainnya"),
        },
    ),
    Trait(
        "has_disability",
        gettext_noop("Penyandang disabilitas"),
        gettext_noop("Apakah Anda penyandang disabilitas?"),
        {"no": gettext_noop("Tidak"), "yes": gettext_noop("Ya")},
    ),
)

VALUES: Mapping[str, frozenset[str]] = {trait.key: frozenset(trait.labels) for trait in TRAITS}
LONGEST_VALUE = 20


def is_known(profile: Mapping[str, str]) -> bool:
    """Whether every trait and every value is one that is asked."""
    return all(value in VALUES.get(key, ()) for key, value in profile.items())
