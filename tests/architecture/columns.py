"""The columns of the reviewed table: who asks."""

from collections.abc import Mapping

# Who asks: the person of the scene, and which role they hold where. Office A is the scene's own
# office; B is the one next door. “Anonymous” has no account, “citizen” the code of a case of A.
PEOPLE: Mapping[str, tuple[str, str]] = {
    "officer_a": ("officer", "a"),
    "officer_b": ("officer", "b"),
    "supervisor": ("supervisor", "a"),
    "head": ("head", "a"),
    "manager": ("manager", "a"),
    "author": ("author", "a"),
    "reviewer": ("reviewer", "a"),
    "verifier": ("verifier", "a"),
    "enumerator": ("enumerator", "a"),
    "complaint_officer": ("complaint_officer", "a"),
    "upg": ("upg", "a"),
    "report_recipient": ("report_recipient", "a"),
}
# Those who write and judge procedures and see nothing else.
SOP_PEOPLE = frozenset({"author", "reviewer", "verifier"})
# Of them, of surveyors, who belong to office B and ask for A, and of those who only handle
# complaints, gifts or sealed reports, a line may be silent.
SILENT = SOP_PEOPLE | {"enumerator", "complaint_officer", "upg", "report_recipient"}
COLUMNS = ("anonymous", "citizen", *PEOPLE)
