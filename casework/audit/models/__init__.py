"""Change sets and entries, what every audited model derives from, and what is kept about the ledger."""

from casework.audit.models.audited import AuditedModel
from casework.audit.models.entries import ChangeSet, Entry
from casework.audit.models.erasures import ErasedRecord, Erasure
from casework.audit.models.keys import EncryptionKey
from casework.audit.models.reads import Read
from casework.audit.models.runs import Run
from casework.audit.models.seals import Checkpoint, SealedEntry
from casework.audit.models.summaries import Summary

__all__ = [
    "AuditedModel",
    "ChangeSet",
    "Checkpoint",
    "EncryptionKey",
    "Entry",
    "ErasedRecord",
    "Erasure",
    "Read",
    "Run",
    "SealedEntry",
    "Summary",
]
