"""Pages of the design system are tested on their own: no later floor says whose they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from prima.ui import context


@pytest.fixture(autouse=True)
def _nobody_in_particular() -> Iterator[None]:
    provider = context._identity
    context.identify_by(context.default_identity)
    yield
    context.identify_by(provider)
