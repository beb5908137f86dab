"""What shared answers and the desk hold about people: nothing; long numbers are refused."""

from typing import Final

from prima.kernel.personal_data import PersonalField, Rows

FIELDS: Final[tuple[PersonalField, ...]] = ()

NOT_PERSONAL: Final = frozenset(
    {
        "knowledge.KnowledgeVersion.question",
        "knowledge.KnowledgeVersion.answer",
        "knowledge.KnowledgeVersion.source",
        "knowledge.KnowledgeVersion.note",
        "knowledge.DeskQuestion.question",
        "knowledge.DeskQuestion.source",
    }
)

ROWS_OF_CASE: Final[dict[str, Rows]] = {}
