"""The course of a draft over its pages, as the people of an office walk it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prima.kernel import clock
from prima.sops import actions
from prima.sops.models import SopDraft, SopVersion, SopWithdrawal
from prima.sops.rules import DraftState
from prima.sops.tests import test_course as course
from prima.sops.tests.people import Desk

pytestmark = pytest.mark.django_db


def browser(desk: Desk, who: str) -> Client:
    client = Client()
    client.force_login(desk.people[who].user)
    return client


def act(pk: int, slug: str) -> str:
    return reverse("sops:draft_act", kwargs={"pk": pk, "act": slug})


def day(name: str, ahead: int = 0) -> dict[str, str]:
    on = timezone.localdate(clock.now()) + timedelta(days=ahead)
    return {
        f"{name}_day": str(on.day),
        f"{name}_month": str(on.month),
        f"{name}_year": str(on.year),
    }


def test_a_procedure_is_planned_written_judged_and_published_over_the_pages(desk: Desk) -> None:
    author, reviewer, verifier, head = (
        browser(desk, who) for who in ("author", "reviewer", "verifier", "head")
    )
    planned = author.post(
        reverse("sops:draft_new"),
        {"service": desk.service.key, "office": desk.district.key, "kind": "content",
         "purpose": "Dasar hukumnya berganti."},
    )  # fmt: skip
    draft = SopDraft.objects.get()
    assert planned.status_code == 302
    author.post(reverse("sops:draft_start", kwargs={"pk": draft.pk}), {"source": "sebelumnya"})
    draft.refresh_from_db()
    actions.save_draft(
        draft, course.changed(draft.document), revision=1, by=desk.actor("author"),
        at=clock.now(),
    )  # fmt: skip

    assert author.post(act(draft.pk, "pengajuan")).status_code == 302
    said = {"step_key": draft.document.steps[-1].key, "text": "Map warna apa?"}
    reviewer.post(reverse("sops:comment_added", kwargs={"pk": draft.pk}), said)
    stopped = reviewer.post(act(draft.pk, "peninjauan"))
    assert (stopped.status_code, "1 catatan" in stopped.content.decode()) == (422, True)
    comment = draft.comments.get()
    author.post(reverse("sops:comment_resolved", kwargs={"pk": draft.pk, "comment": comment.pk}))
    reviewer.post(act(draft.pk, "peninjauan"), {"remark": "Baik."})
    verifier.post(act(draft.pk, "verifikasi"))
    signed = {"number": "SOP-07/2026", "title": "Kepala", "name": "H. Lukman", "nip": ""}
    head.post(
        act(draft.pk, "pengesahan"), {**signed, **day("approved_on"), **day("effective_on", 7)}
    )
    head.post(act(draft.pk, "penerbitan"), day("effective_on", 7))

    draft.refresh_from_db()
    assert (draft.state, draft.version) == (DraftState.PUBLISHED, SopVersion.objects.last())
    page = author.get(reverse("sops:course", kwargs={"pk": draft.pk})).content.decode()
    for words in ("Diterbitkan", "Disahkan", "Map warna apa?", "SOP-07/2026", "Selesai ditinjau"):
        assert words in page


def test_the_list_shows_each_person_what_waits_for_them(desk: Desk) -> None:
    draft = course.handed_in(desk)

    def waits(who: str) -> bool:
        page = browser(desk, who).get(reverse("sops:drafts"))
        return [one for one, _tone in page.context["lines"]] == [draft]

    assert [who for who in ("author", "reviewer", "verifier", "head") if waits(who)] == [
        "reviewer"
    ]
    actions.review(draft, by=desk.actor("reviewer"), at=clock.now())
    assert [who for who in ("author", "reviewer", "verifier", "head") if waits(who)] == [
        "verifier"
    ]
    actions.verify(draft, by=desk.actor("verifier"), at=clock.now())
    assert [who for who in ("author", "reviewer", "verifier", "head") if waits(who)] == ["head"]
    actions.return_to_author(draft, reason="x", by=desk.actor("head"), at=clock.now())
    assert [who for who in ("author", "second_author", "reviewer") if waits(who)] == ["author"]


@pytest.mark.parametrize("chosen", ["", "dikerjakan", "direncanakan", "berlaku", "selesai", "zz"])
def test_every_list_can_be_read(desk: Desk, chosen: str) -> None:
    course.plan(desk)
    course.written(desk)

    page = browser(desk, "head").get(reverse("sops:drafts"), {"saring": chosen})

    assert page.status_code == 200
    assert ("legalisasi buku nikah" in page.content.decode().lower()) is (
        chosen in {"dikerjakan", "direncanakan", "berlaku"}
    )


def test_a_button_that_is_not_mine_says_why_and_does_nothing(desk: Desk) -> None:
    draft = course.handed_in(desk)

    early = browser(desk, "verifier").get(act(draft.pk, "verifikasi"), follow=True)
    pressed = browser(desk, "verifier").post(act(draft.pk, "verifikasi"))
    foreign = browser(desk, "head").post(act(draft.pk, "peninjauan"))
    unknown = browser(desk, "head").get(act(draft.pk, "zz"))

    assert "gilirannya orang lain" in early.content.decode()
    assert (pressed.status_code, "Mintalah Peninjau" in pressed.content.decode()) == (422, True)
    assert (foreign.status_code, unknown.status_code) == (403, 404)
    draft.refresh_from_db()
    assert draft.state == DraftState.IN_REVIEW


def test_the_comparison_shows_words_that_came_and_went_and_comments(desk: Desk) -> None:
    draft = course.handed_in(desk)
    first = draft.document.steps[0].key
    actions.add_comment(
        draft, "Tetap begini?", step_key=first, by=desk.actor("reviewer"), at=clock.now()
    )

    page = browser(desk, "reviewer").get(reverse("sops:difference", kwargs={"pk": draft.pk}))

    text = page.content.decode()
    assert "1 langkah berubah" in text
    assert "dalam map</ins>" in text
    assert "Tetap begini?" in text
    assert len(page.context["lines"]) == 2
    everything = browser(desk, "author").get(
        reverse("sops:difference", kwargs={"pk": draft.pk}), {"saring": "semua"}
    )
    assert len(everything.context["lines"]) == len(draft.document.steps)


def test_a_comment_that_says_nothing_is_asked_again(desk: Desk) -> None:
    draft = course.handed_in(desk)
    url = reverse("sops:comment_added", kwargs={"pk": draft.pk})

    empty = browser(desk, "reviewer").post(url, {"text": ""})
    lost = browser(desk, "reviewer").post(url, {"text": "Ubah.", "step_key": "nowhere"})

    assert (empty.status_code, "Tulis catatan Anda" in empty.content.decode()) == (422, True)
    assert (lost.status_code, "Ubah." in lost.content.decode()) == (409, True)


def test_another_office_s_procedure_is_taken_over_with_a_reason(desk: Desk) -> None:
    author = browser(desk, "author")
    author.post(
        reverse("sops:draft_new"),
        {"service": desk.service.key, "office": desk.kua.key, "kind": "content", "purpose": "x"},
    )
    draft = SopDraft.objects.get()
    url = reverse("sops:draft_start", kwargs={"pk": draft.pk})

    bare = author.post(url, {"source": "kantor-lain"})
    version = SopVersion.objects.get()
    begun = author.post(
        url, {"source": "kantor-lain", "version": version.pk, "because": "Loketnya satu."}
    )

    assert (bare.status_code, begun.status_code) == (422, 302)
    draft.refresh_from_db()
    assert (draft.adapted_from, draft.adapted_because) == (version, "Loketnya satu.")
    assert draft.document == version.document


def test_a_withdrawal_says_what_follows_before_it_is_done(desk: Desk) -> None:
    version = SopVersion.objects.get()
    url = reverse("sops:withdrawal", kwargs={"pk": version.pk})
    head = browser(desk, "head")

    asked = head.get(url)
    bare = head.post(url, day("withdrawn_on"))
    done = head.post(url, {**day("withdrawn_on", 1), "reason": "Layanan dihentikan."})

    assert "tidak dapat menerima permohonan baru" in asked.content.decode()
    assert (bare.status_code, done.status_code) == (422, 302)
    assert SopWithdrawal.objects.get().version == version
    assert browser(desk, "author").get(url).status_code == 404


def test_a_newer_version_is_named_on_the_page_and_taken_over(desk: Desk) -> None:
    draft = course.written(desk)
    first = SopVersion.objects.get()
    newer = SopVersion.objects.create(
        sop=first.sop, number=2, content=first.content, content_hash=first.content_hash,
        effective_on=first.effective_on, is_proposal=False, recorded_at=clock.now(),
    )  # fmt: skip
    author = browser(desk, "author")

    page = author.get(reverse("sops:course", kwargs={"pk": draft.pk}))
    author.post(reverse("sops:newer_base", kwargs={"pk": draft.pk}))
    again = author.post(reverse("sops:newer_base", kwargs={"pk": draft.pk}), follow=True)

    assert "Versi 2 belum diperhitungkan" in page.content.decode()
    draft.refresh_from_db()
    assert draft.base == newer
    assert "Tidak ada versi yang lebih baru" in again.content.decode()
