"""What a program sends by Open311, in the words of the standard."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.complaints.actions import ReporterData, Submission
from prima.complaints.core.open311 import LONGEST_DESCRIPTION
from prima.complaints.rules import Channel, Identity, Kind, PromisePart
from prima.offices.public import Office
from prima.standards.public import Service

_SHORT = 200


def _text(most: int = _SHORT) -> forms.CharField:
    return forms.CharField(max_length=most, required=False)


class RequestForm(forms.Form):
    """POST Service Request; `device_id` and `account_id` tell who somebody is and are not kept."""

    description = forms.CharField(
        max_length=LONGEST_DESCRIPTION, error_messages={"required": _("Isi description.")}
    )
    address_string = _text(500)
    address_id = _text()
    lat = forms.FloatField(min_value=-90, max_value=90, required=False)
    long = forms.FloatField(min_value=-180, max_value=180, required=False)
    first_name = _text(100)
    last_name = _text(100)
    email = forms.EmailField(required=False)
    phone = _text(30)
    media_url = forms.URLField(max_length=500, required=False, assume_scheme="https")
    kind = forms.ChoiceField(choices=Kind.choices, required=False)
    part = forms.ChoiceField(choices=PromisePart.choices, required=False)

    def __init__(self, data: Any, *, kind: str, part: str) -> None:
        super().__init__({**{key: data.get(key, "") for key in data}, "kind": kind, "part": part})

    def submission(self, office: Office, service: Service | None) -> Submission:
        """What the action takes in; whoever gives a name is known to those who handle it only."""
        said = self.cleaned_data
        reporter = self._reporter()
        return Submission(
            kind=Kind(said["kind"] or Kind.COMPLAINT),
            identity=Identity.HIDDEN if reporter else Identity.UNKNOWN,
            channel=Channel.OPEN311,
            office=office,
            service=service,
            story=self._story(),
            promise_part=said["part"],
            place=self._place(),
            reporter=reporter,
        )

    def _reporter(self) -> ReporterData | None:
        said = self.cleaned_data
        name = " ".join(filter(None, (said["first_name"], said["last_name"])))
        if not (name or said["email"] or said["phone"]):
            return None
        known = name or said["email"] or said["phone"]
        return ReporterData(known, phone=said["phone"], email=said["email"])

    def _story(self) -> str:
        """A picture elsewhere is never fetched: its address stays with the words."""
        link = self.cleaned_data["media_url"]
        told = str(self.cleaned_data["description"])
        return f"{told}\n\n{link}" if link else told

    def _place(self) -> str:
        said = self.cleaned_data
        has_point = said["lat"] is not None and said["long"] is not None
        point = f"{said['lat']}, {said['long']}" if has_point else ""
        return "\n".join(filter(None, (said["address_string"], said["address_id"], point)))
