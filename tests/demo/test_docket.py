"""The invented docket: every kind of record, every sort of case, and nothing that depends on chance."""

from collections import Counter
from datetime import date

import pytest
from django.apps import apps

from casework.advocacy.models import Action, Clock, Demand, DemandEvent, Designation, Statement
from casework.audit.models import AuditedModel, ChangeSet, Entry
from casework.audit.verification import verify
from casework.cases.models import (
    Case,
    CaseParty,
    CaseStaff,
    Citation,
    Consent,
    Development,
    EmergencyAccess,
    Task,
)
from casework.core.choices import Confidentiality
from casework.persons.models import Organisation, Person, PersonName
from casework.persons.services import suspects_of
from casework.proceedings.choices import CustodyRegime
from casework.proceedings.models import (
    Arrest,
    ChargeEvent,
    Custody,
    Decision,
    Hearing,
    Proceeding,
    Representation,
    RestrictionEvent,
    RestrictionScope,
    Safeguard,
    SentenceComponent,
)
from casework.sources.models import SourceFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("docket")]

TODAY = date(2026, 11, 26)

SUBJECTS = ("persons", "sources", "cases", "proceedings", "advocacy")
MODELS = [
    model
    for subject in SUBJECTS
    for model in apps.get_app_config(subject).get_models()
    # Nobody invents an emergency.
    if issubclass(model, AuditedModel) and model is not EmergencyAccess
]

# Lists of which every choice is met with somewhere.
WHOLE_LISTS = [
    (Case, "status"),
    (Case, "priority"),
    (Case, "confidentiality"),
    (CaseParty, "role"),
    (CaseStaff, "role"),
    (Development, "kind"),
    (Development, "certainty"),
    (Citation, "stance"),
    (Consent, "use"),
    (Task, "origin"),
    (Organisation, "kind"),
    (PersonName, "kind"),
    (Proceeding, "kind"),
    (Proceeding, "status"),
    (ChargeEvent, "status"),
    (Hearing, "kind"),
    (Arrest, "reasons_given"),
    (Decision, "kind"),
    (SentenceComponent, "kind"),
    (Custody, "regime"),
    (RestrictionScope, "scope"),
    (RestrictionEvent, "kind"),
    (Representation, "basis"),
    (Safeguard, "finding"),
    (Action, "kind"),
    (Action, "status"),
    (Demand, "what"),
    (DemandEvent, "status"),
    (Statement, "kind"),
    (Designation, "label"),
]


class TestDocket:
    @pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
    def test_has_every_kind_of_record(self, model):
        assert model.objects.exists()

    @pytest.mark.parametrize(
        ("model", "field"), WHOLE_LISTS, ids=lambda value: getattr(value, "__name__", value)
    )
    def test_has_every_choice_of_the_main_lists(self, model, field):
        choices = {value for value, _ in model._meta.get_field(field).flatchoices}

        assert choices - set(model.objects.values_list(field, flat=True)) == set()

    def test_has_some_forty_people_in_a_dozen_countries(self):
        countries = Person.objects.values_list("nationalities__country", flat=True)

        assert 40 <= Person.objects.unmerged().count() <= 60
        assert len({country for country in countries if country}) >= 12

    def test_names_people_in_many_scripts(self):
        assert set(PersonName.objects.values_list("script", flat=True)) >= {
            "Cyrl", "Arab", "Hans", "Mymr", "Thai", "Deva", "Khmr", "Ethi", "Latn",
        }  # fmt: skip

    def test_says_of_every_invented_person_that_they_are_invented(self):
        others = Person.objects.exclude(notes="Invented for the demo.")

        assert {person.name for person in others} == {"Zhanbolat Mamay", "Maran Turner"}

    def test_reaches_from_2019_to_november_2026(self):
        days = Case.objects.order_by("opened_on").values_list("opened_on", flat=True)

        assert days.first() == date(2019, 3, 4)
        assert date(2026, 11, 1) <= days.last() <= date(2026, 11, 15)

    def test_has_somebody_held_today_under_each_regime(self):
        held = Counter(Custody.objects.in_custody_on(TODAY).values_list("regime", flat=True))

        assert held.keys() == set(CustodyRegime.values)

    def test_meets_one_person_in_two_cases(self):
        cases = CaseParty.objects.filter(person__name="Luz Mariposa Cimarrona", role="client")

        assert cases.values("case").distinct().count() == 2


class TestDesk:
    def test_has_tasks_overdue_due_and_done(self):
        left = Task.objects.filter(done_on=None)

        assert left.filter(due_on__lt=TODAY).count() >= 5
        assert left.filter(due_on__gte=TODAY, due_on__lte=date(2026, 12, 31)).count() >= 5
        assert Task.objects.exclude(done_on=None).exists()

    def test_has_clocks_running_overdue_and_stopped(self):
        running, overdue = Clock.objects.running(TODAY), Clock.objects.overdue(TODAY)

        assert running.exclude(pk__in=overdue.values("pk")).exists()
        assert overdue.exists()
        assert Clock.objects.exclude(stopped_by=None).exists()

    def test_has_hearings_to_come(self):
        assert Hearing.objects.filter(scheduled_on__gt=TODAY, outcome="").count() >= 5


class TestSecrets:
    def test_are_kept_from_those_who_are_not_on_the_team(self, seen):
        restricted = Case.objects.filter(confidentiality=Confidentiality.RESTRICTED)

        assert restricted.count() == 3
        assert {case.country.code for case in restricted & seen(Case)} == {"EG", "SA"}

    def test_have_a_team_of_more_than_the_lead(self):
        for case in Case.objects.filter(confidentiality=Confidentiality.RESTRICTED):
            assert case.staff.count() >= 2


class TestPeople:
    def test_entered_twice_are_merged(self):
        twice = Person.objects.get(name="Ситора Бахорсухан")

        assert twice.merged_into.name == "Sitora Bahorsukhan"

    def test_with_like_names_are_suspected(self, seen):
        perhaps = seen(Person).get(name="Noor Al-Minarah")

        class Director:
            def has_perm(self, permission):
                return True

        suspects = [suspect.person.name for suspect in suspects_of(person=perhaps, visible_to=Director())]
        assert suspects == ["Nur al-Minara"]

    def test_found_to_be_two_are_suspected_no_more(self, seen):
        luz = seen(Person).get(name="Luz Mariposa Cimarrona")

        assert luz.distinct_from_later.get().second.name == "Luz Mariposa Cimarron"


class TestLedger:
    def test_holds(self):
        verdict = verify()

        assert verdict.discrepancies == []
        assert verdict.counts["entries"] == Entry.objects.count()

    def test_names_a_colleague_and_a_reason_for_every_act(self):
        acts = ChangeSet.objects.exclude(origin="migration")

        assert not acts.filter(reason="").exists()
        assert acts.values("actor_name").distinct().count() >= 6


class TestFiles:
    def test_are_kept_with_their_fingerprints(self):
        kept = SourceFile.objects.get()

        assert kept.original_name == "judgment.txt"
        assert len(kept.sha256) == 64
