"""Who may do what with a case. The authority over one row of the SOP is asked in the action,
at that instant (`actions.authority`), because it depends on the positions held just then."""

from prima.cases.models import Case, SopAssessment
from prima.kernel.actors import Actor


def can_register(actor: Actor, office_id: int) -> bool:
    """Take in an application at the counter of this office."""
    return actor.may("register_cases", office_id)


def can_work(actor: Actor, case: Case) -> bool:
    """Work on cases of the case's office; the row itself asks for a duty as well."""
    return actor.may("work_cases", case.office_id)


def can_receive_for_applicant(actor: Actor, case: Case) -> bool:
    """Answer in the applicant's place: the applicant, or the counter that takes the papers."""
    return actor.kind == "citizen" or can_register(actor, case.office_id)


def can_withdraw(actor: Actor, case: Case) -> bool:
    """Only the applicant takes an application back, by code or by word at the counter."""
    return can_receive_for_applicant(actor, case)


def can_add_file(actor: Actor, case: Case) -> bool:
    """Add a file: the applicant with the code, the counter, or whoever works on cases there."""
    return can_receive_for_applicant(actor, case) or can_work(actor, case)


def can_refuse(actor: Actor, case: Case) -> bool:
    """Refuse outside the rows of the SOP: only who answers for the office's performance."""
    return actor.may("see_performance", case.office_id)


def can_explain_delay(actor: Actor, case: Case) -> bool:
    """Name the reason and the new date of a late case."""
    return can_work(actor, case) or actor.may("see_workload", case.office_id)


def can_choose_version(actor: Actor, case: Case) -> bool:
    """Decide whether a running case follows a new version of its procedure.

    Who sets procedures for the office: to move a case is to apply the decision that set the new
    version to work already begun, so it carries the same authority, also from an office above.
    """
    return actor.may("approve_sops", case.office_id)


def can_decide_on_data(actor: Actor, case: Case) -> bool:
    """Answer what a person asks of their data; the retention job acts for nobody."""
    return actor.kind == "system" or actor.may("manage_office", case.office_id)


def can_send_notices(actor: Actor, case: Case) -> bool:
    """Send prepared messages and call applicants: whoever sees the case."""
    return actor.may("see_cases", case.office_id)


def can_repeat_notices(actor: Actor, case: Case) -> bool:
    """Send lost e-mail again: who looks after the office's mail."""
    return actor.may("manage_office", case.office_id)


def can_run_sweeps(actor: Actor) -> bool:
    """Periodic work nobody clicks: only the system."""
    return actor.kind == "system"


def can_assess(actor: Actor, office_id: int) -> bool:
    """Fill in forms M and E: whoever oversees the work of the office."""
    return actor.may("see_workload", office_id)


def can_set_assessment(actor: Actor, assessment: SopAssessment) -> bool:
    """Sign form M: who oversees the work; form E: who approves procedures of that office."""
    name = "approve_sops" if assessment.is_evaluation else "see_workload"
    return actor.may(name, assessment.office_id)
