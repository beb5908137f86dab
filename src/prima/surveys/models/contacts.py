"""Who wants to be called about what they wrote: apart from every answer."""

import uuid

from django.db import models
from django.db.models import F, Q

from prima.kernel.crypto import EncryptedTextField


class ContactRequest(models.Model):
    """Permintaan dihubungi: somebody who answered asks the office above to call them.

    No key leads to an answer, a case or the office that was rated: what it is about is only what
    the person writes. `office` is the office that calls, always one above the rated one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    name = EncryptedTextField()
    phone = EncryptedTextField()
    about = EncryptedTextField()
    asked_on = models.DateField()
    called_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contact_request_called_later",
                condition=Q(called_on=None) | Q(called_on__gte=F("asked_on")),
            ),
        ]
        indexes = [models.Index(fields=["office", "called_on"], name="contact_by_office")]
