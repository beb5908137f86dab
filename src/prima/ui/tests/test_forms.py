"""Forms that are readable without a script: labels, hints, errors, dates in three boxes."""

from datetime import date

import pytest
from django import forms
from django.utils.translation import gettext_lazy

from prima.ui import fields
from prima.ui.forms import DateField, Noted, Renderer
from prima.ui.samples import SampleForm
from prima.ui.tests.drawing import draw


class WeddingForm(forms.Form):
    """Only a date."""

    on = DateField(label="Tanggal akad", required=False)


def typed(day: str, month: str, year: str) -> WeddingForm:
    return WeddingForm({"on_day": day, "on_month": month, "on_year": year})


def test_three_boxes_make_one_date() -> None:
    form = typed(" 4", "12", "2026")

    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 12, 4)


def test_three_empty_boxes_are_no_date() -> None:
    form = typed("", "", "")

    assert form.is_valid()
    assert form.cleaned_data["on"] is None


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [("31", "2", "2026"), ("4", "12", "26"), ("", "12", "2026"), ("empat", "12", "2026")],
)
def test_a_date_that_is_not_one_is_refused_and_kept_as_typed(
    day: str, month: str, year: str
) -> None:
    form = typed(day, month, year)

    drawn = draw("{% field form.on %}", form=form)

    assert not form.is_valid()
    assert "Tanggal ini tidak ada" in drawn
    assert f'name="on_month" value="{month}"' in drawn
    assert not day or f'name="on_day" value="{day}"' in drawn


def test_a_date_that_is_known_fills_the_boxes() -> None:
    drawn = draw("{% field form.on %}", form=WeddingForm(initial={"on": date(2026, 12, 4)}))

    assert 'name="on_day" value="4"' in drawn
    assert 'name="on_year" value="2026"' in drawn


def test_every_box_of_a_date_has_its_own_label() -> None:
    drawn = draw("{% field form.on %}", form=WeddingForm())

    for part, word in (("day", "Tanggal"), ("month", "Bulan"), ("year", "Tahun")):
        assert (
            f'<label class="field" for="id_on_{part}"><span class="field__label">{word}' in drawn
        )
        assert f'id="id_on_{part}"' in drawn
    assert "<legend>Tanggal akad" in drawn


def test_an_error_stands_at_its_field_and_is_read_with_it() -> None:
    drawn = draw("{% field form.nik width=20 %}", form=SampleForm({"nik": "123"}))

    assert 'id="id_nik_error"' in drawn
    assert "NIK kurang dari 16 angka" in drawn
    assert 'aria-describedby="id_nik_helptext id_nik_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'class="input input--20"' in drawn
    assert 'value="123"' in drawn


def test_a_field_without_error_says_nothing_of_errors() -> None:
    drawn = draw("{% field form.nik %}", form=SampleForm())

    assert "error" not in drawn
    assert 'aria-describedby="id_nik_helptext"' in drawn


def test_what_may_stay_empty_says_so() -> None:
    form = SampleForm()

    assert "(boleh dikosongkan)" in draw("{% field form.phone %}", form=form)
    assert "(boleh dikosongkan)" not in draw("{% field form.nik %}", form=form)


def test_choices_are_cards_with_their_notes_and_the_group_carries_the_error() -> None:
    drawn = draw("{% field form.decision %}", form=SampleForm({}))

    assert drawn.startswith('<fieldset class="fieldset fieldset--error"')
    assert 'aria-describedby="id_decision_error"' in drawn
    assert '<label class="choice" for="id_decision_0"><input type="radio"' in drawn
    assert '<span class="choice__note">Jam janji berhenti' in drawn


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        ("district", '<select name="district" class="select"'),
        ("note", 'class="textarea"'),
        ("photo", '<span class="upload"><input type="file"'),
        ("papers", '<input type="checkbox" name="papers" value="a"'),
        ("consent", '<label class="choice" for="id_consent">'),
    ],
)
def test_every_kind_of_field_has_its_shape(name: str, piece: str) -> None:
    form = SampleForm()

    assert piece in draw("{% field bound %}", bound=form[name])


def test_a_page_of_one_question_has_it_as_its_heading() -> None:
    drawn = draw("{% field form.nik page=True %}", form=SampleForm())

    assert "<h1>NIK</h1>" in drawn


def test_a_hidden_field_is_only_its_input() -> None:
    class Hidden(forms.Form):
        token = forms.CharField(widget=forms.HiddenInput)

    assert draw("{% field form.token %}", form=Hidden()).startswith('<input type="hidden"')


def test_the_class_a_form_gave_stays() -> None:
    class Given(forms.Form):
        code = forms.CharField(widget=forms.TextInput({"class": "num"}))

    assert 'class="input num"' in draw("{% field form.code %}", form=Given())


def test_the_summary_links_every_error_to_the_control_that_repairs_it() -> None:
    form = SampleForm({"wedding_day": "31", "wedding_month": "2", "wedding_year": "2026"})
    form.full_clean()
    form.add_error(None, "Kantor tutup pada hari itu")

    drawn = draw("{% error_summary form missing %}", form=form, missing=None)

    assert "Ada 5 hal yang perlu diperbaiki" in drawn
    assert "<p>Kantor tutup pada hari itu</p>" in drawn
    for anchor in ("id_nik", "id_wedding_day", "id_district", "id_decision_0"):
        assert f'href="#{anchor}"' in drawn
        assert f'id="{anchor}"' in draw("{{ form }}", form=form)
    assert 'role="alert" tabindex="-1" autofocus>' in drawn


def test_no_errors_no_summary() -> None:
    assert draw("{% error_summary form %}", form=SampleForm()) == ""


def test_the_summary_reads_formsets_and_hidden_fields() -> None:
    class Row(forms.Form):
        name = forms.CharField(error_messages={"required": "Isi nama"})
        key = forms.CharField(
            widget=forms.HiddenInput, error_messages={"required": "Muat ulang halaman"}
        )

    rows = forms.formset_factory(Row, max_num=1, validate_max=True)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-name": "", "form-1-name": "x"}
    )

    found = [(problem.anchor, problem.message) for problem in fields.problems([rows])]

    assert found[0][0] == ""
    assert ("", "Muat ulang halaman") in found


def test_a_form_printed_whole_looks_like_its_tags() -> None:
    class Login(forms.Form):
        default_renderer = Renderer
        name = forms.CharField(label="Nama", help_text="Seperti di kartu")
        token = forms.CharField(widget=forms.HiddenInput, initial="t")

    drawn = draw("{{ form }}", form=Login({"name": ""}))

    assert "Ada 2 hal yang perlu diperbaiki" in drawn
    assert '<label class="field__label" for="id_name">' in drawn
    assert 'type="hidden" name="token"' in drawn
    assert 'class="input"' in draw("{{ form.name.as_field_group }}", form=Login())


def test_a_label_with_a_note_is_still_the_label() -> None:
    class Decision(forms.Form):
        go = forms.ChoiceField(
            choices=[("ok", Noted(gettext_lazy("Sesuai"), gettext_lazy("Lanjut ke pengetikan")))]
        )

    assert '<option value="ok">Sesuai</option>' in draw("{% field form.go %}", form=Decision())
    assert Decision({"go": "ok"}).is_valid()
    assert not Decision({"go": "Sesuai"}).is_valid()
