"""The form field and the input of a partial date."""

from datetime import date

import pytest
from django import forms
from django.utils import translation

from casework.core.forms import PartialDateField, refusal_words
from casework.core.partial_dates import PartialDate, UnreadableDate
from casework.core.widgets import PartialDateInput


class EventForm(forms.Form):
    """A form with one date that may be left out and one that may not."""

    occurred = PartialDateField(required=False, label="Occurred", help_text="When it was.")
    ended = PartialDateField(label="Ended")


class TestPartialDateField:
    def test_reads_a_date_with_its_words_and_basis(self):
        found = PartialDateField().clean(["11 Feb 2022", " that Friday ", "inferred"])

        assert found == PartialDate.on(date(2022, 2, 11), words="that Friday", basis="inferred")

    def test_takes_a_date_for_stated_unless_told(self):
        assert PartialDateField().clean(["2012", "", ""]).basis == "stated"

    @pytest.mark.parametrize("data", [["", "", "stated"], ["unknown", "", ""], [], None])
    def test_takes_nothing_for_unknown(self, data):
        assert PartialDateField(required=False).clean(data) == PartialDate.unknown()

    def test_keeps_the_words_of_an_unknown_date(self):
        found = PartialDateField(required=False).clean(["", "long ago", "stated"])

        assert found == PartialDate.unknown(words="long ago")

    @pytest.mark.parametrize(
        "data", [["", "long ago", "stated"], ["unknown", "", "stated"], ["", "", ""], []]
    )
    def test_demands_a_date_where_it_may_not_be_left_out(self, data):
        with pytest.raises(forms.ValidationError, match="Give a date, even a rough one"):
            PartialDateField().clean(data)

    def test_offers_the_readings_of_a_date_that_it_refuses(self):
        with pytest.raises(forms.ValidationError) as refusal:
            PartialDateField().clean(["10/04/2023", "", "stated"])

        assert refusal.value.messages == [
            "“10/04/2023” can be read in more than one way. Did you mean “10 Apr 2023” or “4 Oct 2023”?"
        ]

    def test_refuses_a_basis_that_is_none(self):
        with pytest.raises(forms.ValidationError, match="guessed"):
            PartialDateField().clean(["2012", "", "guessed"])

    @pytest.mark.parametrize(
        ("initial", "data", "changed"),
        [
            (None, ["", "", "stated"], False),
            (None, [None, None, None], False),
            (None, ["2012", "", "stated"], True),
            (PartialDate.read("11 Feb 2022"), ["2022-02-11", "", "stated"], False),
            (PartialDate.read("11 Feb 2022"), ["11 February 2022", " ", "stated"], False),
            (PartialDate.read("11 Feb 2022"), ["about 11 Feb 2022", "", "stated"], True),
            (PartialDate.read("11 Feb 2022"), ["11 Feb 2022", "that Friday", "stated"], True),
            (PartialDate.read("11 Feb 2022"), ["11 Feb 2022", "", "inferred"], True),
            (PartialDate.read("11 Feb 2022"), ["", "", "stated"], True),
            (PartialDate.read("11 Feb 2022"), ["gibberish", "", "stated"], True),
        ],
    )
    def test_has_changed_when_another_date_is_meant(self, initial, data, changed):
        assert PartialDateField().has_changed(initial, data) is changed

    def test_has_not_changed_when_it_is_disabled(self):
        field = PartialDateField(disabled=True)

        assert not field.has_changed(None, ["2012", "", "stated"])

    def test_keeps_its_initial_date_when_it_is_disabled(self):
        class ClosedForm(forms.Form):
            occurred = PartialDateField(disabled=True)

        form = ClosedForm({"occurred": "2013"}, initial={"occurred": PartialDate.read("2012")})

        assert form.is_valid()
        assert form.cleaned_data["occurred"] == PartialDate.read("2012")


class TestRefusalWords:
    def test_are_translated_where_there_is_a_translation(self):
        refusal = UnreadableDate("This field is required.")

        with translation.override("es"):
            assert refusal_words(refusal) == "Este campo es obligatorio."


class TestPartialDateInput:
    def test_posts_the_date_under_its_own_name(self):
        form = EventForm(
            {
                "occurred": "Aug 2022",
                "occurred_words": "that summer",
                "occurred_basis": "stated",
                "ended": "2023",
            }
        )

        assert form.is_valid()
        assert form.cleaned_data["occurred"] == PartialDate.read("Aug 2022", words="that summer")
        assert form.cleaned_data["ended"] == PartialDate.read("2023")

    def test_shows_a_date_as_people_say_it(self):
        form = EventForm(initial={"occurred": PartialDate.read("2022-02-11~", words="around then")})

        html = str(form["occurred"])
        assert 'value="about 11 Feb 2022"' in html
        assert 'value="around then"' in html

    def test_shows_an_unknown_date_as_nothing(self):
        assert 'value="unknown"' not in str(
            EventForm(initial={"occurred": PartialDate.unknown()})["occurred"]
        )

    def test_keeps_what_was_typed(self):
        form = EventForm({"occurred": " 10/04/2023 ", "occurred_words": "x", "occurred_basis": "inferred"})

        html = str(form["occurred"])
        assert 'value=" 10/04/2023 "' in html
        assert '<option value="inferred" selected>' in html

    @pytest.mark.parametrize(
        "control",
        [
            'name="occurred" id="id_occurred" class="partial-date-text"',
            'name="occurred_words" id="id_occurred_words"',
            'name="occurred_basis" id="id_occurred_basis"',
        ],
    )
    def test_has_three_controls(self, control):
        form = EventForm()

        attributes = control.split()
        assert any(all(each in tag for each in attributes) for tag in str(form["occurred"]).split("<"))

    def test_is_labelled_by_the_label_of_its_field(self):
        assert EventForm()["occurred"].label_tag() == '<label for="id_occurred">Occurred:</label>'

    def test_labels_each_of_its_controls(self):
        html = str(EventForm()["occurred"])

        assert 'aria-label="Occurred"' in html
        assert '<label for="id_occurred_words">In the words of the source</label>' in html
        assert 'aria-label="Occurred: In the words of the source"' in html
        assert '<label for="id_occurred_basis">Basis</label>' in html
        assert 'aria-label="Occurred: Basis"' in html

    def test_takes_a_label_of_its_own_in_a_row_of_a_table(self):
        html = PartialDateInput().render("occurred", None, {"id": "id_1", "aria-label": "Date, row 2"})

        assert 'aria-label="Date, row 2"' in html
        assert 'aria-label="Date, row 2: Basis"' in html

    def test_is_described_by_its_help_its_errors_and_its_reading(self):
        form = EventForm({"occurred": "gibberish"})

        html = str(form["occurred"])
        described_by = 'aria-describedby="id_occurred_helptext id_occurred_error id_occurred_reading"'
        assert html.count(described_by) == html.count("aria-describedby") == 1
        assert html.count('aria-invalid="true"') == 1
        assert 'id="id_occurred_reading" aria-live="polite"' in html

    def test_works_without_ids(self):
        html = PartialDateInput().render("occurred", PartialDate.read("2012"))

        assert 'value="2012"' in html
        assert "id=" not in html

    def test_loads_its_script_as_a_module(self):
        assert '<script src="/static/js/partial-date.js" type="module"></script>' in str(EventForm().media)

    def test_has_nothing_inline(self):
        html = str(EventForm()["occurred"])

        assert not any(inline in html for inline in ("<script", "<style", "style=", "onclick", "oninput"))

    def test_says_where_a_date_is_read(self):
        assert 'data-reading-url="/dates/read/"' in str(EventForm()["occurred"])
