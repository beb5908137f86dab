"""Who may write down, see, handle and decide complaints."""

from prima.complaints.models import AnswerDraft, ApprovalRule, CallBack, Complaint
from prima.kernel.actors import Actor


def can_speak(actor: Actor) -> bool:
    """Everybody without an account; staff speak for somebody through `can_register`."""
    return actor.kind == "citizen"


def can_register(actor: Actor, office_id: int) -> bool:
    """At the counter or the telephone of their own office."""
    return actor.may("register_cases", office_id) or actor.may("handle_complaints", office_id)


def can_print_slips(actor: Actor, office_id: int) -> bool:
    """Whoever handles complaints of the office gives out its paper."""
    return actor.may("handle_complaints", office_id)


def can_handle(actor: Actor, complaint: Complaint) -> bool:
    """In whose hands it is, unless they are named in it; read anew at every act."""
    return Complaint.objects.visible_to(actor).filter(pk=complaint.pk).exists()


def can_decide(actor: Actor, complaint: Complaint) -> bool:
    """Whoever leads an office that has it in hand, or the office it is about."""
    offices = actor.offices_with("decide_complaints")
    return complaint.office_id in offices and can_handle(actor, complaint)


def needs_approval(actor: Actor, complaint: Complaint) -> bool:
    """Where the office wants it, only who leads it sends answers by themselves."""
    wanted = ApprovalRule.objects.filter(office=complaint.handling_office_id, ended_at=None)
    return not actor.may("decide_complaints", complaint.handling_office_id) and wanted.exists()


def can_approve(actor: Actor, draft: AnswerDraft) -> bool:
    """Whoever leads the office that has it in hand, and did not write it."""
    leads = actor.may("decide_complaints", draft.complaint.handling_office_id)
    return leads and draft.written_by_id != actor.id and can_handle(actor, draft.complaint)


def can_call(actor: Actor, call: CallBack) -> bool:
    """Whoever handles complaints in the office that asks, and neither answered nor is named."""
    return CallBack.objects.visible_to(actor).filter(pk=call.pk).exists()


def can_moderate(actor: Actor, complaint: Complaint) -> bool:
    """Whoever decides about it also decides what everybody may read of it."""
    return can_decide(actor, complaint)


def can_set_limits(actor: Actor, office_id: int) -> bool:
    """Whoever leads or manages the office."""
    return actor.may("decide_complaints", office_id) or actor.may("manage_office", office_id)


def can_keep_frames(actor: Actor, office_id: int) -> bool:
    """Whoever answers for the office, or leads it."""
    return actor.may("handle_complaints", office_id) or actor.may("decide_complaints", office_id)


def can_place(actor: Actor, complaint: Complaint) -> bool:
    """The one official who was asked where it belongs."""
    asked = complaint.arbitrations.filter(decided_at=None, arbiter__user=actor.id or 0)
    return asked.exists() and can_handle(actor, complaint)


def can_uphold(actor: Actor, complaint: Complaint) -> bool:
    """Whoever leads the office an objection was put before."""
    offices = complaint.objections.filter(decided_at=None).values_list("office", flat=True)
    leads = any(actor.may("decide_complaints", one) for one in offices)
    return leads and can_handle(actor, complaint)


def can_escalate(actor: Actor) -> bool:
    """A missed date is put before the next official by the system alone."""
    return actor.kind == "system"


def can_count(actor: Actor) -> bool:
    """What follows from counting is raised by the system alone."""
    return actor.kind == "system"


def can_close_silent(actor: Actor) -> bool:
    """What nobody answered to is closed by the system alone."""
    return actor.kind == "system"


def can_take_in(actor: Actor) -> bool:
    """What comes by letter or message is taken in by the system alone."""
    return actor.kind == "system"
