"""Lists and forms as a caseworker asks for them: ours and the stock admin's."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.cases.models import Case, Development
from casework.persons.models import Person
from tests.benchmarks.rounds import Lane, Measure, seconds, take_turns
from tests.benchmarks.stock.models import STOCK
from tests.pages import FormPage

#: What is compared: the model, the field that a form changes, and a filter of its list.
COMPARED = (
    (Case, "summary", {"status__exact": "active"}),
    (Development, "headline", {"kind__exact": "arrest"}),
    (Person, "birthplace", {"sex__exact": "female"}),
)


class Pages:
    """The lanes; each pair asks for the same rows."""

    def __init__(self, user: Any) -> None:
        self.client = Client()
        self.client.force_login(user)
        self.user = user
        self.case = Case.objects.visible_to(user).order_by("pk")[0]
        self.numbers = iter(range(1, 1_000_000))

    def measures(self, rounds: int) -> Iterator[Measure]:
        """Yield a line for each list and each form."""
        word = self.case.title.split()[0]
        for model, field, chosen in COMPARED:
            name = str(model._meta.verbose_name_plural)
            for words, query in (("", {}), (", filtered", chosen), (", searched", {"q": word})):
                yield self._compare(f"list of {name}{words}", model, "changelist", [], query, rounds)
            row = self._row_of_the_case(model)
            yield self._compare(f"form of one of {name}", model, "change", [row.pk], {}, rounds)
            yield self._compare_posts(f"save the form of one of {name}", row, field, rounds)

    def _row_of_the_case(self, model: type[models.Model]) -> models.Model:
        rows = model.objects.visible_to(self.user)
        path = {Case: "pk", Development: "case", Person: "case_parties__case"}[model]
        return rows.filter(**{path: self.case.pk}).order_by("pk")[0]

    def _addresses(self, model: type[models.Model], page: str, key: list[int]) -> dict[str, str]:
        mirror = STOCK[model]
        return {
            "ours": reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=key),
            "simple-history": reverse(f"stock:stock_{mirror._meta.model_name}_{page}", args=key),
        }

    def _compare(
        self,
        subject: str,
        model: type[models.Model],
        page: str,
        key: list[int],
        query: dict[str, str],
        rounds: int,
    ) -> Measure:
        addresses = self._addresses(model, page, key)
        notes = [self._cost(address, query) for address in addresses.values()]
        lanes = {name: self._getting(address, query) for name, address in addresses.items()}
        return Measure.of(subject, take_turns(lanes, rounds), note=_joined(notes))

    def _getting(self, address: str, query: dict[str, str]) -> Lane:
        return lambda: seconds(lambda: self._get(address, query))

    def _get(self, address: str, query: dict[str, str]) -> Any:
        response = self.client.get(address, query)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")
        return response

    def _compare_posts(self, subject: str, row: models.Model, field: str, rounds: int) -> Measure:
        rows = {"ours": row, "simple-history": STOCK[type(row)].objects.get(pk=row.pk)}
        addresses = self._addresses(type(row), "change", [row.pk])
        lanes = {name: self._posting(addresses[name], rows[name], field) for name in addresses}
        counts = [self._queries_to_save(addresses[name], rows[name], field) for name in addresses]
        return Measure.of(subject, take_turns(lanes, rounds), note=_joined([(count, 0) for count in counts]))

    def _posting(self, address: str, row: models.Model, field: str) -> Lane:
        def lane() -> float:
            send = self._filled_in(address, row, field)
            taken = seconds(send)
            self._demand_saved(address, row, field)
            return taken

        return lane

    def _queries_to_save(self, address: str, row: models.Model, field: str) -> int:
        send = self._filled_in(address, row, field)
        with CaptureQueriesContext(connection) as captured:
            send()
        self._demand_saved(address, row, field)
        return len(captured)

    def _filled_in(self, address: str, row: models.Model, field: str) -> Callable[[], Any]:
        page = FormPage.open(self.client, address)
        self.typed = f"Changed for the {next(self.numbers)}th time"
        page.fill(**{field: self.typed, "reason": "a benchmark"})
        values = {name: given for name, given in page.values.items() if "__prefix__" not in name}
        return lambda: self.client.post(address, {**values, "_save": "1"})

    def _demand_saved(self, address: str, row: models.Model, field: str) -> None:
        row.refresh_from_db()
        if getattr(row, field) != self.typed:
            raise RuntimeError(f"{address} did not save what was typed.")

    def _cost(self, address: str, query: dict[str, str]) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            response = self._get(address, query)
        return len(captured), len(response.content)


def _joined(notes: list[tuple[int, int]]) -> str:
    """Say how many queries and kilobytes ours took and the stock page took."""
    (queries, size), (stock_queries, stock_size) = notes
    words = f"{queries} / {stock_queries} queries"
    return f"{words}, {size / 1024:.0f} / {stock_size / 1024:.0f} KB" if size else words
