"""What a sheet is about: who fills it in, the case, and what may be chosen there."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from casework.advocacy.models import Action, ActionTarget
from casework.audit.combobox import ComboboxField, ComboboxSelect
from casework.cases.choices import PartyRole
from casework.cases.models import Case, CaseParty, Development
from casework.persons.models import Person
from casework.proceedings.choices import ChargeStatus
from casework.proceedings.models import Charge, Custody, Decision, Hearing, Proceeding
from casework.reference.models import Term

NOT_SAID = _("not said")
#: A choice with more characters than this is given more room.
LONG = 40


def charge_in_words(charge: Charge) -> str:
    """Return the offence and what stands of it now; the status belongs at hand."""
    if not charge.current_status:
        return str(charge)
    return f"{charge.current_wording}: {ChargeStatus(charge.current_status).label}"


def proceeding_in_words(proceeding: Proceeding) -> str:
    """Return the proceeding with its court."""
    return f"{proceeding} · {proceeding.court}" if proceeding.court else str(proceeding)


class ChoiceAmong(forms.TypedChoiceField):
    """A choice among rows at hand, which many fields share; gives the row itself."""

    def __init__(
        self,
        rows: Iterable[models.Model],
        *,
        words: Callable[[Any], str] = str,
        before: Iterable[tuple[str, Any]] = (("", NOT_SAID),),
        **options: Any,
    ) -> None:
        found = {str(row.pk): row for row in rows}
        offered = [*before, *((key, words(row)) for key, row in found.items())]
        super().__init__(choices=offered, coerce=lambda key: found.get(key, key), empty_value=None, **options)
        self.is_wide = any(len(str(name)) > LONG for _key, name in offered)


class SheetCombobox(ComboboxSelect):
    """A search whose field the browser never demands: rows share what is chosen; a search has no choices."""

    def use_required_attribute(self, initial: Any) -> bool:
        return False


class Scene:
    """One case as one reader sees it; each kind of row that can be chosen is asked for once."""

    def __init__(self, *, request: HttpRequest, case: Case, kind: str) -> None:
        self.request, self.user, self.case, self.kind = request, request.user, case, kind

    @property
    def address(self) -> str:
        """The page itself."""
        return reverse("workspace:case_log", args=[self.case.reference])

    def field(self, db_field: models.Field, **options: Any) -> Any:
        """Return the form field for the field of a model, offering only what may be chosen here."""
        if isinstance(db_field, models.URLField):
            options["assume_scheme"] = "https"
        if not isinstance(db_field, models.ForeignKey):
            return db_field.formfield(**options)
        related: Any = db_field.remote_field.model
        settings = {
            "label": capfirst(db_field.verbose_name),
            "help_text": db_field.help_text,
            "required": not db_field.blank,
        }
        if related is Term:
            return ChoiceAmong(self.terms(db_field.get_limit_choices_to()["vocabulary"]), **settings)
        if related in self._of_case:
            name, words = self._of_case[related]
            return ChoiceAmong(getattr(self, name), words=words, **settings)
        return self._searched(db_field, **settings)

    def _searched(self, db_field: models.ForeignKey, **settings: Any) -> ComboboxField:
        related: Any = db_field.remote_field.model
        described_by: Any = admin.site.get_model_admin(related)
        visible = described_by.to_describe(self.request, related.objects.visible_to(self.user))
        widget = SheetCombobox(db_field, admin.site, self.request)
        field = ComboboxField(visible, widget=widget, **settings)
        field.label_from_instance = described_by.describe
        return field

    #: What belongs to the case: where it is found here, and how it is named.
    _of_case: dict[type[models.Model], tuple[str, Callable[[Any], str]]] = {
        Action: ("actions_under_way", str),
        ActionTarget: ("targets", lambda target: f"{target} · {target.action}"),
        Charge: ("charges", charge_in_words),
        Custody: ("spells", str),
        Decision: ("decisions", lambda decision: f"{decision.development.occurred} · {decision}"),
        Development: ("developments", str),
        Hearing: ("announced_hearings", str),
        Proceeding: ("proceedings", proceeding_in_words),
    }

    def terms(self, vocabulary: str) -> list[Term]:
        """The terms of a vocabulary that new records may choose."""
        if vocabulary not in self._terms:
            self._terms[vocabulary] = list(Term.objects.active().filter(vocabulary=vocabulary))
        return self._terms[vocabulary]

    @cached_property
    def _terms(self) -> dict[str, list[Term]]:
        return {}

    @cached_property
    def _parties(self) -> list[CaseParty]:
        parties = CaseParty.objects.visible_to(self.user).filter(case=self.case)
        found = parties.select_related("person").order_by("pk")
        return sorted(found, key=lambda party: party.role != PartyRole.CLIENT)

    @cached_property
    def persons(self) -> list[Person]:
        """The persons of the case, clients first."""
        return list(dict.fromkeys(party.person for party in self._parties))

    @cached_property
    def client(self) -> Person | None:
        """The person whom the case is about, where it has a client."""
        clients = (party.person for party in self._parties if party.role == PartyRole.CLIENT)
        return next(clients, None)

    @cached_property
    def developments(self) -> list[Development]:
        """What happened in the case, newest first."""
        return list(Development.objects.visible_to(self.user).filter(case=self.case).newest_first())

    @cached_property
    def proceedings(self) -> list[Proceeding]:
        """The proceedings of the case, the latest first."""
        rows = Proceeding.objects.visible_to(self.user).filter(case=self.case)
        return list(rows.for_list().order_by("-pk"))

    @cached_property
    def charges(self) -> list[Charge]:
        """The charges of the case with what stands of each, oldest first."""
        rows = Charge.objects.visible_to(self.user).filter(proceeding__case=self.case)
        return list(rows.with_current_status().order_by("pk"))

    def charges_before(self, proceeding: Proceeding) -> list[Charge]:
        """The charges of the proceeding and of those that it continues."""
        known = {row.pk: row for row in self.proceedings}
        matter: set[int] = set()
        step: Proceeding | None = proceeding
        while step is not None and step.pk not in matter:
            matter.add(step.pk)
            step = known.get(step.previous_id)
        return [charge for charge in self.charges if charge.proceeding_id in matter]

    @cached_property
    def decisions(self) -> list[Decision]:
        """The decisions of the case, the latest first."""
        return list(
            Decision.objects.visible_to(self.user)
            .filter(proceeding__case=self.case)
            .for_list()
            .order_by("-pk")
        )

    @cached_property
    def spells(self) -> list[Custody]:
        """The spells of custody in the case that are not known to have ended, the latest first."""
        rows = Custody.objects.visible_to(self.user).filter(case=self.case)
        return list(rows.running().for_list().order_by("-pk"))

    @cached_property
    def announced_hearings(self) -> list[Hearing]:
        """The hearings of the case of which it is not recorded what became of them, the next first."""
        rows = Hearing.objects.visible_to(self.user).filter(proceeding__case=self.case, outcome="")
        return list(rows.for_list().order_by("scheduled_on", "pk"))

    @cached_property
    def actions_under_way(self) -> list[Action]:
        """The actions for the case that are still to be carried out."""
        return list(Action.objects.visible_to(self.user).under_way().for_case(self.case).order_by("-pk"))

    @cached_property
    def targets(self) -> list[ActionTarget]:
        """Those to whom actions for the case were addressed."""
        done = Action.objects.visible_to(self.user).done().for_case(self.case)
        rows = ActionTarget.objects.visible_to(self.user).filter(action__in=done.order_by().values("pk"))
        return list(rows.for_list().order_by("-pk"))
