"""Pages of common questions and of the information desk."""

from tests.browser.shot import Shot

_SHARED = "/kelola/jawaban/"
_DESK = "/meja-informasi/"
_SAVE = "main form[method=post] .button >> nth=0"

KNOWLEDGE = (
    Shot("tanya-jawab", "/tanya-jawab/"),
    Shot("tanya-jawab-cari", "/tanya-jawab/?q=boleh+diwakilkan"),
    Shot("tanya-jawab-kosong", "/tanya-jawab/?q=zzzz"),
    Shot("tanya-jawab-satu", "/tanya-jawab/{article}/"),
    Shot("meja-informasi", _DESK, "officer"),
    Shot("meja-informasi-cari", f"{_DESK}?q=boleh+diwakilkan", "officer"),
    Shot("meja-informasi-galat", f"{_DESK}?q=boleh+diwakilkan", "officer", 422, _SAVE),
    Shot("jawaban-bersama", _SHARED, "officer"),
    Shot("jawaban-bersama-kosong", f"{_SHARED}?tampil=due", "officer"),
    Shot("jawaban-tulis", f"{_SHARED}baru/", "officer"),
    Shot("jawaban-tulis-galat", f"{_SHARED}baru/", "officer", 422, _SAVE),
    Shot("jawaban-satu", f"{_SHARED}{{article}}/", "head"),
    Shot("jawaban-periksa", f"{_SHARED}{{article_waiting}}/", "head"),
)
