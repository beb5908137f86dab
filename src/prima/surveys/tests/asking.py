"""People who ask for somebody else's office, and cases that were drawn days ago."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from prima.cases.models import Case
from prima.cases.tests import scene as stage
from prima.cases.tests.scene import Scene
from prima.kernel.actors import SYSTEM, Actor
from prima.offices.public import Office, StaffMember, actor_for, add_staff, assign_role
from prima.surveys import actions
from prima.surveys.core.elements import KEYS
from prima.surveys.models import AskingTask, Invitation

NOW = stage.NOW
LATER = NOW + timedelta(days=4)
NINE = dict.fromkeys(KEYS, 3)


@dataclass(frozen=True)
class Asking:
    """Two offices, two surveyors who belong to the one next door, and one drawn person."""

    scene: Scene
    first: StaffMember
    second: StaffMember

    def actor(self, who: str = "first", at: datetime = LATER) -> Actor:
        """A surveyor as they act at this moment."""
        return actor_for(getattr(self, who).user, at)


def make_asking() -> Asking:
    """The stage of the cases with two surveyors from the office next door."""
    scene = stage.set_up()
    return Asking(scene, surveyor(scene, "Wahyu Lestari"), surveyor(scene, "Tri Handayani"))


def surveyor(
    scene: Scene, name: str, *, home: Office | None = None, over: Office | None = None
) -> StaffMember:
    """Somebody who is to ask for the first office and belongs to the second."""
    email = f"{name.split(maxsplit=1)[0].lower()}@survei.example"
    staff = add_staff(
        office=home or scene.other_office, email=email, name=name, honorific="bapak",
        password="kuda-laut-biru-77", by=SYSTEM, at=stage.SET_UP,
    )  # fmt: skip
    on = stage.SET_UP.date()
    office = over or scene.office
    assign_role(staff, role="enumerator", office=office, starts_on=on, by=SYSTEM, at=stage.SET_UP)
    return staff


def finished(scene: Scene, *, at: datetime = NOW) -> Invitation:
    """A case of the counter that ended now, and its draw."""
    case = stage.walk_to_end(scene, stage.open_at_counter(scene, at=at), at=at)
    return Invitation.objects.get(case_id=case.pk)


def task_of(asking: Asking, who: str = "first") -> AskingTask:
    """The one person on the list of a surveyor, four days after the service ended."""
    actions.take_list(by=asking.actor(who), at=LATER)
    return AskingTask.objects.get(enumerator=getattr(asking, who).user)


def case_of(invitation: Invitation) -> Case:
    """The case behind an invitation."""
    return Case.objects.get(pk=invitation.case_id)
