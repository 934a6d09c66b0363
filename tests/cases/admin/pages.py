"""The addresses of the pages of cases, and the acts that their forms leave."""

from django.urls import reverse

from casework.audit.choices import Origin
from casework.audit.models import ChangeSet


def page_of(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def add_page_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def acts_by_form():
    return ChangeSet.objects.filter(origin=Origin.FORM)
