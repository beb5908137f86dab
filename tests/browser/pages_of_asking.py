"""Pages of who is asked: the rule of an office, and what surveyors and typists work with."""

from tests.browser.shot import SEND, TICK, Shot

_RULE = "/kelola/survei/aturan/kua-cempaka/"
_TYPED = (("#id_way_1", TICK), ("#id_percent", "60"), ("#id_basis", "Keputusan Nomor 12"))
_NO_REASON = "form[action$='tanpa-jawaban/'] .button"
_PAIR = "form[method=post] .button >> nth=0"

ASKING = (
    Shot("survei-aturan", "/kelola/survei/aturan/", "district"),
    Shot("survei-aturan-kantor", _RULE, "district"),
    Shot("survei-aturan-hitung", _RULE, "district", press="[name=reckon]", typed=_TYPED),
    Shot("survei-aturan-galat", _RULE, "district", 422, SEND),
    Shot("surveyor", "/surveyor/", "surveyor"),
    Shot("surveyor-kosong", "/surveyor/", "typist"),
    Shot("surveyor-orang", "/surveyor/orang/{task}/", "surveyor"),
    Shot("surveyor-kontak", "/surveyor/orang/{task}/", "surveyor", press=SEND),
    Shot("surveyor-tanpa-alasan", "/surveyor/orang/{task}/", "surveyor", 422, _NO_REASON),
    Shot("surveyor-wawancara", "/surveyor/wawancara/?orang={task}", "surveyor"),
    Shot("surveyor-tercatat", "/surveyor/wawancara/tercatat/", "surveyor"),
    Shot("surveyor-lembar", "/surveyor/lembar/", "typist"),
    Shot("surveyor-lembar-galat", "/surveyor/lembar/", "typist", 422, SEND),
    Shot("surveyor-lembar-beda", "/surveyor/lembar/{sheet}/", "typist"),
    Shot("tablet-tidur", "/tablet/survei/", "tablet:asleep"),
    Shot("tablet-menyala", "/tablet/survei/", "tablet:awake"),
    Shot("tablet-pertanyaan", "/tablet/survei/pertanyaan/", "tablet:awake"),
    Shot("tablet-terima-kasih", "/tablet/survei/terima-kasih/", "tablet:awake"),
    Shot("tablet-meja", "/kelola/survei/tablet/meja-saya/", "officer"),
    Shot("tablet-meja-galat", "/kelola/survei/tablet/meja-saya/", "officer", 422, SEND),
    Shot("tablet-pasang", "/tablet/survei/pasang/salah/"),
    Shot("tablet-pasang-ditolak", "/tablet/survei/pasang/salah/", status=404, press=_PAIR),
)
