"""How people keep their ways of looking at a page: saved filters, pins and columns."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.audit.models import AuditedModel
from casework.core.constraints import valid_choice
from casework.workspace.choices import ListPage, SavedPage
from casework.workspace.querysets import PinnedFilterQuerySet, SavedFilterQuerySet


class SavedFilter(AuditedModel):
    """One way of asking a list or the dashboard, under a name that its owner gave it."""

    case_lookup: ClassVar[str] = ""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.PROTECT,
        related_name="saved_filters",
    )
    name = models.CharField(_("name"), max_length=80)
    page = models.CharField(_("page"), max_length=20, choices=SavedPage)
    query = models.TextField(
        _("filter"),
        blank=True,
        help_text=_("What follows the question mark in the address of the page."),
    )
    is_shared = models.BooleanField(
        _("shared"),
        default=False,
        help_text=_("Everyone who may open the page then sees its name and what it asks for."),
    )

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "-pk"]
        constraints = [
            valid_choice("savedfilter", "page", SavedPage),
            models.CheckConstraint(
                name="savedfilter_named",
                condition=~Q(name=""),
                violation_error_message=_("Give the filter a name."),
            ),
            models.UniqueConstraint(
                fields=["owner", "page", "name"],
                name="savedfilter_name_once",
                violation_error_message=_("You already have a filter of this name for this page."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page as the filter narrows it."""
        return f"{self.page_address}?{self.query}" if self.query else self.page_address

    @property
    def page_address(self) -> str:
        """The page with nothing narrowed."""
        return reverse(SavedPage(self.page).view_name)


class PinnedFilter(AuditedModel):
    """That a person keeps a filter, their own or a shared one, at the side of every page."""

    case_lookup: ClassVar[str] = ""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.PROTECT,
        related_name="pinned_filters",
    )
    saved_filter = models.ForeignKey(
        SavedFilter, verbose_name=_("filter"), on_delete=models.PROTECT, related_name="pins"
    )

    objects = PinnedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("pinned filter")
        verbose_name_plural = _("pinned filters")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "saved_filter"],
                name="pinnedfilter_once",
                violation_error_message=_("This filter is pinned already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.saved_filter}"


class ListColumns(models.Model):
    """Which columns of one list one person wants to see; no part of the record, and not audited."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.PROTECT,
        related_name="list_columns",
    )
    page = models.CharField(_("list"), max_length=20, choices=ListPage)
    names = models.JSONField(_("columns"))

    class Meta:
        verbose_name = _("columns of a list")
        verbose_name_plural = _("columns of lists")
        ordering = ["-pk"]
        constraints = [
            valid_choice("listcolumns", "page", ListPage),
            models.UniqueConstraint(
                fields=["user", "page"],
                name="listcolumns_once",
                violation_error_message=_("The columns of this list are chosen already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_page_display()}"
