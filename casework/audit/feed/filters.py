"""What a reader asks of the feed, as its address says it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from casework.audit.choices import Kind, Origin
from casework.audit.combobox import ComboboxField, ComboboxSelect, Unsettled
from casework.audit.feed.expressions import changed_in, in_a_text, recorded_now
from casework.audit.guards import audited_models
from casework.audit.models import ChangeSet, Entry
from casework.audit.reading import label_of, told_fields
from casework.audit.subjects import subjects

NOBODY = "nobody"
REASONS = [("", _("with or without")), ("with", _("with a reason")), ("without", _("without a reason"))]


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows the feed, in words, and the address without it."""

    label: str
    words: str
    address: str


class FeedForm(forms.Form):
    """By what the feed can be narrowed."""

    who = forms.ChoiceField(label=_("Who"), required=False)
    model = forms.ChoiceField(label=_("Kind of record"), required=False)
    field = forms.ChoiceField(
        label=_("Field"),
        required=False,
        help_text=_("Choose a kind of record first to narrow to a field of it."),
    )
    kind = forms.ChoiceField(
        label=_("What became of it"), choices=[("", _("anything")), *Kind.choices], required=False
    )
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    origin = forms.ChoiceField(
        label=_("Through"), choices=[("", _("anything")), *Origin.choices], required=False
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=REASONS, required=False)
    q = forms.CharField(
        label=_("Words in values"),
        max_length=200,
        required=False,
        help_text=_(
            "Looked for in everything that was recorded, however long ago it was changed or deleted."
        ),
    )

    def __init__(self, data: QueryDict, *, request: HttpRequest) -> None:
        super().__init__(data, auto_id="feed-%s")
        self.fields["who"].choices = [("", _("anybody")), *_people(request.user)]
        self.fields["model"].choices = [("", _("any")), *_kinds()]
        self.fields["field"].choices = [("", _("any")), *_fields_of(data.get("model", ""))]
        for name, subject in subjects.items():
            related = subject.link.related_model
            widget = ComboboxSelect(subject.link, admin.site, request)
            self.fields[name] = ComboboxField(
                label=capfirst(str(related._meta.verbose_name)),
                queryset=related._default_manager.visible_to(request.user),
                widget=widget,
                required=False,
            )
        self.order_fields(
            ["who", *subjects, "model", "field", "kind", "since", "until", "origin", "reason", "q"]
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The period cannot end before it begins."))
        return cleaned


def _people(user: Any) -> Iterator[tuple[str, str]]:
    people = get_user_model()._default_manager.visible_to(user).order_by("full_name", "pk")
    yield from ((str(one.pk), str(one)) for one in people)
    yield NOBODY, str(_("nobody signed in: commands, migrations, visitors"))


def _kinds() -> list[tuple[str, list[tuple[str, str]]]]:
    by_app: dict[str, list[tuple[str, str]]] = {}
    for model in audited_models():
        kinds = by_app.setdefault(str(capfirst(model._meta.app_config.verbose_name)), [])
        kinds.append((model._meta.label_lower, capfirst(str(model._meta.verbose_name))))
    return [(app, sorted(kinds, key=lambda kind: kind[1])) for app, kinds in by_app.items()]


def _columns_by_field(label: str) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Return label and columns of each field of a kind of record, by the field's name."""
    known = {model._meta.label_lower for model in audited_models()}
    if label not in known:
        return {}
    return {field.name: (label_of(field), columns) for field, columns in told_fields(apps.get_model(label))}


def _fields_of(label: str) -> list[tuple[str, str]]:
    return [(name, words) for name, (words, _columns) in _columns_by_field(label).items()]


class Asked:
    """What one reader asks of the feed."""

    def __init__(self, data: QueryDict, *, request: HttpRequest) -> None:
        self.form = FeedForm(data, request=request)
        self.is_valid = self.form.is_valid()
        self.values = {name: value for name, value in self.form.cleaned_data.items() if value}
        self.data = data

    @cached_property
    def entries(self) -> Q | None:
        """What is true of the entries to be told; None where all are."""
        conditions = [*self._found_by_index, *self._found_by_looking]
        return Q(*conditions) if conditions else None

    @cached_property
    def _found_by_index(self) -> list[Q]:
        return [
            subject.entries(self.values[name].pk) for name, subject in subjects.items() if name in self.values
        ]

    @cached_property
    def _found_by_looking(self) -> list[Q]:
        conditions = [Q(**{name: self.values[name]}) for name in ("model", "kind") if name in self.values]
        if "field" in self.values and "model" in self.values:
            _label, columns = _columns_by_field(self.values["model"])[self.values["field"]]
            matching = Entry.objects.filter(model=self.values["model"], kind=Kind.CHANGED)
            matching = matching.annotate(**recorded_now(columns)).filter(changed_in(columns))
            # Asked of one entry at a time: all of a kind may be many.
            conditions.append(Exists(matching.filter(pk=OuterRef("pk"))))
        if "q" in self.values:
            conditions.append(Q(values__iregex=in_a_text(self.values["q"])))
        return conditions

    @property
    def acts(self) -> QuerySet[ChangeSet]:
        """The acts, newest first, by what an index answers: who, when, and which record."""
        acts = ChangeSet.objects.order_by("-at", "-pk")
        if not self.is_valid:
            return acts.none()
        match self.values.get("who"):
            case None:
                pass
            case "nobody":
                acts = acts.filter(actor_id=None)
            case number:
                acts = acts.filter(actor_id=int(number))
        if since := self.values.get("since"):
            acts = acts.filter(at__gte=_start_of(since))
        if until := self.values.get("until"):
            acts = acts.filter(at__lt=_start_of(until + timedelta(days=1)))
        if self._found_by_index:
            found = Entry.objects.filter(*self._found_by_index).order_by()
            acts = acts.filter(pk__in=found.values("change_set"))
        return acts

    @property
    def found(self) -> QuerySet[ChangeSet]:
        """All the acts that are asked for, however far back they must be looked for."""
        return self.acts if self.looked_for is None else self.acts.filter(self.looked_for)

    @cached_property
    def looked_for(self) -> Q | None:
        """What must be looked for in one act after another; None where an index answers everything."""
        conditions = [Q(origin=self.values["origin"])] if "origin" in self.values else []
        if "reason" in self.values:
            conditions.append(Q(reason="") if self.values["reason"] == "without" else ~Q(reason=""))
        if self._found_by_looking:
            entries = Entry.objects.filter(*self._found_by_index, *self._found_by_looking)
            conditions.append(Q(Exists(entries.filter(change_set=OuterRef("pk")))))
        return Q(*conditions) if conditions else None

    @cached_property
    def query(self) -> QueryDict:
        """What of the address narrows the feed; what was typed by name is given as what was found for it."""
        query = QueryDict(mutable=True)
        for field in self.form:
            match field.data:
                case Unsettled() as unsettled:
                    query[f"{field.name}-typed"] = unsettled.typed
                case str() as value if value.strip():
                    query[field.name] = value.strip()
        return query

    @cached_property
    def chips(self) -> list[Chip]:
        """What narrows the feed, each with the address without it."""
        chips = []
        for name, value in self.values.items():
            rest = self.query.copy()
            rest.pop(name, None)
            if name == "model":
                rest.pop("field", None)
            field = self.form.fields[name]
            chips.append(Chip(str(field.label), _in_words(field, value), f"?{rest.urlencode()}"))
        return chips


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        flat: dict[str, Any] = {}
        for key, label in field.choices:
            flat |= dict(label) if isinstance(label, list) else {key: label}
        return str(flat[value])
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
