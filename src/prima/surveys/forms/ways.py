"""All nine questions on one page, for whoever asks aloud, stands at a tablet or types paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.surveys.core.double_entry import Difference
from prima.surveys.core.elements import Element
from prima.surveys.core.profile import TRAITS
from prima.surveys.forms.answering import WholeForm
from prima.surveys.models import AskingTask, SurveyTablet
from prima.surveys.rules import INTERVIEWS, Channel, NoAnswer

Data = Mapping[str, Any] | None


class InterviewForm(WholeForm):
    """What a surveyor notes: whom they asked, by which way, and the answers."""

    def __init__(
        self, elements: Sequence[Element], tasks: Iterable[AskingTask], data: Data = None
    ) -> None:
        super().__init__(elements, data)
        self.tasks = {str(task.pk): task for task in tasks}
        people = [
            (
                key,
                _("Orang %(name)s: %(service)s")
                % {"name": task.short_name, "service": task.invitation.service.name},
            )
            for key, task in self.tasks.items()
        ]
        self.fields["person"] = forms.ChoiceField(
            label=_("Siapa yang Anda tanyai?"),
            choices=people,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Pilih orang yang Anda tanyai."),
                "invalid_choice": _("Orang ini tidak ada lagi di daftar Anda. Pilih yang lain."),
            },
        )
        self.fields["way"] = forms.ChoiceField(
            label=_("Bagaimana Anda bertanya?"),
            choices=[(way.value, way.label) for way in INTERVIEWS],
            widget=forms.RadioSelect,
            error_messages={"required": _("Pilih lewat telepon atau tatap muka.")},
        )
        self.order_fields(["person", "way"])

    @property
    def task(self) -> AskingTask:
        """The person chosen."""
        return self.tasks[self.cleaned_data["person"]]

    @property
    def channel(self) -> Channel:
        """The way chosen."""
        return Channel(self.cleaned_data["way"])


class SheetNumberForm(WholeForm):
    """A sheet of paper as one person reads it."""

    def __init__(self, elements: Sequence[Element], data: Data = None) -> None:
        super().__init__(elements, data)
        self.fields["number"] = forms.CharField(
            label=_("Nomor lembar"),
            help_text=_("Di kanan atas lembar, misalnya LS-26-7K3F9Q-C"),
            max_length=40,
            widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
            error_messages={"required": _("Isi nomor lembar seperti tercetak.")},
        )
        self.order_fields(["number"])


class SettleForm(WholeForm):
    """Only what two people read differently; the rest stands."""

    def __init__(
        self, elements: Sequence[Element], *, found: Difference, data: Data = None
    ) -> None:
        super().__init__(elements, data)
        self._traits = found.traits
        for element in elements:  # unnumbered: these are some of nine
            self.fields[element.key].label = _(element.question)
        if not found.is_comment:
            del self.fields["comment"]
        for trait in TRAITS:
            if trait.key not in found.traits:
                del self.fields[trait.key]

    @property
    def traits(self) -> list[forms.BoundField]:
        """The traits that were read differently."""
        return [self[key] for key in self._traits]


class NoAnswerForm(forms.Form):
    """Why somebody gave no answer."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Mengapa tidak ada jawaban?"),
        choices=NoAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih alasannya.")},
    )


class DeskForm(forms.Form):
    """Which tablet stands at one's desk."""

    tablet = forms.ModelChoiceField(
        queryset=SurveyTablet.objects.none(),
        label=gettext_lazy("Tablet mana yang ada di meja Anda?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Pilih tablet di meja Anda."),
            "invalid_choice": gettext_lazy("Pilih tablet dari daftar."),
        },
    )

    def __init__(
        self, tablets: QuerySet[SurveyTablet], data: Data = None, *, now: SurveyTablet | None
    ) -> None:
        super().__init__(data, initial={"tablet": now})
        field = self.fields["tablet"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = tablets


class TabletForm(forms.Form):
    """Where a tablet stands."""

    label = forms.CharField(
        label=gettext_lazy("Nama tempat tablet"),
        help_text=gettext_lazy("Misalnya Loket penyerahan"),
        max_length=60,
        error_messages={"required": gettext_lazy("Isi nama tempat tablet.")},
    )

    def __init__(self, offices: Iterable[tuple[str, str]], data: Data = None) -> None:
        super().__init__(data)
        self.fields["office"] = forms.ChoiceField(
            label=_("Kantor"),
            choices=list(offices),
            error_messages={"required": _("Pilih kantor."), "invalid_choice": _("Pilih kantor.")},
        )
        self.order_fields(["office", "label"])
