"""What the address of the dashboard may ask for."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from casework.accounts.models import User
from casework.cases.models import Case, Situation
from casework.core.partial_dates import add_span
from casework.dashboards.scope import Scope, usual_start
from casework.proceedings.models import Charge
from casework.reference.models import LegalProvision

#: A period may have so many years.
MOST_YEARS = 40
#: No figure is told of a day before this year; of the period before it there are days enough.
FIRST_YEAR = 1900


class DayField(forms.DateField):
    """A day as the address carries it: year, month, day."""

    widget = forms.DateInput(attrs={"type": "date", "class": "control"}, format="%Y-%m-%d")

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            input_formats=["%Y-%m-%d"],
            error_messages={"invalid": gettext_lazy("Give the day as year-month-day, as 2026-03-31.")},
            **options,
        )


class NumberedField(forms.TypedChoiceField):
    """One of the records offered, by its number."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            coerce=int,
            empty_value=None,
            error_messages={"invalid_choice": gettext_lazy("That is none of the choices.")},
            widget=forms.Select(attrs={"class": "control"}),
            **options,
        )


class ScopeForm(forms.Form):
    """The two days, the period and what narrows the cases; all may be left out."""

    as_at = DayField(
        label=gettext_lazy("As at"),
        help_text=gettext_lazy("The day of which the figures tell how things stood."),
    )
    known_on = DayField(
        label=gettext_lazy("As known on"),
        help_text=gettext_lazy("The day whose record answers: what was recorded later is left out."),
    )
    since = DayField(
        label=gettext_lazy("Period from"),
        help_text=gettext_lazy("Until the day of “as at”; without it, twelve months."),
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("That is none of the choices.")},
        widget=forms.Select(attrs={"class": "control"}),
    )
    lead = NumberedField(label=gettext_lazy("Lead"))
    situation = NumberedField(label=gettext_lazy("Situation"))
    provision = NumberedField(label=gettext_lazy("Charged under"))

    def __init__(self, asked: QueryDict, *, user: Any) -> None:
        # Only what the form knows is read: pages and parts of a list stand in the same address.
        super().__init__(asked)
        self.user, self.today = user, timezone.localdate()
        for name in ("as_at", "known_on", "since"):
            self.fields[name].widget.attrs["max"] = self.today.isoformat()
        self.fields["country"].choices = [("", _("all countries")), *self._countries()]
        cases = Case.objects.visible_to(user).order_by()
        leads = User.objects.filter(pk__in=cases.values("lead"))
        self.fields["lead"].choices = [("", _("everybody")), *_sorted(leads)]
        self.fields["situation"].choices = [("", _("all situations")), *_sorted(Situation.objects.all())]
        charges = Charge.objects.visible_to(user).order_by()
        provisions = LegalProvision.objects.filter(pk__in=charges.values("provision"))
        self.fields["provision"].choices = [
            ("", _("all provisions")),
            *((row.pk, f"{row}: {row.heading}") for row in provisions.select_related("instrument")),
        ]

    def _countries(self) -> list[tuple[str, str]]:
        codes = Case.objects.visible_to(self.user).order_by().values_list("country", flat=True).distinct()
        return sorted(((code, str(countries.name(code))) for code in codes), key=lambda pair: pair[1])

    def clean_as_at(self) -> date | None:
        """Refuse a day to come."""
        return self._no_later_than_today("as_at")

    def clean_known_on(self) -> date | None:
        """Refuse a day to come."""
        return self._no_later_than_today("known_on")

    def _no_later_than_today(self, name: str) -> date | None:
        day = self.cleaned_data[name]
        if day and day > self.today:
            raise ValidationError(_("That day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins, is too long to show, or lies before any record."""
        cleaned = super().clean()
        as_at, since = cleaned.get("as_at") or self.today, cleaned.get("since")
        if since and since > as_at:
            self.add_error("since", _("The period would begin after the day on which it ends."))
        elif since and add_span(since, years=MOST_YEARS) < as_at:
            self.add_error("since", _("A period has at most %(years)s years.") % {"years": MOST_YEARS})
        elif as_at.year < FIRST_YEAR:
            self.add_error("as_at", _("No record goes back as far."))
        return cleaned

    @cached_property
    def scope(self) -> Scope:
        """What is asked for; ask only if the form is valid."""
        return Scope.of(self.user, **self.cleaned_data)

    @cached_property
    def query(self) -> str:
        """What of the address the next page takes along, without what it would be anyway."""
        return self.query_of(self.scope)

    def query_of(self, scope: Scope) -> str:
        """Return the address of the same question about another day or period."""
        kept = QueryDict(mutable=True)
        usual = {
            "as_at": self.today,
            "known_on": self.today,
            "since": usual_start(scope.as_at),
        }
        for name in self.fields:
            value = getattr(scope, name)
            if value and value != usual.get(name):
                kept[name] = str(value)
        return kept.urlencode()

    @property
    def is_set(self) -> bool:
        """Whether the address asks for anything but how things stand today."""
        return bool(self.query)

    @property
    def chips(self) -> list[tuple[str, str]]:
        """What narrows the cases, in words."""
        return [
            (str(self[name].label), str(dict(self.fields[name].choices)[self._choice(name)]))
            for name in ("country", "lead", "situation", "provision")
            if self.cleaned_data.get(name)
        ]

    def _choice(self, name: str) -> Any:
        return self.cleaned_data[name]


def _sorted(records: Any) -> list[tuple[int, str]]:
    return sorted(((record.pk, str(record)) for record in records), key=lambda pair: pair[1].casefold())
