"""One record of every kind in an open case, and one in a case restricted to another team."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.db import models, transaction
from factory.django import DjangoModelFactory

from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.advocacy.models import Action, ActionTarget, Clock, Impact, Opinion
from casework.audit.context import Actor, Origin, change_set
from casework.audit.models import AuditedModel
from casework.cases.models import Case
from casework.core.choices import Confidentiality
from casework.persons.models import DistinctPersons, Person, PersonMerge
from casework.sources.models import Source
from tests import factories
from tests.factories.accounts import UserFactory
from tests.factories.advocacy import ActionCaseFactory, DemandFactory
from tests.factories.cases import CaseFactory, CasePartyFactory, CitationFactory

#: The words by which a page that names something hidden is caught.
SECRET_WORDS = "Hidden matter"


def factory_of(model: type[models.Model]) -> type[DjangoModelFactory]:
    """Return the factory of a model; every audited model has one."""
    return FACTORIES[model]


def _factories() -> Iterator[tuple[type[models.Model], type[DjangoModelFactory]]]:
    for module in pkgutil.iter_modules(factories.__path__):
        for _name, member in inspect.getmembers(
            importlib.import_module(f"{factories.__name__}.{module.name}"), inspect.isclass
        ):
            if issubclass(member, DjangoModelFactory) and member is not DjangoModelFactory:
                yield member._meta.model, member


FACTORIES = dict(_factories())


def hang_person(case: Case, **values: Any) -> Person:
    """Return somebody who is on record only for this case."""
    return CasePartyFactory(case=case, person__name=f"{case.title} client", **values).person


#: How a record comes to hang on a case, where the model does not say it by ``case_lookup``.
HANGING: dict[type[models.Model], Callable[[Case], models.Model]] = {
    Person: hang_person,
    DistinctPersons: lambda case: factory_of(DistinctPersons)(
        first=hang_person(case), second=hang_person(case)
    ),
    PersonMerge: lambda case: factory_of(PersonMerge)(kept=hang_person(case), merged=hang_person(case)),
    Source: lambda case: (
        CitationFactory(
            development__case=case, development__headline=case.title, source__title=f"{case.title} source"
        ).source
    ),
    Action: lambda case: ActionCaseFactory(case=case, action__title=f"{case.title} action").action,
    ActionTarget: lambda case: factory_of(ActionTarget)(action=HANGING[Action](case)),
    Clock: lambda case: factory_of(Clock)(action=HANGING[Action](case)),
    Opinion: lambda case: factory_of(Opinion)(action=HANGING[Action](case)),
    Impact: lambda case: factory_of(Impact)(demand=DemandFactory(case=case), action=None),
}


def record_in(case: Case, model: type[models.Model]) -> models.Model | None:
    """Return a record of the model that hangs on the case, or nothing where its kind hangs on no case."""
    if model is Case:
        return case
    if model in HANGING:
        return HANGING[model](case)
    if getattr(model, "case_lookup", ""):
        return factory_of(model)(**{model.case_lookup: case})
    return None


@dataclass
class Matters:
    """The staff, the two cases, and a record of every kind in each."""

    insider: User
    staff: dict[str, User]
    open: dict[type[models.Model], models.Model] = field(default_factory=dict)
    hidden: dict[type[models.Model], models.Model] = field(default_factory=dict)
    signed_in: dict[str, User] = field(default_factory=dict)

    def user(self, who: str) -> User:
        """Return a member of staff, signed in when all is set up; what is kept from them is asked once."""
        if who not in self.signed_in:
            self.signed_in[who] = User.objects.get(pk=self.staff[who].pk)
        return self.signed_in[who]


def registered_models() -> list[type[models.Model]]:
    """Return every model of ours that has pages in the admin."""
    return [model for model in admin.site._registry if issubclass(model, AuditedModel)]


@contextmanager
def matters() -> Iterator[Matters]:
    """Set up both cases inside a transaction that is rolled back at the end."""
    with (
        transaction.atomic(),
        change_set(actor=Actor(None, "Test"), origin=Origin.COMMAND, reason="to be found or not to be found"),
    ):
        insider = UserFactory(role=Role.CASEWORKER)
        staff = {"insider": insider, **{role.value: UserFactory(role=role) for role in Role}}
        both = Matters(insider, staff)
        case = CaseFactory(title="Open matter", lead=insider, team=[insider])
        secret = CaseFactory(
            title=SECRET_WORDS, lead=insider, team=[insider], confidentiality=Confidentiality.RESTRICTED
        )
        for model in registered_models():
            for rows, of in ((both.open, case), (both.hidden, secret)):
                if (record := record_in(of, model)) is not None:
                    rows[model] = record
                elif rows is both.open:
                    rows[model] = factory_of(model)()
        yield both
        transaction.set_rollback(True)
