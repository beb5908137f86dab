"""Pure calculation of the pages that look over everything: no Django, no clock, no query."""

from prima.insight.core.kept import MINIMUM_CASES, KeptPromise, Verdict, keep_score

__all__ = ["MINIMUM_CASES", "KeptPromise", "Verdict", "keep_score"]
