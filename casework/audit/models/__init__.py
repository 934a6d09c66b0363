"""Change sets and entries, what every audited model derives from, and what is kept about the ledger."""

from casework.audit.models.audited import AuditedModel
from casework.audit.models.entries import ChangeSet, Entry

__all__ = ["AuditedModel", "ChangeSet", "Entry"]
