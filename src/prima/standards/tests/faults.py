"""Faults that people make when they write a service by hand, each with its message."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """A change to a good file and the words of its message.

    `offset` is the line of the message counted from the change; none for the line of the block
    from which something is missing.
    """

    name: str
    old: str
    new: str
    what: str
    todo: str
    offset: int | None = 0


FAULTS = [
    Fault(
        "a tab instead of spaces",
        "place:\n  label",
        "place:\n\tlabel",
        "ada tab di awal baris",
        "Ganti tab dengan spasi",
        1,
    ),
    Fault(
        "a colon inside a text",
        "  note: KUA yang namanya",
        "  note: KUA: yang namanya",
        "ada titik dua (:)",
        "Apit teks dengan tanda kutip",
    ),
    Fault(
        "a key twice",
        "proposal: true\n",
        "proposal: true\nname: Lain\n",
        "kunci `name` ditulis dua kali (pertama di baris 4)",
        "Hapus salah satunya",
        1,
    ),
    Fault(
        "a misspelt key",
        "    validity:",
        "    validty:",
        "kunci `validty` tidak dikenal",
        "`validity`",
    ),
    Fault(
        "a component left out",
        "  safety_guarantee:\n",
        "  safety_guarante:\n",
        "`safety_guarantee` belum ada",
        "sedikitnya satu butir",
        None,
    ),
    Fault(
        "a component left empty",
        "  staff_number:\n    - 1 petugas loket\n"
        "    - Kepala KUA atau pejabat yang ditunjuk untuk menandatangani\n",
        "  staff_number: []\n",
        "`staff_number` kosong",
        "sedikitnya satu butir",
    ),
    Fault(
        "an item that only holds a place",
        "    - 1 petugas loket\n",
        "    - '...'\n",
        "`staff_number` belum diisi sungguhan",
        "Tulis isinya",
    ),
    Fault(
        "an amount with dots",
        "    - amount: 0\n",
        "    - amount: 600.000\n",
        "bukan angka bulat",
        "tanpa titik",
    ),
    Fault(
        "an amount that is missing",
        "    - amount: 0\n      label",
        "    - label",
        "`amount` belum ada",
        "angka bulat",
    ),
    Fault(
        "a fee whose rule is not in the legal basis",
        "      rule: PP 59/2018\n      source_checked: false\n  product",
        "      rule: PP 48/2014\n      source_checked: false\n  product",
        "aturan `PP 48/2014` untuk biaya tidak ada di `legal_basis`",
        "Tambahkan aturan itu",
    ),
    Fault(
        "money without a way to pay it",
        "    - amount: 0\n",
        "    - amount: 10000\n",
        "tidak menyebut cara membayar",
        "payment_channel",
    ),
    Fault(
        "no fee for everybody",
        "      label: Tidak dipungut biaya\n",
        "      label: Tidak dipungut biaya\n      situations: [diwakilkan]\n",
        "tidak ada biaya yang berlaku umum",
        "amount: 0",
        -2,
    ),
    Fault(
        "two fees for everybody",
        "  product:\n    items",
        "    - {amount: 0, label: Sekali lagi, rule: PP 59/2018, source_checked: true}\n"
        "  product:\n    items",
        "ada dua biaya yang berlaku umum",
        "Beri `situations`",
    ),
    Fault(
        "no promised time at all",
        "  completion_time:\n    amount: 15\n    unit: working_minute\n"
        "    start_event: papers_complete\n    stop_event: handed_over\n",
        "",
        "`completion_time` belum ada",
        "blok berisi kunci dan nilai",
        None,
    ),
    Fault(
        "a product written as a text",
        "  product:\n    items:\n      - Salinan buku nikah yang dilegalisasi\n"
        "    validity: Selama data di buku nikah tidak berubah;"
        " lembaga penerima dapat meminta yang baru.\n",
        "  product: Salinan\n",
        "`product` harus berupa blok",
        "menjorok",
    ),
    Fault(
        "a rule twice",
        "    - rule: PP 59/2018\n",
        "    - {rule: PP 59/2018, title: Sama, about: Tarif, source_checked: false}\n"
        "    - rule: PP 59/2018\n",
        "`PP 59/2018` ditulis dua kali",
        "Satukan",
        1,
    ),
    Fault(
        "an address that is none",
        "proposal: true\n",
        "proposal: true\nretired: {on: 2026-01-02, note: Pindah, redirect_name: Lain,"
        " redirect_url: haji.example}\n",
        "`haji.example` bukan alamat laman",
        "https://",
        1,
    ),
    Fault(
        "a unit of time nobody knows",
        "    unit: working_minute\n",
        "    unit: menit\n",
        "`menit` tidak dikenal untuk `unit`",
        "`working_minute`",
    ),
    Fault(
        "a clock that stops before it starts",
        "    stop_event: handed_over\n",
        "    stop_event: received\n",
        "tidak sesudah mulai",
        "Urutannya",
    ),
    Fault(
        "an event nobody knows",
        "    start_event: papers_complete\n",
        "    start_event: lengkap\n",
        "peristiwa `lengkap` tidak dikenal",
        "step:<kunci langkah SOP>:done",
    ),
    Fault(
        "a requirement for an unknown situation",
        "      situations: [diwakilkan]\n",
        "      situations: [dikuasakan]\n",
        "keadaan `dikuasakan` tidak ada di `situations`",
        "perbaiki namanya",
    ),
    Fault(
        "a document that is neither original nor copy",
        "      kind: document\n      copies: 2\n",
        "      kind: document\n",
        "tidak menyebut asli atau salinan",
        "original: true",
        -3,
    ),
    Fault(
        "two requirements of one name",
        "    - key: fotokopi-buku-nikah\n",
        "    - key: ktp\n",
        "`ktp` sudah dipakai di baris",
        "Beri kunci lain",
    ),
    Fault(
        "a situation in a question that is not asked",
        "      group: kehadiran\n",
        "      group: hadir\n",
        "kelompok `hadir` tidak ada di `situation_groups`",
        "perbaiki namanya",
    ),
    Fault(
        "a question with one answer",
        "      group: kehadiran\n",
        "",
        "kelompok `kehadiran` harus mempunyai sedikitnya dua pilihan",
        "hapus kelompok",
        -5,
    ),
    Fault(
        "a rule that is no longer in force",
        "    - rule: PMA 30/2024\n",
        "    - rule: PMA 20/2019\n      in_force: false\n",
        "`PMA 20/2019` sudah tidak berlaku",
        "aturan penggantinya",
        1,
    ),
    Fault(
        "an office kind nobody knows",
        "offered_by: [subdistrict]\n",
        "offered_by: [kua]\n",
        "`kua` tidak dikenal untuk `offered_by`",
        "`subdistrict`",
    ),
    Fault(
        "a shelf that does not exist",
        "category: nikah-keluarga\n",
        "category: nikah\n",
        "kelompok layanan `nikah` tidak ada",
        "`nikah-keluarga`",
    ),
    Fault(
        "a set standard without its decree",
        "proposal: true\n",
        "proposal: false\n",
        "harus menyebut keputusannya",
        "decree",
    ),
    Fault(
        "a proposal with a decree",
        "proposal: true\n",
        "proposal: true\ndecree: {number: '1', on: 2026-01-02, signatory: Kepala}\n",
        "tidak mempunyai keputusan penetapan",
        "Hapus `decree`",
        1,
    ),
    Fault(
        "a day that does not exist",
        "proposal: true\n",
        "proposal: true\neffective_on: 2026-02-30\n",
        "`2026-02-30` bukan nilai yang sah",
        "2026-11-20",
        1,
    ),
    Fault(
        "a retired service that still promises",
        "proposal: true\n",
        "proposal: true\n"
        "retired: {on: 2026-01-02, note: Sudah pindah, redirect_name: Kantor lain}\n",
        "tidak mempunyai standar lagi",
        "Hapus `standard`",
        3,
    ),
    Fault(
        "a summary that is an essay",
        "summary: Salinan",
        f"summary: {'Salinan ' * 60}",
        "`summary` terlalu panjang",
        "400 huruf",
    ),
    Fault(
        "a number where a text belongs",
        "name: Legalisasi buku nikah\n",
        "name: 14\n",
        "`14` di `name` bukan teks",
        "tanda kutip",
    ),
    Fault(
        "a key that cannot stand in an address",
        "    - key: surat-kuasa\n",
        "    - key: Surat Kuasa\n",
        "tidak dapat menjadi kunci",
        "huruf kecil",
    ),
]
