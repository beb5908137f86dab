"""What comes in with an application and goes out with its product, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Applicant:
    """Pemohon: who asks, and how they are reached. Personal values stay out of tracebacks.

    `staff_id` is set when the applicant works for the office: then they may not touch the case.
    """

    name: str = field(repr=False)
    nik: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class GivenPaper:
    """How one requirement is met; `state` and `form` are of `rules.PaperState`, `PaperForm`."""

    key: str
    state: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionPoint:
    """One fault of a paper (`paper_key`) or of a field, and the sentence that says it."""

    fault: str
    sentence: str
    paper_key: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who took the product home and how that is proven (`rules.Relation`, `rules.Proof`).

    `words` are the five words of the receipt, for the proof by code only; they are not kept.
    """

    name: str = field(repr=False)
    relation: str
    proof: str
    words: str = field(default="", repr=False)
