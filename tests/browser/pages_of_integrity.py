"""Pages of gifts and of sealed reports, in every state worth looking at."""

from tests.browser.confiding import PHRASE
from tests.browser.shot import SEND, TICK, Shot

_GIFTS = "/integritas/gratifikasi/"
_SEALED = "/integritas/laporan/"
_ONE = f"{_SEALED}{{sealed}}/"
_ASKED = (
    "periksa/?kind=money&value=1.500.000&occasion=life_event&relation=other"
    "&happened_on_day=20&happened_on_month=1&happened_on_year=2026"
)
_OPEN = "main form[action$='/lapor/'] .button"
_TALK = "main form[action$='/percakapan/'] .button"
_REFUSED = (("#id_kind_0", TICK), ("#id_value", "50.000"))

INTEGRITY = (
    Shot("wbs", "/wbs/"),
    Shot("wbs-galat", "/wbs/", status=422, press=_OPEN),
    Shot("wbs-lapor", "/wbs/", press=_OPEN, typed=(("#id_office", "kua-cempaka"),)),
    Shot(
        "wbs-percakapan",
        "/wbs/",
        press=_TALK,
        typed=(("#id_number", "{sealed_number}"), ("#id_words", "{sealed_words}")),
    ),
    Shot("gratifikasi-tolak", "/integritas/tolak/", "officer"),
    Shot("gratifikasi-tolak-galat", "/integritas/tolak/", "officer", 422, SEND),
    Shot(
        "gratifikasi-tolak-tercatat", "/integritas/tolak/", "officer", press=SEND, typed=_REFUSED
    ),
    Shot("gratifikasi", _GIFTS, "officer"),
    Shot("gratifikasi-baru", f"{_GIFTS}baru/", "officer"),
    Shot("gratifikasi-baru-galat", f"{_GIFTS}baru/", "officer", 422, SEND),
    Shot("gratifikasi-periksa", f"{_GIFTS}periksa/", "officer"),
    Shot("gratifikasi-jawaban", f"{_GIFTS}{_ASKED}", "officer"),
    Shot("laporan-tersegel", _SEALED, "receiver"),
    Shot("laporan-kunci", f"{_SEALED}kunci/", "receiver"),
    Shot("laporan-satu", _ONE, "receiver"),
    Shot("laporan-satu-galat", _ONE, "receiver", 422, SEND, (("#id_phrase", "kalimat lain"),)),
    Shot("laporan-terbuka", _ONE, "receiver", press=SEND, typed=(("#id_phrase", PHRASE),)),
)
