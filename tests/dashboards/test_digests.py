"""The monthly digest: who receives it, what it tells, and whom it never names."""

from datetime import date

import pytest
import time_machine
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command

from casework.accounts.choices import Role
from casework.cases.choices import DevelopmentKind
from casework.core.partial_dates import PartialDate
from casework.dashboards.board import SECTIONS
from casework.dashboards.digests import (
    PARTINGS,
    Measure,
    Month,
    NotAMonth,
    NotASite,
    compose,
    month_of,
    site_of,
)
from casework.dashboards.figures import FIGURES
from casework.dashboards.figures.partings import ByChoice, ByCountry
from casework.proceedings.choices import CustodyRegime, EndGround
from tests.factories.cases import CaseFactory, CasePartyFactory, DevelopmentFactory
from tests.factories.persons import PersonFactory
from tests.factories.proceedings import CustodyFactory

pytestmark = pytest.mark.django_db

OCTOBER = Month(date(2026, 10, 1))
UNREACHABLE = "gone@office.example"


class OneRefused(EmailBackend):
    """A server that takes mails for every address but one."""

    def send_messages(self, messages):
        """Take them, or refuse as a server does."""
        if any(UNREACHABLE in message.to for message in messages):
            raise ConnectionRefusedError("no such mailbox")
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def early_november():
    """Let it be the third of November."""
    with time_machine.travel("2026-11-03T09:00:00Z", tick=False):
        yield


@pytest.fixture
def director(staff):
    return staff(Role.DIRECTOR, username="director", full_name="Aliya Director")


@pytest.fixture
def three_held(db):
    """Three people: one held since spring, one from October on, one from September until October."""

    def held(name, *, country, began, ended=None, **values):
        case = CaseFactory(
            title=f"The matter of {name}", country=country, opened_on=began, lead__full_name="Botagoz Lead"
        )
        spell = CustodyFactory(
            case=case, person=PersonFactory(name=name), began_by=when(case, began, name), **values
        )
        CasePartyFactory(case=case, person=spell.person)
        if ended:
            spell.ended_by = when(case, ended, name, kind=DevelopmentKind.RELEASE)
            spell.end_ground = EndGround.ACQUITTAL
            spell.save()
        return case

    def when(case, day, name, **values):
        return DevelopmentFactory(case=case, headline=f"About {name}", occurred=PartialDate.on(day), **values)

    return [
        held("Timur Qasymov", country="KZ", began=date(2026, 4, 2)),
        held("Dana Serikova", country="KZ", began=date(2026, 10, 12), regime=CustodyRegime.HOUSE_ARREST),
        held("Piotr Vashkevich", country="BY", began=date(2026, 9, 20), ended=date(2026, 10, 31)),
    ]


def send(capsys, **options):
    """Run the command; return what it said."""
    call_command("send_digests", **options)
    return capsys.readouterr().out


def told(email):
    """Return both forms of an e-mail as one text."""
    (other,) = email.alternatives
    return f"{email.subject}\n{email.body}\n{other.content}"


def line_of(digest, name):
    """Return what a digest tells of a figure."""
    return next(
        line for _title, lines in digest.sections for line in lines if line.label == FIGURES[name].label
    )


class TestMonthOf:
    @pytest.mark.parametrize(
        ("today", "month"),
        [
            (date(2026, 11, 1), "October 2026"),
            (date(2026, 11, 30), "October 2026"),
            (date(2027, 1, 1), "December 2026"),
        ],
    )
    def test_is_the_month_before_where_none_is_named(self, today, month):
        assert str(month_of(None, today=today)) == month

    def test_is_the_month_named_from_its_first_day_to_its_last(self):
        month = month_of("2024-02", today=date(2026, 11, 3))

        assert (month.first, month.last) == (date(2024, 2, 1), date(2024, 2, 29))
        assert str(month.before) == "January 2024"

    @pytest.mark.parametrize(
        ("asked", "words"),
        [
            ("2026-11", "November 2026 is not over yet."),
            ("2027-01", "January 2027 is not over yet."),
            ("9999-12", "December 9999 is not over yet."),
            ("2026-13", "“2026-13” is no month"),
            ("0000-01", "“0000-01” is no month"),
            ("2026-1", "“2026-1” is no month"),
            ("2026-10-01", "“2026-10-01” is no month"),
            ("٢٠٢٦-١٠", "is no month"),  # noqa: RUF001
            ("last", "“last” is no month"),
            ("0001-02", "No record goes back as far."),
        ],
    )
    def test_refuses_what_is_not_over_or_no_month(self, asked, words):
        with pytest.raises(NotAMonth, match=words):
            month_of(asked, today=date(2026, 11, 3))


class TestSiteOf:
    @pytest.mark.parametrize(
        ("asked", "site"),
        [
            (None, ""),
            ("https://casework.example", "https://casework.example"),
            ("https://Casework.example:8443/", "https://casework.example:8443"),
        ],
    )
    def test_is_the_address_without_a_path(self, asked, site):
        assert site_of(asked) == site

    @pytest.mark.parametrize(
        "asked",
        [
            "casework.example",
            "http://casework.example",
            "https://",
            "https://me:secret@casework.example",
            "https://casework.example/elsewhere",
            "https://casework.example?x=1",
            "https://casework.example:no",
        ],
    )
    def test_refuses_everything_else(self, asked):
        with pytest.raises(NotASite, match="is not where pages are served"):
            site_of(asked)


class TestCompose:
    def test_tells_every_figure_by_section(self, director):
        digest = compose(director, OCTOBER)

        assert [(title, len(lines)) for title, lines in digest.sections] == [
            (section.title, len(section.figures)) for section in SECTIONS
        ]

    def test_tells_how_things_stood_on_the_last_day_of_both_months(self, director, three_held):
        held = line_of(compose(director, OCTOBER), "held")

        # Whoever is released on the last day is not held on it.
        assert (held.number, held.before) == (2, 2)
        assert dict(held.parts) == {
            "country": "Kazakhstan 2",
            "how held": f"{CustodyRegime.PRETRIAL.label} 1, {CustodyRegime.HOUSE_ARREST.label} 1",
        }

    def test_tells_what_happened_in_the_one_month_and_in_the_other(self, director, three_held):
        digest = compose(director, OCTOBER)

        assert [
            (line.number, line.before)
            for line in (line_of(digest, name) for name in ("taken", "released", "opened"))
        ] == [(1, 1), (1, 0), (1, 1)]
        assert dict(line_of(digest, "released").parts)["ground"] == f"{EndGround.ACQUITTAL.label} 1"

    def test_tells_the_measures_of_both_months(self, director, three_held):
        # October: 31 days of one, 20 of another, 30 of the third; September: 30 and 11.
        assert line_of(compose(director, OCTOBER), "detained").measures == [
            Measure("days of detention", "81 days", "41 days")
        ]

    def test_compares_with_a_month_of_another_length(self, director):
        for day in (date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1)):
            CaseFactory(opened_on=day)

        opened = line_of(compose(director, Month(date(2026, 3, 1))), "opened")

        assert (opened.number, opened.before) == (1, 2)

    def test_tells_figures_apart_only_by_lists_that_nobody_can_add_to(self):
        partings = [
            FIGURES[figure].partings_by_name[name] for figure, names in PARTINGS.items() for name in names
        ]

        assert [parting for parting in partings if not isinstance(parting, ByChoice | ByCountry)] == []


class TestSendDigests:
    def test_writes_to_each_director_alone(self, director, staff, mailoutbox, capsys):
        other = staff(Role.DIRECTOR)

        said = send(capsys)

        assert sorted(email.to for email in mailoutbox) == sorted([[director.email], [other.email]])
        assert {email.subject for email in mailoutbox} == {"The docket in October 2026"}
        assert "2 e-mails are sent." in said

    @pytest.mark.parametrize("role", [None, Role.CASEWORKER, Role.AUDITOR, Role.ADMINISTRATOR])
    def test_writes_to_nobody_of_another_role(self, staff, role, mailoutbox, capsys):
        staff(role)

        said = send(capsys)

        assert mailoutbox == []
        assert "0 e-mails are sent." in said

    def test_writes_to_nobody_who_has_left(self, staff, mailoutbox, capsys):
        staff(Role.DIRECTOR, is_active=False, username="gone")

        assert "gone" not in send(capsys)
        assert mailoutbox == []

    def test_names_who_is_left_out_without_an_address(self, director, staff, mailoutbox, capsys):
        staff(Role.DIRECTOR, username="unwired", email="")

        said = send(capsys)

        assert "Left out, as no e-mail address is known: unwired." in said
        assert [email.to for email in mailoutbox] == [[director.email]]

    def test_tells_the_numbers_in_both_forms(self, director, three_held, mailoutbox, capsys):
        send(capsys)

        (email,) = mailoutbox
        (other,) = email.alternatives
        assert other.mimetype == "text/html"
        assert "As at 31 October 2026, beside September 2026; as known on 3 November 2026." in email.body
        for form in (email.body, other.content):
            assert all(
                str(section.title) in form or str(section.title).upper() in form for section in SECTIONS
            )
            assert "country: Kazakhstan 2" in form
        assert ["Held", "2", "2"] in [line.split() for line in email.body.splitlines()]
        assert "    days of detention: 81 days (month before: 41 days)" in email.body.splitlines()

    def test_writes_words_as_they_are_where_nothing_is_marked_up(self, director, mailoutbox, capsys):
        CaseFactory(country="CI", opened_on=date(2026, 10, 2))

        send(capsys)

        assert "Côte d'Ivoire 1" in mailoutbox[0].body

    def test_names_nobody_and_no_case(self, director, three_held, mailoutbox, capsys):
        send(capsys, site="https://casework.example")

        (email,) = mailoutbox
        words = told(email)
        for case in three_held:
            (party,) = case.parties.all()
            hidden = (case.reference, "matter", "About", *party.person.name.split(), case.lead.username)
            assert [word for word in hidden if word in words] == []
        assert "Botagoz" not in words
        assert director.full_name not in words

    def test_links_nowhere_unless_told_where_the_pages_are(self, director, mailoutbox, capsys):
        send(capsys)
        send(capsys, site="https://casework.example/")

        without, linked = map(told, mailoutbox)
        assert "://" not in without
        assert "href" not in without
        address = "https://casework.example/dashboard/?as_at=2026-10-31&since=2026-10-01"
        assert address in linked
        assert f'<a href="{address.replace("&", "&amp;")}">' in linked

    def test_fetches_nothing_from_anywhere(self, director, mailoutbox, capsys):
        send(capsys, site="https://casework.example")

        assert not any(word in told(mailoutbox[0]) for word in ("<img", "<link", "<script", "src=", "url("))

    def test_writes_of_the_month_named(self, director, mailoutbox, capsys):
        send(capsys, month="2026-03")

        assert mailoutbox[0].subject == "The docket in March 2026"

    def test_writes_in_january_of_december(self, director, mailoutbox, capsys):
        with time_machine.travel("2027-01-01T00:30:00Z", tick=False):
            send(capsys)

        assert mailoutbox[0].subject == "The docket in December 2026"

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            ({"month": "2026-11"}, "November 2026 is not over yet."),
            ({"month": "soon"}, "“soon” is no month"),
            ({"site": "http://casework.example"}, "is not where pages are served"),
        ],
    )
    def test_refuses_in_plain_words_and_sends_nothing(self, director, options, words, mailoutbox):
        with pytest.raises(CommandError, match=words):
            call_command("send_digests", **options)

        assert mailoutbox == []

    def test_prints_and_sends_nothing_on_a_dry_run(self, director, three_held, mailoutbox, capsys):
        said = send(capsys, dry_run=True)

        assert mailoutbox == []
        assert "director: The docket in October 2026" in said
        assert "country: Kazakhstan 2" in said
        assert said.endswith("Nothing is sent.\n")

    def test_writes_to_the_others_where_one_address_fails(
        self, director, staff, settings, mailoutbox, capsys
    ):
        staff(Role.DIRECTOR, username="aaron", full_name="Aaron", email=UNREACHABLE)
        settings.EMAIL_BACKEND = f"{__name__}.OneRefused"

        with pytest.raises(CommandError, match=r"^1 e-mail could not be sent\.$"):
            call_command("send_digests")

        said = capsys.readouterr()
        assert [email.to for email in mailoutbox] == [[director.email]]
        assert "aaron: no such mailbox" in said.err
        assert "1 e-mail is sent." in said.out
