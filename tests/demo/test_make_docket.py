"""An invented docket is whole, and the same for the same seed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from casework.audit.canonical import as_text
from casework.audit.choices import Origin
from casework.audit.ledger import ledger_columns
from casework.audit.models import ChangeSet
from casework.audit.verification import verify
from casework.cases.models import Case, Citation, Development
from casework.demo.large_docket.rows import ORDER
from casework.persons.models import PersonName
from casework.proceedings.models import Charge, Custody, Proceeding
from casework.proceedings.rules import must_overlap
from casework.reference.choices import Vocabulary
from casework.reference.models import LegalProvision, Term
from tests.factories.cases import CaseFactory
from tests.factories.reference import LegalProvisionFactory, TermFactory


@pytest.fixture
def vocabularies(db):
    """See that every list has a term: the migration that loads them may have run or not."""
    for vocabulary in Vocabulary:
        if not Term.objects.active().of(vocabulary).exists():
            TermFactory(vocabulary=vocabulary)
    if not LegalProvision.objects.active().filter(instrument__country="").exists():
        LegalProvisionFactory()


def make_docket(**options):
    """Run the command and return what it printed."""
    printed = StringIO()
    call_command("make_docket", stdout=printed, **options)
    return printed.getvalue()


NUMBERS = {"id", "cause", "cipher_id"}


def told():
    """Return what each invented row says, without the numbers by which rows point at each other.

    What is encrypted is told as it is read: it never stands the same twice.
    """
    return [
        as_text(
            {
                column.name: column.canonical(getattr(row, column.attname))
                for column in ledger_columns(model)
                if column.name not in NUMBERS and not model._meta.get_field(column.name).is_relation
            }
        )
        for model in ORDER
        for row in model._base_manager.order_by("pk")
    ]


@pytest.mark.usefixtures("vocabularies")
class TestMakeDocket:
    def test_writes_for_each_case_what_a_docket_of_that_size_holds(self):
        printed = make_docket(cases=20, seed=5)

        assert "20 / 20" in printed
        assert Case.objects.count() == 20
        assert Proceeding.objects.count() == 60
        assert 100 <= Charge.objects.count() <= 140
        assert 340 <= Development.objects.count() <= 460
        assert Citation.objects.exclude(development=None).count() > 300
        assert PersonName.objects.exclude(name_key="").count() == PersonName.objects.count() >= 20
        assert [model for model in ORDER if not model._base_manager.exists()] == []

    def test_leaves_the_whole_record_in_agreement(self):
        make_docket(cases=3, seed=5)

        assert verify().discrepancies == []

    def test_writes_as_one_act(self):
        known = list(ChangeSet.objects.values_list("pk", flat=True))

        make_docket(cases=3, seed=5)

        acts = ChangeSet.objects.exclude(pk__in=known)
        assert [(row.actor_name, row.origin) for row in acts] == [("manage.py make_docket", Origin.COMMAND)]
        assert acts.get().reason == "An invented docket of 3 cases from seed 5."

    def test_writes_nothing_that_the_forms_would_refuse(self):
        make_docket(cases=4, seed=5)

        for model in ORDER:
            for row in model._base_manager.all():
                row.full_clean(exclude={"head"})

    def test_lets_no_spells_of_custody_overlap(self):
        make_docket(cases=10, seed=5)

        spells = Custody.objects.select_related("case", "began_by", "ended_by").order_by("person", "pk")
        pairs = [(one, other) for one in spells for other in spells if one.pk < other.pk]
        of_one_person = [pair for pair in pairs if pair[0].person_id == pair[1].person_id]
        assert len(of_one_person) > 5
        assert [pair for pair in of_one_person if must_overlap(*(row.as_spell() for row in pair))] == []

    def test_invents_the_same_from_the_same_seed(self):
        dockets = []
        for seed in (5, 5, 6):
            with transaction.atomic():
                make_docket(cases=3, seed=seed)
                dockets.append(told())
                transaction.set_rollback(True)

        assert dockets[0] == dockets[1] != dockets[2]
        assert len(dockets[0]) > 300

    def test_refuses_a_docket_that_has_cases(self):
        CaseFactory()

        with pytest.raises(CommandError, match="has cases already"):
            make_docket(cases=1)

        assert Case.objects.count() == 1

    def test_adds_to_a_docket_that_has_cases_if_told_to(self):
        make_docket(cases=2, seed=5)

        make_docket(cases=2, seed=5, add=True)

        assert Case.objects.count() == 4

    def test_says_which_vocabulary_is_missing(self):
        for term in Term.objects.of(Vocabulary.RESPONSE):
            term.is_active = False
            term.save()

        with pytest.raises(CommandError, match="kinds of response"):
            make_docket(cases=1)

    def test_refuses_no_cases_at_all(self):
        with pytest.raises(CommandError, match="from 1 up"):
            call_command("make_docket", "--cases=0")
