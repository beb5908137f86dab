"""What improvements hold about people: nothing; papers and rows name positions."""

from typing import Final

from prima.kernel.personal_data import PersonalField, Rows

FIELDS: Final[tuple[PersonalField, ...]] = ()

NOT_PERSONAL: Final = frozenset(
    {
        "improvements.ImprovementAction.activity",
        "improvements.ImprovementAction.owner_title",
        "improvements.ImprovementAction.reason",
        "improvements.ImprovementAction.evidence",
    }
)

ROWS_OF_CASE: Final[dict[str, Rows]] = {}
