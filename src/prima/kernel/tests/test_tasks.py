"""What runs at night: signing the journal, forgetting what is over."""

from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings as site
from django.contrib.sessions.models import Session
from pytest_django import Settings

from prima.kernel import clock, idempotency, journal, limits, tasks
from prima.kernel.idempotency import RememberedResult
from prima.kernel.limits import AttemptCount
from prima.kernel.tests.support import do

pytestmark = pytest.mark.django_db


def test_the_journal_is_signed_every_night(settings: Settings) -> None:
    do("office:1")

    tasks.sign_journal(timestamp=0)

    (anchor,) = Path(settings.ANCHOR_DIR).iterdir()
    assert journal.verify(anchor).is_whole


def test_tidying_forgets_what_is_over_and_keeps_what_still_counts() -> None:
    long_ago = clock.now() - timedelta(days=3)
    limits.check("tracking", "old", limit=(1, 60), at=long_ago)
    limits.check("tracking", "new", limit=(1, 60))
    idempotency.remember("key-1", "form", "lama")
    RememberedResult.objects.update(remembered_at=long_ago)
    idempotency.remember("key-2", "form", "baru")

    tasks.tidy(timestamp=0)

    assert AttemptCount.objects.count() == 1
    assert idempotency.recall("key-1", "form") is None
    assert idempotency.recall("key-2", "form") == "baru"


def test_tidying_forgets_sessions_that_are_over() -> None:
    store = import_module(site.SESSION_ENGINE).SessionStore
    for age in (-60, 3600):
        session = store()
        session.set_expiry(age)
        session.create()

    tasks.tidy(timestamp=0)

    assert [one.expire_date > clock.now() for one in Session.objects.all()] == [True]
