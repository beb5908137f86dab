"""Changing the encryption key without stopping: where sealed values are, sealing them anew.

Every value says under which key it is sealed, so there is no list of what is done: what does not
begin with the active key is still to do, and a rotation that was killed is simply begun again.
"""

from prima.kernel.rotation.changing import (
    activate_key,
    add_key,
    alone,
    begin_after_loss,
    is_under_way,
    public_keys_of_anchors,
    record_missing,
    renew_signing_key,
    retire_emptied,
    take_back,
)
from prima.kernel.rotation.counting import Count, count
from prima.kernel.rotation.models import KeyChange
from prima.kernel.rotation.places import Place, register, sealed_places
from prima.kernel.rotation.resealing import Outcome, reseal

__all__ = [
    "Count",
    "KeyChange",
    "Outcome",
    "Place",
    "activate_key",
    "add_key",
    "alone",
    "begin_after_loss",
    "count",
    "is_under_way",
    "public_keys_of_anchors",
    "record_missing",
    "register",
    "renew_signing_key",
    "reseal",
    "retire_emptied",
    "sealed_places",
    "take_back",
]
