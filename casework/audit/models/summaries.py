"""What is worked out from the record so that it need not be asked."""

from django.db import models


class Summary(models.Model):
    """A row worked out from the record as it stands today: no part of it, and so without a trace of its own.

    Whoever appends what keeps it to ``ledger.followers`` keeps it in step. It tells nothing of the past:
    where one looks back, asking it is refused. What it names is never hindered by it from being deleted.
    """

    class Meta:
        abstract = True
        default_permissions = ()
