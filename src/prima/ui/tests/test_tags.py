"""Each component drawn once, with what must be in it."""

import pytest
from django.core.paginator import Paginator
from django.test import RequestFactory

from prima.ui.components import (
    CheckItem,
    Crumb,
    Fact,
    FlowStep,
    KeptRow,
    Moment,
    Promised,
    Situation,
    Step,
    trail,
)
from prima.ui.samples import SampleAnswer
from prima.ui.tests.drawing import draw


def test_a_button_is_a_button_and_with_an_address_a_link() -> None:
    assert draw("{% button 'Kirim' %}") == (
        '<button type="submit" class="button button--main">Kirim</button>'
    )
    assert draw("{% button 'Batal' kind='quiet' href='/x/' %}").startswith(
        '<a class="button button--quiet" href="/x/">'
    )


def test_a_button_shows_its_key_and_sends_its_name() -> None:
    drawn = draw("{% button 'Serahkan' key='F2' name='go' value='next' small=True %}")

    assert 'name="go" value="next"' in drawn
    assert 'data-key="F2"' in drawn
    assert '<span class="kbd">F2</span>' in drawn
    assert "button--small" in drawn


def test_text_of_people_is_never_markup() -> None:
    evil = "<script>alert(1)</script>"

    for line in (
        "{% button x %}",
        "{% status_tag x %}",
        "{% notice title=x %}{{ x }}{% endnotice %}",
        "{% panel title=x note=x %}{{ x }}{% endpanel %}",
        "{% card title=x %}{{ x }}{% endcard %}",
        "{% empty title=x %}{{ x }}{% endempty %}",
        "{% code x label=x %}",
        "{% datebox x x was=x note=x %}",
        "{% search label=x value=x %}",
        "{% crumbs x '/' x %}",
        "{% facts rows %}",
    ):
        drawn = draw(line, x=evil, rows=[(evil, evil)])
        assert "<script" not in drawn, line
        assert "&lt;script" in drawn, line


@pytest.mark.parametrize("tone", ["neutral", "info", "success", "warning", "danger"])
def test_a_state_is_always_a_word(tone: str) -> None:
    drawn = draw("{% status_tag 'Ditepati' tone=tone %}", tone=tone)

    assert drawn == f'<span class="tag tag--{tone}">Ditepati</span>'


def test_blocks_keep_what_stands_in_them() -> None:
    body = "<p>isi</p>"

    assert body in draw("{% notice tone='warning' title='J' %}" + body + "{% endnotice %}")
    assert "card--soft" in draw("{% card soft=True %}" + body + "{% endcard %}")
    assert "<h2>Temuan</h2>" in draw("{% panel title='Temuan' %}" + body + "{% endpanel %}")
    assert "<h2>Kosong</h2>" in draw("{% empty title='Kosong' %}" + body + "{% endempty %}")


def test_filters_are_links_that_say_which_one_is_on() -> None:
    items = [Situation("Semua", "?", current=True, count=0), Situation("Baru", "?s=1")]

    drawn = draw("{% situations items label='Saringan' %}", items=items)

    assert '<a href="?" aria-current="true">Semua (0)</a>' in drawn
    assert '<a href="?s=1">Baru</a>' in drawn
    assert 'aria-label="Saringan"' in drawn


def test_pages_keep_the_rest_of_the_address() -> None:
    page = Paginator(range(95), 10).get_page(2)

    drawn = draw("{% pager page %}", page=page)

    assert 'href="?saring=baru&amp;page=3" rel="next"' in drawn
    assert 'aria-current="page">2</a>' in drawn
    assert "<span>…</span>" in drawn


def test_one_page_needs_no_pager() -> None:
    assert draw("{% pager page %}", page=Paginator([1], 10).get_page(1)) == ""


def test_the_trail_ends_with_this_page() -> None:
    assert trail("Layanan", "/", "Wakaf") == [Crumb("Layanan", "/"), Crumb("Wakaf")]
    assert trail("Layanan", "/") == [Crumb("Layanan", "/")]
    assert '<span aria-current="page">Wakaf</span>' in draw("{% crumbs 'Layanan' '/' 'Wakaf' %}")


def test_the_search_box_has_a_label_and_keeps_what_was_asked() -> None:
    drawn = draw("{% search label='Cari layanan' action='/' value='nikah' %}")

    assert '<label class="field__hint" for="search-q">Cari layanan</label>' in drawn
    assert 'value="nikah"' in drawn


def test_faces_are_in_the_order_of_the_form_and_nothing_is_chosen() -> None:
    drawn = draw("{% faces form.u7 %}", form=SampleAnswer())

    places = [drawn.index(f'value="{number}"') for number in (1, 2, 3, 4)]
    assert places == sorted(places)
    assert "checked" not in drawn
    assert "<h1>Apakah petugas" in drawn


def test_a_form_shown_again_keeps_its_key() -> None:
    again = RequestFactory().post("/ajukan/", {"idempotency_key": "kunci-lama"})

    assert 'value="kunci-lama"' in draw("{% idempotency_field %}", request=again)


def test_a_new_form_has_a_new_key() -> None:
    first, second = draw("{% idempotency_field %}"), draw("{% idempotency_field %}")

    assert first != second
    assert 'name="idempotency_key"' in first


def test_facts_are_pairs() -> None:
    drawn = draw("{% facts rows lined=True %}", rows=[Fact("Nomor", "TM-1"), ("Biaya", "Gratis")])

    assert "<dt>Nomor</dt><dd>TM-1</dd>" in drawn
    assert "<dt>Biaya</dt><dd>Gratis</dd>" in drawn


@pytest.mark.parametrize(("value", "width"), [(3, "3"), (9, "6"), (1.5, "1.5")])
def test_progress_never_runs_past_its_end(value: float, width: str) -> None:
    drawn = draw("{% progress value 6 label='x' %}", value=value)

    assert f'<rect class="v" width="{width}"' in drawn
    assert 'aria-label="x"' in drawn


def test_the_promise_says_cost_time_and_place() -> None:
    items = [
        Promised("Biaya", "Gratis", "Jika diminta uang, laporkan."),
        Promised("Waktu", "1 jam"),
    ]

    drawn = draw("{% promise items %}", items=items)

    assert '<dt>Biaya</dt><dd><p class="promise__value">Gratis</p>' in drawn
    assert drawn.count("promise__note") == 1


def test_a_missed_date_is_struck_through_under_the_new_one() -> None:
    drawn = draw("{% datebox 'Tanggal baru' 'Selasa' was='Jumat' late=True %}")

    assert "datebox--late" in drawn
    assert drawn.index("Selasa") < drawn.index("<s>Jumat</s>")


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("done", "Selesai:"),
        ("now", "Sedang berjalan:"),
        ("late", "Terlambat:"),
        ("next", "Berikutnya:"),
    ],
)
def test_the_state_of_a_step_is_a_word_too(state: str, word: str) -> None:
    moment = Moment("Diperiksa", "Sejak 08.10", state)  # type: ignore[arg-type]
    step = Step(3, "Diperiksa", "Anda", state, url="/x/")  # type: ignore[arg-type]

    for drawn in (
        draw("{% timeline items %}", items=[moment]),
        draw("{% sop_steps items %}", items=[step]),
    ):
        assert word in drawn
        assert f'class="is-{state}"' in drawn
        assert ('aria-current="step"' in drawn) == (state in {"now", "late"})


def test_the_flow_says_whose_turn_it_is() -> None:
    steps = [FlowStep("Ambil nomor", "Anda"), FlowStep("Diperiksa", by_office=True)]

    drawn = draw("{% flow steps %}", steps=steps)

    assert drawn.count("is-office") == 1
    assert "<span>Anda</span>" in drawn


def test_only_named_boxes_are_sent() -> None:
    items = [CheckItem("KTP", "Asli"), CheckItem("Buku", name="paper", value="b", checked=True)]

    drawn = draw("{% checklist items %}", items=items)

    assert '<input type="checkbox"><span><b>KTP</b>' in drawn
    assert 'name="paper" value="b" checked' in drawn


def test_a_kept_promise_lies_left_of_the_line_and_a_missed_one_right() -> None:
    kept = KeptRow("Legalisir", median=7, ninetieth=12, promise=15, figures="12 dari 15")
    missed = KeptRow("Rekomendasi", median=41, ninetieth=83, promise=60, figures="83", url="/r/")
    hopeless = KeptRow("Wakaf", median=1, ninetieth=999, promise=1, figures="999")
    unknown = KeptRow("Kiblat", median=1, ninetieth=1, promise=0, figures="?")

    drawn = draw("{% kept rows %}", rows=[kept, missed, hopeless, unknown])

    assert (kept.start, kept.dot, kept.reference) == ("29.9%", "51.2%", "64%")
    assert missed.dot == "88.5%"
    assert hopeless.dot == "98.0%"
    assert unknown.dot == "0%"
    assert drawn.count("Ditepati") == 1
    assert drawn.count("Terlewat") == 3
    assert '<a href="/r/">Rekomendasi</a>' in drawn
