"""The signed receipt, the public keys it is checked with, and the page that checks it."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from prima.complaints import documents, queries
from prima.complaints.views import passes
from prima.kernel import clock, limits_in_memory
from prima.kernel.crypto.signing import verify_keys
from prima.kernel.http import attachment, network_address

SENDINGS: Final = (200, 60 * 60)


@login_not_required
@csrf_exempt  # nothing to forge: no cookie counts here, the pass was given for number and words
@never_cache
@require_POST
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt as a file to keep, or as a sheet to print."""
    limits_in_memory.check("complaints.receipt", network_address(request), limit=SENDINGS)
    opened = passes.complaint_of(request.POST.get("pass", ""))
    complaint = queries.with_pass(opened) if opened else None
    if complaint is None or complaint.erased_at is not None:
        return redirect("complaints:track")
    signed = documents.signed_receipt(complaint, at=clock.now())
    if request.POST.get("as") == "file":
        name = f"tanda-terima-{complaint.number}.json"
        return attachment(signed.file, name=name, content_type="application/json")
    context = {"complaint": complaint, "signed": signed}
    return render(request, "complaints/receipt.html", context)


@login_not_required
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys, to be hung on the wall, printed in a newspaper, kept by anybody."""
    known = [(one, _groups(one.public_key)) for one in verify_keys()]
    return render(request, "complaints/keys.html", {"keys": known})


@login_not_required
@require_safe
def checker(_request: HttpRequest) -> HttpResponse:
    """The checker, to be saved and opened without a network."""
    content = documents.checker_page(at=clock.now())
    return attachment(content, name="pemeriksa-tanda-terima.html", content_type="text/html")


def _groups(digits: str) -> str:
    """Four by four, so that a person can compare them."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))
