"""Whether those who see much prove more than a password."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from prima.config.doctor.finding import Finding, ok, warning
from prima.kernel import clock
from prima.offices.public import PERMISSIONS, RoleAssignment, needs_second_factor

_REAL = ("totp", "webauthn")


def second_factor() -> Finding:
    """Pages ask for it at the next log-in; an account nobody opens stays weak until then."""
    title = _("Bukti kedua saat masuk")
    is_for_all = settings.SECOND_FACTOR_FOR == "all"
    roles = [
        role
        for role, held in PERMISSIONS.items()
        if needs_second_factor({one: [1] for one in held}, is_for_all=is_for_all)
    ]
    today = timezone.localdate(clock.now())
    without = (
        RoleAssignment.objects.filter(role__in=roles, starts_on__lte=today)
        .filter(Q(ends_on=None) | Q(ends_on__gte=today), staff__user__is_active=True)
        .exclude(staff__user__authenticator__type__in=_REAL)
    )
    count = without.values("staff").distinct().count()
    if count:
        return warning(
            "second_factor",
            title,
            _("%(count)d akun dengan peran penting hanya dijaga kata sandi.") % {"count": count},
            _("Minta mereka masuk dan memasang kunci sandi atau aplikasi kode di halaman Akun."),
        )
    return ok("second_factor", title, _("Semua peran penting memakai bukti kedua."))
