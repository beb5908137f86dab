"""Pages of who is asked: the rule of an office, and what surveyors and typists work with."""

from tests.browser.shot import SEND, TICK, Shot

_RULE = "/kelola/survei/aturan/kua-cempaka/"
_TYPED = (("#id_way_1", TICK), ("#id_percent", "60"), ("#id_basis", "Keputusan Nomor 12"))

ASKING = (
    Shot("survei-aturan", "/kelola/survei/aturan/", "district"),
    Shot("survei-aturan-kantor", _RULE, "district"),
    Shot("survei-aturan-hitung", _RULE, "district", press="[name=reckon]", typed=_TYPED),
    Shot("survei-aturan-galat", _RULE, "district", 422, SEND),
)
