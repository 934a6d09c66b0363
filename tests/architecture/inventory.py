"""What the project consists of: its own models, their fields and admins, its modules and templates."""

from pathlib import Path

from django.apps import apps
from django.contrib import admin

from casework.accounts.models import SharedValue
from casework.audit.models import ChangeSet, Checkpoint, EncryptionKey, Entry, Read, Run, SealedEntry
from casework.proceedings.models import CustodySpan
from casework.search.models import SearchDocument
from casework.workspace.models import Draft, LastLook, ListColumns

PROJECT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted([*PROJECT.glob("templates/**/*.html"), *PROJECT.glob("casework/*/templates/**/*.html")])
MODULES = sorted(path for path in PROJECT.glob("casework/**/*.py") if "migrations" not in path.parts)

#: The ledger itself and what is kept about it, which nothing else describes.
LEDGER = (ChangeSet, Entry, SealedEntry, Checkpoint, Read)
#: What is no part of the record: how far somebody has read or written, what somebody wants to see or to have
#: verified, the index, what processes count together, what is worked out from the record to answer sooner,
#: and the keys under which it is encrypted.
UNRECORDED = (CustodySpan, Draft, EncryptionKey, LastLook, ListColumns, Run, SearchDocument, SharedValue)

OUR_APPS = [config for config in apps.get_app_configs() if config.name.startswith("casework.")]
# Beside each table stands its typed history, made by django-simple-history.
OUR_MODELS = [
    model for config in OUR_APPS for model in config.get_models() if not hasattr(model, "instance_type")
]
AUDITED_MODELS = [model for model in OUR_MODELS if model not in {*LEDGER, *UNRECORDED}]
OUR_FIELDS = [field for model in OUR_MODELS for field in model._meta.local_fields]
FOREIGN_KEYS = [field for field in OUR_FIELDS if field.remote_field]
OUR_ADMINS = {model: shown for model, shown in admin.site._registry.items() if model in OUR_MODELS}


def names(things):
    """Name models, fields or files in the report of a test."""
    return [
        str(thing.relative_to(PROJECT)) if isinstance(thing, Path) else str(getattr(thing, "_meta", thing))
        for thing in things
    ]
