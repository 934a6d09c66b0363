"""Staff accounts for the tests."""

from datetime import UTC, datetime, timedelta

import factory
from django.contrib.auth.models import Group
from django.utils import timezone

from casework.accounts.choices import Role, SignInOutcome, TwoPersonAct
from casework.accounts.models import Countersignature, RestoringRight, RoleGrant, SignIn, User

PASSWORD = "quiet-harbour-lantern-27"


class UserFactory(factory.django.DjangoModelFactory):
    """An active account without a role; the traits give it one."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        caseworker = factory.Trait(role=Role.CASEWORKER)
        director = factory.Trait(role=Role.DIRECTOR)
        auditor = factory.Trait(role=Role.AUDITOR)
        administrator = factory.Trait(role=Role.ADMINISTRATOR)
        inactive = factory.Trait(is_active=False)

    username = factory.Sequence(lambda number: f"colleague{number}")
    full_name = factory.Sequence(lambda number: f"Colleague Number {number}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@office.example")

    @classmethod
    def _create(cls, model_class, *args, role=None, password=PASSWORD, **values):
        user = model_class(*args, **values)
        user.set_password(password)
        user.save()
        if role:
            RoleGrantFactory(user=user, role=Group.objects.get(name=role))
        return user


class RoleGrantFactory(factory.django.DjangoModelFactory):
    """A role held by somebody: that of a caseworker, unless another is named."""

    class Meta:
        model = RoleGrant

    user = factory.SubFactory(UserFactory)
    role = factory.LazyFunction(lambda: Group.objects.get(name=Role.CASEWORKER))


class SignInFactory(factory.django.DjangoModelFactory):
    """That somebody signed in."""

    class Meta:
        model = SignIn

    user = factory.SubFactory(UserFactory)
    typed_name = factory.LazyAttribute(lambda row: row.user.username)
    outcome = SignInOutcome.SIGNED_IN
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)


class CountersignatureFactory(factory.django.DjangoModelFactory):
    """That somebody asked for a role for a colleague, a moment ago."""

    class Meta:
        model = Countersignature

    kind = TwoPersonAct.GRANT_ROLE
    object_id = factory.LazyFunction(lambda: UserFactory().pk)
    words = factory.LazyAttribute(lambda row: Role.AUDITOR if row.kind == TwoPersonAct.GRANT_ROLE else "")
    asked_by = factory.SubFactory(UserFactory, administrator=True)
    asked_at = factory.LazyFunction(timezone.now)
    lapses_at = factory.LazyAttribute(lambda row: row.asked_at + timedelta(days=7))


class RestoringRightFactory(factory.django.DjangoModelFactory):
    """That an auditor may put back what was recorded."""

    class Meta:
        model = RestoringRight

    user = factory.SubFactory(UserFactory, auditor=True)
