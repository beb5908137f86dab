"""Who acts when a key is shown instead of a session."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from prima.accounts.public import ApiToken
from prima.kernel.actors import Actor
from prima.kernel.errors import NotAllowed
from prima.offices import rules
from prima.offices.queries.acting import actor_of_request


def actor_with_key(token: ApiToken, at: datetime) -> Actor:
    """The owner of a key that counts, within what the key was given.

    Who must prove more than a password makes keys only with that proof.
    """
    actor = actor_of_request(token.user, at)
    is_for_all = settings.SECOND_FACTOR_FOR == "all"
    needs = rules.needs_second_factor(actor.grants, is_for_all=is_for_all)
    if needs and not settings.PRIMA_DEMO and not token.with_second_factor:
        raise NotAllowed(_("Kunci ini dibuat tanpa faktor kedua. Buat kunci baru sesudah masuk."))
    grants = {name: places for name, places in actor.grants.items() if name in token.scopes}
    return replace(actor, grants=grants)
