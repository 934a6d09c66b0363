"""Reference values for tests, valid and minimal; none of them is one that an installation starts with."""

import factory

from casework.reference.choices import InstrumentKind, MechanismBody, Vocabulary
from casework.reference.models import LegalInstrument, LegalProvision, Mechanism, Term
from casework.reference.rules import provision_order


class TermFactory(factory.django.DjangoModelFactory):
    """An occupation, unless another vocabulary is asked for."""

    class Meta:
        model = Term

    class Params:
        switched_off = factory.Trait(is_active=False)
        affiliation_role = factory.Trait(vocabulary=Vocabulary.AFFILIATION_ROLE)
        relationship = factory.Trait(vocabulary=Vocabulary.RELATIONSHIP)
        source_kind = factory.Trait(vocabulary=Vocabulary.SOURCE_KIND)
        violation_type = factory.Trait(vocabulary=Vocabulary.VIOLATION_TYPE)
        involvement = factory.Trait(vocabulary=Vocabulary.INVOLVEMENT)
        response = factory.Trait(vocabulary=Vocabulary.RESPONSE)

    vocabulary = Vocabulary.OCCUPATION
    code = factory.Sequence(lambda number: f"test-term-{number}")
    label = factory.Sequence(lambda number: f"Test term {number}")


def initial_term(vocabulary: Vocabulary, code: str) -> Term:
    """Return a term that every installation starts with, for rules that know its code."""
    return Term.objects.of(vocabulary).get(code=code)


class LegalInstrumentFactory(factory.django.DjangoModelFactory):
    """A treaty, or with the trait a code of one country."""

    class Meta:
        model = LegalInstrument

    class Params:
        national = factory.Trait(kind=InstrumentKind.CODE, country="KZ")
        switched_off = factory.Trait(is_active=False)

    title = factory.Sequence(lambda number: f"Test Convention {number}")
    short_name = factory.Sequence(lambda number: f"TC {number}")
    kind = InstrumentKind.TREATY


class LegalProvisionFactory(factory.django.DjangoModelFactory):
    """An article of a treaty of its own."""

    class Meta:
        model = LegalProvision

    class Params:
        switched_off = factory.Trait(is_active=False)

    instrument = factory.SubFactory(LegalInstrumentFactory)
    number = factory.Sequence(lambda number: str(number + 1))
    heading = "What a test provision grants"
    order = factory.LazyAttribute(lambda provision: provision_order(provision.number))


class MechanismFactory(factory.django.DjangoModelFactory):
    """A mechanism without a reply period; with traits, one that counts in days or in months."""

    class Meta:
        model = Mechanism

    class Params:
        in_days = factory.Trait(reply_days=60, reply_rule="Test rules, rule 1")
        in_months = factory.Trait(reply_months=6, reply_rule="Test rules, rule 2")
        switched_off = factory.Trait(is_active=False)

    name = factory.Sequence(lambda number: f"Test Mechanism {number}")
    short_name = factory.Sequence(lambda number: f"TM {number}")
    body = MechanismBody.SPECIAL_PROCEDURES
