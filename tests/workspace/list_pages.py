"""What the tests of the lists share: their addresses, and what a page shows."""

from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from casework.workspace.choices import ListPage
from casework.workspace.lists.registry import PLANS
from casework.workspace.models import ListColumns


def list_of(listed, **query):
    """Return the address of a list, narrowed."""
    return reverse(f"workspace:{listed}", query=query)


def narrowed(page, user, query=""):
    """Return the filters of a list as a query sets them for this person."""
    request = RequestFactory().get("/")
    request.user = user
    return PLANS[page].filters(QueryDict(query), request=request, on=timezone.localdate())


def shown_in(answer):
    """Return the records on a page of a list, in order."""
    return [row.record for row in answer.context["rows"]]


def counts_in(answer, name):
    """Return the choices that a page offers by one filter, with how many rows each leaves."""
    facets = {facet.name: facet for facet in answer.context["facets"]}
    choices = [*facets[name].choices, *facets[name].further] if name in facets else []
    return {choice.name: choice.count for choice in choices}


def show_every_column(user, page=ListPage.CASES):
    """Let a person's list have all columns there are."""
    names = [name for name, _label in PLANS[page].table.choices()]
    ListColumns.objects.create(user=user, page=page, names=names)
