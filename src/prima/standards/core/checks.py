"""What must hold between the parts of one service file."""

from __future__ import annotations

from collections.abc import Iterable

from prima.kernel.yaml_fields import Fields
from prima.standards.core.content import CLOCK_EVENTS, ServiceEntry, StandardContent


def entry(entry: ServiceEntry, fields: Fields) -> None:
    """Check the service around its standard: a set standard has a decree, a proposal has none."""
    says_which = isinstance(fields.data.get("proposal"), bool)
    if entry.is_proposal and entry.decree:
        fields.report(
            "decree",
            "usulan (`proposal: true`) tidak mempunyai keputusan penetapan.",
            "Hapus `decree`, atau ubah menjadi `proposal: false` bila sudah ditetapkan.",
        )
    if says_which and not entry.is_proposal and not entry.decree and entry.content:
        fields.report(
            "proposal",
            "standar yang sudah ditetapkan harus menyebut keputusannya.",
            "Isi `decree` (number, on, signatory), atau tulis `proposal: true`.",
        )
    if entry.retirement and entry.content:
        fields.report(
            "standard",
            "layanan yang sudah berakhir (`retired`) tidak mempunyai standar lagi.",
            "Hapus `standard`, atau hapus `retired` bila layanan masih dibuka.",
        )


def content(content: StandardContent, fields: Fields) -> None:
    """Check what one component says against the others."""
    _situations(content, fields)
    _situations_named(content, fields)
    _documents(content, fields)
    _fees(content, fields)
    _fee_rules(content, fields)
    _clock(content, fields)
    _legal_basis(content, fields)


def _situations(content: StandardContent, fields: Fields) -> None:
    groups = {group.key for group in content.situation_groups}
    for at, situation in enumerate(content.situations):
        if situation.group and situation.group not in groups:
            fields.source.report(
                (*fields.where, "situations", at, "group"),
                f"kelompok `{situation.group}` tidak ada di `situation_groups`.",
                "Tambahkan kelompok itu, atau perbaiki namanya.",
            )
    for at, group in enumerate(content.situation_groups):
        if sum(situation.group == group.key for situation in content.situations) < 2:  # noqa: PLR2004 - a question needs two answers
            fields.source.report(
                (*fields.where, "situation_groups", at),
                f"kelompok `{group.key}` harus mempunyai sedikitnya dua pilihan.",
                f"Tambahkan `group: {group.key}` pada keadaan yang termasuk, atau hapus kelompok.",
            )


def _situations_named(content: StandardContent, fields: Fields) -> None:
    known = {situation.key for situation in content.situations}
    named: list[tuple[str, int, Iterable[str]]] = [
        ("requirements", at, row.situations) for at, row in enumerate(content.requirements)
    ]
    named += [("fee", at, row.situations) for at, row in enumerate(content.fee)]
    for block, at, keys in named:
        for key in keys:
            if key and key not in known:
                fields.source.report(
                    (*fields.where, block, at, "situations"),
                    f"keadaan `{key}` tidak ada di `situations`.",
                    "Tambahkan keadaan itu di `situations`, atau perbaiki namanya.",
                )


def _documents(content: StandardContent, fields: Fields) -> None:
    for at, row in enumerate(content.requirements):
        if row.kind == "document" and not row.original and row.copies == 0:
            fields.source.report(
                (*fields.where, "requirements", at),
                f"dokumen `{row.key}` tidak menyebut asli atau salinan.",
                "Tulis `original: true`, atau `copies:` dengan jumlah lembarnya.",
            )


def _fees(content: StandardContent, fields: Fields) -> None:
    usual = [at for at, row in enumerate(content.fee) if not row.situations]
    if content.fee and not usual:
        fields.report(
            "fee",
            "tidak ada biaya yang berlaku umum.",
            "Tambahkan satu baris tanpa `situations`; bila gratis tulis `amount: 0`.",
        )
    for at in usual[1:]:
        fields.source.report(
            (*fields.where, "fee", at),
            "ada dua biaya yang berlaku umum.",
            "Beri `situations` pada salah satunya, supaya jelas kapan berlaku.",
        )
    for at, row in enumerate(content.fee):
        if row.amount and not row.payment_channel:
            fields.source.report(
                (*fields.where, "fee", at),
                f"biaya Rp{row.amount} tidak menyebut cara membayar.",
                "Isi `payment_channel`, misalnya kode billing di bank atau kantor pos.",
            )


def _fee_rules(content: StandardContent, fields: Fields) -> None:
    """A tariff rests on a rule (UU 25/2009 article 31), and the rule is in the legal basis."""
    rules = {row.rule for row in content.legal_basis}
    for at, row in enumerate(content.fee):
        if row.rule and row.rule not in rules:
            fields.source.report(
                (*fields.where, "fee", at, "rule"),
                f"aturan `{row.rule}` untuk biaya tidak ada di `legal_basis`.",
                "Tambahkan aturan itu di `legal_basis`, atau perbaiki penulisannya.",
            )


def _clock(content: StandardContent, fields: Fields) -> None:
    time = content.completion_time
    order = {event: at for at, event in enumerate(CLOCK_EVENTS)}
    start, stop = order.get(time.start_event), order.get(time.stop_event)
    same = time.start_event == time.stop_event
    if (start is not None and stop is not None and start >= stop) or same:
        fields.source.report(
            (*fields.where, "completion_time", "stop_event"),
            f"waktu berhenti (`{time.stop_event}`) tidak sesudah mulai (`{time.start_event}`).",
            f"Urutannya: {', '.join(CLOCK_EVENTS)}.",
        )


def _legal_basis(content: StandardContent, fields: Fields) -> None:
    seen: set[tuple[str, str]] = set()
    for at, row in enumerate(content.legal_basis):
        where = (*fields.where, "legal_basis", at)
        if row.rule and not row.in_force:
            fields.source.report(
                (*where, "in_force"),
                f"`{row.rule}` sudah tidak berlaku.",
                "Ganti dengan aturan penggantinya; standar hanya memuat aturan yang berlaku.",
            )
        if (row.rule, row.article) in seen:
            fields.source.report(
                where, f"`{row.rule}` ditulis dua kali.", "Satukan menjadi satu butir."
            )
        seen.add((row.rule, row.article))
