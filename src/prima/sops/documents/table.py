"""The procedure in words: the rows of the table, for the page and for paper alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prima.sops.core.drawing import Drawing, Exit, draw, exits_of
from prima.sops.core.model import NO, REFUSED, YES, Condition, Group, Norm, NormUnit, SopDocument
from prima.sops.core.svg import row_svg


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table, in words; the drawing says the same once more."""

    number: int
    text: str
    who: str
    standard_input: str
    time: str
    output: str
    note: str
    svg: SafeString


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table: the columns of the people who act, and the rows."""

    actors: tuple[str, ...]
    refuses: bool
    lanes: int
    rows: tuple[Row, ...]
    has_proposed_times: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns of the drawing, also that of refusals."""
        return (*self.actors, _("Akhir lain")) if self.refuses else self.actors


def table(document: SopDocument, situations: Mapping[str, str]) -> Table:
    """The table of a procedure; `situations` are the words of the standard for its situations."""
    drawing = draw(document)
    refuses = any(exit_.target == REFUSED for row in _all_exits(document) for exit_ in row)
    rows = tuple(
        _row(document, index, drawing=drawing, situations=situations)
        for index in range(len(document.steps))
    )
    return Table(
        actors=tuple(actor.label for actor in document.actors),
        refuses=refuses,
        lanes=len(document.actors) + refuses,
        rows=rows,
        has_proposed_times=any(step.norm.proposal for step in document.steps),
    )


def exit_names() -> dict[str, str]:
    """The words on the arrows."""
    return {YES: _("Ya"), NO: _("Tidak"), "refused": _("Ditolak")}


def duration(amount: int, unit: NormUnit) -> str:
    """A time in words: "15 menit", "2 hari kerja"."""
    forms = {
        "working_minute": ngettext("%(amount)d menit", "%(amount)d menit", amount),
        "working_hour": ngettext("%(amount)d jam", "%(amount)d jam", amount),
        "working_day": ngettext("%(amount)d hari kerja", "%(amount)d hari kerja", amount),
        "calendar_day": ngettext("%(amount)d hari", "%(amount)d hari", amount),
    }
    return forms[unit] % {"amount": amount}


def _all_exits(document: SopDocument) -> list[tuple[Exit, ...]]:
    return [exits_of(document, index) for index in range(len(document.steps))]


def _row(
    document: SopDocument, index: int, *, drawing: Drawing, situations: Mapping[str, str]
) -> Row:
    step = document.steps[index]
    who = _who(document, index)
    return Row(
        number=index + 1,
        text=step.text,
        who=who,
        standard_input=", ".join(step.standard_input),
        time=norm_words(step.norm),
        output=", ".join(step.output),
        note=_note(document, index, situations),
        # Every word that goes in is escaped where the drawing is written.
        svg=mark_safe(row_svg(drawing, index, title=who, names=exit_names())),  # noqa: S308
    )


def _who(document: SopDocument, index: int) -> str:
    """The drawing in words: "Petugas loket: keputusan, Ya ke langkah 3, Tidak ke langkah 1"."""
    step = document.steps[index]
    actors = _(" bersama ").join(actor.label for actor in document.actors_of(step))
    words = [
        _symbol(document, index),
        *(_exit(document, index, one) for one in exits_of(document, index)),
    ]
    return f"{actors}: {', '.join(word for word in words if word)}"


def _symbol(document: SopDocument, index: int) -> str:
    symbol = document.steps[index].symbol
    if symbol == "terminator":
        return _("mulai") if index == 0 else _("selesai")
    return _("keputusan") if symbol == "decision" else _("proses")


def _exit(document: SopDocument, index: int, one: Exit) -> str:
    """An exit in words; of a row that is no decision only when it does not lead to the next."""
    step = document.steps[index]
    named = exit_names().get(one.outcome, "")
    own = step.outcome_label(one.outcome)
    if own:
        named = f"{named} ({own})"
    if one.target == REFUSED:
        return _("%(outcome)s berarti ditolak") % {"outcome": named}
    number = int(one.target) + 1
    group = _ended_by(document, index) if step.exit_for(one.outcome) is None else None
    if group is not None:
        return _("%(outcome)s ke langkah %(number)d setelah langkah %(rows)s selesai") % {
            "outcome": named or _("lanjut"),
            "number": group.end + 1,
            "rows": _numbers(range(group.first, group.end)),
        }
    if named:
        return _("%(outcome)s ke langkah %(number)d") % {"outcome": named, "number": number}
    return "" if number == index + 2 else _("lanjut ke langkah %(number)d") % {"number": number}


def norm_words(norm: Norm) -> str:
    """The norm in words; a star marks a time that the office has still to measure and set."""
    if norm.amount is None:
        return norm.note
    words = duration(norm.amount, norm.unit)
    if norm.kind == "waiting":
        words = _("paling lama %(time)s") % {"time": words}
    return f"{words}*" if norm.proposal else words


def _ended_by(document: SopDocument, index: int) -> Group | None:
    """The order-free group in which this row is the last of its thread."""
    group = document.group_at.get(index)
    if group is None or len(group.threads) == 1 or group.end == len(document.steps):
        return None
    return group if group.thread_at(index).places[-1] == index else None


def _beside(document: SopDocument, index: int) -> str:
    """What the form has no sign for, said once at the head of each thread."""
    group = document.group_at.get(index)
    if group is None or group.thread_at(index).places[0] != index:
        return ""
    own = group.thread_at(index)
    others = [_numbers(thread.places) for thread in group.threads if thread != own]
    if not others:
        return ""
    return _("Langkah %(rows)s boleh dikerjakan bersamaan dengan langkah %(others)s") % {
        "rows": _numbers(own.places),
        "others": _(" dan ").join(others),
    }


def _numbers(places: Sequence[int]) -> str:
    """The printed numbers of rows that follow one another: "4", "5–6"."""
    first, last = places[0] + 1, places[-1] + 1
    return str(first) if first == last else f"{first}–{last}"


def _note(document: SopDocument, index: int, situations: Mapping[str, str]) -> str:
    step = document.steps[index]
    strategic = _("Langkah strategis: tidak diputus Plh. atau Plt.") if step.strategic else ""
    own = step.norm.note if step.norm.amount else ""
    parts = [strategic, _beside(document, index), step.note, own]
    parts += condition_words(step.applies_when, situations)
    return ". ".join(part for part in parts if part)


def condition_words(condition: Condition, situations: Mapping[str, str]) -> list[str]:
    """When a row applies, in the words of the standard."""

    def named(keys: frozenset[str]) -> str:
        return _(" atau ").join(f"“{situations.get(key, key)}”" for key in sorted(keys))

    words = []
    if condition.any:
        words.append(_("Hanya bila: %(situations)s") % {"situations": named(condition.any)})
    if condition.none:
        words.append(_("Tidak bila: %(situations)s") % {"situations": named(condition.none)})
    return words
